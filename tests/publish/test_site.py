"""The run's front page."""

import re

import pytest
from bs4 import BeautifulSoup

from renkei.errors import DataError
from renkei.publish import index_html

DIGEST = "0a" * 32


def deck(area: str, name: str, carried: bool = False, digest: str = DIGEST):
    html, pdf = f"{area}/deck.html", f"{area}/deck.pdf"
    return {
        "area": area,
        "name": name,
        "html": html,
        "pdf": pdf,
        "pages": 12,
        "carried": carried,
        "inputs_sha256": digest,
    }


@pytest.fixture
def manifest():
    return {
        "campaign": "sample",
        "title": "高齢者接種の終了時期",
        "as_of": "2021-06-02",
        "released": "2021-06-03",
        "sample": True,
        "inputs_sha256": DIGEST,
        "counts": {
            "returns": {"files": 47, "received": 1741, "accepted": 1700, "rejected": 41},
            "records": {"files": 2, "received": 90_000, "accepted": 90_000, "rejected": 0},
            "rejections_open": 12,
        },
        "decks": [
            deck("162019", "富山市"),
            deck("16", "富山県"),
            deck("011002", "札幌市"),
            deck("00", "全国"),
            deck("01", "北海道", carried=True, digest="0b" * 32),
            deck("17", "石川県", carried=True),
        ],
    }


def test_decks_are_listed_nation_first_then_prefectures_then_municipalities(manifest):
    page = BeautifulSoup(index_html(manifest), "html.parser")
    areas = [row.td.text for row in page.select("table:not(.counts) tbody tr")]
    assert areas == ["00", "01", "16", "17", "011002", "162019"]
    links = [link["href"] for link in page.find_all("a")]
    assert links[:2] == ["00/deck.html", "00/deck.pdf"]
    assert [group.text for group in page.find_all("summary")] == ["北海道（1件）", "富山県（1件）"]


def test_the_page_says_as_of_when_how_much_was_read_and_from_which_inputs(manifest):
    text = BeautifulSoup(index_html(manifest), "html.parser").text
    assert "令和3年6月2日(水)時点・令和3年6月3日(木)公表" in text
    assert "読み取れなかったもののうち12件は、まだ訂正が届いていません。" in text
    assert f"入力の指紋（SHA-256）：{DIGEST}" in text


def test_returns_and_records_are_counted_apart(manifest):
    page = BeautifulSoup(index_html(manifest), "html.parser")
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in page.select(".counts tr")]
    assert rows[1] == ["回答", "47", "1,741", "1,700", "0", "41", "0"]
    assert rows[2][:4] == ["記録", "2", "90,000", "90,000"]


@pytest.mark.parametrize(
    ("refused", "still_open", "told"),
    [
        (0, 0, "読み取れなかったものはありません。"),
        (5, 0, "すべて後の提出で訂正済みです。"),
        (5, 2, "読み取れなかったもののうち2件は"),
    ],
)
def test_what_became_of_what_could_not_be_read_is_told(manifest, refused, still_open, told):
    manifest["counts"] |= {"rejections": refused, "rejections_open": still_open}
    page = index_html(manifest)
    assert told in page
    assert ("rejections.csv" in page) == bool(refused)


def test_only_decks_kept_from_other_inputs_are_warned_of(manifest):
    page = BeautifulSoup(index_html(manifest), "html.parser")
    warning = page.find(class_="warning").text
    assert warning == "次の1件は、入力の異なる前回の実行から引き継いだ資料です：北海道"


def test_the_sample_badge_is_shown_for_made_up_data_only(manifest):
    assert "見本（架空のデータ）" in index_html(manifest)
    assert "見本" not in index_html(manifest | {"sample": False})


def test_outlooks_stand_beside_prefectures_in_words(manifest):
    page = index_html(manifest | {"outlooks": {"16": "behind"}})
    assert "<td>遅れ</td>" in page


def test_the_front_page_asks_for_nothing_and_escapes_everything(manifest):
    manifest["title"] = '<script>alert(1)</script>"'
    manifest["decks"][0]["name"] = "<img src=//x>\u202e"
    page = index_html(manifest)
    assert not re.search(r"<(?:script|img|link)\b|(?:src|href)=\"(?:https?:)?//|url\(", page)
    assert BeautifulSoup(page, "html.parser").h1.text == manifest["title"]
    assert "\u202e" not in page


@pytest.mark.parametrize("area", ["../etc", "1", "16/..", '16"x', "１６"])
def test_an_area_that_is_no_code_never_becomes_a_link(manifest, area):
    manifest["decks"].append(deck(area, "x"))
    with pytest.raises(DataError, match=r"manifest, decks: area .* expected two or six digits"):
        index_html(manifest)
