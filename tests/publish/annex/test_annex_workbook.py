"""The annex as a file: what is on which sheet, the same bytes twice, clean under our own lint."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from renkei import cli
from renkei.intake.lint import lint_paths
from renkei.publish.annex import annex_bytes
from renkei.publish.publication import read_publication

DIGEST = "fe" * 32


@pytest.fixture(scope="module")
def publication(make, notebook):
    slides = (make["cover"](), make["answers"](), make["every_block"](), make["long_table"](30))
    return read_publication(notebook(*slides, renkei={"inputs_sha256": DIGEST}), {})


@pytest.fixture(scope="module")
def book(publication):
    return openpyxl.load_workbook(io.BytesIO(annex_bytes(publication)))


def test_the_contents_lead_to_a_sheet_for_each_table_and_figure(book):
    listed = [row[0].value for row in book["目次"].iter_rows(min_row=6)]
    assert listed == [name for name in book.sheetnames if name not in ("目次", "注記")]
    assert [name.split("_")[1] for name in listed] == ["表", "表", "図", "表"]


def test_the_contents_say_whose_when_and_that_it_is_a_sample(book):
    said = " ".join(str(row[0].value) for row in book["目次"].iter_rows(max_row=4))
    for told in ("高齢者接種の終了時期の見込み", "6月2日時点・6月3日公表", "見本（架空", DIGEST):
        assert told in said
    row = [cell.value for cell in book["目次"][6]]
    assert row[1] == 2
    assert row[5:8] == [dt.datetime(2021, 6, 2), dt.datetime(2021, 6, 3), "照会第3回、VRS"]  # noqa: DTZ001
    assert book.worksheets[2].oddHeader.right.text == "見本（架空のデータ）"


def test_notes_stand_beside_the_number_of_their_slide(book):
    rows = list(book["注記"].iter_rows(values_only=True))
    assert rows[0] == ("スライド番号", "注記")
    assert rows[1] == (2, "※1 分母は1,741市区町村、人口割合は65歳以上人口。")


def test_numbers_are_numbers_and_shown_as_printed(book):
    sheet = book.worksheets[2]
    head = [cell.value for cell in sheet[1]]
    assert head == [
        "終了時期",
        "市区町村数",
        "市区町村数（かっこ内）",
        "割合（%）",
        "人口割合（%）",
    ]
    first = sheet[2]
    assert [cell.value for cell in first] == ["2021年7月末まで", 1718, 102, 98.7, 99.4]
    assert [cell.number_format for cell in first[1:4]] == ["#,##0", "#,##0", "#,##0.0"]


def test_the_same_deck_gives_the_same_bytes_and_no_moment_of_now(publication):
    first = annex_bytes(publication)
    assert first == annex_bytes(publication)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.namelist() == sorted(package.namelist())
        core = package.read("docProps/core.xml").decode()
    assert core.count("2021-06-03T00:00:00Z") == 2


def test_our_own_lint_says_nothing_and_exits_with_0(publication, tmp_path):
    (tmp_path / "annex.xlsx").write_bytes(annex_bytes(publication))
    (checked,) = lint_paths([tmp_path / "annex.xlsx"])
    assert checked.findings == ()
    assert cli.main(["lint", str(tmp_path / "annex.xlsx")]) == 0


def test_sheet_names_are_short_and_unique_whatever_the_captions_say(make, notebook):
    cell = make["cell"]
    body = {"type": "table", "head": [[cell("a")]], "rows": [[cell("1")]]}
    captions = ("𠮷" * 40, "'a'", "[x]:*?/\\", "同じ題", "同じ題", "History")
    slides = [make["slide"]("x", blocks=[body | {"caption": one}]) for one in captions]
    made = annex_bytes(read_publication(notebook(*slides), {}))
    names = openpyxl.load_workbook(io.BytesIO(made)).sheetnames
    assert len(set(names)) == len(captions) + 1
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not any(set(name) & set("[]:*?/\\'") for name in names)


def test_a_notebook_without_slides_has_its_tables_in_an_annex(notebook):
    nb = notebook()
    html = "<table><thead><tr><th></th><th>a</th></tr></thead><tr><th>x</th><td>3</td></tr></table>"
    nb["cells"] = [
        {
            "cell_type": "code",
            "metadata": {},
            "source": "",
            "outputs": [{"output_type": "display_data", "data": {"text/html": html}}],
        }
    ]
    made = openpyxl.load_workbook(io.BytesIO(annex_bytes(read_publication(nb, {}))))
    assert list(made.worksheets[1].values) == [("区分", "a"), ("x", 3)]
