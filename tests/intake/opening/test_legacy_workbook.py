"""An .xls: its values with the formats, hidden rows, notes and errors the reader leaves out."""

import datetime as dt
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.errors import DataError
from renkei.intake.opening.compound_file import CompoundFile, packed
from renkei.intake.opening.container import Limits
from renkei.intake.opening.workbook import open_workbook

Xls = Callable[..., Path]


def record(kind: int, *numbers: int, then: bytes = b"") -> bytes:
    content = struct.pack(f"<{len(numbers)}H", *numbers) + then
    return struct.pack("<HH", kind, len(content)) + content


def formula(row: int, column: int, value: bytes, terms: bytes = b"\x1e\x01\x00") -> bytes:
    said = struct.pack("<HHH", row, column, 0) + value.ljust(8, b"\0") + bytes(6)
    return record(0x0006, then=said + struct.pack("<H", len(terms)) + terms)


def test_a_month_that_excel_made_a_day_keeps_its_format(xls: Xls) -> None:
    file = xls(
        {(0, 0): "完了見込み", (1, 0): 44409.0, (2, 0): 44409.0, (3, 0): 5.0},
        formats=('m"月"', "[$-411]ge"),
        styles={(1, 0): 1, (2, 0): 2},
    )
    book = open_workbook(file)
    assert book.sheets == ["回答"]
    assert book.grid("回答").rows == (("完了見込み",), (dt.date(2021, 8, 1),), (44409.0,), (5.0,))
    formats = [book.number_format("回答", row, 0) for row in range(4)]
    assert formats == [None, 'm"月"', "[$-411]ge", None]


def test_days_counted_from_1904_are_known(xls: Xls) -> None:
    file = xls({(0, 0): 42947.0}, formats=("yyyy/m/d",), styles={(0, 0): 1}, book=record(0x22, 1))
    book = open_workbook(file)
    assert book.epoch == 1904
    assert book.grid("回答").rows == ((dt.date(2021, 8, 1),),)


def test_merged_cells_hidden_rows_and_columns_are_told(xls: Xls) -> None:
    cells = {(row, column): "x" for row in range(4) for column in range(4)}
    more = record(0x0208, 2, 0, 4, 300, 0, 0, 0x0120, 0) + record(0x007D, 3, 3, 2000, 0, 1, 0)
    more += record(0x00E5, 1, 0, 1, 0, 65535)
    grid = open_workbook(xls(cells, more=more)).grid("回答")
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {3}
    assert set(grid.merged.values()) == {(0, 0)}
    assert len(grid.merged) == 2 * 4 - 1


def test_a_note_is_read_without_its_author(xls: Xls) -> None:
    text = "山田:\n確認中"
    more = record(0x5D, 0x15, 0x12, 0x19, 7, then=bytes(18)) + record(0xEC, then=b"draw")
    more += record(0x1B6, 0, 0, 0, 0, 0, len(text), 16, 0, 0)
    more += record(0x3C, then=b"\x01" + text.encode("utf-16-le")) + record(0x3C, then=bytes(16))
    more += record(0x1C, 0, 0, 0, 7, 2, then=b"\x01" + "山田".encode("utf-16-le") + b"\0")
    grid = open_workbook(xls({(0, 0): "x"}, more=more)).grid("回答")
    assert grid.comments == {(0, 0): "確認中"}
    assert grid.rows == (("x",),)


def test_errors_do_not_pass_for_blanks_and_formulas_are_told(xls: Xls) -> None:
    more = record(0x0205, 1, 0, 0, then=b"\x2a\x01")
    more += formula(1, 1, struct.pack("<d", 2.5))
    more += formula(1, 2, b"\x02\x00\x07\x00\x00\x00\xff\xff")
    more += formula(1, 3, b"\x00\x00\x00\x00\x00\x00\xff\xff")
    more += record(0x0207, 2, then=b"\x01" + "未定".encode("utf-16-le"))
    grid = open_workbook(xls({(0, 0): "x"}, more=more)).grid("回答")
    assert grid.rows[1] == ("#N/A", 2.5, "#DIV/0!", "未定")
    assert grid.formulas == {(1, 1): "", (1, 2): "", (1, 3): ""}


