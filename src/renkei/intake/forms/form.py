"""The form that goes out and comes back as a return: one workbook per prefecture and round."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from renkei.intake.forms.page import (
    Shown,
    Value,
    add_styles,
    print_on_a4,
    printable,
    put,
)
from renkei.intake.forms.questions import GUIDE, SHEET
from renkei.wording.dates import long

__all__ = [
    "FORM_NAME",
    "FORM_VERSION",
    "GUIDE",
    "HEADERS",
    "HEADER_ROW",
    "SAMPLE_MARK",
    "SHEET",
    "SUBTOTAL",
    "Form",
    "FormRow",
    "Shown",
    "Value",
    "build_form",
    "save",
    "write_form",
]

HEADER_ROW = 5
HEADERS = (
    "団体コード",
    "都道府県名",
    "市区町村名",
    "前回の回答",
    "終了見込み",
    "前提条件",
    "希望者見込み（%）",
    "1日の接種可能回数",
    "主な課題",
    "担当課",
    "担当者",
    "電話番号",
)
SUBTOTAL = "県計"
SAMPLE_MARK = "見本（架空のデータ）"
FORM_NAME = "returns"
FORM_VERSION = "1"

_PREFILLED = 4  # code, prefecture, name and previous answer come filled in
_WIDTHS = (11, 11, 16, 18, 24, 26, 10, 11, 40, 22, 14, 15)
_INSTRUCTION = "「終了見込み」には年月日、旬、月末のいずれか（例：R3.7.31、7月中旬、7月末）を記入。見込みが立たない場合は「未定」。"
_NOTES = (
    "※1 「終了見込み」は、希望する高齢者への2回目の接種を終える時期。",
    "※2 「希望者見込み」は、65歳以上の住民のうち接種を希望すると見込まれる方の割合（%）。",
    "注 県計の行は集計欄。行の追加・削除、列の移動はしないこと。",
)
_GUIDE_LINES = (
    "1 都道府県は、市区町村の回答を1枚にまとめ、期日までに返送する。",
    "2 水色の欄は記入済み。白い欄（終了見込みから電話番号まで）に記入する。",
    "3 終了見込み：R3.7.31、令和3年7月31日、7月中旬、7月末、8月中 など。前回と同じときは「変更なし」。",
    "4 前提条件：見込みに前提があるときに記入する（例：医療従事者の確保が前提）。",
    "5 希望者見込み（%）：数値のみ（例：87.5）。1日の接種可能回数：数値のみ、単位は回。",
    "6 訂正があるときは、都道府県の全市区町村分をもう一度返送する。最後に届いた回答を用いる。",
    "7 担当課・担当者・電話番号は照会にのみ用い、公表しない。",
)
# Excel shows neither moment; both are fixed so that the same form has the same bytes.
_STAMP = dt.datetime(2021, 1, 1)  # noqa: DTZ001 - OOXML core properties carry no zone here


@dataclass(frozen=True, slots=True)
class FormRow:
    """One municipality's row, in the order of HEADERS; every value may be raw text."""

    code: Value
    prefecture: Value
    name: Value
    previous: Value = None
    answer: Value = None
    condition: Value = None
    wish_share: Value = None
    capacity: Value = None
    issues: Value = None
    section: Value = None
    person: Value = None
    phone: Value = None

    def values(self) -> tuple[Value, ...]:
        """The row's cells in the order of HEADERS."""
        return tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True)
class Form:
    """What one workbook asks or answers: its round, its prefecture and one row a municipality.

    `prefecture_code` has two digits. `subtotal` is what the 県計 row says (areas answered, doses a
    day); without one it is reckoned from the rows, and left blank where nothing is answered.
    """

    campaign: str
    title: str
    sample: bool
    round: int
    as_of: dt.date
    prefecture_code: str
    prefecture: str
    rows: list[FormRow]
    subtotal: tuple[int, float] | None = None


def write_form(path: Path, form: Form) -> None:
    """Write the workbook of a form; the same form gives the same bytes.

    Text is stored as text, whatever it begins with: nothing in a form is ever a formula.
    """
    save(path, build_form(form))


