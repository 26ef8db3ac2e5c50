"""Which of several submissions holds: the latest valid answer, and nothing lost to a blank."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from renkei.intake.sheets.submission import Submission
from renkei.wording.dates import EXPECTED

Row = dict[str, Any]
_WORTH = {"no_answer": 0, "unreadable": 1}
_KEPT = ("wish_share", "capacity", "issues")


def settle(submissions: Sequence[Submission], previous: Mapping[str, str]) -> dict[str, str]:
    """Settle one round: mark each row current or not; the status of every area answered.

    `submissions` are in the order they were received; `previous` is what this function returned
    for the round before. Rows that are not current move from accepted to superseded in their
    file's account. A 変更なし without an answer before it is refused.
    """
    by_area: dict[str, list[tuple[Submission, Row]]] = defaultdict(list)
    for submission in submissions:
        for row in submission.rows:
            _refuse_empty_carry(row, submission, previous)
            by_area[row["area"]].append((submission, row))
    statuses = {}
    for area, submitted in by_area.items():
        _, current = max(submitted, key=lambda one: (worth(one[1]), one[0].order))
        for submission, row in submitted:
            row["current"] = row is current
            if row is not current:
                submission.supersede(row["sheet"], row["row"] - 1)
        _keep_values(current, submitted)
        statuses[area] = current["status"]
    _mark_corrected(submissions)
    return statuses


def worth(row: Mapping[str, Any]) -> int:
    """2 for a valid answer, 1 for one that cannot be read, 0 for none."""
    return _WORTH.get(row["status"], 2)


def _refuse_empty_carry(row: Row, submission: Submission, previous: Mapping[str, str]) -> None:
    """Refuse "as before" where there is nothing before: the cell, not the row."""
    before = previous.get(row["area"], "no_answer")
    if row["status"] != "carry_forward" or _WORTH.get(before, 2) == 2:
        return
    row["status"], row["conditional"] = "unreadable", False
    cells = submission.accounts[row["sheet"]].cells
    cells["read"] -= 1
    cells["rejected"] += 1
    submission.reject(
        "cell",
        "nothing to carry",
        f'the answer is "{row["raw"]}" but the previous round has no answer to carry forward',
        EXPECTED,
        question="answer",
        sheet=row["sheet"],
        cell=row["cell"],
        row=row["row"],
        area=row["area"],
        raw=row["raw"],
    )


def _keep_values(current: Row, submitted: Sequence[tuple[Submission, Row]]) -> None:
    """Give the current row the latest value of every other cell, blanks left aside."""
    for name in _KEPT:
        values = [(one, row[name]) for one, row in submitted if not _is_blank(row[name])]
        if not values or values[-1][1] == current[name]:
            continue
        source, value = values[-1]
        shown = str(value)
        source.note("kept beside the standing answer", shown, shown, area=current["area"])
        current[name] = value


def _is_blank(value: object) -> bool:
    return value == "" or value != value


def _mark_corrected(submissions: Sequence[Submission]) -> None:
    """Mark rejections that a later file of the round made good."""
    valid: dict[str, int] = {}
    sound: dict[str, int] = {}
    for submission in submissions:
        if not submission.refused and submission.prefecture:
            sound[submission.prefecture] = submission.order
        for row in submission.rows:
            if worth(row) == 2:
                valid[row["area"]] = submission.order
    for submission in submissions:
        for one in submission.rejections:
            rows_later = [valid.get(area, -1) > one["order"] for area in one["candidates"]]
            file_later = sound.get(submission.prefecture, -1) > one["order"]
            # Where the area is known, only its own row makes good; else the prefecture's next file.
            one["corrected"] = all(rows_later) if rows_later else file_later
