"""Any file as sheets, with rule 1-1: what the file is, whatever its name says."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from renkei.errors import DataError, RenkeiError
from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Place, address, found, runs
from renkei.intake.lint.objects import NOTE, things_of
from renkei.intake.lint.sheet import Cell, Rectangle, Sheet, Thing, Value
from renkei.intake.lint.xlsx_sheets import read_xlsx
from renkei.intake.opening.container import (
    Limits,
    content_kind,
    read_bytes,
    safe_parts,
)
from renkei.intake.opening.text_table import read_text_table
from renkei.intake.opening.workbook import open_workbook

_SUFFIXES = {"xlsx": (".xlsx", ".xlsm"), "xls": (".xls",), "text": (".csv", ".tsv", ".txt")}
_CALLED = {
    "xlsx": "Excelブック（.xlsx）",
    "xls": "旧形式のExcelブック（.xls）",
    "text": "テキスト（CSV）",
    "xlsb": "バイナリ形式のExcelブック（.xlsb）",
    "ods": "OpenDocument（.ods）",
    "html": "HTML（ウェブページ）",
    "xml": "XML",
    "gzip": "圧縮ファイル（gzip）",
    "zip": "圧縮ファイル（zip）",
    "encrypted": "パスワードの付いたExcelブック",
    "archive": "圧縮ファイル（7z・RAR・LZH）",
    "mhtml": "ウェブページ（MHTML）",
    "xml-workbook": "Excel 2003のXMLスプレッドシート",
    "pdf": "PDF",
    "word": "Word文書",
    "powerpoint": "PowerPoint",
    "document": "旧形式のOffice文書",
    "rtf": "リッチテキスト",
    "image": "画像",
    "binary": "表でもテキストでもないデータ",
    "damaged": "壊れた、又は途中で切れたファイル",
    "empty": "空のファイル",
}
_SAVE_AGAIN = "Excelで開き、「Excelブック（.xlsx）」として名前を付けて保存し直してください"
_UNPACK = "展開（解凍）し、中のExcelブックかCSVを提出してください"
_FROM_SOURCE = "元の表を、Excelブック（.xlsx）かCSVで提出してください"
_FIXES = {
    "encrypted": "「ファイル」→「情報」→「ブックの保護」でパスワードを外し、保存し直してください",
    "damaged": "元のファイルを、もう一度保存して提出してください",
    "empty": "内容のあるファイルを提出してください",
    **dict.fromkeys(("gzip", "zip", "archive"), _UNPACK),
    **dict.fromkeys(
        ("pdf", "word", "powerpoint", "document", "rtf", "image", "binary"), _FROM_SOURCE
    ),
}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?")


@dataclass
class Opened:
    """A file as lint sees it: its sheets, and what rule 1-1 says of the file itself."""

    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def open_file(file: Path, limits: Limits) -> Opened:
    """Open a file by its content; one that cannot be opened is a finding, never an error."""
    kind = ""
    try:
        content = read_bytes(file, limits)
        kind = content_kind(content)
        return _open(file, content, kind, limits)
    except RenkeiError as error:
        sentence = str(DataError(error.what, expected=error.expected, nearest=error.nearest))
        return Opened([], [_refusal(kind, sentence)])


def _open(file: Path, content: bytes, kind: str, limits: Limits) -> Opened:
    opened = Opened()
    if kind == "xlsx":
        for sheet, part in read_xlsx(safe_parts(content, limits), limits):
            sheet.things = things_of(content, part)
            opened.sheets.append(sheet)
    elif kind == "xls":
        opened.sheets = list(_read_xls(file, limits))
        opened.findings.append(_old_kind())
    elif kind == "text":
        opened.sheets = [_read_csv(content, limits)]
    else:
        return Opened([], [_refusal(kind, "")])
    if file.suffix.lower() not in _SUFFIXES[kind]:
        opened.findings.append(_wrong_name(file.suffix, kind))
    return opened


def _refusal(kind: str, stands: str) -> Finding:
    what = f"ファイルを開けません{f'（{kind}）' if kind and not stands else ''}"
    if kind in _CALLED and kind not in _SUFFIXES:
        what = f"中身が{_CALLED[kind]}で、表として読めません"
    return found("1-1", VIOLATION, what, _FIXES.get(kind, _SAVE_AGAIN), [Place("", stands)])


def _wrong_name(suffix: str, kind: str) -> Finding:
    right = _SUFFIXES[kind][0]
    return found(
        "1-1", VIOLATION,
        f"名前は「{suffix or '拡張子なし'}」ですが、中身は{_CALLED[kind]}です",
        f"中身に合う拡張子（{right}）で保存し直してください", [Place("", suffix)],
    )  # fmt: skip


def _old_kind() -> Finding:
    return found(
        "1-1", NOTICE,
        "旧形式のExcelブック（.xls）です（図形・色など、この形式では確認できない規則があります）",
        _SAVE_AGAIN, [Place("", ".xls")],
    )  # fmt: skip


def _read_xls(file: Path, limits: Limits) -> Iterator[Sheet]:
    """The sheets of an .xls, with as much beside their values as its reader tells."""
    book = open_workbook(file, limits)
    for name in book.sheets:
        grid = book.grid(name)
        sheet = Sheet(name, "xls")
        for row, given in enumerate(grid.rows):
            cells = {column: _cell(value) for column, value in enumerate(given) if value != ""}
            if cells:
                sheet.rows[row] = cells
        for (row, column), formula in grid.formulas.items():
            cell = sheet.cell(row, column) or Cell("", "text")
            sheet.rows.setdefault(row, {})[column] = replace(cell, formula=f"={formula}")
        sheet.merged = list(_areas(grid.merged))
        sheet.hidden_rows = runs(grid.hidden_rows)
        sheet.hidden_columns = runs(grid.hidden_columns)
        sheet.things = [
            Thing(NOTE, address(*at), text) for at, text in sorted(grid.comments.items())
        ]
        yield sheet


def _areas(merged: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[Rectangle]:
    """The rectangles of merged ranges, from the anchor of each of their other cells."""
    inside: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for cell, anchor in merged.items():
        inside[anchor].append(cell)
    for (row, column), cells in sorted(inside.items()):
        yield row, column, max(r for r, _ in cells), max(c for _, c in cells)


def _cell(value: Value) -> Cell:
    if isinstance(value, bool):
        return Cell(value, "bool")
    if isinstance(value, str):
        return Cell(value, "text")
    return Cell(value, "number" if isinstance(value, float | int) else "date")


def _read_csv(content: bytes, limits: Limits) -> Sheet:
    sheet = Sheet("", "csv")
    for row, values in enumerate(read_text_table(content, limits).rows):
        cells = {column: _typed(value) for column, value in enumerate(values) if value}
        if cells:
            sheet.rows[row] = cells
    return sheet


def _typed(value: str) -> Cell:
    """A plain number of a CSV is a number; a leading zero, a comma or a unit makes it text."""
    if _NUMBER.fullmatch(value):
        return Cell(float(value), "number")
    return Cell(value, "text")
