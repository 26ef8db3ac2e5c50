"""The cells of one row of a form: each is read, or refused without the others."""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from renkei.areas import Area
from renkei.intake.forms.question import Question
from renkei.intake.opening.facts import UNCOMPUTED
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, Value, Workbook, text
from renkei.intake.sheets import cells
from renkei.intake.sheets.header import Header
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.submission import Account, Submission
from renkei.wording.contacts import masked
from renkei.wording.dates import EXPECTED

_LONGEST = 60
_CONDITION_MEANS = ("dated", "near_complete", "complete", "carry_forward", "undecided")


@dataclass(frozen=True)
class Sheet:
    """A sheet being read: its workbook and grid, its header, what was asked, where results go."""

    book: Workbook
    grid: Grid
    header: Header
    inquiry: Inquiry
    submission: Submission
    account: Account

    def value(self, row: int, question: str) -> Value:
        """The value of a question's cell; "" where the sheet does not ask it.

        Of cells merged downwards every row has the value; across columns only the first has it.
        """
        column = self.header.columns.get(question)
        if column is None:
            return ""
        anchor = self.grid.merged.get((row, column), (row, column))
        return self.grid.rows[anchor[0]][column] if anchor[1] == column else ""

    def dated(self, row: int, question: str) -> tuple[Value, str | None, int]:
        """A value with the number format and the epoch it is shown in, where it is no text."""
        value, number_format = self.value(row, question), None
        if not isinstance(value, str):
            column = self.header.columns[question]
            anchor = self.grid.merged.get((row, column), (row, column))
            number_format = self.book.number_format(self.grid.sheet, anchor[0], column)
        return value, number_format, self.book.epoch

    def texts(self, row: int) -> list[str]:
        """The texts of a row, stripped, with those merged downwards."""
        texts = self.grid.texts(row)
        for question, column in self.header.columns.items():
            if (row, column) in self.grid.merged:
                texts[column] = text(self.value(row, question))
        return texts

    def address(self, row: int, question: str) -> str:
        """The address of a question's cell; "" where the sheet does not ask it."""
        column = self.header.columns.get(question)
        return "" if column is None else address(row, column)

    def title(self, question: str) -> str:
        """The header of a question as it stands in the sheet."""
        return self.header.titles.get(question) or self.inquiry.form.by_name[question].title


def read_row(sheet: Sheet, row: int, area: Area | None, others: tuple[str, ...] = ()) -> None:
    """Read the cells of a row whose key is certain, as a record by question.

    `others` are the parts of its key beside the area. For what is refused later the record carries
    its `key`, `cell`, the address of its first answer, and `written`, address and text of each
    question that is compared with others. A cell that cannot be read is rejected; the row stays.
    Every cell is counted where it is read or refused. Contacts go to a pile of their own.
    """
    form, submission = sheet.inquiry.form, sheet.submission
    reader = _RowReader(sheet, row, area)
    record: dict[str, Any] = {
        "round": submission.round,
        "area": area.short if area else "",
        "received": submission.received,
        "file": submission.file,
        "sheet": sheet.grid.sheet,
        "row": row + 1,
        "key": (area.short if area else "", *others),
        "cell": sheet.address(row, form.answers[0]),
        "written": {
            one: (sheet.address(row, one), text(sheet.value(row, one))) for one in form.related
        },
    }
    contacts = {}
    for question in form.questions:
        if question.kind == "contact":
            contacts[question.name] = reader.contact(question)
        elif question.kind in _READ:
            record |= _READ[question.kind](reader, question)
        elif question.kind != "given":
            reader.count(question)  # read when the area was decided
    if "condition" in record:
        _merge_condition(record)
    submission.rows.append(record)
    if any(contacts.values()) and area:
        submission.contacts.append({"round": submission.round, "area": area.short, **contacts})


def _merge_condition(record: dict[str, Any]) -> None:
    """Join the condition inside an answer with that of its own column, on one line."""
    conditions = [record.pop("inside", ""), " ".join(record["condition"].split())]
    record["condition"] = "；".join(dict.fromkeys(filter(None, conditions)))
    means = record["status"] in _CONDITION_MEANS
    record["conditional"] = means and (record["conditional"] or bool(record["condition"]))


