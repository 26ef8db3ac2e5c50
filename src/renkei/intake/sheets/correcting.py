"""Which refusals a later file has put right."""

import functools
import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from renkei.intake.forms.form import Form
from renkei.intake.sheets.settling import VALID, Worth, all_valid, is_blank
from renkei.intake.sheets.submission import Submission

Key = tuple[str, ...]


def mark_corrected(submissions: Sequence[Submission], form: Form, worth: Worth = all_valid) -> None:
    """Mark each rejection `corrected` or not, by what later submissions hold.

    A cell is put right by a later valid row of the same key that fills it. A row is by a valid row
    of the key it may have meant; of a form with one row an area, of every such key. A file, and a
    row whose area is not known, by the prefecture's next file that can be read.
    """
    later = _Later(submissions, worth)
    for submission in submissions:
        read = {(row["sheet"], row["row"]): row["key"] for row in submission.rows}
        for one in submission.rejections:
            key = read.get((one.get("sheet"), one.get("row")))
            if one["kind"] == "cell" and key:
                one["corrected"] = later.fills(key, one.get("question", ""), one["order"])
            elif one["kind"] == "row" and form.others:
                one["corrected"] = later.enters(one, submission.prefecture)
            elif one["candidates"]:
                keys = [(area,) for area in one["candidates"]]
                one["corrected"] = all(later.fills(each, "", one["order"]) for each in keys)
            else:
                one["corrected"] = later.sent(submission.prefecture, one["order"])


class _Later:
    """The valid rows of each key and the readable files of each prefecture, by their order."""

    def __init__(self, submissions: Sequence[Submission], worth: Worth) -> None:
        self._rows: dict[Key, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
        self._sound: dict[str, int] = {}
        for submission in submissions:
            if not submission.refused and submission.prefecture:
                self._sound[submission.prefecture] = submission.order
            for row in submission.rows:
                if worth(row) == VALID:
                    self._rows[row["key"]].append((submission.order, row))

    def fills(self, key: Key, question: str, order: int) -> bool:
        """Whether a later row of the key answers the question."""
        return any(
            later > order and _answers(row, question) for later, row in self._rows.get(key, ())
        )

    def enters(self, rejection: Mapping[str, Any], prefecture: str) -> bool:
        """Whether a later row is the entry that was meant, as far as its key could be read."""
        parts = tuple(rejection.get("others", ()))
        places = rejection["candidates"] or ((prefecture,) if prefecture else ())
        return any(self._entered.get((place, parts), -1) > rejection["order"] for place in places)

    @functools.cached_property
    def _entered(self) -> dict[tuple[str, Key], int]:
        """The last file with an entry, by its area or prefecture and by any part of its key."""
        last: dict[tuple[str, Key], int] = {}
        for (area, *others), rows in self._rows.items():
            order = max(one for one, _ in rows)
            for parts in itertools.product(*(("", part) for part in others)):
                for place in (area, area[:2]):
                    last[place, parts] = max(order, last.get((place, parts), -1))
        return last

    def sent(self, prefecture: str, order: int) -> bool:
        """Whether a later file of the prefecture could be read."""
        return self._sound.get(prefecture, -1) > order


def _answers(row: Mapping[str, Any], question: str) -> bool:
    """Whether a row itself fills the question; one that is no column of it counts as filled."""
    return question not in row or (
        question not in row.get("kept", ()) and not is_blank(row[question])
    )
