"""Which of several submissions holds: the latest valid row of a key, and nothing lost to a blank."""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from renkei.intake.forms.form import Form
from renkei.intake.sheets.submission import Submission

Row = dict[str, Any]
Worth = Callable[[Mapping[str, Any]], int]
VALID = 2
_LONGEST = 60


def all_valid(row: Mapping[str, Any]) -> int:
    """The worth of any row of a form without a main answer."""
    return VALID


@dataclass(frozen=True)
class Standing:
    """A row with what it keeps of earlier ones; `kept` says whose row each such question is from."""

    submission: Submission
    row: Row
    kept: dict[str, tuple[Submission, Row]]

    def written(self, question: str) -> str:
        """The text of a question's cell as it was written, on one line."""
        raw: str = self._source(question)[1]["written"][question][1]
        return " ".join(raw.split())[:_LONGEST]

    def refuse(
        self, question: str, rule: str, reason: str, expected: str, suggestion: str = ""
    ) -> None:
        """Refuse a cell that contradicts others, in the file it came with; its value is blank."""
        submission, source = self._source(question)
        address, raw = source["written"][question]
        submission.take_back(
            source, rule, reason, expected,
            question=question, cell=address, raw=raw, suggestion=suggestion,
        )  # fmt: skip
        for row in (source, self.row):
            for column in (question, f"{question}_earliest", f"{question}_latest"):
                if column in row:
                    row[column] = _blank_like(row[column])

    def _source(self, question: str) -> tuple[Submission, Row]:
        return self.kept.get(question, (self.submission, self.row))


def columns_kept(form: Form) -> list[tuple[str, ...]]:
    """The columns of each question of a form that keeps its value until another one comes."""
    asked = [one for one in form.questions if one.name in form.answers]
    return [
        (one.name, f"{one.name}_earliest", f"{one.name}_latest")
        if one.kind == "period"
        else (one.name,)
        for one in asked
        if one.kind != "contact" and one.name not in form.key
    ]


def settle(
    submissions: Sequence[Submission],
    kept: Sequence[tuple[str, ...]],
    worth: Worth = all_valid,
) -> list[Standing]:
    """Mark every row current or not; gives the rows that stand, in the order of their keys' arrival.

    `submissions` are in the order they were received. Of the rows of a key the latest of the most
    `worth` stands; the others move from accepted to superseded in their file's account. `kept` are
    the columns, grouped by question, whose latest value stands even where a later row leaves them
    blank.
    """
    by_key: dict[tuple[str, ...], list[tuple[Submission, Row]]] = defaultdict(list)
    for submission in submissions:
        for row in submission.rows:
            by_key[row["key"]].append((submission, row))
    standing = []
    for submitted in by_key.values():
        submission, current = max(submitted, key=lambda one: (worth(one[1]), one[0].order))
        for other, row in submitted:
            row["current"] = row is current
            if row is not current:
                other.supersede(row["sheet"], row["row"] - 1)
        standing.append(Standing(submission, current, _keep_values(current, submitted, kept)))
    return standing


def _keep_values(
    current: Row, submitted: Sequence[tuple[Submission, Row]], kept: Sequence[tuple[str, ...]]
) -> dict[str, tuple[Submission, Row]]:
    """Give the current row the latest value of every other cell, blanks left aside."""
    taken: dict[str, tuple[Submission, Row]] = {}
    if len(submitted) == 1:
        return taken
    for columns in kept:
        first = columns[0]
        filled = [(one, row) for one, row in submitted if not is_blank(row[first])]
        if not filled or filled[-1][1][first] == current[first]:
            continue
        source, row = filled[-1]
        shown = str(row[first])
        source.note("kept beside the standing answer", shown, shown, area=current["area"])
        current |= {column: row[column] for column in columns}
        taken[first] = filled[-1]
    current["kept"] = tuple(taken)
    current["kept_from"] = {
        question: (source.file, (row["sheet"], row["row"]))
        for question, (source, row) in taken.items()
    }
    return taken


def _blank_like(value: object) -> object:
    """What stands for nothing in a column that held this value."""
    return "" if isinstance(value, str) else math.nan if isinstance(value, float) else None


def is_blank(value: object) -> bool:
    """Whether a cell as read holds nothing: "", None or NaN."""
    return value is None or value == "" or value != value
