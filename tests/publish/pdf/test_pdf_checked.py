"""What others find in the PDF: two validators, and a reader that extracts its text."""

import io
import re

import outloud
import page as page_validation
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from outloud.model import Document
from outloud.rules.tables import grids
from pypdf import PdfReader

from renkei.publish.grid import free_columns
from renkei.publish.publication import read_publication

# Each finding that is left, and the test below that shows it to be the validator's own error.
WIDTHS = {"PDFUA1-FONT-GLYPH-WIDTH-001", "PDFA2A-TRUETYPE-GLYPH-WIDTH-001"}
GRIDS = {"TBL-004", "TBL-014"}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_page_validation_finds_nothing_but_the_glyph_widths(printed, profile):
    """The widths are right: test_the_widths_of_embedded_glyphs_are_those_the_pdf_declares."""
    report = page_validation.validate_pdf_bytes(printed, profile=profile)
    assert {failure.rule_id for failure in report.failures} <= WIDTHS
    assert report.rules.total > 100


def test_outloud_finds_nothing_but_tables_whose_spans_it_does_not_follow(printed, tmp_path):
    """They close, and they hold what stands in them: the two tests that follow."""
    (tmp_path / "deck.pdf").write_bytes(printed)
    result = outloud.check(str(tmp_path / "deck.pdf"))
    assert result.error is None
    assert {found.rule for found in result.sorted_findings()} <= GRIDS


@pytest.fixture(scope="module")
def tagged_tables(printed, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "deck.pdf"
    path.write_bytes(printed)
    document = Document(str(path))
    yield grids(document)
    document.close()


def test_every_row_of_every_tagged_table_fills_the_columns(tagged_tables):
    """outloud does not count a cell from above that stands at the end of its last row."""
    assert len(tagged_tables) == 3
    for table in tagged_tables:
        count = sum(cell.colspan for cell in table.rows[0])
        assert set(free_columns(table.rows, count)) == {0}


def test_the_ruled_table_is_a_table_with_all_its_texts(tagged_tables):
    """outloud looks for the page of a table at the table; it is given at its cells."""
    ruled = tagged_tables[1]
    kinds = {cell.text: cell.kind for cell in ruled.cells}
    assert kinds["項目"] == kinds["前半"] == kinds["9月"] == "TH"
    assert kinds["高齢者"] == kinds["1,234"] == "TD"
    assert {cell.rowspan for cell in ruled.cells if cell.text in ("項目", "接種")} == {2}


def test_all_headings_and_all_numbers_of_the_tables_are_found_as_text(printed, whole_deck):
    found = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    squeezed = re.sub(r"\s", "", found)
    slides = read_publication(whole_deck, {}).slides
    assert all(re.sub(r"\s", "", slide.heading) in squeezed for slide in slides)
    tables = [block for slide in slides for block in slide.blocks if block.type == "table"]
    cells = [cell.text for table in tables for row in table.rows for cell in row]
    numbers = [text for text in cells if re.search(r"\d", text)]
    assert len(numbers) > 700
    assert [text for text in numbers if re.sub(r"\s", "", text) not in squeezed] == []


def test_twenty_slides_weigh_less_than_two_megabytes(printed):
    assert len(PdfReader(io.BytesIO(printed)).pages) > 12
    assert len(printed) < 1_200_000


def test_only_the_fonts_of_the_pip_packages_are_embedded(printed):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(printed)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(re.search(r"NotoSansCJKjp-(Regular|Bold)", font) for font in fonts)


def test_the_widths_of_embedded_glyphs_are_those_the_pdf_declares(printed):
    """A validator reports a difference for these CFF subsets; read with fontTools there is none."""
    compared = 0
    for font in _embedded_fonts(printed):
        declared = _declared_widths(font["/W"])
        data = font["/FontDescriptor"]["/FontFile3"].get_data()
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        top = fonts[0]
        for name in top.charset:
            code = 0 if name == ".notdef" else int(name.removeprefix("cid"))
            glyph = top.CharStrings[name]
            glyph.draw(NullPen())
            if code in declared:
                assert round(glyph.width) == round(declared[code])
                compared += 1
    assert compared > 100


def _embedded_fonts(pdf):
    fonts = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[str(descendant["/BaseFont"])] = descendant
    return list(fonts.values())


def _declared_widths(entries):
    widths, items = {}, list(entries)
    while items:
        first, second = items.pop(0), items.pop(0)
        second = second.get_object() if hasattr(second, "get_object") else second
        if isinstance(second, list):
            widths |= {first + offset: float(width) for offset, width in enumerate(second)}
        else:
            width = float(items.pop(0))
            widths |= {code: width for code in range(first, second + 1)}
    return widths
