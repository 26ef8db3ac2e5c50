"""Workbooks of any kind: values come out, and what is no workbook is said plainly."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from renkei.errors import DataError, InputMissing
from renkei.intake.opening.container import Limits
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import open_workbook, text

Build = Callable[[Workbook], None]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def writing(build: Build, name: str = "a.xlsx") -> Path:
        book = Workbook()
        build(book)
        file = tmp_path / name
        book.save(file)
        return file

    return writing


def without(file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same package with parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            package.writestr(name, change(name, source.read(name)))
    file.write_bytes(target.getvalue())
    return file


def test_values_keep_the_addresses_of_the_sheet(written: Callable[..., Path]) -> None:
    def build(book: Workbook) -> None:
        book.active["C3"] = "富山市"
        book.active["D4"] = 87.5

    grid = open_workbook(written(build)).grid("Sheet")
    assert grid.rows[2][2] == "富山市"
    assert grid.rows[3][3] == 87.5
    assert address(3, 3) == "D4"
    assert address(13, 27) == "AB14"
    assert grid.is_blank(0)


def test_the_content_decides_not_the_name(written: Callable[..., Path]) -> None:
    file = written(lambda book: book.active.append(["x"]), "回答.csv.xls")
    assert open_workbook(file).kind == "xlsx"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "the file is HTML"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "the file is HTML"),
        ("団体コード,市区町村名\n".encode("cp932"), "the file is text (CSV?)"),
        (b'<?xml version="1.0"?><Workbook/>', "the file is XML"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04 cut short", "damaged or cut short"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 2000, "damaged"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_what_is_no_workbook_is_said_with_where_and_what_was_expected(
    tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "16_富山県.xlsx"
    file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        open_workbook(file)
    assert said in str(caught.value)
    assert str(caught.value).startswith("16_富山県.xlsx: ")
    assert "expected an .xlsx or .xls workbook" in str(caught.value)


def test_a_file_that_is_not_there_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"none\.xlsx: No such file"):
        open_workbook(tmp_path / "none.xlsx")


def test_a_package_without_a_workbook_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("memo.txt", "x")
    with pytest.raises(DataError, match="a zip package that is no workbook"):
        open_workbook(file)


def test_a_truncated_workbook_is_said(written: Callable[..., Path]) -> None:
    file = written(lambda book: book.active.append(["x"]))
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(DataError, match="damaged or cut short"):
        open_workbook(file)


def test_one_far_cell_is_refused_before_a_reader_lays_the_sheet_out(
    written: Callable[..., Path],
) -> None:
    file = written(lambda book: book.active.cell(1_048_576, 16_384, "x"))
    with pytest.raises(DataError, match="1,048,576 rows; expected at most 200,000 rows"):
        open_workbook(file).grid("Sheet")


def test_rows_numbered_without_cell_addresses_are_counted_too(
    written: Callable[..., Path],
) -> None:
    def far(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        return part.replace(b'<row r="1"', b'<row r="900000"').replace(b' r="A1"', b"")

    file = without(written(lambda book: book.active.append([1])), far)
    with pytest.raises(DataError, match="900,000 rows"):
        open_workbook(file).grid("Sheet")


def test_a_zip_bomb_is_refused(written: Callable[..., Path]) -> None:
    file = written(lambda book: book.active.append(["x"]))
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", 8) as package:
        for name in source.namelist():
            package.writestr(name, source.read(name))
        package.writestr("xl/worksheets/sheet9.xml", b" " * 30_000_000)
    file.write_bytes(target.getvalue())
    with pytest.raises(DataError, match="expands to more than"):
        open_workbook(file)
    with pytest.raises(DataError, match="expands to more than"):
        open_workbook(file, Limits(expanded_bytes=1000))


def test_a_large_file_is_refused_unread(written: Callable[..., Path]) -> None:
    file = written(lambda book: book.active.append(["x"]))
    with pytest.raises(DataError, match="expected at most 100"):
        open_workbook(file, Limits(file_bytes=100))


def test_xml_entities_are_refused(written: Callable[..., Path]) -> None:
    def declare(name: str, part: bytes) -> bytes:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
        return bomb + part if name == "xl/workbook.xml" else part

    file = without(written(lambda book: book.active.append(["x"])), declare)
    with pytest.raises(DataError, match="declares XML entities"):
        open_workbook(file)


def test_external_links_and_macros_are_left_behind(written: Callable[..., Path]) -> None:
    file = written(lambda book: book.active.append(["x"]))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    book = open_workbook(file)
    assert not any("vba" in name or "external" in name for name in book._parts)
    assert book.grid("Sheet").rows == (("x",),)


def test_errors_and_uncomputed_formulas_do_not_pass_for_blanks(
    written: Callable[..., Path],
) -> None:
    def build(book: Workbook) -> None:
        book.active["A1"] = "=1/0"
        book.active["B1"] = "#REF!"
        book.active["B1"].data_type = "e"
        book.active["C1"] = "x"

    row = open_workbook(written(build)).grid("Sheet").texts(0)
    assert row == ["（計算されていない数式）", "#REF!", "x"]


def test_number_formats_and_the_epoch_are_known(written: Callable[..., Path]) -> None:
    def build(book: Workbook) -> None:
        book.active["A1"] = dt.date(2021, 8, 1)
        book.active["A1"].number_format = 'm"月"'
        book.active["B1"] = 44409
        book.active["B1"].number_format = "[$-411]ge"
        book.active["C1"] = 5

    book = open_workbook(written(build))
    formats = [book.number_format("Sheet", 0, column) for column in range(3)]
    assert formats == ['m"月"', "[$-411]ge", None]
    assert book.epoch == 1900


def test_a_sheet_that_is_not_there_names_those_that_are(written: Callable[..., Path]) -> None:
    book = open_workbook(written(lambda book: book.create_sheet("記入要領")))
    with pytest.raises(DataError, match="no sheet '回答'; expected one of Sheet, 記入要領"):
        book.grid("回答")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (87.0, "87"),
        (87.5, "87.5"),
        (True, "TRUE"),
        (dt.date(2021, 7, 31), "2021-07-31"),
        (dt.datetime.fromisoformat("2021-07-31T09:30"), "2021-07-31 09:30:00"),
        (" 未定 ", "未定"),
        (None, ""),
    ],
)
def test_a_value_has_one_text(value: object, shown: str) -> None:
    assert text(value) == shown


def test_real_workbooks_of_offices_are_read_without_falling_over(shared: Path) -> None:
    heights = {}
    for file in sorted((shared / "messy").glob("*.xls*")):
        book = open_workbook(file)
        heights[file.name] = sum(len(book.grid(sheet).rows) for sheet in book.sheets)
    assert len(heights) >= 7
    assert heights["mic-000730858.xlsx"] == 1795 + 196
    assert all(height > 0 for height in heights.values())
