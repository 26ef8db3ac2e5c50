"""Who the areas are: the table of facts and the finding of areas by code and name."""

import csv
import re
from collections import Counter
from pathlib import Path
from time import perf_counter

import pandas as pd
import pytest

from renkei.areas import (
    NATION,
    AmbiguousArea,
    CodeNameConflict,
    NotAnArea,
    UnknownArea,
    check_digit,
    code_readings,
    find,
    is_valid_code,
    label,
    municipalities,
    prefectures,
)
from renkei.errors import DataError
from renkei.wording.text import fold_name


def gazetteer(shared: Path) -> list[dict[str, str]]:
    with (shared / "gazetteer" / "localgovjp-latest.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


# ---- the table


def test_the_table_holds_47_prefectures_and_1741_municipalities_in_code_order() -> None:
    assert len(prefectures()) == 47
    assert len(municipalities()) == 1741
    assert [a.short for a in prefectures()] == [f"{n:02}" for n in range(1, 48)]
    codes = [a.code for a in municipalities()]
    assert codes == sorted(set(codes))


def test_every_code_carries_its_check_digit() -> None:
    for area in (*prefectures(), *municipalities()):
        assert is_valid_code(area.code), area
        assert check_digit(area.code[:5]) == area.code[5]


def test_the_table_is_the_gazetteers(shared: Path) -> None:
    rows = gazetteer(shared)
    expected = {
        (r["lgcode"], r["city"], r["citykana"], r["pref"]) for r in rows if " " not in r["city"]
    }
    assert {(a.code, a.name, a.kana, a.prefecture) for a in municipalities()} == expected


def test_every_ward_of_the_gazetteer_leads_to_its_city_by_code_and_by_name(shared: Path) -> None:
    wards = [r for r in gazetteer(shared) if " " in r["city"]]
    assert len(wards) == 175
    for ward in wards:
        city = ward["city"].split(" ")[0]
        assert find(code=ward["lgcode"]).name == city
        assert find(ward["city"], prefecture=ward["pref"]).name == city
        assert find(ward["city"].replace(" ", "")).name == city


def test_every_row_of_a_real_national_panel_finds_its_own_municipality(shared: Path) -> None:
    panel = pd.read_csv(shared / "mynumber" / "2020-05-01.csv", encoding="utf-8-sig")
    found = {
        find(row["市区町村名"], row["団体コード"], row["都道府県名"]).code
        for row in panel.to_dict("records")
    }
    by_name = {find(r["市区町村名"], None, r["都道府県名"]).code for r in panel.to_dict("records")}
    assert found == by_name == {a.code for a in municipalities()}


def test_each_prefecture_has_its_municipalities() -> None:
    assert len(municipalities("16")) == 15
    assert municipalities("富山県") == municipalities("富山") == municipalities(16)
    assert sum(len(municipalities(p.short)) for p in prefectures()) == 1741
    assert len([a for a in municipalities("東京都") if a.name.endswith("区")]) == 23


def test_names_are_unique_inside_a_prefecture_even_after_folding() -> None:
    keys = [(a.prefecture, fold_name(a.name)) for a in municipalities()]
    assert len(set(keys)) == 1741


def test_towns_and_villages_have_a_county_and_cities_and_tokyos_islands_have_none() -> None:
    for area in municipalities():
        island = area.code[:3] in ("133", "134") and area.code >= "133612"
        assert bool(area.county) == (area.name[-1] in "町村" and not island), area
    assert find(code="163228").county == "中新川郡"


def test_keys_and_labels() -> None:
    toyama = find(code="162019")
    assert (toyama.short, toyama.prefecture_code, toyama.level) == ("162019", "16", "municipality")
    assert (toyama.full_name, toyama.kana) == ("富山県富山市", "とやまし")
    assert find(code="16").short == "16"
    assert [label(k) for k in (NATION, "16", "162019")] == ["全国", "富山県", "富山市"]
    with pytest.raises(UnknownArea, match='"999999" is not the key of an area'):
        label("999999")


# ---- codes


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


# ---- names


def test_names_that_recur_need_a_prefecture_or_a_code() -> None:
    names = Counter(a.name for a in municipalities())
    recurring = [name for name, times in names.items() if times > 1]
    assert len(recurring) == 25
    assert sum(names[name] for name in recurring) == 57
    for name in recurring:
        with pytest.raises(AmbiguousArea) as error:
            find(name)
        assert len(error.value.candidates) == names[name]
        for area in error.value.candidates:
            assert find(name, prefecture=area.prefecture_code) == find(name, area.code) == area


def test_every_municipality_is_found_by_name_prefecture_county_and_code() -> None:
    for area in municipalities():
        assert find(area.name, prefecture=area.prefecture) == area
        assert find(area.prefecture + area.county + area.name) == area
        assert find(area.name, area.code, area.prefecture) == area


@pytest.mark.parametrize(
    ("written", "prefecture", "code"),
    [
        ("鎌ヶ谷市", "千葉県", "122246"),
        ("鎌が谷市", "千葉", "122246"),
        ("茅ケ崎市", "神奈川県", "142077"),
        ("龍ヶ崎市", "茨城県", "082082"),
        ("竜ケ崎市", "茨城県", "082082"),
        ("山の内町", "長野県", "205613"),
        ("輪ノ内町", "岐阜県", "213829"),
        ("四条畷市", "大阪府", "272299"),
        ("髙岡市", "富山県", "162027"),
        ("濱松市", "静岡県", "221309"),
        ("長﨑市", "長崎県", "422011"),
        ("⻄東京市", "東京都", "132292"),
        ("⻑野市", "長野県", "202011"),
        ("⾼岡市", "富山県", "162027"),
        ("梼原町", "高知県", "394050"),
        ("富山県富山市", "", "162019"),
        ("富山県　富山市", "", "162019"),
        ("中新川郡上市町", "富山県", "163228"),
        ("富山県中新川郡上市町", "", "163228"),
        ("茅部郡森町", "", "013455"),
        ("粕屋郡宇美町", "福岡県", "403415"),
        ("三宅島三宅村", "東京都", "133817"),
        ("富山市*", "富山県", "162019"),
        ("大和郡山市", "奈良県", "292036"),
        ("余市郡余市町", "北海道", "014087"),
        ("横浜市 鶴見区", "", "141003"),
        ("横浜市鶴見区", "神奈川県", "141003"),
        ("鶴見区", "神奈川県", "141003"),
        ("富谷町", "宮城県", "042161"),
        ("黒川郡富谷町", "宮城県", "042161"),
        ("那珂川町", "福岡県", "402311"),
        ("筑紫郡那珂川町", "福岡県", "402311"),
        ("那珂川町", "栃木県", "094111"),
        ("篠山市", "兵庫県", "282219"),
        ("浜松市中区", "静岡県", "221309"),
        ("浜松市浜名区", "静岡県", "221309"),
        ("東京", "", "130001"),
    ],
)
def test_a_name_is_found_as_offices_write_it(written: str, prefecture: str, code: str) -> None:
    assert find(written, prefecture=prefecture).code == code


def test_retired_and_later_codes_lead_to_the_present_area() -> None:
    assert find(code="044237").name == "富谷市"
    assert find(code="403059").name == "那珂川市"
    assert find(code="221384") == find(code="221317") == find("浜松市")


def test_a_ward_of_more_than_one_city_is_ambiguous() -> None:
    with pytest.raises(AmbiguousArea, match="堺市"):
        find("西区", prefecture="大阪府")
    with pytest.raises(AmbiguousArea) as error:
        find("中央区")
    assert find(code="131024") in error.value.candidates
    assert find("中央区", prefecture="東京都").code == "131024"


def test_a_prefecture_without_its_suffix_is_ambiguous_where_a_city_has_the_name() -> None:
    with pytest.raises(AmbiguousArea, match=r"富山県 \(160008\) or 富山県富山市"):
        find("富山")
    assert find(prefecture="富山") == find("富山県") == find("富山県", 160008, "16")


def test_a_near_name_is_only_suggested() -> None:
    with pytest.raises(UnknownArea) as error:
        find("富山氏", prefecture="富山県")
    assert error.value.nearest[0] == "富山県富山市"
    assert 'there is no area "富山氏" in 富山県' in str(error.value)
    with pytest.raises(UnknownArea, match="nearest: 富山県魚津市"):
        find("魚津", prefecture="富山県")


def test_a_name_of_another_prefecture_is_refused_with_the_place_it_belongs_to() -> None:
    with pytest.raises(UnknownArea, match="nearest: 石川県金沢市"):
        find("金沢市", prefecture="富山県")


def test_code_and_name_that_disagree_show_both() -> None:
    message = re.escape(
        'code 172014 is 石川県金沢市 (172014) but the name "富山市" is 富山県富山市 (162019)'
    )
    with pytest.raises(CodeNameConflict, match=message):
        find("富山市", "172014")
    with pytest.raises(CodeNameConflict, match='the name "謎の市" is no area there'):
        find("謎の市", "162019")
    with pytest.raises(CodeNameConflict, match="but the prefecture is 石川県"):
        find(code="162019", prefecture="石川県")


@pytest.mark.parametrize(
    "total",
    ["計", "小計", "県計", "合計", "総計", "全国", "都道府県計", "富山県計", "市計", "町村計",
     "県　計", "計（15市町村）", "【合計】", "中新川郡", "全国平均"],
)  # fmt: skip
def test_totals_and_counties_are_not_areas(total: str) -> None:
    with pytest.raises(NotAnArea, match="a total or a group"):
        find(total, prefecture="富山県")
    with pytest.raises(NotAnArea):
        find(total, "160008")


@pytest.mark.parametrize("blank", [None, "", "  ", "-", float("nan"), pd.NA, pd.NaT, "<NA>", "nan"])
def test_blanks_are_no_key(blank: object) -> None:
    with pytest.raises(UnknownArea, match="neither a code nor a name"):
        find(blank, blank, blank)
    assert find("富山市", blank, blank).code == "162019"
    with pytest.raises(NotAnArea, match="the nation"):
        find(code="00")


def test_an_unknown_prefecture_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownArea, match=r'"富山件" is not a prefecture.*nearest: 富山県'):
        find("富山市", prefecture="富山件")
    with pytest.raises(UnknownArea, match='"富山市" is not a prefecture'):
        municipalities("富山市")


def test_the_errors_are_data_errors() -> None:
    for kind in (UnknownArea, AmbiguousArea, CodeNameConflict, NotAnArea):
        assert issubclass(kind, DataError)
        assert kind("what").exit_code == 65
        assert kind("what").candidates == ()


def test_seven_thousand_lookups_take_less_than_a_second() -> None:
    started = perf_counter()
    for _ in range(4):
        for area in municipalities():
            find(area.name, area.code, area.prefecture)
    assert perf_counter() - started < 1.0
