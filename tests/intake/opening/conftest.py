"""Workbooks made in code: as openpyxl writes them, changed part by part, and records of an .xls."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from renkei.intake.opening.compound_file import packed

Build = Callable[[Workbook], None]
Change = Callable[[str, bytes], bytes | None]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook with openpyxl."""

    def writing(build: Build | None = None, name: str = "a.xlsx") -> Path:
        book = Workbook()
        if build:
            build(book)
        else:
            book.active.append(["x"])
        file = tmp_path / name
        book.save(file)
        return file

    return writing


@pytest.fixture
def changed() -> Callable[..., Path]:
    """Write the same package with parts changed, left out (None) and added."""

    def changing(file: Path, change: Change | None = None, **more: Any) -> Path:
        target = io.BytesIO()
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", 8) as package:
            for name in source.namelist():
                part = source.read(name)
                part = change(name, part) if change else part
                if part is not None:
                    package.writestr(name, part)
            for name, part in (more.get("parts") or {}).items():
                package.writestr(name, part)
        file.write_bytes(target.getvalue())
        return file

    return changing


SHEET_PART = "xl/worksheets/sheet1.xml"
_STRINGS = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<si><t>s0</t></si><si><r><t>s</t></r><r><t>1</t></r></si></sst>"
)


@pytest.fixture
def sheet_of(written: Callable[..., Path], changed: Callable[..., Path]) -> Callable[..., Path]:
    """Write a workbook whose sheet has this XML for its data, and two shared texts."""

    def writing(data: str, after: str = "", before: str = "") -> Path:
        def change(name: str, part: bytes) -> bytes:
            if name == SHEET_PART:
                head, _, rest = part.partition(b"<sheetData")
                tail = rest.partition(b"</sheetData>")[2]
                return b"".join(
                    (head, before.encode(), b"<sheetData>", data.encode(), b"</sheetData>",
                     after.encode(), tail)
                )  # fmt: skip
            if name == "xl/_rels/workbook.xml.rels" and b"sharedStrings" not in part:
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                link = f'<Relationship Type="{kind}/sharedStrings" Target="sharedStrings.xml"'
                return part.replace(b"</Rel", f'{link} Id="rIdS"/></Rel'.encode())
            return part

        def without_strings(name: str, part: bytes) -> bytes | None:
            return None if name == "xl/sharedStrings.xml" else change(name, part)

        return changed(written(), without_strings, parts={"xl/sharedStrings.xml": _STRINGS})

    return writing


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def wide(text: str, length: str = "<HB") -> bytes:
    """A text of an .xls with two bytes a character."""
    return struct.pack(length, len(text), 1) + text.encode("utf-16-le")


_VERSION = struct.pack("<HHHII", 0x0600, 0, 0x07CC, 0, 0)


def _bof(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HH", 0x0600, kind) + _VERSION[4:].ljust(12, b"\0"))


def _cell(row: int, column: int, value: Any, style: int, texts: list[str]) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str):
        texts.append(value)
        return record(0x00FD, place + struct.pack("<I", len(texts) - 1))
    return record(0x0203, place + struct.pack("<d", value))


@pytest.fixture
def xls(tmp_path: Path) -> Callable[..., Path]:
    """Write an .xls of Excel 97 record by record.

    `cells` are texts and numbers by place; `formats` number formats, and `styles` which of them
    (from 1) a place has; `more` further records of the sheet and `book` of the workbook, put where
    Excel puts them; `edit` changes all records at last.
    """

    def writing(
        cells: Mapping[tuple[int, int], Any],
        *,
        name: str = "a.xls",
        formats: tuple[str, ...] = (),
        styles: Mapping[tuple[int, int], int] | None = None,
        more: bytes = b"",
        book: bytes = b"",
        kind: int = 0,
        edit: Callable[[bytes], bytes] = bytes,
        pack: Callable[[str, bytes], bytes] = packed,
    ) -> Path:
        texts: list[str] = []
        laid = b"".join(
            _cell(row, column, value, (styles or {}).get((row, column), 0), texts)
            for (row, column), value in sorted(cells.items())
        )
        shared = struct.pack("<II", len(texts), len(texts)) + b"".join(map(wide, texts))
        head = _bof(5) + book
        for number, shown in enumerate(formats):
            head += record(0x041E, struct.pack("<H", 164 + number) + wide(shown))
        for code in (0, *range(164, 164 + len(formats))):
            head += record(0x00E0, struct.pack("<HH", 0, code).ljust(20, b"\0"))
        named = struct.pack("<BB", 0, kind) + wide("回答", "<BB")
        tail = record(0x00FC, shared) + record(0x000A)
        start = len(head) + 4 + 4 + len(named) + len(tail)
        head += record(0x0085, struct.pack("<I", start) + named) + tail
        size = struct.pack("<IIHHH", 0, 9, 0, 9, 0)
        sheet = _bof(0x10) + record(0x0200, size) + laid + more + record(0x000A)
        file = tmp_path / name
        file.write_bytes(pack("Workbook", edit(head + sheet)))
        return file

    return writing
