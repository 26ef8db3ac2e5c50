"""The workbook that goes back, with a letter: what is to be put right, and what to do with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from renkei.intake.checking.corrections import LETTER, Correction, Point
from renkei.intake.forms.form import SAMPLE_MARK, SHEET
from renkei.intake.forms.issue import build, save
from renkei.intake.forms.page import Value, fit_height, print_on_a4, put
from renkei.wording.dates import long

_HEADS = ("番号", "セル", "市区町村", "項目", "記入されていた内容", "理由", "直し方")
_WIDTHS = (6, 14, 16, 20, 24, 52, 52)
_FILES_SHOWN = 10
_WIDE = 80  # full-width characters of a line of the letter


def write_correction(path: Path, correction: Correction) -> None:
    """Write the workbook of a correction; the same one gives the same bytes."""
    book = build(correction.issue)
    _write_letter(book, correction)
    save(path, book)


def _write_letter(book: Workbook, correction: Correction) -> None:
    sheet: Any = book.create_sheet(LETTER, book.sheetnames.index(SHEET) + 1)
    issue = correction.issue
    put(sheet, 1, 1, f"{LETTER}\u3000{issue.heading}", "renkei title")
    row = 2
    for line in _text(correction):
        put(sheet, row, 1, line, "renkei note")
        row += 1
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row += 1
    for column, head in enumerate(_HEADS, start=1):
        put(sheet, row, column, head, "renkei header")
    heads = row
    for number, point in enumerate(correction.points, start=1):
        row += 1
        for column, value in enumerate(_cells(number, point), start=1):
            put(sheet, row, column, value, "renkei in")
        fit_height(sheet, row)
    sheet.print_title_rows = f"{heads}:{heads}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    print_on_a4(sheet, SAMPLE_MARK if issue.sample else "")


def _cells(number: int, point: Point) -> tuple[Value, ...]:
    told = (point.cells, point.whose, point.title, point.raw, point.reason, point.how)
    return (number, *(one or None for one in told))


def _text(correction: Correction) -> list[str]:
    """The letter above the table, one line each."""
    issue = correction.issue
    lines = [
        f"{issue.prefecture}\u3000御中",
        *([f"{correction.office}より"] if correction.office else []),
        *([SAMPLE_MARK] if issue.sample else []),
        f"時点：{long(issue.as_of)}",
        f"ご回答ありがとうございました。次の{len(correction.points)}件を確認できませんでした。",
        *_what_to_do(correction),
    ]
    if correction.blank:
        lines.append("このほか、次の市区町村は未記入です。あわせてご記入ください。")
        lines += _broken(correction.blank)
    if correction.left_out:
        lines.append(f"ほかに、どの市区町村か決まらない行が{correction.left_out:,}行あります。")
    rest = len(correction.files) - _FILES_SHOWN
    shown = [*correction.files[:_FILES_SHOWN], *([f"ほか{rest}件"] if rest > 0 else [])]
    return [*lines, "受け取ったファイル：", *_broken(shown)]


def _what_to_do(correction: Correction) -> list[str]:
    issue = correction.issue
    steps = [f"シート「{SHEET}」の色の付いた欄を、正しい内容に直してください。"]
    if not issue.remarks:
        steps = [f"シート「{SHEET}」に、はじめから記入してください。"]
    elif issue.form.contacts:
        titles = "・".join(issue.form.by_name[name].title for name in issue.form.contacts)
        steps.append(f"{titles}の欄は空けてあります。変わりがなければ、空欄のままで結構です。")
    steps.append("上書き保存し、このファイルをご返送ください。このシートへの記入は不要です。")
    return [f"{number} {step}" for number, step in enumerate(steps, start=1)]


def _broken(names: Sequence[str]) -> list[str]:
    """Names in lines no wider than the page; a cell that is not wrapped shows one line."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) < _WIDE:
            lines[-1] += f"、{name}"
        else:
            lines.append(f"\u3000{name}")
    return lines
