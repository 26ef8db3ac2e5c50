"""How cards, quotes, stacks, spans and marks are printed, to hand out and to project."""

import io

import pymupdf
import pytest
from pypdf import PdfReader

from renkei.publish.pdf import DeckPDFExporter


def pages(nb) -> list:
    pdf, _ = DeckPDFExporter().from_notebook_node(nb)
    return list(PdfReader(io.BytesIO(pdf)).pages)


def texts(nb) -> list[str]:
    return [page.extract_text() for page in pages(nb)]


Place = tuple[float, float, float]  # from the left, from the top, size of the letters


def places(nb, page: int = 0) -> dict[str, Place]:
    """Where each line of a page begins, in points, and the size of its letters."""
    pdf, _ = DeckPDFExporter().from_notebook_node(nb)
    with pymupdf.open(stream=pdf) as document:
        blocks = document[page].get_text("dict")["blocks"]
    lines = [line["spans"] for block in blocks for line in block.get("lines", ())]
    return {
        "".join(span["text"] for span in spans): (*spans[0]["origin"], spans[0]["size"])
        for spans in lines
    }


def of(found: dict[str, Place], part: str) -> Place:
    return next(place for text, place in found.items() if part in text)


def test_cards_stand_in_rows_and_their_text_is_readable(make, parts, notebook):
    found = places(notebook(make["slide"]("好事例", blocks=[parts["cards"](6, columns=3)])))
    first, second, fourth = (of(found, f"R3.{n}.14") for n in (1, 2, 4))
    assert first[1] == second[1] < fourth[1]
    assert first[0] == fourth[0] < second[0]
    assert min(size for text, (_, _, size) in found.items() if "予約" in text) >= 12


def test_cards_in_the_wanted_number_of_columns(make, parts, notebook):
    found = places(notebook(make["slide"]("好事例", blocks=[parts["cards"](4, columns=4)])))
    assert len({of(found, f"R3.{n}.14")[1] for n in range(1, 5)}) == 1


def test_cards_without_room_go_on_to_the_next_page_under_the_heading(make, parts, notebook):
    made = texts(notebook(make["slide"]("好事例", blocks=[parts["cards"](30)])))
    assert len(made) > 1
    assert all("好事例" in page for page in made)
    assert "（続き）" in made[-1]
    assert sum(page.count("聞き取り") for page in made) == 30


def test_stacked_blocks_stand_one_under_another(make, parts, notebook):
    slide = make["slide"]("積む", layout="stack", blocks=[parts["quote"](), parts["cards"](2)])
    found = places(notebook(slide))
    assert of(found, "予防接種法")[1] < of(found, "出典：e-Gov")[1] < of(found, "R3.1.14")[1]


def test_stacked_blocks_without_room_stand_on_pages_of_their_own(make, notebook):
    table, figure = make["answers"]()["blocks"]
    notes = ["※1 注"]
    lines = [[["要点", False]]] * 3
    parts = {"layout": "stack", "lines": lines, "blocks": [table, figure], "notes": notes}
    slide = make["slide"]("積む", **parts)
    first, second = texts(notebook(slide))
    assert "1,718（+102）" in first and "2回目（記録）" in second
    assert "※1 注" in first and "※1 注" in second


def test_nine_short_cards_stand_on_one_page(make, parts, notebook):
    (page,) = texts(notebook(make["slide"]("好事例", blocks=[parts["cards"](9)])))
    assert page.count("聞き取り") == 9


def test_two_matrices_of_marks_for_all_prefectures_stand_side_by_side(make, notebook):
    cell = make["cell"]
    marks = [cell(mark, "center", shade=n % 4) for n, mark in enumerate("◎○△－◎○△")]
    row = [cell("神奈川県"), *marks, cell("5/13"), cell("5/13"), cell("192%", "right")]
    head = [[cell("都道府県"), *[cell("検査")] * 7, cell("開始"), cell("確認"), cell("率")]]
    tables = [{"type": "table", "head": head, "rows": [row] * count} for count in (24, 23)]
    (page,) = texts(notebook(make["slide"]("体制", blocks=tables)))
    assert page.count("神奈川県") == 47


