"""Whether the answers of a row were read as its cells say."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mutated.readings import NOTHING, days, folded, is_blank, is_same, number, plain_text, said
from mutated.table import Cell, ErrorValue, Formula, Leaf
from mutated.values import ANSWERS

from renkei.intake.opening.parts import address
from renkei.intake.sheets.submission import Submission

if TYPE_CHECKING:
    from mutated.verdict import Truth

_ANSWER = ("raw", "status", "earliest", "latest", "precision", "flags")
_WORDS = {
    "complete": ("完了", "終了", "済"),
    "near_complete": ("概ね", "ほぼ", "おおむね"),
    "undecided": ("未定", "検討", "調整", "不明", "見込", "頃", "まで"),
    "carry_forward": ("変更", "〃", "同"),
    "no_answer": NOTHING,
}


@dataclass(frozen=True)
class Row:
    """One accepted row: where it stands, the columns of its sheet, and its record."""

    truth: "Truth"
    leaf: Leaf
    row: int
    columns: dict[str, int]
    record: dict[str, Any]
    brought: Submission

    @property
    def area(self) -> str:
        """Whose row it is."""
        return str(self.record["area"])

    def cell(self, question: str) -> Cell:
        """The cell that answers a question; a blank one where no column asks it."""
        column = self.columns.get(question)
        return Cell() if column is None else self.leaf.effective(self.row, column)

    def place(self, question: str) -> str:
        """The address of a question's cell."""
        return address(self.row, self.columns[question]) if question in self.columns else ""

    def refused(self, question: str) -> bool:
        """Whether the cell of a question was refused."""
        return any(
            one.get("cell") == self.place(question) and one["kind"] == "cell"
            for one in self.brought.rejections
            if one.get("sheet") == self.leaf.name and one["rule"] != "total"
        )

    def noted(self, question: str) -> bool:
        """Whether a change of the cell is on the ledger."""
        return any(
            (one["sheet"], one["cell"]) == (self.leaf.name, self.place(question))
            for one in self.brought.changes
        )

    def base(self) -> dict[str, Any]:
        """The record of the area in the reading of the right return."""
        return next((one for one in self.truth.base.rows if one["area"] == self.area), {})

    def as_sent(self, question: str) -> bool:
        """Whether the reading is that of the right return, whatever another reader sees."""
        pairs = [(self.record, self.base())]
        pairs += [
            (one, other)
            for one in self.brought.contacts
            for other in self.truth.base.contacts
            if one["area"] == other["area"] == self.area
        ]
        keys = _ANSWER if question == "answer" else (question,)
        read = [(one[key], other.get(key)) for one, other in pairs for key in keys if key in one]
        return bool(read) and all(one == other for one, other in read)

    def untouched(self, question: str) -> bool:
        """Whether the cell is the one of the right return, of this area and question."""
        cell = self.cell(question)
        if cell.origin != (self.area, question):
            return question not in self.columns and not self.base()
        rows = self.truth.right.issue.rows
        before = next(one for one in rows if one["code"] == self.area).get(question)
        shown = getattr(before, "number_format", None)
        before = getattr(before, "value", before)
        as_before = type(cell.value) is type(before) and cell.value == before
        numbers = all(type(one) in (int, float) for one in (before, cell.value))
        return (as_before or (numbers and cell.value == before)) and shown in (None, cell.shown)


def faults(row: Row) -> Iterator[str]:
    """Every fault in the answers of a row."""
    for question in row.truth.right.issue.form.questions:
        check = _CHECKS.get(question.kind)
        if check and not (row.truth.must == "reread" and row.as_sent(question.name)):
            for fault in check(row, question.name):
                value = said(row.cell(question.name).value)[:60]
                yield f"{row.leaf.name}!{row.place(question.name)} {question.name} {value!r}: {fault}"


