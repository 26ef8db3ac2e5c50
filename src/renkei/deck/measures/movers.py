"""What changed since the previous round: every municipality in one class, and who moved farthest."""

import pandas as pd

from renkei import areas, processed
from renkei.deck.briefing import Briefing
from renkei.intake.changes import CHANGES

WORSE = ("slipped", "reverted")
_MOVED = ["change", "areas", "eligible", "bucket_moved"]


def moved(briefing: Briefing) -> pd.DataFrame:
    """What became of every municipality's answer between the last two rounds asked.

    The frame "changes" with `name` (with its prefecture in the nation's deck), `eligible` and
    `weight`: days moved, either way, times the eligible (NaN where an end is open or no day was
    said). Empty where there are no two rounds of returns to compare.
    """
    now, before = briefing.round, briefing.previous_round
    known = set(briefing.answers["round"])
    comparable = now and before and {now.number, before.number} <= known
    if briefing.basis != "returns" or not comparable:
        return processed.empty("changes").assign(name="", eligible=0, weight=0.0)
    frame = briefing.of_area(briefing.frames["changes"])
    eligible = frame["area"].map(briefing.eligible).fillna(0)
    days = frame["days_moved"].abs().astype("Float64").astype(float)
    return frame.assign(
        name=[full_name(briefing, area) for area in frame["area"]],
        eligible=eligible.astype(int),
        weight=days * eligible,
    )


def full_name(briefing: Briefing, area: str) -> str:
    """A municipality's name, led by its prefecture where the deck is not that prefecture's."""
    name = areas.label(area)
    inside = len(area) == 2 or briefing.level != "nation"
    return name if inside else areas.label(area[:2]) + name


def moves_by_class(frame: pd.DataFrame) -> pd.DataFrame:
    """How many are in each class of `moved`: change, areas, eligible, bucket_moved.

    All classes in their order; `areas` sums to all asked. bucket_moved: how many of them changed
    the bucket of the headline.
    """
    counted = frame.assign(bucket_moved=frame["bucket_before"] != frame["bucket_after"])
    groups = counted.groupby("change")
    table = pd.DataFrame(
        {
            "areas": groups.size(),
            "eligible": groups["eligible"].sum(),
            "bucket_moved": groups["bucket_moved"].sum(),
        }
    )
    table = table.reindex(CHANGES, fill_value=0).rename_axis("change").reset_index()
    return table.astype({name: int for name in _MOVED[1:]})


def farthest(frame: pd.DataFrame, change: str, rows: int) -> pd.DataFrame:
    """Those of one class of `moved` that moved most persons × days, the most first.

    Of the same weight the one with more eligible first, then in code order. Moves that no number
    of days measures are not among them.
    """
    mine = frame[(frame["change"] == change) & (frame["weight"] > 0)]
    order = mine.sort_values(
        ["weight", "eligible", "area"], ascending=[False, False, True], kind="stable"
    )
    return order.head(rows)


def unmeasured(frame: pd.DataFrame) -> pd.DataFrame:
    """Those that moved to the worse by no number of days (an open end, an answer taken back).

    The most eligible first.
    """
    mine = frame[frame["change"].isin(WORSE) & frame["weight"].isna()]
    return mine.sort_values(["eligible", "area"], ascending=[False, True], kind="stable")