def test_lines_after_the_first_hang_behind_its_mark(make, notebook):
    lines = [[["・" + "総務大臣が全国の市区町村長に依頼した。" * 6, False]]]
    slide = make["slide"]("経過", blocks=[{"type": "text", "lines": lines}])
    found = [place for text, place in places(notebook(slide)).items() if "総務大臣" in text]
    (first, *further) = sorted(found, key=lambda place: place[1])
    assert further
    assert all(x == pytest.approx(first[0] + size, abs=0.1) for x, _, size in further)


def test_a_line_with_a_mark_of_its_own_gets_no_bullet_in_the_lead(make, notebook):
    slide = make["slide"]("要点", lines=[[["⇒ 一", False]], [["二", False]]])
    (page,) = texts(notebook(slide))
    assert "• 二" in page
    assert "• ⇒" not in page


def test_rows_that_belong_together_are_not_parted_by_a_page(make, notebook):
    cell = make["cell"]
    rows = []
    for group in range(14):
        rows.append([cell(f"項目{group}", rowspan=4), cell(f"{group}の1")])
        rows += [[cell(f"{group}の{n}")] for n in (2, 3, 4)]
    table = {"type": "table", "head": [[cell("項目"), cell("市町村" * 12)]], "rows": rows}
    made = texts(notebook(make["slide"]("課題", blocks=[table])))
    assert len(made) > 1
    for group in range(14):
        assert {sum(f"{group}の{n}" in page.split() for page in made) for n in (1, 4)} == {1}
        assert any(f"{group}の1" in page and f"{group}の4" in page for page in made)


def test_the_data_behind_a_figure_is_not_printed(make, notebook):
    slide = make["answers"]()
    slide["blocks"][1]["data"] = {"head": [[{"text": "日"}]], "rows": [[{"text": "裏の数字"}]]}
    assert "裏の数字" not in "".join(texts(notebook(slide)))


def projected(*slides):
    for slide in slides:
        slide["deck"] |= {"density": "projected"}
    return slides


def test_a_projected_deck_is_16_to_9_with_larger_letters(make, parts, notebook):
    slides = projected(make["cover"](), make["slide"]("好事例", blocks=[parts["cards"](2)]))
    _, page = pages(notebook(*slides))
    assert (page.mediabox.width, page.mediabox.height) == (960, 540)
    found = places(notebook(*slides), page=1)
    assert min(size for text, (_, _, size) in found.items() if "予約" in text) >= 18


def test_what_does_not_fit_on_one_projected_page_goes_on_to_the_next(make, notebook):
    paper = "".join(texts(notebook(make["answers"]())))
    screen = texts(notebook(*projected(make["answers"]())))
    assert len(screen) > 1
    assert all("98.7%の市区町村が7月末完了と回答" in page for page in screen)
    for part in ("1,718（+102）", "2回目（記録）", "※1 分母は", "1対1の連絡"):
        assert part in paper
        assert part in "".join(screen)


@pytest.mark.parametrize("count", [26, 28, 53])
def test_the_last_page_of_a_table_never_holds_a_row_or_two_alone(make, notebook, count):
    cell = make["cell"]
    names = [
        "名前",
        "見込み",
        "人口",
        "予算の額のとても長い見出し",
        "備考のとても長い見出しをここに置く",
    ]
    rows = [[cell(f"第{n}行"), *[cell(f"{n * 37:,}", "right")] * 4] for n in range(count)]
    table = {"type": "table", "caption": "表", "head": [[cell(n) for n in names]], "rows": rows}
    made = [page.count("第") for page in texts(notebook(make["slide"]("長い表", blocks=[table])))]
    assert sum(made) == count
    assert len(made) == 1 or made[-1] >= 3


def test_a_heading_of_two_lines_ends_the_first_behind_its_colon(make, notebook):
    heading = "防災・危機管理体制の連携・強化：災害廃棄物関係は、今年度4つの取組みを進める"
    found = texts(notebook(make["slide"](heading)))[0].splitlines()
    assert heading.split("：")[0] + "：" in found
