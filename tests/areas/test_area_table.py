"""Who the areas are: the table of facts."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from renkei.areas import (
    NATION,
    UnknownArea,
    check_digit,
    find,
    is_valid_code,
    label,
    municipalities,
    prefectures,
)
from renkei.wording.text import fold_name


def gazetteer(shared: Path) -> list[dict[str, str]]:
    with (shared / "gazetteer" / "localgovjp-latest.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


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
