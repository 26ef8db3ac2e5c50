"""Figures alone on a projected page: low enough for it, so that no letter falls below nine points."""

import datetime as dt

import pytest

from renkei.deck import figures, measures, theme

EVENTS = [(dt.date(2021, 4, 12), "高齢者接種開始"), (dt.date(2021, 5, 7), "目標")]
LEFT = 4.3  # inches a projected page leaves below a heading of two lines and above notes of three
ACROSS = 888 / 72  # inches between its edges


@pytest.fixture(scope="module")
def nation(view):
    return view()


@pytest.fixture(scope="module")
def every(nation):
    order = measures.prefectures_in_order(nation)
    return {
        "tiles": figures.tiles(nation, order, alone=True),
        "fan": figures.fan(nation, measures.outlook(nation, "00"), alone=True),
        "rounds": figures.rounds(nation, measures.answer_counts(nation), alone=True),
        "rates": figures.rates(nation, events=EVENTS, alone=True),
    }


@pytest.mark.parametrize("name", ["tiles", "fan", "rates", "rounds"])
def test_it_is_never_set_smaller_than_it_is_drawn(every, name):
    across, height = every[name].figure.get_size_inches()
    assert across <= ACROSS and height <= LEFT


@pytest.mark.parametrize("name", ["tiles", "fan", "rates", "rounds"])
def test_its_words_do_not_meet(every, name, overlaps):
    assert overlaps(every[name]) == []


def test_curves_have_larger_letters_than_on_paper(every):
    across, height = every["fan"].figure.get_size_inches()
    assert theme.SMALL * min(ACROSS / across, LEFT / height) >= 12


def test_answers_have_larger_letters_than_on_paper(every):
    assert min(text.get_fontsize() for text in every["rounds"].figure.axes[0].texts) >= 12
    assert every["rounds"].figure.get_figwidth() <= ACROSS / 2


def test_it_has_the_same_numbers_behind_it(nation, every):
    order = measures.prefectures_in_order(nation)
    assert every["tiles"].data == figures.tiles(nation, order).data
    assert every["tiles"].alt == figures.tiles(nation, order).alt
