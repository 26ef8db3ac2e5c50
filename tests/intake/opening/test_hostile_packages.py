"""Packages that mean harm or were broken on their way: refused, each with what to do."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from renkei.errors import DataError
from renkei.intake.opening.container import Limits, safe_parts
from renkei.intake.opening.workbook import open_workbook

Written = Callable[..., Path]
Changed = Callable[..., Path]
SHEET_PART = "xl/worksheets/sheet1.xml"


def refusal(file: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DataError) as caught:
        book = open_workbook(file, limits or Limits())
        for sheet in book.sheets:
            book.grid(sheet)
    assert caught.value.where
    assert caught.value.expected
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"]
)
def test_macros_are_refused_whatever_the_file_is_called(
    written: Written, changed: Changed, name: str
) -> None:
    said = refusal(changed(written(), parts={name: b"macro"}))
    assert said.startswith(f"a.xlsx: the workbook holds macros ({name}); expected")
    assert "名前を付けて保存→Excel ブック" in said


def test_the_kind_for_macros_is_refused(written: Written, changed: Changed) -> None:
    def enable(name: str, part: bytes) -> bytes:
        plain, macros = b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet"
        kept = part.replace(plain, macros + b".macroEnabled.main")
        return kept if name == "[Content_Types].xml" else part

    assert "of the kind that holds macros" in refusal(changed(written(), enable))


def test_links_to_other_files_are_refused_with_how_to_break_them(
    written: Written, changed: Changed
) -> None:
    part = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    said = refusal(changed(written(), parts=part))
    assert "takes values from another file (xl/externalLinks/externalLink1.xml)" in said
    assert "データ→リンクの編集→リンクの解除" in said


@pytest.mark.parametrize(
    "formula",
    ["[1]Sheet1!A1", "SUM('[2]回 答'!A1:B2)", "'C:\\d\\[x.xlsx]回答'!A1", "B1+[12]回答!$A$1"],
)
def test_a_formula_that_reaches_into_another_file_is_refused(
    written: Written, formula: str
) -> None:
    def build(book: Workbook) -> None:
        book.active["B2"] = f"={formula}"

    assert "takes values from another file (B2 is =" in refusal(written(build))


@pytest.mark.parametrize("formula", ["Table1[1]+Sheet!A1", "回答!A1", '"[1]x"&A1', "T[[#All],[2]]"])
def test_a_formula_within_the_workbook_is_no_link(written: Written, formula: str) -> None:
    def build(book: Workbook) -> None:
        book.active["B2"] = f"={formula}"

    assert open_workbook(written(build)).grid("Sheet").formulas == {(1, 1): formula}


def test_embedded_objects_controls_and_connections_are_never_read(
    written: Written, changed: Changed
) -> None:
    parts = {
        "xl/embeddings/oleObject1.bin": b"\xd0\xcf",
        "xl/embeddings/book.xlsx": b"PK",
        "xl/activeX/activeX1.xml": b"<!DOCTYPE x>",
        "xl/connections.xml": b"<!ENTITY",
    }
    file = changed(written(), parts=parts)
    assert not parts.keys() & safe_parts(file.read_bytes()).keys()
    assert open_workbook(file).grid("Sheet").rows == (("x",),)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/xl/x.xml", "xl\\x.xml", "C:/x.xml", "xl/../../x", "xl/.."]
)
def test_names_that_lead_out_of_the_package_are_refused(
    written: Written, changed: Changed, name: str
) -> None:
    assert f"a part is named {name!r}" in refusal(changed(written(), parts={name: b"x"}))


def test_a_part_that_stands_twice_is_refused(written: Written) -> None:
    file = written()
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/Workbook.xml", b"<workbook/>")
    assert "part xl/Workbook.xml stands twice" in refusal(file)


def bomb(file: Path, size: int, declared: int | None = None) -> Path:
    """The workbook with a part that expands, and with a lie about how large it is."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", 8) as package:
        for name in source.namelist():
            package.writestr(name, source.read(name))
        package.writestr("xl/worksheets/sheet9.xml", b" " * size)
    content = bytearray(target.getvalue())
    if declared is not None:
        at = content.rindex(b"PK\x01\x02")
        struct.pack_into("<I", content, at + 24, declared)
    file.write_bytes(content)
    return file


