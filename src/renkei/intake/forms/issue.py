"""A form made out as a workbook: the sheet to fill in, the guide and the choices it offers."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from renkei.intake.forms.choices import CHOICES, offer, write_choices
from renkei.intake.forms.form import GUIDE, SAMPLE_MARK, SHEET, VERSION, Form
from renkei.intake.forms.page import Value, add_styles, print_on_a4, printable, put
from renkei.intake.opening.parts import column_letters
from renkei.wording.dates import long

HEADER_ROW = 5
TOTALS = -1
Row = Mapping[str, Value]
_TWO_LINES = 28  # points: the height of a row whose text may wrap once
_OPEN_ROWS = 40  # blank rows of a form that has as many as are needed
# Excel shows neither moment; both are fixed so that the same form has the same bytes.
_STAMP = dt.datetime(2021, 1, 1)  # noqa: DTZ001 - OOXML core properties carry no zone here


@dataclass(frozen=True)
class Issue:
    """One workbook to be written: which form, for whom, and what already stands in it.

    `rows` map the names of questions to values, which may be any text. `prefecture_code` has two
    digits, or "" where the form is nobody's in particular. `sums` fill the row of totals by
    question; without them it is reckoned from the rows, and left blank where nothing is answered.
    `remarks` colour a cell and comment it, by row (from 0; TOTALS for the row of totals) and
    question; `notice` stands in place of the instruction.
    """

    form: Form
    campaign: str
    title: str
    as_of: dt.date
    rows: Sequence[Row]
    sample: bool = False
    round: int | None = None
    prefecture_code: str = ""
    prefecture: str = ""
    sums: Mapping[str, Value] | None = None
    remarks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    notice: str = ""

    @property
    def heading(self) -> str:
        """The title of the sheet: campaign, form and round."""
        number = f"（第{self.round}回照会）" if self.round is not None else ""
        return f"{self.title}\u3000{self.form.title}{number}"

    @property
    def properties(self) -> dict[str, str]:
        """What the workbook says of itself, for whoever reads it back."""
        said = {
            "renkei_form": self.form.name,
            "renkei_form_version": VERSION,
            "renkei_campaign": self.campaign,
            "renkei_as_of": self.as_of.isoformat(),
            "renkei_round": "" if self.round is None else str(self.round),
            "renkei_prefecture": self.prefecture_code,
        }
        return {name: value for name, value in said.items() if value}


def write_issue(path: Path, issue: Issue) -> None:
    """Write the workbook of a form; the same form gives the same bytes.

    Text is stored as text, whatever it begins with: nothing in a form is ever a formula.
    """
    save(path, build(issue))


def build(issue: Issue) -> Workbook:
    """The workbook of a form, not yet written: sheets 回答, 記入要領 and, where needed, 選択肢."""
    book = Workbook()
    add_styles(book)
    sheet = book.active
    sheet.title = SHEET
    last = _write_sheet(sheet, issue)
    _write_guide(book.create_sheet(GUIDE), issue)
    places = write_choices(book, issue.form, SAMPLE_MARK if issue.sample else "")
    offer(sheet, issue.form, HEADER_ROW + 1, last, places)
    for page in book:
        print_on_a4(page, SAMPLE_MARK if issue.sample else "")
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.freeze_panes = f"{column_letters(len(issue.form.keys))}{HEADER_ROW + 1}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.insertRows = issue.form.rows != "open"  # in openpyxl, False allows it
    book.properties.creator = "Renkei"
    book.properties.title = printable(issue.heading)
    for name, value in issue.properties.items():
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


def _write_sheet(sheet: Any, issue: Issue) -> int:
    """Head, rows, totals and notes; gives the last row that is there to be filled in."""
    form = issue.form
    put(sheet, 1, 1, issue.heading, "renkei title")
    whose = f"\u3000都道府県：{issue.prefecture}" if issue.prefecture else ""
    put(sheet, 2, 1, f"時点：{long(issue.as_of)}{whose}", "renkei note")
    mark = f"{SAMPLE_MARK}\u3000" if issue.sample else ""
    put(sheet, 3, 1, mark + (issue.notice or form.instruction), "renkei note")
    sheet.row_dimensions[HEADER_ROW].height = _TWO_LINES
    for column, question in enumerate(form.questions, start=1):
        put(sheet, HEADER_ROW, column, question.title, "renkei header")
        sheet.column_dimensions[column_letters(column - 1)].width = question.width
    blank: list[Row] = [{}] * (_OPEN_ROWS if form.rows == "open" else 0)
    for index, row in enumerate([*issue.rows, *blank]):
        _write_row(sheet, HEADER_ROW + 1 + index, index, row, issue)
    last = HEADER_ROW + len(issue.rows) + len(blank)
    below = last + 1
    if form.total:
        for column, value in enumerate(_totals(issue), start=1):
            remark = issue.remarks.get((TOTALS, form.questions[column - 1].name), "")
            put(sheet, below, column, value, "renkei wrong" if remark else "renkei sum")
            _comment(sheet, below, column, remark)
        below += 1
    for offset, note in enumerate(form.notes):
        put(sheet, below + offset, 1, note, "renkei note")
    return last


def _write_row(sheet: Any, at: int, index: int, row: Row, issue: Issue) -> None:
    sheet.row_dimensions[at].height = _TWO_LINES
    for column, question in enumerate(issue.form.questions, start=1):
        remark = issue.remarks.get((index, question.name), "")
        locked = question.is_locked and issue.form.rows == "areas"
        style = "renkei wrong" if remark else "renkei given" if locked else "renkei in"
        code = question.kind == "code"
        put(sheet, at, column, row.get(question.name), style, code=code)
        _comment(sheet, at, column, remark)


def _comment(sheet: Any, row: int, column: int, remark: str) -> None:
    if remark:
        sheet.cell(row, column).comment = Comment(printable(remark), "Renkei", 120, 320)


def _totals(issue: Issue) -> list[Value]:
    """The row of totals: its label in the column of names, the sums, blanks elsewhere."""
    sums = _reckoned(issue) if issue.sums is None else issue.sums
    label = {"prefecture": issue.prefecture or None, _label_column(issue.form): issue.form.total}
    return [label.get(one.name, sums.get(one.name)) for one in issue.form.questions]


def _label_column(form: Form) -> str:
    return next((one.name for one in form.questions if one.kind == "name"), form.questions[0].name)


def _reckoned(issue: Issue) -> dict[str, Value]:
    """Areas that answered and the sums of the numbers given; nothing where none answered."""
    form = issue.form
    completions = [one.name for one in form.questions if one.kind == "completion"]
    answered = [
        row for row in issue.rows if any(row.get(name) is not None for name in form.answers)
    ]
    if not answered:
        return {}
    sums: dict[str, Value] = {
        name: sum(row.get(name) is not None for row in issue.rows) for name in completions
    }
    for one in form.questions:
        if one.total:
            values = (row.get(one.name) for row in issue.rows)
            sums[one.name] = sum(value for value in values if isinstance(value, int | float))
    return sums


def _write_guide(sheet: Any, issue: Issue) -> None:
    """What to write where: the rules of the form, then each column with an example."""
    lines = (f"{GUIDE}\u3000{issue.heading}", *issue.form.guide)
    for row, line in enumerate(lines, start=1):
        put(sheet, row, 1, line, "renkei title" if row == 1 else "renkei note")
    row = len(lines) + 1
    if issue.sample:
        put(sheet, row, 1, SAMPLE_MARK, "renkei note")
    row += 1
    for column, title in enumerate(("項目", "記入のしかた", "記入例"), start=1):
        put(sheet, row, column, title, "renkei header")
    for one in issue.form.questions:
        if one.is_locked and issue.form.rows == "areas":
            continue
        row += 1
        for column, text in enumerate((one.title, one.prompt or "自由に記入。", one.example), 1):
            put(sheet, row, column, text or None, "renkei in")
    for letter, width in zip("ABC", (24, 84, 46), strict=True):
        sheet.column_dimensions[letter].width = width


SHEETS_OF_THE_FORM = (GUIDE, CHOICES)
