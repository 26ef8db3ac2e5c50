"""A whole column of codes: five or six digits is decided once, never cell by cell."""

import random
from time import process_time

import numpy as np
import pandas as pd
import pytest

from renkei.areas import UnknownArea, municipalities, read_codes

# Five digits of one municipality and, a leading zero lost, the six of another.
TRAPS = {
    "12203": ("122033", "012203"),
    "12211": ("122114", "012211"),
    "12220": ("122203", "012220"),
    "12238": ("122386", "012238"),
    "14362": ("143626", "014362"),
    "15202": ("152021", "015202"),
    "15504": ("155047", "015504"),
    "16322": ("163228", "016322"),
    "23213": ("232131", "023213"),
    "23230": ("232301", "023230"),
    "43214": ("432148", "043214"),
    "44211": ("442119", "044211"),
}


def codes(column, prefecture=None):
    return [cell.code for cell in read_codes(column, prefecture)]


def test_a_column_of_six_digits_reads_its_traps_as_six():
    read = read_codes([162019, *map(int, TRAPS), 172014])
    assert [cell.code for cell in read] == ["162019", *(six for _, six in TRAPS.values()), "172014"]
    assert (read.digits, read.why) == (6, "2 cells can only have six digits, none only five")


def test_a_column_of_five_digits_reads_its_traps_as_five():
    read = read_codes(["16201", *TRAPS])
    assert [cell.code for cell in read] == ["162019", *(five for five, _ in TRAPS.values())]
    assert (read.digits, read.why) == (5, "1 cell can only have five digits, none only six")


def test_the_nations_column_is_read_either_way_however_excel_spoilt_it():
    for digits in (5, 6):
        right = [area.code for area in municipalities()]
        numbers = [int(code[:digits]) for code in right]
        for column in (numbers, list(map(float, numbers)), list(map(str, numbers))):
            read = read_codes(column)
            assert [cell.code for cell in read] == right
            assert read.digits == digits


@pytest.mark.parametrize("trap", TRAPS)
def test_an_ambiguous_cell_alone_is_unreadable_and_shows_both_readings(trap):
    [cell] = read = read_codes([trap])
    assert (read.digits, cell.area, cell.code) == (None, None, None)
    assert read.why == "no cell decides between five and six digits"
    for code in TRAPS[trap]:
        assert code in cell.reason
    assert {area.code for area in cell.candidates} == set(TRAPS[trap])


def test_the_prefecture_breaks_the_tie_for_the_whole_column():
    read = read_codes(["16322", 16.0, "15202"], ["富山県", "富山県", None])
    assert (read.digits, read.why) == (
        5,
        "by its prefecture 1 cell can only have five digits, none only six",
    )
    assert [cell.code for cell in read] == ["163228", "160008", "152021"]
    assert codes(["16322", 12203], "北海道") == ["016322", "012203"]
    assert codes([16322], 1) == ["016322"]
    assert codes(pd.Series([16322, 23213]), pd.Series(["富山県", "愛知県"])) == ["163228", "232131"]


def test_the_prefecture_is_no_evidence_where_the_column_has_its_own():
    read = read_codes(["162019", "16322"], ["富山県", "富山県"])
    assert read.digits == 6
    assert read[1].code is None
    assert "code 16322 is 北海道士幌町 (016322) but the prefecture is 富山県" in read[1].reason


def test_prefectures_that_contradict_each_other_decide_nothing():
    read = read_codes(["16322", "15202"], ["富山県", "北海道"])
    assert read.digits is None
    assert read.why == "the prefectures beside the codes fit five digits in 1 cell and six in 1"
    assert [cell.code for cell in read] == [None, None]
    assert "16322 is 北海道士幌町 (016322) or 富山県上市町 (163228)" in read[0].reason


