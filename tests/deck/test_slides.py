"""Slides: what a notebook shows and an exporter publishes."""

import json

import pytest
from IPython.core.formatters import DisplayFormatter

from renkei.deck import figures, measures, slides, tables
from renkei.deck.marks import mark
from renkei.errors import UsageError

MIME = "application/vnd.renkei.slide+json"


@pytest.fixture(scope="module")
def deck(view):
    return slides.Deck(view())


def test_a_slide_follows_the_contract(deck):
    counts = measures.answer_counts(deck.briefing)
    slide = deck.slide(
        "見出し",
        tables.answers(deck.briefing, counts),
        figures.rounds(deck.briefing, counts),
        notes=["注"],
        source="出典：台帳",
    )
    bundle = slide._repr_mimebundle_()
    content = json.loads(json.dumps(bundle[MIME]))
    assert content["version"] == 1 and content["kind"] == "slide"
    assert content["deck"] == {
        "campaign": "sample",
        "title": "高齢者向けワクチン接種の見通し",
        "area": "00",
        "area_name": "全国",
        "as_of": "2021-06-02",
        "released": "2021-06-03",
        "office": "見本省 地方連携推進室",
        "sample": True,
        "font": "noto",
        "density": "handout",
    }
    assert content["layout"] == "row"
    assert [block["type"] for block in content["blocks"]] == ["table", "figure"]
    assert content["notes"][0] == "※1 増減：前回の第2回（5月21日時点）との差。"
    assert content["notes"][-1] == "注"
    assert "見出し" in bundle["text/html"]


def test_a_mark_in_a_figure_is_numbered_too(deck):
    one = measures.outlook(deck.briefing, "00")
    content = deck.slide("見出し", figures.fan(deck.briefing, one)).content
    assert "完了の水準 83%※1" in content["blocks"][0]["svg"]
    assert content["notes"] == [
        "※1 完了：2回目の接種が希望者の95%に達すること。希望者は調査票による（回答のない所は87%）。"
    ]


def test_every_mark_has_its_note(deck, view):
    from renkei.deck.notes import by_key

    assert all(note().endswith("。") for note in by_key(view()).values())
    assert deck.slide("見出し", lines=[[(mark("doses"), False)]]).content["notes"]


def test_a_slide_of_another_level_shows_nothing(deck):
    hidden = deck.slide("見出し", levels=["prefecture"])
    assert DisplayFormatter().format(hidden) == ({}, {})


def test_a_shown_slide_has_a_short_text(deck):
    data, _ = DisplayFormatter().format(deck.slide("見出し"))
    assert data["text/plain"] == "<slide: 見出し>"
    assert set(data) == {MIME, "text/html", "text/plain"}


def test_the_cover_says_for_whom_by_whom_and_both_dates(view):
    content = slides.Deck(view("16")).cover().content
    lines = ["".join(text for text, _ in line) for line in content["lines"]]
    assert content["kind"] == "cover" and content["blocks"] == []
    assert content["heading"] == "高齢者向けワクチン接種の見通し"
    assert lines == [
        "富山県",
        "令和3年6月2日(水)時点",
        "令和3年6月3日(木)公表",
        "見本省 地方連携推進室",
    ]


def test_a_density_is_told_to_the_exporters_and_chooses_rows(deck):
    projected = slides.Deck(deck.briefing, slides.known_density("projected"))
    assert (deck.either(15, 8), projected.either(15, 8)) == (15, 8)
    assert projected.slide("見出し", layout="stack").content["deck"]["density"] == "projected"
    assert projected.slide("見出し", layout="stack").content["layout"] == "stack"
    with pytest.raises(UsageError, match=r"no density 'projektor'.*nearest: projected"):
        slides.known_density("projektor")
