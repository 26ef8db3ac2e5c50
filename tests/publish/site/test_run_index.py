"""The index page of one run."""

import re

import pytest
from bs4 import BeautifulSoup

from renkei.errors import DataError
from renkei.publish.site import index_html

DIGEST = "0a" * 32


def test_decks_are_listed_nation_first_then_prefectures_then_municipalities(manifest):
    page = BeautifulSoup(index_html(manifest), "html.parser")
    areas = [row.td.text for row in page.select("table.decks tbody tr")]
    assert areas == ["01", "16", "17", "011002", "162019"]
    links = [link["href"] for link in page.main.find_all("a")]
    assert links[:2] == ["00/deck.html", "00/deck.pdf"]
    assert [group.text for group in page.find_all("summary")] == ["北海道（1件）", "富山県（1件）"]


def test_the_answer_of_the_nation_stands_over_its_links(manifest):
    manifest["decks"][-1] |= {"area": "00", "finding": "98.7%が7月末まで<b>、完了は約2割"}
    page = BeautifulSoup(index_html(manifest), "html.parser")
    assert [one.text for one in page.select(".finding")] == ["98.7%が7月末まで<b>、完了は約2割"]


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
    page = BeautifulSoup(index_html(manifest | {"outlooks": {"16": "behind"}}), "html.parser")
    rows = {row.th.text: row for row in page.select("table.decks tbody tr")}
    assert "▲ 遅れ" in rows["富山県"].text
    assert "遅れ" not in rows["石川県"].text


def test_the_front_page_asks_for_nothing_and_escapes_everything(manifest):
    manifest["title"] = '<script>alert(1)</script>"'
    manifest["decks"][0]["name"] = "<img src=//x>\u202e"
    page = index_html(manifest)
    assert not re.search(r"<script[^>]|<(?:img|link)\b|(?:src|href)=\"(?:https?:)?//|url\(", page)
    assert len(BeautifulSoup(page, "html.parser").find_all("script")) == 1
    assert BeautifulSoup(page, "html.parser").h1.text == manifest["title"]
    assert "\u202e" not in page


def test_the_map_has_a_tile_for_each_of_the_47_in_code_order(manifest):
    page = BeautifulSoup(index_html(manifest | {"outlooks": {"16": "behind"}}), "html.parser")
    tiles = page.find(class_="tiles").find_all("li")
    assert len(tiles) == 47
    assert (tiles[0].text.split(), tiles[46].text.split()) == (["北海道"], ["沖縄"])
    toyama = tiles[15].a
    assert (toyama["href"], toyama["class"]) == ("16/deck.html", ["behind"])
    assert toyama.text == "富山▲遅れ"
    assert tiles[12].a is None
    assert len({tile["style"] for tile in tiles}) == 47


def test_the_words_of_a_run_whose_deadline_is_over_are_its_own(manifest):
    told = {"outlooks": {"16": "ahead"}, "outlook_words": {"ahead": "完了", "odd": "x"}}
    page = BeautifulSoup(index_html(manifest | told), "html.parser")
    assert page.find(class_="tally").text.strip() == "◎ 完了 1"


def test_without_scripts_every_area_is_listed_and_the_search_is_hidden(manifest):
    page = BeautifulSoup(index_html(manifest), "html.parser")
    assert page.find(id="find").has_attr("hidden")
    assert not page.select("[data-find][hidden]")
    assert page.select_one("tr[data-find]")["data-find"] == "北海道 ほっかいどう 01"


def test_an_annex_is_linked_where_there_is_one(manifest):
    manifest["decks"][3]["annex"] = "00/annex.xlsx"
    page = BeautifulSoup(index_html(manifest), "html.parser")
    assert page.find("a", href="00/annex.xlsx").text == "表と図のデータ（Excel）（全国）"
    assert page.find("a", href="16/annex.xlsx") is None


def test_the_same_manifest_gives_the_same_page(manifest):
    assert index_html(manifest) == index_html(manifest)


@pytest.mark.parametrize("area", ["../etc", "1", "16/..", '16"x', "１６"])
def test_an_area_that_is_no_code_never_becomes_a_link(manifest, area):
    manifest["decks"].append({"area": area, "name": "x"})
    with pytest.raises(DataError, match=r"manifest, decks: area .* expected two or six digits"):
        index_html(manifest)


def test_decks_to_be_projected_are_named_so_beside_their_links(manifest):
    for deck in manifest["decks"][:4]:
        deck["density"] = "projected" if deck["area"] in ("00", "16") else "handout"
    page = BeautifulSoup(index_html(manifest), "html.parser")
    assert "12ページ、投影用" in page.find(class_="main-links").text
    rows = {row.th.text: row.text for row in page.select("table.decks tbody tr")}
    assert ["投影用" in rows[name] for name in ("富山県", "石川県")] == [True, False]


def test_a_square_of_the_map_has_a_short_word_where_the_long_one_would_break(manifest):
    manifest["outlooks"] = {"16": "beyond"}
    page = BeautifulSoup(index_html(manifest), "html.parser")
    assert page.select_one(".tiles .beyond small").text == "－範囲外"
    assert [one.text for one in page.select(".tally .beyond")] == ["－ 見込みの範囲外 1"]
