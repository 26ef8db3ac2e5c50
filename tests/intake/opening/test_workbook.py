"""Workbooks of any kind: values come out where they stand, with the formats they are shown in."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from renkei.errors import DataError, InputMissing
from renkei.intake.opening.parts import address, area, column_letters, position
from renkei.intake.opening.workbook import open_workbook, text

Written = Callable[..., Path]


def test_values_keep_the_addresses_of_the_sheet(written: Written) -> None:
    def build(book: Workbook) -> None:
        book.active["C3"] = "富山市"
        book.active["D4"] = 87.5

    book = open_workbook(written(build))
    grid = book.grid("Sheet")
    assert (book.kind, book.encoding) == ("xlsx", "")
    assert grid.rows[2][2] == "富山市"
    assert grid.rows[3][3] == 87.5
    assert grid.is_blank(0)
    assert grid.height == 4


def test_an_address_reads_back() -> None:
    assert address(3, 3) == "D4"
    assert address(13, 27) == "AB14"
    assert column_letters(16_383) == "XFD"
    assert position("$AB$14") == (13, 27)
    assert area("B2:D3") == (1, 1, 2, 3)
    with pytest.raises(DataError, match="'7月' is no address of a cell"):
        position("7月")


def test_the_content_decides_not_the_name(written: Written) -> None:
    assert open_workbook(written(name="回答.csv.xls")).kind == "xlsx"


def test_a_file_that_is_not_there_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"none\.xlsx: No such file"):
        open_workbook(tmp_path / "none.xlsx")


def test_a_sheet_that_is_not_there_names_those_that_are(written: Written) -> None:
    book = open_workbook(written(lambda book: book.create_sheet("記入要領")))
    with pytest.raises(DataError, match="no sheet '回答'; expected one of Sheet, 記入要領"):
        book.grid("回答")


def test_number_formats_and_the_epoch_are_known(written: Written) -> None:
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


def test_days_counted_from_1904_are_read_as_such_beside_an_extension(
    written: Written, changed: Callable[..., Path]
) -> None:
    def build(book: Workbook) -> None:
        book.epoch = dt.datetime.fromisoformat("1904-01-01")
        book.active["A1"] = dt.date(2021, 8, 1)

    def extend(name: str, part: bytes) -> bytes:
        more = b'<extLst><ext xmlns:x="urn:x"><x:workbookPr other="1"/></ext></extLst></workbook>'
        return part.replace(b"</workbook>", more) if name == "xl/workbook.xml" else part

    book = open_workbook(changed(written(build), extend))
    assert book.epoch == 1904
    assert book.grid("Sheet").rows == ((dt.date(2021, 8, 1),),)


def test_the_workbooks_own_properties_are_read(written: Written) -> None:
    from openpyxl.packaging.custom import StringProperty

    def build(book: Workbook) -> None:
        book.custom_doc_props.append(StringProperty(name="renkei_round", value="3"))
        book.active["A1"] = "x"

    assert open_workbook(written(build)).properties == {"renkei_round": "3"}


def test_sheets_without_rows_and_hidden_ones_are_sheets(written: Written) -> None:
    def build(book: Workbook) -> None:
        book.create_sheet("空").sheet_state = "veryHidden"

    book = open_workbook(written(build))
    assert book.sheets == ["Sheet", "空"]
    assert [(book.grid(sheet).rows, book.grid(sheet).height) for sheet in book.sheets] == [
        ((), 0),
        ((), 0),
    ]


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
