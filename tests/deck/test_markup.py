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
    rules = re.findall(r"([^{}]+)\{", page.style.text)
    selectors = [rule for rule in rules if not rule.strip().startswith("@media")]
    assert len(selectors) > 50
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


def test_a_line_breaks_across_its_runs_but_never_before_a_mark():
    runs = [
        ["7月末までと答えたのは", False],
        ["1,718（+102）", True],
        ["※1、", False],
        ["98.7%", True],
    ]
    page = BeautifulSoup(slide_html(slide(lines=[runs])), "html.parser")
    assert page.li.text == "7月末までと答えたのは1,718（+102）※1、98.7%"
    pieces = str(page.li.decode_contents()).replace("<strong>", "").replace("</strong>", "")
    assert "※1、<wbr/>98.7%" in pieces
    assert "<wbr/>、" not in pieces


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


def test_a_cell_of_words_breaks_between_phrases_where_the_table_is_too_wide():
    cells = [{"text": "道路除雪担当者会議"}, {"text": "1,718（+102）団体", "align": "right"}]
    cells += [{"text": "広域的な情報共有"}, {"text": "協議会の設置、情報共有の充実に向けた調整"}]
    page = BeautifulSoup(
        slide_html(slide(blocks=[{"type": "table", "rows": [cells]}])), "html.parser"
    )
    made = [str(cell.decode_contents()) for cell in page.table.find_all("td")]
    assert made[1] == "1,718（+102）団体"
    assert made[3].startswith("協議会の<wbr/>設置、<wbr/>")
    assert [cell["class"][-1] for cell in page.table.find_all("td")] == [
        "rk-breaks",
        "rk-right",
        "rk-left",
        "rk-breaks",
    ]


def cells_of(*texts, **first):
    return [{"text": texts[0], **first}, *({"text": text} for text in texts[1:])]


def table_of(*rows, **parts):
    head = [[{"text": word} for word in ("分野", "項目", "状況")]]
    block = {"type": "table", "head": head, "rows": list(rows), "row_header": True} | parts
    return BeautifulSoup(slide_html(slide(blocks=[block])), "html.parser").table


def test_a_header_over_several_rows_is_the_header_of_its_group():
    table = table_of(
        cells_of("接種", "体制", "○", rowspan=2),
        cells_of("予約", "△"),
        cells_of("検査", "会場", "○"),
    )
    groups = [
        [[(cell.name, cell.get("scope"), cell.text) for cell in row.find_all(["th", "td"])]]
        for group in table.find_all("tbody")
        for row in group.find_all("tr")
    ]
    assert [len(group.find_all("tr")) for group in table.find_all("tbody")] == [2, 1]
    assert groups[0] == [[("th", "rowgroup", "接種"), ("th", "row", "体制"), ("td", None, "○")]]
    assert groups[1] == [[("th", "row", "予約"), ("td", None, "△")]]
    assert groups[2] == [[("th", "row", "検査"), ("td", None, "会場"), ("td", None, "○")]]
    assert table.tbody.th["rowspan"] == "2"


def test_a_cell_that_is_no_header_reaches_down_within_one_group():
    table = table_of(
        [{"text": "体制"}, {"text": "○", "rowspan": 2}, {"text": "1"}],
        cells_of("予約", "2"),
        cells_of("検査", "△", "3"),
    )
    assert [len(group.find_all("tr")) for group in table.find_all("tbody")] == [2, 1]
    assert [cell.text for cell in table.find_all("th", scope="row")] == ["体制", "予約", "検査"]


def test_a_row_of_one_cell_across_the_table_is_the_title_of_the_rows_below():
    table = table_of(
        cells_of("接種", colspan=3),
        cells_of("体制", "○", "済"),
        cells_of("検査", colspan=3),
        cells_of("会場", "△", "未"),
    )
    titles = [cell.text for cell in table.find_all("th", scope="rowgroup")]
    assert titles == ["接種", "検査"]
    assert [len(group.find_all("tr")) for group in table.find_all("tbody")] == [2, 2]


def test_a_table_without_named_rows_has_plain_cells_and_keeps_its_spans():
    table = table_of(cells_of("a", "b", "c", rowspan=2), cells_of("d", "e"), row_header=False)
    assert not table.tbody.find_all("th")
    assert table.tbody.td["rowspan"] == "2"


def test_a_page_of_many_rows_is_set_smaller_in_print():
    def classes(count, text="○"):
        rows = [[{"text": text}]] * count
        page = slide_html(slide(blocks=[{"type": "table", "head": [], "rows": rows}]))
        return BeautifulSoup(page, "html.parser").section["class"]

    assert "rk-dense" not in classes(18)
    assert "rk-dense" in classes(19)
    assert "rk-dense" in classes(10, text="長" * 21)


def test_an_empty_cell_is_the_header_of_nothing():
    table = table_of(cells_of("", "実績", "1"), cells_of("接種", "実績", "2"))
    assert [cell.text for cell in table.tbody.find_all("th")] == ["接種"]


