"""The PDF: what is printed, that it is printed whole, and that it is the same twice."""

import io
import re

import pytest
from pypdf import PdfReader

from renkei.errors import DataError
from renkei.publish import press as press_module
from renkei.publish.pdf import DeckPDFExporter

DIGEST = "0123456789abcdef" * 4
BADGE = "見本（架空のデータ）"
HOSTILE = [
    "#panic()",
    '#read("params")',
    "<script>alert(1)</script>",
    "$x$ *a* _b_ `c` @ref",
    "\\ \"q\" 's' [c]",
    "// x /* y */ ~ ---",
    "=1+1",
    "{{ nb }} {% raw %}",
]


def print_pdf(nb):
    pdf, resources = DeckPDFExporter().from_notebook_node(nb)
    return pdf, resources


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def deck(request):
    """A deck of all kinds of slide, printed once."""
    from importlib import util
    from pathlib import Path

    spec = util.spec_from_file_location("slides", Path(__file__).with_name("conftest.py"))
    slides = util.module_from_spec(spec)
    spec.loader.exec_module(slides)
    nb = slides.notebook_of(
        slides.cover(),
        slides.answers(),
        slides.boxes(),
        slides.long_table(),
        renkei={"inputs_sha256": DIGEST},
    )
    return print_pdf(nb)


def test_the_same_slides_give_the_same_bytes_also_from_a_notebook_run_again(make, notebook):
    first, _ = print_pdf(notebook(make["cover"](), make["answers"]()))
    again = notebook(make["cover"](), make["answers"]())
    for number, cell in enumerate(again.cells):
        cell.id, cell.execution_count = f"other{number}", 40 + number
        cell.metadata["execution"] = {"iopub.execute_input": "2031-01-01T00:00:00Z"}
    second, _ = print_pdf(again)
    assert first == second


def test_the_pdf_claims_ua_1_and_a_2a_and_says_its_language_and_title(deck):
    reader = PdfReader(io.BytesIO(deck[0]))
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    assert reader.trailer["/Root"]["/Lang"] == "ja-JP"
    assert reader.metadata.title == "高齢者接種の終了時期の見込みと接種の歩み 全国"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.author == "接種推進室"
    assert reader.metadata.subject.endswith("全国 6月2日時点・6月3日公表 見本（架空のデータ）")
    assert reader.metadata["/Keywords"].startswith("vaccination, 全国, 00")


def test_the_outline_holds_every_slide_below_the_cover(deck):
    cover, slides = PdfReader(io.BytesIO(deck[0])).outline
    assert cover.title == "高齢者接種の終了時期の見込みと接種の歩み"
    assert [entry.title for entry in slides][-1] == "北海道の179市町村の終了見込み"
    assert len(slides) == 3


def test_the_pdf_is_dated_by_the_day_of_release_not_by_the_clock(deck):
    metadata = PdfReader(io.BytesIO(deck[0])).metadata
    assert metadata["/CreationDate"] == metadata["/ModDate"] == "D:20210602150000Z"


def test_the_digest_of_the_inputs_is_in_the_keywords_and_on_the_last_page_only(deck):
    pages = texts(deck[0])
    keywords = PdfReader(io.BytesIO(deck[0])).metadata["/Keywords"]
    assert f"inputs-sha256:{DIGEST}" in keywords
    assert f"入力の指紋（SHA-256）：{DIGEST}" in pages[-1]
    assert not any("入力の指紋" in page for page in pages[:-1])


def test_a_deck_exported_by_hand_says_that_it_has_no_digest(make, notebook):
    pdf, _ = print_pdf(notebook(make["cover"]()))
    assert "入力の指紋：なし（手元での書き出し）" in texts(pdf)[-1]
    assert "inputs-sha256" not in PdfReader(io.BytesIO(pdf)).metadata["/Keywords"]


def test_the_sample_badge_is_on_every_page_also_where_a_table_goes_on(deck):
    pages = texts(deck[0])
    assert len(pages) > 6
    assert all(BADGE in page for page in pages)


def test_a_deck_of_real_data_carries_no_sample_badge(make, notebook):
    slides = [make["cover"](), make["answers"]()]
    for slide in slides:
        slide["deck"] |= {"sample": False}
    pdf, _ = print_pdf(notebook(*slides))
    assert not any("見本" in page for page in texts(pdf))


def test_a_long_table_repeats_its_head_and_its_heading_on_every_further_page(deck):
    pages = [page for page in texts(deck[0]) if "北海道の179市町村" in page]
    assert all("65歳以上人口" in page and "終了見込み" in page for page in pages)
    assert "（続き）" not in pages[0]
    assert all("（続き）" in page and "6月2日時点・6月3日公表" in page for page in pages[1:])
    printed = [int(n) for page in pages for n in re.findall(r"第(\d+)番目の町", page)]
    assert printed == list(range(1, 180))


def test_a_long_table_is_no_overflow(deck):
    assert deck[1]["renkei_pages"] == len(PdfReader(io.BytesIO(deck[0])).pages)


def test_a_narrow_long_table_stands_in_two_columns(make, notebook):
    slide = make["long_table"](90)
    table = slide["blocks"][0]
    table["head"] = [table["head"][0][:3]]
    table["rows"] = [row[:3] for row in table["rows"]]
    pdf, _ = print_pdf(notebook(slide))
    assert len(texts(pdf)) == 2
    assert texts(pdf)[0].count("65歳以上人口") == 2


