"""How many say when they finish, round by round, and what the records say beside it."""

from dataclasses import dataclass

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.deck.measures.chances import chances

BUCKETS = (
    "by_target",
    "next_month",
    "later",
    "not_by_target",
    "near_complete",
    "undecided",
    "unreadable",
    "not_answered",
)
ALWAYS = ("by_target", "next_month", "later")
CONDITIONAL = "conditional"

_COUNT_COLUMNS = ["round", "bucket", "count", "share", "pop_share", "change", "asked"]


def answer_counts(briefing: Briefing) -> pd.DataFrame:
    """Municipalities by when they expect to finish, for every round so far.

    One row for each round x bucket, and one with bucket "conditional": those by the target that
    set a condition. `share` is of the `asked`, `pop_share` of their eligible (NaN where
    not published), `change` against the round before (NA in the first). Empty where the campaign
    has neither returns nor published totals for the area.
    """
    if briefing.basis == "returns":
        counts = _from_returns(briefing)
    elif briefing.basis == "published":
        counts = _from_published(briefing.published)
    else:
        return pd.DataFrame(columns=_COUNT_COLUMNS)
    counts["change"] = counts.groupby("bucket")["count"].diff().astype("Int64")
    return counts[_COUNT_COLUMNS].reset_index(drop=True)


def _from_returns(briefing: Briefing) -> pd.DataFrame:
    answers = briefing.answers.assign(
        weight=lambda frame: frame["area"].map(briefing.eligible).fillna(0)
    )
    given = answers[answers["conditional"] & (answers["bucket"] == "by_target")]
    rows = pd.concat([answers, given.assign(bucket=CONDITIONAL)])
    order = pd.MultiIndex.from_product(
        [sorted(answers["round"].unique()), [*BUCKETS, CONDITIONAL]], names=["round", "bucket"]
    )
    groups = rows.groupby(["round", "bucket"])
    counts = pd.DataFrame({"count": groups.size(), "weight": groups["weight"].sum()})
    counts = counts.reindex(order, fill_value=0).reset_index()
    asked = counts["round"].map(answers.groupby("round").size())
    weight = counts["round"].map(answers.groupby("round")["weight"].sum())
    weight = weight.where(weight > 0)
    return counts.assign(
        asked=asked, share=counts["count"] / asked, pop_share=counts["weight"] / weight
    )


def _from_published(published: pd.DataFrame) -> pd.DataFrame:
    """The published totals; their sum of "not by target" only where its parts are not given."""
    split = published.loc[published["bucket"].isin(["next_month", "later"]), "round"]
    whole = (published["bucket"] == "not_by_target") & published["round"].isin(split)
    kept = published[~whole].sort_values(["round", "bucket"])
    asked = kept.groupby("round")["count"].transform("sum")
    return kept.assign(asked=asked, share=kept["count"] / asked)


@dataclass(frozen=True)
class Tally:
    """One bucket of one round: how many, how that moved, of how many; shares of 1.

    `change` is None in the first round, `pop_share` where it was not published.
    """

    count: int
    change: int | None
    asked: int
    share: float
    pop_share: float | None

    def without(self, part: "Tally") -> "Tally":
        """This bucket with a part of it left out."""
        both = self.change is not None and part.change is not None
        weighted = self.pop_share is not None and part.pop_share is not None
        return Tally(
            self.count - part.count,
            (self.change or 0) - (part.change or 0) if both else None,
            self.asked,
            self.share - part.share,
            (self.pop_share or 0) - (part.pop_share or 0) if weighted else None,
        )


def this_round(briefing: Briefing, counts: pd.DataFrame) -> dict[str, Tally]:
    """The buckets of the round in force, out of `answer_counts`; empty where nothing is known."""
    number = briefing.round.number if briefing.round else -1
    return {
        str(row["bucket"]): Tally(
            int(row["count"]),
            None if pd.isna(row["change"]) else int(row["change"]),
            int(row["asked"]),
            float(row["share"]),
            None if pd.isna(row["pop_share"]) else float(row["pop_share"]),
        )
        for row in counts[counts["round"] == number].to_dict("records")
    }


@dataclass(frozen=True)
class Agreement:
    """Municipalities that say they finish by the deadline, and those projected to.

    `recorded` counts those with a projection, `unknown` those whose records are too few for one.
    """

    say: int | None
    asked: int
    projected: int | None
    recorded: int
    unknown: int = 0


def agreement(briefing: Briefing, counts: pd.DataFrame) -> Agreement:
    """What is said beside what is projected, each with its own denominator; never subtracted.

    "Projected" is complete by the question's own definition by the deadline with P >= 50 %, among
    municipalities with a projection; None where no municipality reports its own.
    """
    target = this_round(briefing, counts).get("by_target")
    found = chances(briefing.municipal)
    return Agreement(
        say=target.count if target else None,
        asked=target.asked if target else len(briefing.municipalities),
        projected=found.likely if found.known and not briefing.beyond else None,
        recorded=found.known,
        unknown=0 if briefing.beyond else found.unknown,
    )