def test_a_mixed_column_reads_what_has_one_reading_and_refuses_the_rest():
    read = read_codes(["162019", "16202", "16322", 12025], "富山県")
    assert read.digits is None
    assert (
        read.why == "the column mixes six digits (2 cells, as 162019) and five (1 cell, as 16202)"
    )
    assert [cell.code for cell in read] == ["162019", "162027", None, None]
    assert "or 富山県上市町 (163228)" in read[2].reason
    assert "but the prefecture is 富山県" in read[3].reason
    assert codes([162019, 16202, 16322]) == ["162019", "162027", None]


def test_wards_roll_up_to_their_city_and_can_be_ambiguous_too():
    read = read_codes(["141011", "14102", None])
    assert [cell.area.name for cell in read if cell.area] == ["横浜市", "横浜市"]
    assert codes([12106]) == [None]
    assert codes([12106, 12100]) == ["121002", "121002"]
    assert codes([12106, 162019]) == ["012106", "162019"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "the cell is blank"),
        ("", "the cell is blank"),
        ("－", "the cell is blank"),
        (float("nan"), "the cell is blank"),
        (pd.NA, "the cell is blank"),
        ("県計", '"県計" is not a code'),
        ("162018", "fails its check digit"),
        (999, "no area has the code 999"),
        (True, "True is not a code"),
        ("1620190", "is not a code"),
        ("00", "the nation"),
        ("016951", "Northern Territories"),
        (16201.5, "is not a code"),
        (["162019"], "is not a code"),
    ],
)
def test_a_cell_that_is_no_code_is_kept_in_its_place_with_the_reason(raw, reason):
    read = read_codes(["162019", raw, "１６２０２７"])
    assert [cell.code for cell in read] == ["162019", None, "162027"]
    assert reason in read[1].reason
    assert read[1].raw is raw
    assert (read[0].reason, read.digits) == ("", 6)


def test_a_column_without_any_code_is_undecided():
    read = read_codes([None, "計", 16])
    assert (read.digits, read.why) == (None, "no cell has five or six digits")
    assert [cell.code for cell in read] == [None, None, "160008"]
    assert len(read_codes([])) == 0


def test_the_prefectures_must_be_as_many_as_the_cells_and_be_prefectures():
    with pytest.raises(ValueError, match="2 codes but 1 prefecture"):
        read_codes([1, 2], ["富山県"])
    with pytest.raises(UnknownArea, match='"富山件" is not a prefecture'):
        read_codes([162019], "富山件")
    [good, bad] = read_codes([162019, 162027], ["富山県", "富山件"])
    assert (good.code, bad.code) == ("162019", None)
    assert '"富山件" is not a prefecture' in bad.reason


def test_the_order_of_the_cells_changes_nothing():
    column = [*TRAPS, "162019", None, "計", "141011", 12025.0]
    mixed = random.Random(1).sample(column, len(column))
    forward, shuffled = read_codes(column), read_codes(mixed)
    assert dict(zip(map(str, column), [c.code for c in forward], strict=True)) == dict(
        zip(map(str, mixed), [c.code for c in shuffled], strict=True)
    )


def test_a_national_column_takes_milliseconds():
    column = np.array([float(area.code) for area in municipalities()])
    read_codes(column)
    started = process_time()
    read = read_codes(column)
    assert process_time() - started < 0.05
    assert sum(cell.area is not None for cell in read) == 1741


def test_the_real_columns_of_codes_are_read_whole(shared):
    right = [area.code for area in municipalities()]
    panel = pd.read_csv(shared / "mynumber" / "2020-05-01.csv", encoding="utf-8-sig")
    assert sorted(codes(panel["団体コード"])) == right
    assert sorted(codes(panel["団体コード"], panel["都道府県名"])) == right
    gazetteer = pd.read_csv(shared / "gazetteer" / "localgovjp-latest.csv", encoding="utf-8-sig")
    for column, digits in (("cid", 5), ("lgcode", 6)):
        read = read_codes(gazetteer[column], gazetteer["pref"])
        assert read.digits == digits
        assert sorted({cell.code for cell in read}) == right
