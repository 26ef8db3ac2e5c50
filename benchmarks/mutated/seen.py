"""A file as readers other than the product's see it: openpyxl for workbooks, csv for text."""

import csv
import io
import warnings

import openpyxl
from mutated.table import Cell, ErrorValue, Formula, Leaf, Return
from openpyxl.worksheet.worksheet import Worksheet

_OWN = ("記入要領", "選択肢")


def seen_workbook(content: bytes, right: Return) -> list[Leaf] | None:
    """The sheets of a workbook with the values they show; None where it cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content))
            return [
                _leaf(sheet, formulas[sheet.title], right)
                for sheet in book.worksheets
                if sheet.title not in _OWN
            ]
    except Exception:  # openpyxl raises whatever it meets on a damaged file
        return None


def _leaf(sheet: Worksheet, formulas: Worksheet, right: Return) -> Leaf:
    rows = []
    for at, line in enumerate(sheet.iter_rows(min_row=1, min_col=1)):
        cells = []
        for column, one in enumerate(line):
            value = ErrorValue(one.value) if one.data_type == "e" else one.value
            if value is None and formulas.cell(at + 1, column + 1).data_type == "f":
                value = Formula("=")
            shown = getattr(one, "number_format", "General")
            cells.append(Cell(value, right.home.at(at, column).origin, shown))
        rows.append(cells)
    merged = [
        (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
        for one in sheet.merged_cells.ranges
    ]
    return Leaf(sheet.title, rows, merged)


def seen_text(content: bytes, encoding: str, right: Return) -> list[Leaf] | None:
    """The table of a text in its encoding; None where it is none."""
    named, _, delimiter = encoding.partition(" ")
    try:
        text = content.decode(named).removesuffix("\x1a")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or ",", strict=True)
        lines = list(reader)
    except (UnicodeError, csv.Error):
        return None
    width = max(map(len, lines), default=0)
    rows = [
        [
            Cell(line[at] if at < len(line) and line[at] else None, right.home.at(row, at).origin)
            for at in range(width)
        ]
        for row, line in enumerate(lines)
    ]
    return [Leaf("CSV", rows)]
