"""Which of several returns holds: the latest valid answer, and nothing lost to a blank."""

from collections.abc import Mapping, Sequence
from typing import Any

from renkei.intake.forms.returns import RETURNS
from renkei.intake.sheets import settling
from renkei.intake.sheets.correcting import mark_corrected
from renkei.intake.sheets.submission import Submission
from renkei.wording.dates import EXPECTED

Row = dict[str, Any]
_WORTH = {"no_answer": 0, "unreadable": 1}
_KEPT = (("wish_share",), ("capacity",), ("issues",))


def settle(submissions: Sequence[Submission], previous: Mapping[str, str]) -> dict[str, str]:
    """Settle one round: mark each row current or not; the status of every area answered.

    `submissions` are in the order they were received; `previous` is what this function returned
    for the round before. Rows that are not current move from accepted to superseded in their
    file's account. A 変更なし without an answer before it is refused.
    """
    for submission in submissions:
        for row in submission.rows:
            _refuse_empty_carry(row, submission, previous)
    standing = settling.settle(submissions, _KEPT, worth)
    mark_corrected(submissions, RETURNS, worth)
    return {one.row["area"]: one.row["status"] for one in standing}


def worth(row: Mapping[str, Any]) -> int:
    """2 for a valid answer, 1 for one that cannot be read, 0 for none."""
    return _WORTH.get(row["status"], settling.VALID)


def _refuse_empty_carry(row: Row, submission: Submission, previous: Mapping[str, str]) -> None:
    """Refuse "as before" where there is nothing before: the cell, not the row."""
    before = previous.get(row["area"], "no_answer")
    if row["status"] != "carry_forward" or worth({"status": before}) == settling.VALID:
        return
    row["status"], row["conditional"] = "unreadable", False
    submission.take_back(
        row,
        "nothing to carry",
        f'the answer is "{row["raw"]}" but the previous round has no answer to carry forward',
        EXPECTED,
        question="answer",
        cell=row["cell"],
        raw=row["raw"],
    )
