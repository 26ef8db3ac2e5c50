"""Finding an area by its name, and by code and name together."""

import re
from collections import Counter
from time import process_time

import pandas as pd
import pytest

from renkei.areas import (
    AmbiguousArea,
    CodeNameConflict,
    NotAnArea,
    UnknownArea,
    find,
    municipalities,
)
from renkei.errors import DataError


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
    started = process_time()
    for _ in range(4):
        for area in municipalities():
            find(area.name, area.code, area.prefecture)
    assert process_time() - started < 1.0