def test_terms_the_reader_stumbles_over_do_not_matter(xls: Xls) -> None:
    more = formula(1, 0, struct.pack("<d", 1.0), terms=b"\x17\x03\x01\x2a\x67\x9a\x5b\x21\xff\xff")
    assert open_workbook(xls({(0, 0): "x"}, more=more)).grid("回答").rows[1] == (1.0,)


def test_a_text_with_formats_in_it_is_read_whole(xls: Xls) -> None:
    old = struct.pack("<HHH", 1, 0, 0) + struct.pack("<HB", 2, 1) + "富山".encode("utf-16-le")
    file = xls({(0, 0): "x"}, more=record(0x00D6, then=old + b"\x01\x00\x05"))
    assert open_workbook(file).grid("回答").rows == (("x",), ("富山",))


def test_a_chart_within_a_sheet_is_no_cells(xls: Xls) -> None:
    chart = record(0x0809, 0x0600, 0x20, 0, 0, 0, 0, 0, 0)
    chart += record(0x0203, 9, 9, 0, then=struct.pack("<d", 1)) + record(0x000A)
    last = record(0x0203, 1, 0, 0, then=struct.pack("<d", 7))
    grid = open_workbook(xls({(0, 0): "x"}, more=chart + last)).grid("回答")
    assert grid.rows == (("x",), (7.0,))
    assert grid.height == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (record(0x0203, 65535, 65535, 0, then=bytes(8)), "a cell stands in column 65,535"),
        (record(0x0203, 65535, 250, 0, then=bytes(8)), "there are 16,449,536 cells; expected at"),
        (record(0x0203, 1, 1, 0, then=b"x"), "a cell is cut short"),
        (record(0x00FD, 1, 1, 0, 9, 0), "B2 points at a text that is not there"),
        (record(0x0203, 0, 0, 0, then=bytes(8)), "A1 stands twice or out of order"),
        (record(0x0207, 1, then=b"\0x"), "a formula's text stands alone"),
        (record(0x00E5, 200, 0, 1), "merged ranges are cut short"),
        (record(0x0205, 1, 0, 0, then=b"\x99\x01"), "A2 holds an unknown error"),
        (record(0x00BD, 1, 5, then=bytes(6) + b"\x09\x00"), "a row of numbers is cut short"),
        (record(0x0204, 1, 0, 0, 500, then=b"\x00abc"), "a text of 500 characters is cut short"),
        (record(0x3C) * 20_002, "a record is continued without end"),
    ],
)
def test_what_would_end_the_reader_or_be_lost_by_it_is_refused(
    xls: Xls, more: bytes, said: str
) -> None:
    with pytest.raises(DataError, match=r"a\.xls") as caught:
        open_workbook(xls({(0, 0): "x"}, more=more))
    assert said in str(caught.value)


def test_a_size_that_a_sheet_only_claims_is_not_believed(xls: Xls) -> None:
    def claim(records: bytes) -> bytes:
        at = records.index(struct.pack("<HH", 0x0200, 14))
        return records[: at + 4] + b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff" + records[at + 16 :]

    assert open_workbook(xls({(0, 0): "x"}, edit=claim)).grid("回答").rows == (("x",),)


def test_a_number_of_shared_texts_that_is_only_claimed_is_refused(xls: Xls) -> None:
    def claim(records: bytes) -> bytes:
        at = records.index(struct.pack("<H", 0x00FC))
        return records[: at + 8] + b"\xff\xff\xff\x7f" + records[at + 12 :]

    with pytest.raises(DataError, match="it claims 2,147,483,647 shared texts"):
        open_workbook(xls({(0, 0): "x"}, edit=claim))


def test_one_long_text_pointed_at_many_times_is_refused(xls: Xls) -> None:
    more = b"".join(record(0x00FD, row, 0, 0, 0, 0) for row in range(1, 50))
    file = xls({(0, 0): "長" * 30_000}, more=more)
    assert len(open_workbook(file).grid("回答").rows) == 50
    with pytest.raises(DataError, match="bytes of text; expected at most 1,000,000"):
        open_workbook(file, Limits(expanded_bytes=1_000_000))