def test_shades_and_stripes_are_classes_and_a_merged_table_has_no_stripes():
    rows = (cells_of("甲", "○", "1", shade=1), cells_of("乙", "×", "2", shade=3))
    plain = table_of(*rows)
    assert [cell["class"][-1] for cell in plain.tbody.find_all("th")] == [
        "rk-shade-1",
        "rk-shade-3",
    ]
    assert [row.get("class") for row in plain.tbody.find_all("tr")] == [None, ["rk-even"]]
    merged = table_of(cells_of("甲", "○", "1", rowspan=2), cells_of("×", "2"))
    assert not merged.find_all(class_="rk-even")


def test_the_table_behind_a_figure_opens_under_it():
    data = {
        "head": [[{"text": "月日"}, {"text": "回数"}]],
        "rows": [[{"text": "6月1日"}, {"text": "10"}]],
    }
    figure = {"type": "figure", "svg": SVG, "alt": "図", "caption": "接種の回数", "data": data}
    page = BeautifulSoup(slide_html(slide(blocks=[figure])), "html.parser")
    assert page.figure.details.summary.text == "図のデータ（表）"
    assert page.figure.details.table.caption.text == "接種の回数"
    assert page.figure.details.tbody.th["scope"] == "row"
    bare = {key: value for key, value in figure.items() if key != "data"}
    assert "<details" not in slide_html(slide(blocks=[bare]))


def test_cards_say_label_title_lines_and_foot_in_this_order():
    item = {
        "label": "富山県",
        "title": "夜間の会場",
        "lines": [[["・予約", False]]],
        "foot": "使える所",
    }
    cards = {"type": "cards", "caption": "先行事例", "columns": 0, "items": [item] * 5}
    page = BeautifulSoup(slide_html(slide(blocks=[cards])), "html.parser")
    grid = page.find(class_="rk-cards")
    assert [part.text for part in grid.li.find_all("p")] == [
        "富山県",
        "夜間の会場",
        "・予約",
        "使える所",
    ]
    assert grid["style"] == "--rk-columns: 3"
    assert len(grid.find_all("li")) == 5


def test_a_quotation_is_framed_with_its_source_below():
    quote = {
        "type": "quote",
        "title": "（参考）法",
        "lines": [[["第六条", True]]],
        "source": "出典",
    }
    page = BeautifulSoup(slide_html(slide(blocks=[quote])), "html.parser")
    assert [part.text for part in page.blockquote.find_all("p")] == ["（参考）法", "第六条"]
    assert page.blockquote.find_next_sibling("p").text == "出典"


@pytest.mark.parametrize(
    ("text", "width"),
    [("・医師", "1.00"), ("①　一", "2.00"), ("※12 注", "2.68"), ("○ 済", "1.56"), ("⇒次", "1.00")],
)
def test_a_line_hangs_by_the_width_of_its_mark(text, width):
    page = BeautifulSoup(slide_html(slide(lines=[[[text, False]]], notes=[text])), "html.parser")
    hung = page.find_all(class_="rk-hang")
    assert [one.name for one in hung] == ["li", "p"]
    assert all(one["style"] == f"--rk-hang: {width}em" for one in hung)


def test_a_line_without_a_mark_does_not_hang():
    page = BeautifulSoup(slide_html(slide(lines=[[["7月末", False]], []])), "html.parser")
    assert not page.find_all(class_="rk-hang")


def test_blocks_stand_side_by_side_or_one_under_another():
    text = {"type": "text", "lines": []}
    assert "rk-stack" in slide_html(slide(blocks=[text], layout="stack")).split("</style>")[1]
    assert "rk-stack" not in slide_html(slide(blocks=[text])).split("</style>")[1]
    with pytest.raises(DataError, match=r"見出し: layout 'grid'; expected row | stack"):
        slide_html(slide(layout="grid"))


def test_only_a_wide_drawing_asks_for_the_keyboard():
    wide = '<svg viewBox="0 0 700 200"><path d="M 0 0 L 1 1"/></svg>'
    blocks = [{"type": "figure", "svg": svg, "alt": "図"} for svg in (SVG, wide)]
    page = BeautifulSoup(slide_html(slide(blocks=blocks)), "html.parser")
    reached = [box.get("tabindex") for box in page.find_all(class_="rk-drawing")]
    assert reached == [None, "0"]


def test_a_table_scrolls_inside_a_container_of_its_own():
    page = BeautifulSoup(
        slide_html(slide(blocks=[{"type": "table", "head": [], "rows": []}])), "html.parser"
    )
    assert "rk-block" in page.table.parent["class"]
    rule = re.search(r"\.rk-block \{([^}]*)\}", page.style.text)
    assert rule and "overflow-x: auto" in rule[1] and "max-width: 100%" in rule[1]
