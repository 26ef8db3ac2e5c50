"""The cells of one row of a return: each is read, or refused without the others."""

import math
from typing import Any

from renkei.areas import Area
from renkei.intake import cells
from renkei.intake.parts import address
from renkei.intake.questions import CONTACT, QUESTIONS, Header
from renkei.intake.submission import Submission
from renkei.intake.workbook import Grid, Value, Workbook, text
from renkei.settings import Round
from renkei.wording.dates import EXPECTED

_LONGEST = 60
_CONDITION_MEANS = ("dated", "near_complete", "complete", "carry_forward", "undecided")


def read_row(
    book: Workbook,
    grid: Grid,
    row: int,
    header: Header,
    area: Area,
    one: Round,
    submission: Submission,
) -> None:
    """Read the cells of a row whose area is certain, as a record of the frame "returns".

    The record carries `cell`, the address of its answer, for what is refused later. A cell that
    cannot be read is rejected and counted; the row stays.
    """
    reader = _RowReader(book, grid, row, header, area, submission)
    record: dict[str, Any] = {
        "round": one.number,
        "area": area.short,
        "received": submission.received,
        "file": submission.file,
        "sheet": grid.sheet,
        "row": row + 1,
        "order": submission.order,
        "cell": reader.address("answer"),
        **reader.answer(one),
        "wish_share": reader.number("wish_share"),
        "capacity": reader.number("capacity"),
        "issues": reader.free_text("issues"),
    }
    submission.rows.append(record)
    contact = {name: cells.read_free_text(reader.value(name)).value for name in CONTACT}
    if any(contact.values()):
        key = {"round": one.number, "area": area.short, "order": submission.order}
        submission.contacts.append(key | contact)
    asked = len(header.columns)
    submission.cells["expected"] += asked
    submission.cells["rejected"] += reader.refused
    submission.cells["read"] += asked - reader.refused


class _RowReader:
    """Reads the cells of one row and tells the submission what it changed or refused."""

    def __init__(
        self,
        book: Workbook,
        grid: Grid,
        row: int,
        header: Header,
        area: Area,
        submission: Submission,
    ) -> None:
        self._book, self._grid, self._row = book, grid, row
        self._header, self._area, self._submission = header, area, submission
        self.refused = 0

    def value(self, question: str) -> Value:
        """The value of a question's cell; "" where the sheet does not ask it."""
        column = self._header.columns.get(question)
        return "" if column is None else self._grid.rows[self._row][column]

    def address(self, question: str) -> str:
        """The address of a question's cell; "" where the sheet does not ask it."""
        column = self._header.columns.get(question)
        return "" if column is None else address(self._row, column)

    def answer(self, one: Round) -> dict[str, Any]:
        """The completion answer with the condition of its own column merged into it."""
        value = self.value("answer")
        number_format = None
        if not isinstance(value, str):
            column = self._header.columns["answer"]
            number_format = self._book.number_format(self._grid.sheet, self._row, column)
        read, rule = cells.read_date_answer(value, one.as_of, number_format, self._book.epoch)
        if read.status == "unreadable":
            self._refuse("answer", read.reason, EXPECTED)
        elif rule:
            self._note("answer", cells.shown(read), rule)
        conditions = [read.condition or "", cells.read_condition(self.value("condition"))]
        condition = "；".join(dict.fromkeys(filter(None, conditions)))
        means = read.status in _CONDITION_MEANS
        return {
            "raw": text(value),
            "status": read.status,
            "earliest": read.earliest,
            "latest": read.latest,
            "precision": read.precision or "",
            "conditional": means and (read.conditional or bool(condition)),
            "condition": condition,
            "flags": ";".join(read.flags),
        }

    def number(self, question: str) -> float:
        """A share or a count; NaN for a blank and for a cell that was refused."""
        readers = {"wish_share": cells.read_wish_share, "capacity": cells.read_capacity}
        read = readers[question](self.value(question))
        if read.problem:
            self._refuse(question, read.problem, read.expected)
        elif read.rule:
            self._note(question, repr(read.value), read.rule)
        return math.nan if read.value is None else read.value

    def free_text(self, question: str) -> str:
        """Free text, kept as text."""
        read = cells.read_free_text(self.value(question))
        if read.rule:
            self._note(question, read.value, read.rule)
        return read.value

    def _refuse(self, question: str, problem: str, expected: str) -> None:
        self.refused += 1
        raw = text(self.value(question))
        title = self._header.titles.get(question, QUESTIONS[question][0])
        said = raw if len(raw) <= _LONGEST else raw[:_LONGEST] + "…"
        self._submission.reject(
            "cell",
            f'{title} is "{said}" ({problem})' if problem else f'{title} is "{said}"',
            expected,
            cell=self.address(question),
            row=self._row + 1,
            area=self._area.short,
            raw=raw,
        )

    def _note(self, question: str, reading: str, rule: str) -> None:
        cell, raw = self.address(question), text(self.value(question))
        self._submission.note(rule, raw, reading, cell, self._area.short)
