"""What is planted in the first files: each slip where it should be, and nothing else."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from renkei import areas
from renkei.intake.forms.returns import ReturnRow
from renkei.sample.chance import Chance
from renkei.sample.plan import ROUNDS
from renkei.sample.slips import LATE, TRUNCATED, WRONG_SHEET, WRONG_SUBTOTAL, draw_slips, slip
from renkei.sample.untidy import code_as_written, name_as_written
from renkei.sample.write import SEED

ROWS = [
    ReturnRow(area.code, area.prefecture, area.name, answer="7月末", capacity=100)
    for area in areas.municipalities("16")
]
KANAZAWA = areas.find(code="172014")


def _slipped(*slips: str) -> list[ReturnRow]:
    return slip(ROWS, slips, KANAZAWA, Chance(1, "test"))


def _changed(rows: list[ReturnRow]) -> list[tuple[ReturnRow, ReturnRow]]:
    return [(old, new) for old, new in zip(ROWS, rows, strict=False) if old != new]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_kind_of_slip_occurs_in_the_first_three_rounds(number: int) -> None:
    drawn = draw_slips(ROUNDS[number], areas.prefectures(), SEED)
    kinds = Counter(kind for slips in drawn.values() for kind in slips)
    assert kinds[LATE] == 3
    for kind in (
        "R3.2.30",
        "R3.7.311",
        "13月",
        "見込めない",
        "wrong check digit",
        "twice",
        "name of another",
        "another prefecture's",
        WRONG_SHEET,
        TRUNCATED,
        WRONG_SUBTOTAL,
    ):
        assert kinds[kind] == 1, kind
    assert kinds["blank"] >= 3
    assert kinds["未定"] + kinds["調整中"] >= 6


def test_the_last_round_has_fewer_slips() -> None:
    third, fourth = (draw_slips(ROUNDS[i], areas.prefectures(), SEED) for i in (2, 3))
    assert 0 < len(fourth) < len(third)


def test_several_slips_befall_several_municipalities() -> None:
    changed = _changed(_slipped("R3.2.30", "未定", "調整中"))
    assert {new.answer for _, new in changed} == {"R3.2.30", "未定", "調整中"}
    assert all(replace(new, answer=old.answer) == old for old, new in changed)


def test_a_blank_row_keeps_what_was_filled_in_before_it_went_out() -> None:
    ((old, new),) = _changed(_slipped("blank"))
    assert (new.code, new.name, new.previous) == (old.code, old.name, old.previous)
    assert (new.answer, new.capacity) == (None, None)


def test_a_wrong_check_digit_is_one_that_no_code_has() -> None:
    ((_, new),) = _changed(_slipped("wrong check digit"))
    assert not areas.is_valid_code(str(new.code))


def test_a_municipality_twice_has_two_answers() -> None:
    rows = _slipped("twice")
    assert len(rows) == len(ROWS) + 1
    assert {row.answer for row in rows if row.code == rows[-1].code} == {"7月末", "8月中旬"}


def test_a_name_of_another_municipality_disagrees_with_its_code() -> None:
    ((old, new),) = _changed(_slipped("name of another"))
    assert new.code == old.code
    assert areas.find(name=str(new.name), prefecture="富山県").code != new.code


def test_a_municipality_of_another_prefecture_is_added() -> None:
    rows = _slipped("another prefecture's")
    assert (rows[-1].code, rows[-1].prefecture, rows[-1].name) == ("172014", "石川県", "金沢市")
    assert rows[:-1] == ROWS


@pytest.mark.parametrize(
    ("code", "written", "name"),
    [
        ("012025", 12025, "函館市"),
        ("163228", "16322", "中新川郡上市町"),
        ("341002", "３４１００２", "広島市"),
        ("082082", "082082", "龍ヶ崎市"),
        ("202100", 202100, "駒ケ根市"),
        ("172014", "172014", "金沢市"),
    ],
)
def test_codes_and_names_as_their_prefecture_writes_them(
    code: str, written: object, name: str
) -> None:
    area = areas.find(code=code)
    assert (code_as_written(area), name_as_written(area)) == (written, name)


def test_returns_come_the_day_before_the_as_of_date_first() -> None:
    assert [one.first for one in ROUNDS][2] == dt.date(2021, 5, 31)
