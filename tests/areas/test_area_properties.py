"""What holds for every cell: finding and reading codes raise nothing but an area's own errors."""

import contextlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei.areas import (
    Area,
    AreaError,
    UnknownArea,
    code_readings,
    find,
    municipalities,
    prefectures,
    read_codes,
)

EVERY = settings(deadline=None, derandomize=True, max_examples=300)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
NAME_LIKE = st.text(
    alphabet="富山県市町村府中区郡高岡龍ヶケがのノ之北海道 　（）※計・0123456789０１", max_size=9
)
CODE_LIKE = st.one_of(
    st.integers(0, 10**6), st.floats(), st.text(alphabet="0123456789０１６２. ", max_size=8),
    st.sampled_from(["16322", 162019, "１６２０１９", 16201.0, None, "計", float("nan"), pd.NA]),
)  # fmt: skip
CELLS = st.one_of(
    ANY_TEXT, NAME_LIKE, CODE_LIKE, st.none(), st.booleans(), st.binary(max_size=4), st.dates(),
    st.decimals(), st.fractions(), st.complex_numbers(), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
)  # fmt: skip


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("no")


@EVERY
@given(CELLS, CELLS, CELLS)
def test_finding_raises_nothing_but_the_errors_of_areas(name, code, prefecture):
    with contextlib.suppress(AreaError):
        assert isinstance(find(name, code, prefecture), Area)


@EVERY
@given(st.lists(CELLS, max_size=8))
def test_reading_a_column_never_raises_and_keeps_every_cell_in_its_place(column):
    read = read_codes(column)
    assert [cell.raw is raw for cell, raw in zip(read, column, strict=True)] == [True] * len(column)
    assert all((cell.area is None) == bool(cell.reason) for cell in read)
    assert read.digits in (5, 6, None)
    assert read.why


@EVERY
@given(st.lists(st.tuples(CODE_LIKE, CELLS), max_size=8))
def test_prefectures_of_any_kind_beside_the_codes_never_raise(rows):
    read = read_codes([code for code, _ in rows], [prefecture for _, prefecture in rows])
    assert len(read) == len(rows)


@EVERY
@given(
    st.lists(st.sampled_from(municipalities()), min_size=1, max_size=40),
    st.sampled_from([5, 6]),
    st.sampled_from([str, int, float, lambda digits: f" {digits} ", lambda digits: f"{digits}.0"]),
)
def test_a_column_of_one_kind_is_read_right_or_not_at_all(areas, size, spoilt):
    read = read_codes([spoilt(area.code[:size]) for area in areas])
    assert all(cell.area in (area, None) for cell, area in zip(read, areas, strict=True))
    sure = [area for area in areas if len(code_readings(area.code[:size].lstrip("0"))) == 1]
    if sure:
        assert read.digits == size
        assert [cell.area for cell in read] == areas


@EVERY
@given(
    st.lists(st.sampled_from(municipalities()), min_size=1, max_size=20), st.sampled_from([5, 6])
)
def test_a_prefectures_column_with_its_prefecture_is_always_read(areas, size):
    column = [int(area.code[:size]) for area in areas]
    read = read_codes(column, [area.prefecture for area in areas])
    assert [cell.area for cell in read] == areas


@EVERY
@given(st.sampled_from(municipalities()), st.data())
def test_a_name_with_one_character_changed_is_never_another_area_of_the_prefecture(area, data):
    at = data.draw(st.integers(0, len(area.name) - 1))
    other = data.draw(st.sampled_from("山川田島市町村谷仁凸X"))
    changed = area.name[:at] + other + area.name[at + 1 :]
    names = {a.name for a in municipalities(area.prefecture)}
    if changed != area.name and changed not in names:
        with pytest.raises(UnknownArea) as error:
            find(changed, prefecture=area.prefecture)
        assert len(error.value.nearest) <= 3


def test_an_object_that_cannot_be_printed_is_no_area():
    for position in range(3):
        cells = [Unprintable() if i == position else None for i in range(3)]
        with pytest.raises(AreaError):
            find(*cells)
    assert read_codes([Unprintable()])[0].reason == (
        '"Unprintable" is not a code; expected an official code of six digits'
    )


def test_a_very_long_name_is_shown_short():
    with pytest.raises(UnknownArea) as error:
        find("富" * 100_000, prefecture="富山県")
    assert len(str(error.value)) < 300


def test_every_prefecture_is_found_by_each_of_its_names():
    for area in prefectures():
        short = area.name if area.name == "北海道" else area.name[:-1]
        for written in (area.name, short, f" {area.name} ", area.short, int(area.short), area.code):
            assert find(prefecture=written) == area