def build_form(form: Form) -> Workbook:
    """The workbook of a form, not yet written."""
    book = Workbook()
    add_styles(book)
    answers = book.active
    answers.title = SHEET
    _write_head(answers, form)
    _write_rows(answers, form)
    print_on_a4(answers, SAMPLE_MARK if form.sample else "")
    answers.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    answers.freeze_panes = f"D{HEADER_ROW + 1}"
    _write_guide(book.create_sheet(GUIDE), form)
    book.properties.creator = "Renkei"
    book.properties.title = printable(_title(form))
    for name, value in _custom_properties(form):
        book.custom_doc_props.append(StringProperty(name=name, value=printable(value)))
    return book


def save(path: Path, book: Workbook) -> None:
    """Write a workbook with fixed dates and zip entries, uncompressed, so that bytes repeat.

    Stored rather than deflated: compression differs between builds of zlib.
    """
    book.properties.created = _STAMP
    written = io.BytesIO()
    book.save(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, _undated(name, source.read(name)))


def _undated(name: str, content: bytes) -> bytes:
    """The core properties without the moment of saving, which openpyxl always writes."""
    if name != "docProps/core.xml":
        return content
    stamp = f"{_STAMP:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)


def _title(form: Form) -> str:
    return f"{form.title}\u3000終了時期の見込み調査（第{form.round}回照会）"


def _custom_properties(form: Form) -> tuple[tuple[str, str], ...]:
    return (
        ("renkei_form", FORM_NAME),
        ("renkei_form_version", FORM_VERSION),
        ("renkei_campaign", form.campaign),
        ("renkei_round", str(form.round)),
        ("renkei_prefecture", form.prefecture_code),
    )


def _write_head(sheet: Any, form: Form) -> None:
    put(sheet, 1, 1, _title(form), "renkei title")
    put(sheet, 2, 1, f"時点：{long(form.as_of)}\u3000都道府県：{form.prefecture}", "renkei note")
    mark = f"{SAMPLE_MARK}\u3000" if form.sample else ""
    put(sheet, 3, 1, mark + _INSTRUCTION, "renkei note")
    for column, header in enumerate(HEADERS, start=1):
        put(sheet, HEADER_ROW, column, header, "renkei header")
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJKL"[index]].width = width


def _write_rows(sheet: Any, form: Form) -> None:
    row = HEADER_ROW
    for one in form.rows:
        row += 1
        for column, value in enumerate(one.values(), start=1):
            put(sheet, row, column, value, "renkei given" if column <= _PREFILLED else "renkei in")
    row += 1
    for column, value in enumerate(_subtotal_row(form), start=1):
        put(sheet, row, column, value, "renkei sum")
    for note in _NOTES:
        row += 1
        put(sheet, row, 1, note, "renkei note")


def _subtotal_row(form: Form) -> tuple[Value, ...]:
    answered, capacity = form.subtotal or _reckoned(form.rows)
    sums = (None, None) if answered is None else (answered, capacity)
    return (None, form.prefecture, SUBTOTAL, None, sums[0], None, None, sums[1], *[None] * 4)


def _reckoned(rows: list[FormRow]) -> tuple[int, float] | tuple[None, None]:
    """Areas that answered and the sum of the capacities given as numbers."""
    answered = sum(row.answer is not None for row in rows)
    if not answered:
        return None, None
    return answered, sum(row.capacity for row in rows if isinstance(row.capacity, int | float))


def _write_guide(sheet: Any, form: Form) -> None:
    lines = (f"{GUIDE}\u3000{_title(form)}", *_GUIDE_LINES)
    for row, line in enumerate(lines, start=1):
        put(sheet, row, 1, line, "renkei title" if row == 1 else "renkei note")
    if form.sample:
        put(sheet, len(lines) + 1, 1, SAMPLE_MARK, "renkei note")
    sheet.column_dimensions["A"].width = 110
    print_on_a4(sheet, SAMPLE_MARK if form.sample else "")