def test_a_zip_bomb_is_refused_before_it_is_expanded(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bomb(written(), 30_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    said = refusal(file)
    assert "xl/worksheets/sheet9.xml expands to more than 30,000,000 bytes" in said
    assert "expected at most 400,000,000 bytes and 200 times its size" in said
    assert "the package expands to more than" in refusal(
        file, Limits(ratio=10**6, expanded_bytes=30_000_100)
    )


def test_a_zip_bomb_that_lies_of_its_size_is_refused_while_expanding(written: Written) -> None:
    said = refusal(bomb(written(), 30_000_000, declared=10))
    assert "damaged or cut short" in said or "expands to more than" in said


def test_parts_within_each_other_are_refused(written: Written) -> None:
    file = written()
    content = bytearray(file.read_bytes())
    last = content.rindex(b"PK\x01\x02")
    first = content.index(b"PK\x01\x02")
    content[last + 42 : last + 46] = content[first + 42 : first + 46]
    file.write_bytes(content)
    assert "lies within" in refusal(file)


@pytest.mark.parametrize(
    ("kind", "said"),
    [(zipfile.ZIP_LZMA, "packed as Excel never does"), (zipfile.ZIP_BZIP2, "as Excel")],
)
def test_parts_packed_otherwise_are_refused(written: Written, kind: int, said: str) -> None:
    file = written()
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", kind) as package:
        for name in source.namelist():
            package.writestr(name, source.read(name))
    file.write_bytes(target.getvalue())
    assert said in refusal(file)


def test_encrypted_parts_are_refused(written: Written) -> None:
    file = written()
    content = bytearray(file.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    file.write_bytes(content)
    assert "is encrypted; expected an .xlsx or .xls workbook saved from Excel" in refusal(file)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name", ["xl/workbook.xml", SHEET_PART, "xl/styles.xml"])
@pytest.mark.parametrize(
    ("disguise", "said"),
    [
        (lambda part: LAUGHS + part, "declares XML entities"),
        (lambda part: b"<!--" + b" " * 9000 + b"-->" + LAUGHS + part, "declares XML entities"),
        (lambda part: (LAUGHS + part).decode().encode("utf-16"), "is not UTF-8"),
        (lambda part: (LAUGHS + part).decode().encode("utf-16-be"), "is not UTF-8"),
        (
            lambda part: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE' + part,
            "is not UTF-8",
        ),
    ],
)
def test_entities_are_refused_in_every_disguise(
    written: Written,
    changed: Changed,
    name: str,
    disguise: Callable[[bytes], bytes],
    said: str,
) -> None:
    file = changed(written(), lambda one, part: disguise(part) if one == name else part)
    assert f"a.xlsx: {name} {said}" in refusal(file)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            {b"/xl/worksheets/sheet1.xml": b"/xl/workbook.xml"},
            "the sheet's part holds no worksheet",
        ),
        ({b"/xl/worksheets/sheet1.xml": b"/xl/_rels/workbook.xml.rels"}, "holds no worksheet"),
        ({b"/xl/worksheets/sheet1.xml": b"../../out.xml"}, "not where the package says"),
        ({b"/xl/worksheets/sheet1.xml": b"file:///etc/passwd"}, "not where the package says"),
        ({b'Id="rId2"': b'Id="rId1"'}, "relation 'rId1' stands twice"),
        ({b'Id="rId1"': b'Id="rId77"'}, "workbook is damaged"),
    ],
)
def test_relations_that_lead_astray_are_refused(
    written: Written, changed: Changed, pairs: dict[bytes, bytes], said: str
) -> None:
    def astray(name: str, part: bytes) -> bytes:
        for old, new in pairs.items():
            part = part.replace(old, new) if name == "xl/_rels/workbook.xml.rels" else part
        return part

    assert said in refusal(changed(written(), astray))


@pytest.mark.parametrize("name", ["a/b", "a\\b", "[回答]", "回答?", "a&#10;b", ""])
def test_names_of_sheets_that_excel_does_not_allow_are_refused(
    written: Written, changed: Changed, name: str
) -> None:
    def rename(part_name: str, part: bytes) -> bytes:
        return part.replace(b'name="Sheet"', f'name="{name}"'.encode())

    assert "a sheet is named" in refusal(changed(written(), rename))


def test_two_sheets_of_one_name_are_refused(written: Written, changed: Changed) -> None:
    file = written(lambda book: book.create_sheet("B"))
    changed(file, lambda name, part: part.replace(b'name="B"', b'name="SHEET"'))
    assert "a sheet is named 'Sheet'; expected every name once" in refusal(file)


def test_a_workbook_of_charts_only_has_nothing_to_read(written: Written) -> None:
    def build(book: Workbook) -> None:
        book.create_chartsheet("図")
        del book["Sheet"]

    assert "the workbook has no worksheet, only 図" in refusal(written(build))


def test_a_truncated_workbook_is_said(written: Written) -> None:
    file = written()
    file.write_bytes(file.read_bytes()[:3000])
    assert "a.xlsx: the workbook is damaged or cut short" in refusal(file)
    assert "send the file again" in refusal(file)
