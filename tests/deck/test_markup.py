"""A slide as HTML for a notebook's output."""

import re

import pytest
from bs4 import BeautifulSoup

from renkei.deck.markup import slide_html, stamp
from renkei.errors import DataError

DECK = {"as_of": "2021-06-02", "released": "2021-06-03", "area_name": "全国", "sample": True}
SVG = '<svg viewBox="0 0 4 3"><g id="a"><use href="#a"/></g></svg>'


def slide(**parts):
    return {"version": 1, "deck": DECK, "kind": "slide", "heading": "見出し"} | parts


def test_a_slide_is_one_section_with_its_own_style():
    page = BeautifulSoup(slide_html(slide()), "html.parser")
    assert page.section.h2.text == "見出し"
    assert page.find(class_="rk-badge").text == "見本（架空のデータ）"
    selectors = re.findall(r"([^{}]+)\{", page.style.text)
    assert selectors
    assert all(
        part.strip().startswith(".renkei-slide") for rule in selectors for part in rule.split(",")
    )


def test_two_slides_in_one_notebook_share_no_id():
    figure = {"type": "figure", "svg": SVG, "alt": "図"}
    pages = slide_html(slide(blocks=[figure, figure])) + slide_html(
        slide(heading="別", blocks=[figure])
    )
    ids = re.findall(r'\sid="([^"]+)"', pages)
    assert len(ids) == len(set(ids)) == 7


def test_the_same_slide_gives_the_same_markup():
    assert slide_html(slide(lines=[[["a", True]]])) == slide_html(slide(lines=[[["a", True]]]))


def test_text_never_becomes_markup():
    page = slide_html(slide(heading="<b>&amp;", lines=[[["<i>", False]]], notes=["<u>"]))
    soup = BeautifulSoup(page, "html.parser")
    assert soup.h2.text == "<b>&amp;"
    assert not soup.find_all(["b", "i", "u"])


def test_a_heading_may_break_between_phrases_only():
    page = slide_html(slide(heading="記録の歩みでは34都道府県が届かない"))
    heading = str(BeautifulSoup(page, "html.parser").h2)
    assert "<wbr/>" in heading
    assert "都道府県" in heading


def test_a_block_of_unknown_type_is_named():
    with pytest.raises(DataError, match="見出し: block type 'video'; expected table"):
        slide_html(slide(blocks=[{"type": "video"}]))


def test_the_stamp_says_what_is_known():
    assert stamp(DECK) == "6月2日時点・6月3日公表"
    assert stamp({"as_of": "2021-06-02", "released": None}) == "6月2日時点"


def test_short_cells_stay_on_one_line_and_sentences_may_break():
    cells = [{"text": "第1回"}, {"text": "一致", "align": "center"}, {"text": "長" * 21}]
    table = {"type": "table", "head": [[{"text": "照合"}]], "rows": [cells]}
    page = BeautifulSoup(slide_html(slide(blocks=[table])), "html.parser")
    wide = [cell.text for cell in page.find_all(["td", "th"]) if "rk-wide" in cell["class"]]
    assert wide == ["長" * 21]
    assert "td, .renkei-slide th { white-space: pre; }" in page.style.text


def test_a_table_scrolls_inside_a_container_of_its_own():
    page = BeautifulSoup(
        slide_html(slide(blocks=[{"type": "table", "head": [], "rows": []}])), "html.parser"
    )
    assert "rk-block" in page.table.parent["class"]
    rule = re.search(r"\.rk-block \{([^}]*)\}", page.style.text)
    assert rule and "overflow-x: auto" in rule[1] and "max-width: 100%" in rule[1]