def _completion(row: Row, name: str) -> Iterator[str]:
    record, value = row.record, row.cell(name).value
    if row.untouched(name):
        base = row.base()
        yield from (
            f"{key} is {record[key]!r} for {base[key]!r}"
            for key in _ANSWER
            if record[key] != base[key]
        )
        return
    if not is_same(record["raw"], value):
        yield f"raw is {record['raw']!r}"
    reading = record["status"], record["earliest"], record["latest"]
    refused = row.refused(name)
    if refused != (record["status"] == "unreadable"):
        yield f"status {record['status']}, refused: {refused}"
    known = _known(row, value)
    if known and refused and isinstance(value, str) and value.strip() not in ANSWERS:
        return  # a spelling no rule lists may be refused
    if known:
        if reading not in known:
            yield f"read as {reading}, the rules say {known}"
    elif not refused and not _worded(value, record["status"]):
        yield f"read as {reading}, which nothing in it says"
    iso = said(value) in (str(record["earliest"]), f"{record['earliest']}/{record['latest']}")
    if record["status"] == "dated" and not iso and not row.noted(name):
        yield "a reading that is not on the ledger"


def _known(row: Row, value: Any) -> list[Any]:
    """The readings a value may have, where anything is known of it."""
    shown, epoch = row.cell(row.truth.right.issue.form.answers[0]).shown, row.truth.right.epoch
    as_of = row.truth.right.issue.as_of
    if isinstance(value, bool | Formula | ErrorValue) and said(value) != "#N/A":
        return [("unreadable", None, None)]
    plain = value.strip() if isinstance(value, str) else value
    if plain in ANSWERS and (isinstance(value, str) or shown == "General"):
        return [ANSWERS[plain]]
    return [("dated", *one) for one in days(value, as_of, shown, epoch)]


def _worded(value: Any, status: str) -> bool:
    """Whether a text holds the words of a status."""
    words = _WORDS.get(status, ())
    text = folded(said(value)).lower()
    if status == "no_answer" and is_blank(value):
        return True
    return text in words or (status != "no_answer" and any(word in text for word in words))


def _amount(kind: str) -> Any:
    def check(row: Row, name: str) -> Iterator[str]:
        read, value = row.record.get(name, math.nan), row.cell(name).value
        nothing = isinstance(read, float) and math.isnan(read)
        merged = _is_merged(row, name)
        if row.untouched(name) and not (merged and row.refused(name)):
            base = row.base()[name]
            if not (read == base or (nothing and math.isnan(base))):
                yield f"read as {read} for {base}"
            return
        if row.refused(name):
            plain = isinstance(value, int | float) and not isinstance(value, bool)
            if not nothing:
                yield f"refused, and read as {read}"
            if plain and number(value, kind) is not None and not merged:
                yield "a plain number was refused"
        elif nothing:
            if folded(said(value)).lower() not in NOTHING and not is_blank(value):
                yield "neither read nor refused"
        elif number(value, kind) is None or abs(read - (number(value, kind) or 0)) > 1e-9 * max(
            1, abs(read)
        ):
            yield f"read as {read}"
        elif isinstance(value, str) and not row.noted(name):
            yield f"read as {read}, which is not on the ledger"

    return check


def _is_merged(row: Row, name: str) -> bool:
    column = row.columns.get(name, -1)
    return any(
        top <= row.row <= bottom and left <= column <= right
        for top, left, bottom, right in row.leaf.merged
    )


def _text(row: Row, name: str) -> Iterator[str]:
    read, value = row.record[name], row.cell(name).value
    wanted = plain_text(value)
    if name == "condition":
        wanted = " ".join(wanted.split())
        said_so = wanted in read or any(is_same(one, value) for one in read.split("；"))
        if wanted and not said_so and folded(wanted) not in NOTHING:
            yield f"the condition is {read!r}"
        if row.untouched(name) and row.untouched("answer") and read != row.base()[name]:
            yield f"the condition is {read!r} for {row.base()[name]!r}"
        return
    if read != wanted and not is_same(read, value):
        yield f"read as {read!r}"
    elif isinstance(value, str) and read != said(value) and not row.noted(name):
        yield f"read as {read!r}, which is not on the ledger"


def _contact(row: Row, name: str) -> Iterator[str]:
    value = row.cell(name).value
    wanted = plain_text(value)
    kept = [one for one in row.brought.contacts if one["area"] == row.area]
    read = kept[0][name] if kept else ""
    if read != wanted and not is_same(read, value):
        yield f"the contact is {read!r}"


_CHECKS = {
    "completion": _completion,
    "share": _amount("share"),
    "count": _amount("count"),
    "text": _text,
    "contact": _contact,
}
