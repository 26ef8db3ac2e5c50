"""Slides and tables that go on: what has to stand on the same page does."""

import io

import pytest
from pypdf import PdfReader

from renkei.publish.pdf import DeckPDFExporter


def texts(nb) -> list[str]:
    pdf, _ = DeckPDFExporter().from_notebook_node(nb)
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def projected(slide):
    slide["deck"] |= {"density": "projected"}
    return slide


def test_each_projected_page_has_the_notes_its_marks_refer_to(make, notebook):
    cell = make["cell"]
    blocks = [
        {"type": "table", "rows": [[cell(f"{name}{n}"), cell(f"値{mark}")] for n in range(12)]}
        for name, mark in (("甲", "※1"), ("乙", "※2"))
    ]
    notes = ["※1 甲の注。", "※2 乙の注。", "※3 全体の注。"]
    slide = make["slide"]("二つの表", layout="stack", blocks=blocks, notes=notes)
    first, second = texts(notebook(projected(slide)))
    assert ["甲の注" in first, "乙の注" in first, "全体の注" in first] == [True, False, True]
    assert ["甲の注" in second, "乙の注" in second, "全体の注" in second] == [False, True, False]


def test_a_title_row_stands_on_the_page_of_the_row_after_it(make, notebook):
    cell = make["cell"]

    def table(before: int):
        wide = cell("内容" * 20)
        rows = [[cell(f"前{n}"), wide, cell("1")] for n in range(before)]
        title = [cell("項目の題", colspan=2, strong=True), cell("18,000", strong=True)]
        rows += [title, *([cell(f"後{n}"), wide, cell("1")] for n in range(9))]
        return {"type": "table", "rows": rows, "flows": True, "head": [[cell("名前")] * 3]}

    slides = [make["slide"](f"表{n}", blocks=[table(n)]) for n in range(18, 32)]
    found = [page for page in texts(notebook(*slides)) if "項目の題" in page]
    assert len(found) == len(slides)
    assert all("後0" in page for page in found)


@pytest.mark.parametrize("density", ["handout", "projected"])
def test_a_table_of_long_texts_fills_its_projected_pages(make, notebook, density):
    cell = make["cell"]
    long = "市町村が設置する集団接種会場に対し、診療時間外や休日に医療従事者を派遣する。" * 3
    row = [cell("接種会場への医療従事者の派遣"), cell(long), cell("緊急包括支援交付金（国10/10）")]
    head = [[cell(name) for name in ("事業", "内容", "財源")]]
    blocks = [{"type": "table", "head": head, "rows": [row] * 6, "flows": True}]
    slide = make["slide"]("予算", blocks=blocks)
    slide["deck"] |= {"density": density}
    made = [page.count("10/10") for page in texts(notebook(slide))]
    assert sum(made) == 6
    assert made[0] >= 2
