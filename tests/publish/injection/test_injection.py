"""Whatever comes from outside is printed as text, in every place of every output."""

import html
import io
import re
import zipfile

import openpyxl
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from renkei.errors import SettingsError
from renkei.publish import export
from renkei.publish.annex.printed import plain
from renkei.publish.glyphs import MissingGlyphs, mark_unseen
from renkei.publish.site import index_html
from renkei.settings import open_campaign

PLACES = 17  # of a slide, where a text is shown in both exports


def squeezed(text: str) -> str:
    return "".join(text.split())


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page and the names of their attributes, line breaks and spans aside."""
    found = BeautifulSoup(page, "html.parser").find_all(True)
    passed_over = ("wbr", "span", "br")
    return [(one.name, tuple(sorted(one.attrs))) for one in found if one.name not in passed_over]


def test_there_are_more_than_sixty_payloads(payloads):
    assert len(set(payloads)) == len(payloads) > 60


def test_no_payload_makes_an_element_or_attribute_of_a_page(exported, harmless_page):
    page = exported.html.read_text(encoding="utf-8")
    ignored = {"style", "class"}  # marks of a hanging line or of a long cell

    def plainly(page: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(name, tuple(a for a in attrs if a not in ignored)) for name, attrs in shape(page)]

    assert plainly(page) == plainly(harmless_page)


def test_a_page_follows_no_address(exported):
    page = BeautifulSoup(exported.html.read_text(encoding="utf-8"), "html.parser")
    for one in page.find_all(True):
        for name, value in one.attrs.items():
            assert not name.startswith("on")
            if name in ("href", "src", "action", "xlink:href"):
                assert value.startswith(("#", "data:image/"))
    assert len(page.find_all("script")) == 1


def test_the_page_shows_every_payload_as_text(exported, payloads):
    page = exported.html.read_text(encoding="utf-8")
    sections = BeautifulSoup(page.replace("<wbr>", ""), "html.parser").find_all("section")
    for text, section in zip(payloads, sections, strict=True):
        shown = squeezed(mark_unseen(text))
        assert squeezed(section.get_text()).count(shown) >= PLACES, repr(text)


def test_the_pdf_shows_every_payload_as_text(exported, payloads):
    told = squeezed("".join(p.extract_text() for p in PdfReader(exported.pdf).pages))
    for text in payloads:
        shown = squeezed(MissingGlyphs().replace(text))
        assert shown in told, repr(text)
    assert "root:x:" not in told


def test_the_pdf_does_nothing(exported):
    reader = PdfReader(exported.pdf)
    catalog = reader.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(catalog)
    assert not any("/Annots" in page or "/AA" in page for page in reader.pages)
    assert not reader.attachments


def test_the_annex_has_no_formula_and_shows_every_payload_as_text(exported, payloads):
    content = exported.annex.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        parts = "".join(package.read(name).decode() for name in sheets)
        assert not [name for name in package.namelist() if "externalLink" in name or "vba" in name]
        assert "TargetMode" not in "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".rels")
        )
    assert "<f>" not in parts and "<f " not in parts and "<hyperlink" not in parts
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    shown = {str(cell.value).replace("_x005F_", "_") for cell in cells}
    for text in payloads:
        assert plain(text) in shown or plain(text).replace("\n", "") in shown, repr(text)


def test_what_begins_like_a_formula_stays_text_when_it_is_typed_anew(exported):
    book = openpyxl.load_workbook(exported.annex)
    signs = re.compile(r"\s*[=+@＝＋＠-]")
    led = [c for s in book for r in s.iter_rows() for c in r if signs.match(str(c.value or ""))]
    texts = [cell for cell in led if cell.data_type == "s"]
    assert len(texts) > 30
    assert all(cell.quotePrefix for cell in texts)


def test_the_index_shows_every_payload_as_text(payloads):
    def page(texts: list[str]) -> str:
        decks = [
            {"area": f"{number:06d}", "name": text, "html": "x", "pdf": "x", "pages": 1}
            for number, text in enumerate(texts, start=10_000)
        ]
        dates = {"as_of": "2021-06-02", "released": "2021-06-03"}
        named = {"campaign": texts[0], "title": texts[0], "office": texts[0], "sample": True}
        return index_html({**dates, **named, "decks": decks, "counts": {}})

    made = page(payloads)
    assert shape(made) == shape(page(["無害"] * len(payloads)))
    told = squeezed(html.unescape(BeautifulSoup(made, "html.parser").get_text()))
    for text in payloads:
        assert squeezed(html.unescape(mark_unseen(text))) in told, repr(text)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.mkdir", "!!python/name:os.system", "!x"])
def test_a_tag_in_a_params_file_builds_nothing(project, tmp_path, tag):
    text = (project / "params" / "sample.yaml").read_text(encoding="utf-8")
    made = tmp_path / "made"
    hostile = re.sub("(?m)^title:.*$", f'title: {tag} ["{made}"]', text)
    (tmp_path / "hostile.yaml").write_text(hostile, encoding="utf-8")
    with pytest.raises(SettingsError):
        open_campaign(str(tmp_path / "hostile.yaml"), raw=str(tmp_path))
    assert not made.exists()


def test_a_very_long_word_in_a_table_is_printed_to_its_end(make, notebook, tmp_path):
    cell, word = make["cell"], "語" * 600 + "w" * 600 + "<b>終"
    table = {
        "type": "table",
        "head": [[cell("団体"), cell("内容")]],
        "rows": [[cell("あ"), cell(word)]],
    }
    made = export(notebook(make["slide"]("見出し", blocks=[table])), tmp_path)
    assert word in squeezed(PdfReader(made.pdf).pages[0].extract_text())
    assert word in BeautifulSoup(made.html.read_bytes(), "html.parser").get_text()
    assert word in [cell.value for cell in openpyxl.load_workbook(made.annex).worksheets[1]["B"]]
