"""What comes from outside stays text: nothing of it is run, followed, or lost."""

import html
import shutil
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from renkei import processed
from renkei.run import Finished, plan, run
from renkei.settings import open_campaign

HOSTILE = '#panic("x") <script>alert(1)</script> 😀'


@pytest.fixture(scope="module")
def raw(sample_raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a later return of Toyama, a broken one of Tokyo and odd records."""
    folder = tmp_path_factory.mktemp("hostile") / "raw"
    shutil.copytree(sample_raw, folder)
    arrived = folder / "sample" / "returns" / "round-3" / "2021-06-02"
    arrived.mkdir()
    first = sorted(arrived.parent.glob("*/16_*.xlsx"))[-1]
    book = openpyxl.load_workbook(first)
    sheet = book["回答"]
    (row,) = [r for r in sheet.iter_rows(min_row=6) if r[2].value == "魚津市"]
    row[5].value = HOSTILE
    row[5].data_type = "s"
    book.save(arrived / "16_富山県.xlsx")
    (arrived / "13_東京都.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (folder / "sample" / "records" / "2021-06-30.csv").write_text(
        "date,area,age,status,count\n2021-06-01,162019,65-,1,999999\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def finished(home: Path, raw: Path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(home))
        yield run(plan(open_campaign("sample", raw=str(raw)), "16", "projected"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_markup_prints_as_text_in_the_pdf(finished: Finished):
    reader = PdfReader(finished.reports / "16" / "deck.pdf")
    found = squeezed("".join(page.extract_text() for page in reader.pages))
    for part in ('#panic("x")', "<script>", "alert(1)", "</script>"):
        assert part in found
    assert "〓" in found
    assert "U+1F600" in found


def test_the_density_asked_for_reaches_the_pages(finished: Finished):
    page = PdfReader(finished.reports / "16" / "deck.pdf").pages[0].mediabox
    assert (round(page.width), round(page.height)) == (960, 540)
    assert [deck["density"] for deck in finished.decks] == ["projected"]


def test_markup_prints_as_text_in_the_html(finished: Finished):
    page = (finished.reports / "16" / "deck.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1
    page = page.replace("<wbr>", "")  # between phrases
    assert html.escape("<script>alert(1)</script>") in page
    assert '#panic("x")' in html.unescape(page)


def test_markup_is_a_text_in_the_annex(finished: Finished):
    book = openpyxl.load_workbook(finished.reports / "16" / "annex.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("<script>alert(1)</script>" in str(cell.value) for cell in cells)


def test_a_broken_return_is_one_rejection_and_stops_nobody(finished: Finished):
    frames = finished.reports.parents[2] / "data" / "processed" / "sample" / "2021-06-02"
    refused = processed.read(frames, "rejections").query("file.str.contains('2021-06-02/13_')")
    assert refused["kind"].tolist() == ["file"]
    answers = processed.read(frames, "answers").query("round == 3")
    assert len(answers) == 1741
    assert not answers["bucket"].isin(["not_answered"]).any()


def test_a_snapshot_published_later_is_not_used(finished: Finished):
    frames = finished.reports.parents[2] / "data" / "processed" / "sample" / "2021-06-02"
    assert processed.read(frames, "records")["count"].max() < 999999
