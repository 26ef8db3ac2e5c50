"""Finding an area by its code."""

import re

import pytest

from renkei.areas import (
    AmbiguousArea,
    UnknownArea,
    check_digit,
    code_readings,
    find,
    is_valid_code,
    municipalities,
)


@pytest.mark.parametrize(
    "code",
    ["162019", 162019, 162019.0, "162019.0", "16201", 16201, 16201.0, "１６２０１９", " 162019 "],
)
def test_a_code_is_read_however_a_sheet_holds_it(code: object) -> None:
    assert find(code=code).name == "富山市"


@pytest.mark.parametrize("code", ["1202", 1202, "12025", 12025.0, "012025", "01202"])
def test_a_lost_leading_zero_is_put_back(code: object) -> None:
    assert find(code=code).name == "函館市"


@pytest.mark.parametrize("code", ["16", 16, "160008", "16000", 16.0])
def test_a_prefecture_is_found_by_two_five_or_six_digits(code: object) -> None:
    assert find(code=code).name == "富山県"
    assert find(code="010006") == find(code=10006) == find(code="1") == find("北海道")


def test_a_failing_check_digit_names_the_right_one() -> None:
    with pytest.raises(
        UnknownArea, match=r"16201 is followed by 9; expected 162019 \(富山県富山市"
    ):
        find(code="162018")
    with pytest.raises(UnknownArea, match="fails its check digit"):
        find("富山市", "162018", "富山県")


def test_twelve_codes_are_both_five_digits_and_six_that_lost_a_zero() -> None:
    official = {a.code for a in municipalities()}
    traps = [
        five
        for five in (c[:5] for c in official)
        if "0" + five in official and five + check_digit(five) in official
    ]
    assert len(traps) == 12
    assert {len(code_readings(five)) for five in traps} == {2}
    for five in traps:
        with pytest.raises(AmbiguousArea) as error:
            find(code=five)
        for area in error.value.candidates:
            assert find(code=five, prefecture=area.prefecture) == area
            assert find(area.name, five) == area


def test_an_ambiguous_code_shows_both_areas() -> None:
    message = re.escape("code 16322 is 北海道士幌町 (016322) or 富山県上市町 (163228)")
    with pytest.raises(AmbiguousArea, match=message):
        find(code="16322")


def test_five_digits_are_unique_but_for_the_traps() -> None:
    for area in municipalities():
        readings = code_readings(area.code[:5])
        assert readings[5] == area


@pytest.mark.parametrize("code", ["999999", "16201-9", "富山", True, 16201.5, "1620190", "-16201"])
def test_what_is_no_code_is_refused(code: object) -> None:
    with pytest.raises(UnknownArea, match="code"):
        find(code=code)


def test_the_northern_villages_are_not_among_the_1741() -> None:
    assert is_valid_code("016969")
    with pytest.raises(UnknownArea, match="six villages of the Northern Territories"):
        find(code="016969")
    assert find("泊村", prefecture="北海道").code == "014036"


def test_check_digit_wants_five_digits() -> None:
    assert check_digit("14101") == "1"
    with pytest.raises(UnknownArea, match="expected five digits"):
        check_digit("1410")
    assert not is_valid_code("１６２０１９")
    assert not is_valid_code("16201")
