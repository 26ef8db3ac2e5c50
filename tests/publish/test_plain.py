"""Notebooks without slides: a readable export of text and outputs, nothing run, nothing lost."""

import base64
import io

import nbformat
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from renkei.errors import DataError
from renkei.publish.html import DeckHTMLExporter
from renkei.publish.pdf import DeckPDFExporter

PNG = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
        "789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()
TEXT = """# 方法

本文の**太い字**と`#panic()`と<b>札</b>と[語](https://example.com/x)。

### 飛ばした見出し

1. 一つ
2. 二つ
   - 中の項

| 県 | 数 |
|----|---:|
| 富山 | 1,234 |
"""
FRAME = """<div><style scoped>td {color: red}</style><table><thead>
<tr><th></th><th></th><th colspan="2">人口</th></tr></thead><tbody>
<tr><th rowspan="2">北陸</th><th>富山</th><td>12</td><td>-3.5%</td></tr>
<tr><th>石川😀</th><td>34</td><td><script>alert(1)</script>x</td></tr></tbody></table></div>"""


def code(*outputs):
    return nbformat.v4.new_code_cell("x = 1", outputs=list(outputs))


def shown(**data):
    names = {"html": "text/html", "png": "image/png", "svg": "image/svg+xml", "plain": "text/plain"}
    data = {names[name]: value for name, value in data.items()}
    return nbformat.v4.new_output("display_data", data=data)


def export(*cells):
    nb = nbformat.v4.new_notebook(cells=list(cells))
    resources = {"metadata": {"name": "method"}}
    pdf, _ = DeckPDFExporter().from_notebook_node(nb, dict(resources))
    page, _ = DeckHTMLExporter().from_notebook_node(nb, dict(resources))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return text, BeautifulSoup(page, "html.parser"), pdf


def test_markdown_is_set_as_text_with_headings_that_skip_no_level():
    text, page, pdf = export(nbformat.v4.new_markdown_cell(TEXT))
    for words in ("方法", "太い字", "#panic()", "<b>札</b>", "一つ", "中の項", "富山 1,234"):
        assert words in text
    assert [heading.name for heading in page.find_all(["h1", "h2", "h3"])] == ["h1", "h2"]
    assert page.strong.text == "太い字"
    assert page.find("b") is None
    assert page.find("ol").find("ul").text.strip() == "中の項"
    assert page.title.text == "方法"
    assert PdfReader(io.BytesIO(pdf)).metadata.title == "方法"


def test_links_keep_their_words_and_lose_their_address():
    _, page, _ = export(nbformat.v4.new_markdown_cell(TEXT))
    assert "語" in page.text
    assert "example.com" not in str(page)


def test_a_frame_s_table_is_read_with_spans_and_without_its_style():
    text, page, _ = export(code(shown(html=FRAME, plain="frame")))
    assert "北陸 富山 12 -3.5%" in text
    assert "石川〓" in text
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in page.tbody.find_all("tr")]
    assert rows[0] == ["北陸", "富山", "12", "-3.5%"]
    assert rows[1][:3] == ["", "石川😀", "34"]
    assert page.find("script") is None
    assert page.thead.find_all("th")[2]["colspan"] == "2"


def test_drawings_and_pictures_carry_a_description(make):
    svg = make["answers"]()["blocks"][1]["svg"]
    cell = code(shown(svg=svg))
    cell.metadata["alt"] = "折れ線"
    _, page, pdf = export(cell, code(shown(png=PNG)))
    assert page.svg["aria-label"] == "折れ線"
    assert page.img["alt"] == "図（説明なし）"
    assert page.img["src"].startswith("data:image/png;base64,")
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages) == 1


def test_printed_text_is_shown_and_warnings_to_stderr_are_not():
    out = nbformat.v4.new_output("stream", name="stdout", text="#count: 3\n")
    err = nbformat.v4.new_output("stream", name="stderr", text="DeprecationWarning")
    text, page, _ = export(code(out, err))
    assert "#count: 3" in text
    assert "Deprecation" not in text + page.text


def test_a_notebook_that_was_not_run_is_refused_with_what_to_do():
    with pytest.raises(DataError, match=r"method: no slides .*; run it first, or add --execute"):
        export(nbformat.v4.new_markdown_cell("# 題"), code())


def test_a_notebook_whose_cell_failed_is_refused():
    error = nbformat.v4.new_output("error", ename="KeyError", evalue="'area'", traceback=[])
    with pytest.raises(DataError, match="method, cell 1: the cell failed with KeyError: 'area'"):
        export(code(error))


def test_a_picture_that_is_none_is_refused():
    with pytest.raises(DataError, match="picture is not base64"):
        export(code(shown(png="<not base64>")))