@pytest.mark.parametrize(
    ("book", "kind", "said"),
    [
        (record(0x2F, 1, 1), 0, "protected by a password; expected"),
        (record(0x2F, 0, 1, 2), 0, "protected by a password; expected"),
        (b"", 1, "holds macros (a macro sheet); expected a workbook without macros: in Excel"),
        (b"", 6, "holds macros"),
        (b"", 2, "has no worksheet, only 回答"),
    ],
)
def test_what_a_workbook_must_not_be_is_said(xls: Xls, book: bytes, kind: int, said: str) -> None:
    with pytest.raises(DataError) as caught:
        open_workbook(xls({(0, 0): "x"}, book=book, kind=kind))
    assert said in str(caught.value)


def _container(*names: str) -> Callable[[str, bytes], bytes]:
    """Pack the records beside further entries with these names."""

    def packing(name: str, stream: bytes) -> bytes:
        content = bytearray(packed(name, stream))
        at = content.index("Root Entry".encode("utf-16-le"))
        for number, one in enumerate(names, 2):
            entry = bytearray(content[at + 128 : at + 256])
            entry[:64] = one.encode("utf-16-le").ljust(64, b"\0")
            struct.pack_into("<H", entry, 64, 2 * len(one) + 2)
            content[at + 128 * number : at + 128 * (number + 1)] = entry
            struct.pack_into("<I", content, at + 128 * (number - 1) + 72, number)
        return bytes(content)

    return packing


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("_VBA_PROJECT_CUR", "the workbook holds macros (_VBA_PROJECT_CUR)"),
        ("EncryptedPackage", "the workbook is protected by a password"),
    ],
)
def test_macros_and_encryption_show_in_the_container(xls: Xls, name: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        open_workbook(xls({(0, 0): "x"}, pack=_container(name)))
    assert said in str(caught.value)


def test_the_case_of_a_streams_name_does_not_matter(xls: Xls) -> None:
    file = xls({(0, 0): "x"}, pack=lambda name, stream: packed(name.upper(), stream))
    assert open_workbook(file).grid("回答").rows == (("x",),)


def test_another_office_document_is_called_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "回答.xls"
    for name, said in (("WordDocument", "Word"), ("JtdDocument", "old Office document")):
        file.write_bytes(packed(name, b"x" * 5000))
        with pytest.raises(DataError, match=f"回答.xls: the file is an? .*{said}"):
            open_workbook(file)


_FAR_BOOK = record(0x01AE, 1, 4, then=b"\x00\x01ab") + record(0x01AE, 1, 0x0401)
_SHEETS = record(0x17, 2, 0, 0, 0, 1, 0, 0)
_FAR_NAME = record(0x18, 0, 0, 0, 0, 0, 0, 0, then=b"\x3a\x00\x00\x01\x00\x00\x00")


@pytest.mark.parametrize("terms", [b"\x5a\x00\x00\x02\x00\x01\x00", b"\x43\x01\x00\x00\x00"])
def test_a_value_from_another_file_is_refused_with_how_to_break_the_link(
    xls: Xls, terms: bytes
) -> None:
    book = _FAR_BOOK + _SHEETS + _FAR_NAME
    file = xls({(0, 0): "x"}, book=book, more=formula(2, 1, bytes(8), terms=terms))
    with pytest.raises(DataError, match=r"from another file \(B3\); .*リンクの編集→リンクの解除"):
        open_workbook(file)


def test_a_link_nobody_uses_does_not_matter(xls: Xls) -> None:
    own = formula(2, 1, bytes(8), terms=b"\x5a\x01\x00\x02\x00\x01\x00")
    file = xls({(0, 0): "x"}, book=_FAR_BOOK + _SHEETS + _FAR_NAME, more=own)
    assert open_workbook(file).grid("回答").rows[2] == ("", 0.0)


def test_a_container_that_runs_in_circles_is_refused(xls: Xls) -> None:
    content = bytearray(xls({(0, 0): "x" * 9000}).read_bytes())
    struct.pack_into("<I", content, 4096 + 4 * 3, 3)
    with pytest.raises(DataError, match="a chain of sectors leads nowhere"):
        CompoundFile(bytes(content)).stream("Workbook")


def test_what_is_packed_comes_out_again() -> None:
    for size in (1, 4095, 4096, 5_000_000):
        stream = bytes(range(256)) * (size // 256 + 1)
        assert (
            CompoundFile(packed("Workbook", stream[:size])).stream("Workbook")[:size]
            == stream[:size]
        )
