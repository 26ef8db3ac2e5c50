"""Two answers of an area compared: which way it moved, and by how much."""

import numpy as np
import pandas as pd

from renkei import processed
from renkei.errors import DataError
from renkei.intake.changes.standing import asked_in_either, standings
from renkei.settings import Campaign

CHANGES = (
    "improved",
    "slipped",
    "reverted",
    "newly_conditional",
    "no_longer_conditional",
    "new",
    "lost",
    "newly_readable",
    "no_longer_readable",
    "not_comparable",
    "silent",
    "unchanged",
)
"""The classes of the frame "changes", as `compare` decides them."""

_STATUSES = ("complete", "dated", "near_complete", "undecided", "unreadable", "no_answer")
_KINDS = {"complete": 0, "dated": 1, "near_complete": 1, "undecided": 2}
_NEVER = pd.Timestamp("2262-01-01")
_BOTH = (
    "status", "bucket", "earliest", "latest", "conditional", "condition", "raw", "words", "said_in",
    "file", "sheet", "row",
)  # fmt: skip


def changes(returns: pd.DataFrame, answers: pd.DataFrame, before: int, after: int) -> pd.DataFrame:
    """What became of every area's answer from one round to another: frame "changes".

    `returns` and `answers` are the frames of those names with both rounds and those before them,
    through which 変更なし is followed. One row an area asked, in code order, each in one class of
    `CHANGES`; see `compare`. `arrived` counts the answers the area sent in round `after`. Raises
    DataError where a round is not in `answers`.
    """
    sent = returns[(returns["round"] == after) & (returns["status"] != "no_answer")]
    stands = standings(returns, answers, [before, after])
    return compare(stands[before], stands[after], sent, (before, after))


def last_changes(campaign: Campaign, returns: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What became of every area's answer between the last two rounds asked: frame "changes".

    Without rows where one of them has no answers, or there is but one.
    """
    asked = [one.number for one in campaign.rounds_asked]
    answered = [one.number for one in campaign.rounds_asked if one.returns]
    of_asked = answers[answers["round"].isin(answered)]
    if len(asked) < 2 or not set(asked[-2:]) <= set(of_asked["round"]):
        return processed.empty("changes")
    return changes(returns[returns["round"].isin(asked)], of_asked, asked[-2], asked[-1])


def compare(
    before: pd.DataFrame, after: pd.DataFrame, arrived: pd.DataFrame, rounds: tuple[int, int]
) -> pd.DataFrame:
    """Put every area into its class: frame "changes".

    `before` and `after` are what `standing` gives of the two `rounds`, `arrived` the rows of
    "returns" that came between.

    An answer is of one of three kinds, the better first: complete; a day or 概ね完了; undecided. The
    first of these that holds is the class:

    - silent: no answer on both sides; new: only after; lost: only before. What was sent and
      refused is no silence.
    - newly_readable, no_longer_readable: unreadable on one side. A damaged file is neither an
      answer taken back nor, put right, an improvement of the municipalities in it.
    - not_comparable: unreadable on both sides, or a day on one and 概ね完了 on the other.
    - improved: of a better kind, or an earlier day.
    - reverted: an answer taken back to a worse kind: complete to not complete, a day to undecided.
    - slipped: a later day.
    - newly_conditional, no_longer_conditional: the same day, with and without a condition.
    - unchanged: the same status and day, in whatever words and on whatever condition.

    Days are compared by `latest` (cleaning-rules.md, "The headline buckets"); an open end is later
    than any day, and of two open ends the one that begins later. `days_moved` is latest after −
    latest before, NA where an end is open or there is no day.
    """
    before, after = asked_in_either(before, after)
    dated = before["status"].eq("dated") & after["status"].eq("dated")
    days = (after["latest"] - before["latest"]).where(dated).dt.days.astype("Int64")
    both = {
        f"{name}_{side}": frame[name]
        for name in _BOTH
        for side, frame in (("before", before), ("after", after))
    }
    frame = pd.DataFrame(
        {
            "change": _classes(before, after),
            **both,
            "days_moved": days,
            **{name: after[name] for name in ("streak", "resubmissions", "revised", "history")},
            "arrived": arrived.groupby("area").size().reindex(before.index, fill_value=0),
        },
        index=before.index,
    )
    frame = frame.assign(round_before=rounds[0], round_after=rounds[1])
    return processed.check("changes", frame.rename_axis("area").reset_index())


def _classes(before: pd.DataFrame, after: pd.DataFrame) -> np.ndarray:
    was, now = (_checked(side["status"]) for side in (before, after))
    kinds = was.map(_KINDS), now.map(_KINDS)
    unread = was.eq("unreadable"), now.eq("unreadable")
    rules = {
        "silent": was.eq("no_answer") & now.eq("no_answer"),
        "new": was.eq("no_answer"),
        "lost": now.eq("no_answer"),
        "newly_readable": unread[0] & ~unread[1],
        "no_longer_readable": unread[1] & ~unread[0],
        "improved": (kinds[1] < kinds[0]) | _later(after, before),
        "reverted": kinds[1] > kinds[0],
        "not_comparable": unread[0] | was.ne(now),
        "slipped": _later(before, after),
        "newly_conditional": after["conditional"] & ~before["conditional"],
        "no_longer_conditional": before["conditional"] & ~after["conditional"],
    }
    return np.select(list(rules.values()), list(rules), default="unchanged")


def _checked(status: pd.Series) -> pd.Series:
    """The statuses; DataError at one that is none, such as a 変更なし nobody resolved."""
    for area, value in status[~status.isin(_STATUSES)].items():
        raise DataError(
            f"the status of {area} is {value!r}", where="answers", expected=", ".join(_STATUSES)
        )
    return status


def _later(first: pd.DataFrame, second: pd.DataFrame) -> pd.Series:
    """Whether both have a day and the second's is later."""
    dated = first["status"].eq("dated") & second["status"].eq("dated")
    ends = first["latest"].fillna(_NEVER), second["latest"].fillna(_NEVER)
    open_both = first["latest"].isna() & second["latest"].isna()
    return dated & ((ends[1] > ends[0]) | (open_both & (second["earliest"] > first["earliest"])))
