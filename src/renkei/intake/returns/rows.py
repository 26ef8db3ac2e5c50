"""The cells of one row of a return: each is read, or refused without the others."""

import math
from typing import Any

from renkei.areas import Area
from renkei.intake.forms.questions import CONTACT, KEYS, QUESTIONS, Header
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, Value, Workbook, text
from renkei.intake.returns import cells
from renkei.intake.returns.submission import Submission
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
    cannot be read is rejected; the row stays. Every cell is counted where it is read or refused.
    """
    reader = _RowReader(book, grid, row, header, area, submission)
    record: dict[str, Any] = {
        "round": one.number,
        "area": area.short,
        "received": submission.received,
        "file": submission.file,
        "sheet": grid.sheet,
        "row": row + 1,
        "cell": reader.address("answer"),
        **reader.answer(one),
        "wish_share": reader.number("wish_share"),
        "capacity": reader.number("capacity"),
        "issues": reader.free_text("issues"),
    }
    submission.rows.append(record)
    contact = {name: reader.contact(name) for name in CONTACT}
    if any(contact.values()):
        submission.contacts.append({"round": one.number, "area": area.short, **contact})
    for name in KEYS:
        reader.count(name)  # read when the area was decided


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

    def count(self, question: str, outcome: str = "read") -> None:
        """Count a question's cell as read or rejected, where the sheet has one."""
        if question in self._header.columns:
            self._submission.cells[outcome] += 1

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
        else:
            self._accept("answer", cells.shown(read), rule)
        conditions = [read.condition or "", cells.read_condition(self.value("condition"))]
        self.count("condition")
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
        else:
            self._accept(question, repr(read.value), read.rule)
        return math.nan if read.value is None else read.value

    def free_text(self, question: str) -> str:
        """Free text, kept as text."""
        read = cells.read_free_text(self.value(question))
        self._accept(question, read.value, read.rule)
        return read.value

    def contact(self, question: str) -> str:
        """Free text about a person, which never reaches the ledger."""
        self.count(question)
        return cells.read_free_text(self.value(question)).value

    def _refuse(self, question: str, problem: str, expected: str) -> None:
        self.count(question, "rejected")
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

    def _accept(self, question: str, reading: str, rule: str) -> None:
        """Count a cell as read; where a rule led to the reading, that goes on the ledger."""
        self.count(question)
        if rule:
            cell, raw = self.address(question), text(self.value(question))
            self._submission.note(rule, raw, reading, cell, self._area.short)