class _RowReader:
    """Reads the cells of one row and tells the submission what it changed or refused."""

    def __init__(self, sheet: Sheet, row: int, area: Area | None) -> None:
        self._sheet, self._row = sheet, row
        self._area = area.short if area else ""

    def count(self, question: Question, outcome: str = "read") -> None:
        """Count a question's cell as read or rejected, where the sheet has one."""
        if question.name in self._sheet.header.columns:
            self._sheet.account.cells[outcome] += 1

    def completion(self, question: Question) -> dict[str, Any]:
        """The answer to when an area expects to finish, with the condition inside it."""
        value, number_format, epoch = self._dated(question)
        read, rule = cells.read_date_answer(value, self._sheet.inquiry.as_of, number_format, epoch)
        if read.status == "unreadable":
            self._refuse(question, cells.Reading(None, problem=read.reason, expected=EXPECTED))
        else:
            self._accept(question, cells.shown(read), rule)
        return {
            "raw": masked(text(value)),
            "status": read.status,
            "earliest": read.earliest,
            "latest": read.latest,
            "precision": read.precision or "",
            "conditional": read.conditional,
            "inside": read.condition or "",
            "flags": ";".join(read.flags),
        }

    def period(self, question: Question) -> dict[str, Any]:
        """A time as it was written and its first and last day; blank where it was refused."""
        value, number_format, epoch = self._dated(question)
        read = cells.read_period(value, self._sheet.inquiry.as_of, number_format, epoch)
        answer = self._settle(question, read, cells.shown(read.value))
        stands = not read.problem and answer.status != "no_answer"
        return {
            question.name: text(value) if stands else "",
            f"{question.name}_earliest": answer.earliest if stands else None,
            f"{question.name}_latest": answer.latest if stands else None,
        }

    def day(self, question: Question) -> dict[str, Any]:
        """One day; None for a blank and for a cell that was refused."""
        value, number_format, epoch = self._dated(question)
        read = cells.read_day(value, self._sheet.inquiry.as_of, number_format, epoch)
        return {question.name: self._settle(question, read, _iso(read.value))}

    def share(self, question: Question) -> dict[str, Any]:
        """A fraction; NaN for a blank and for a cell that was refused."""
        value, number_format, _ = self._dated(question)
        read = self._in_unit(question, cells.read_share(value, number_format))
        value = self._settle(question, read, repr(read.value))
        return {question.name: math.nan if value is None else value}

    def number(self, question: Question) -> dict[str, Any]:
        """A count; NaN for a blank and for a cell that was refused."""
        read = self._in_unit(question, cells.read_count(self._value(question), question.unit))
        shared = self._shared_rows(question)
        if shared and read.value is not None:
            problem = f"one cell for rows {shared}: each or together?"
            read = cells.Reading(None, problem=problem, expected="a number for each row")
        value = self._settle(question, read, repr(read.value))
        return {question.name: math.nan if value is None else value}

    def _in_unit(
        self, question: Question, read: cells.Reading[float | None]
    ) -> cells.Reading[float | None]:
        """A number as read, or refused where its column states another unit than is asked for."""
        stated = self._sheet.header.units.get(question.name)
        if stated is None or read.value is None:
            return read
        problem = f"the unit of the column is {stated}"
        return cells.Reading(None, problem=problem, expected=question.unit or "a percentage")

    def choice(self, question: Question) -> dict[str, Any]:
        """One of the choices; "" for a blank and for a cell that was refused."""
        read = cells.read_choice(self._value(question), question.choices)
        return {question.name: self._settle(question, read, read.value)}

    def free_text(self, question: Question) -> dict[str, Any]:
        """Free text, kept as text; a condition that says there is none is none."""
        read = cells.read_free_text(self._value(question))
        shown = masked(read.value)
        if shown != read.value:
            rules = filter(None, (read.rule, "contact masked"))
            read = cells.Reading(shown, "; ".join(rules))
        self._accept(question, read.value, read.rule)
        none = question.name == "condition" and cells.says_none(read.value)
        return {question.name: "" if none else read.value}

    def contact(self, question: Question) -> str:
        """Free text about a person, which never reaches the ledger."""
        self.count(question)
        return cells.read_free_text(self._value(question)).value

    def _value(self, question: Question) -> Value:
        return self._sheet.value(self._row, question.name)

    def _dated(self, question: Question) -> tuple[Value, str | None, int]:
        """A value with the number format and the epoch it is shown in, where it is no text."""
        return self._sheet.dated(self._row, question.name)

    def _shared_rows(self, question: Question) -> str:
        """The rows that a cell merged downwards stands for, as "6–8"; "" for a cell of one row."""
        column = self._sheet.header.columns.get(question.name)
        merged = self._sheet.grid.merged
        if column is None or not merged:
            return ""
        first = merged.get((self._row, column), (self._row, column))[0]
        last = first
        while merged.get((last + 1, column)) == (first, column):
            last += 1
        return f"{first + 1}–{last + 1}" if last > first else ""

    def _settle(self, question: Question, read: cells.Reading[Any], reading: str) -> Any:
        if read.problem:
            self._refuse(question, read)
        else:
            self._accept(question, reading, read.rule)
        return read.value

    def _refuse(self, question: Question, read: cells.Reading[Any]) -> None:
        self.count(question, "rejected")
        raw = text(self._value(question))
        if raw == UNCOMPUTED:
            problem, expected = "the formula was never computed", "a value: open it in Excel, save"
            read = cells.Reading(None, problem=problem, expected=expected)
        title = self._sheet.title(question.name)
        said = " ".join(raw.split())
        said = said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
        self._sheet.submission.reject(
            "cell",
            "unreadable cell",
            f'{title} is "{said}" ({read.problem})' if read.problem else f'{title} is "{said}"',
            read.expected,
            suggestion=read.nearest,
            question=question.name,
            sheet=self._sheet.grid.sheet,
            cell=self._sheet.address(self._row, question.name),
            row=self._row + 1,
            area=self._area,
            raw=raw,
        )

    def _accept(self, question: Question, reading: str, rule: str) -> None:
        """Count a cell as read; where a rule led to the reading, that goes on the ledger."""
        self.count(question)
        column = self._sheet.header.columns.get(question.name)
        grid = self._sheet.grid
        if column is None or not (rule or grid.merged):
            return
        merged = (self._row, column) in grid.merged and text(self._value(question)) != ""
        rules = [rule, "merged cell" if merged else ""]
        if any(rules):
            self._sheet.submission.note(
                "; ".join(filter(None, rules)),
                text(self._value(question)),
                reading,
                grid.sheet,
                address(self._row, column),
                self._area,
            )


_READ: dict[str, Callable[[_RowReader, Question], dict[str, Any]]] = {
    "completion": _RowReader.completion,
    "period": _RowReader.period,
    "day": _RowReader.day,
    "share": _RowReader.share,
    "count": _RowReader.number,
    "choice": _RowReader.choice,
    "text": _RowReader.free_text,
}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