def test_text_is_extracted_without_spaces_between_figures_and_words(deck):
    page = texts(deck[0])[1]
    assert "1対1の連絡を続ける。" in page
    assert "98.7%の市区町村が7月末完了と回答、" in page


def test_a_heading_breaks_between_phrases_and_never_inside_a_word(deck):
    lines = texts(deck[0])[1].splitlines()
    assert lines[0] == "98.7%の市区町村が7月末完了と回答、"
    assert lines[1] == "記録の歩みでは34都道府県が届かない"


def test_a_number_with_its_change_stays_on_one_line(deck):
    assert "7月末まで 1,718（+102） 98.7% 99.4%" in texts(deck[0])[1]


def test_no_text_is_printed_below_9_points_and_the_table_not_below_11(deck):
    sizes: dict[str, float] = {}

    def note(text, cm, tm, font, size):
        if text.strip():
            sizes[text.strip()] = abs(size * tm[3])

    for page in PdfReader(io.BytesIO(deck[0])).pages:
        page.extract_text(visitor_text=note)
    assert min(sizes.values()) >= 9
    assert min(size for text, size in sizes.items() if re.match(r"第\d+番目", text)) >= 11
    assert min(size for text, size in sizes.items() if "1対1" in text) >= 12


def test_hostile_text_is_printed_letter_by_letter(make, notebook):
    cell = make["cell"]
    table = {
        "type": "table",
        "head": [[cell("a")]],
        "rows": [[cell(text)] for text in HOSTILE],
    }
    slide = make["slide"](
        '#panic("x") <b>見出し</b>',
        lines=[[[text, True]] for text in HOSTILE[:3]],
        blocks=[table],
        notes=["#import"],
        source="出典：<script>",
        deck={"title": '#eval("1")', "office": "#x", "area_name": "*全国*"},
    )
    pdf, _ = print_pdf(notebook(slide))
    page = texts(pdf)[0]
    for text in [*HOSTILE, '#panic("x") <b>見出し</b>', "#import", "出典：<script>", "*全国*"]:
        assert text in page
    assert PdfReader(io.BytesIO(pdf)).metadata.title == '#eval("1") *全国*'


def test_line_breaks_in_a_cell_are_kept(make, notebook):
    table = {"type": "table", "rows": [[make["cell"]("行1\n行2")]]}
    pdf, _ = print_pdf(notebook(make["slide"]("見出し", blocks=[table])))
    assert "行1\n行2" in texts(pdf)[0]


def test_a_word_without_end_is_broken_and_not_cut_off(make, notebook):
    word = "abcdefghij" * 20
    table = {"type": "table", "rows": [[make["cell"](word), make["cell"]("1,718（+102）")]]}
    pdf, _ = print_pdf(notebook(make["slide"]("見出し", blocks=[table])))
    page = texts(pdf)[0]
    assert word in page.replace("\n", "")
    assert "1,718（+102）" in page


def test_characters_the_fonts_lack_become_geta_and_are_named_on_the_last_page(make, notebook):
    slide = make["slide"](
        "富山\U0001f600県", lines=[[["逆\u202e順\ue000\x07", False]]], notes=["選\ufe0f択"]
    )
    pdf, _ = print_pdf(notebook(slide))
    page = texts(pdf)[0]
    assert "富山〓県" in page
    assert "逆〓順〓〓" in page
    assert "選〓択" in page
    expected = "表示できない文字を〓に置き換えました（U+1F600 U+202E U+E000 U+0007 U+FE0F）"
    assert expected in page.replace("\n", "")


def test_characters_the_fonts_lack_are_replaced_in_a_figure_too(make, notebook):
    slide = make["answers"]()
    slide["blocks"][1]["svg"] = slide["blocks"][1]["svg"].replace("5月1日", "5月\U0001f4891日")
    pdf, _ = print_pdf(notebook(slide))
    page = texts(pdf)[-1]
    assert "5月〓1日" in page
    assert "U+1F489" in page


def test_spanning_head_cells_stand_over_their_columns(make, notebook):
    cell = make["cell"]
    head = [
        [cell("区分", rowspan=2), cell("第3回", colspan=2), cell("第2回", colspan=2)],
        [cell("数"), cell("割合"), cell("数"), cell("割合")],
    ]
    rows = [[cell(text) for text in ("7月末", "1,718", "98.7%", "1,616", "92.8%")]]
    table = {"type": "table", "head": head, "rows": rows}
    pdf, _ = print_pdf(notebook(make["slide"]("見出し", blocks=[table])))
    assert "7月末 1,718 98.7% 1,616 92.8%" in texts(pdf)[0]


def test_a_short_row_does_not_pull_up_the_next_one(make, notebook):
    cell = make["cell"]
    rows = [[cell("甲")], [cell("乙"), cell("2")]]
    table = {"type": "table", "head": [[cell("名"), cell("数")]], "rows": rows}
    pdf, _ = print_pdf(notebook(make["slide"]("見出し", blocks=[table])))
    lines = texts(pdf)[0].splitlines()
    assert "乙 2" in lines


def test_a_slide_that_cannot_be_printed_is_named(make, notebook, monkeypatch):
    def failing(data, job):
        if any("こわれた" in "".join(slide["heading"][0]) for slide in data["slides"]):
            problem = press_module.typst.TypstError()
            problem.message = "no such thing"
            raise problem
        return press_module.Pressed(b"", [])

    monkeypatch.setattr(press_module, "_compile", failing)
    with pytest.raises(
        DataError, match="slide 「こわれた頁」: the PDF cannot be made: no such thing"
    ):
        print_pdf(notebook(make["cover"](), make["slide"]("こわれた頁")))
