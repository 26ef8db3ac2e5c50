"""How far an area is, where it will be at the deadline, and at what pace."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from renkei.deck.briefing import Briefing


@dataclass(frozen=True)
class Outlook:
    """One area's second dose: how it stands, where it will be at the deadline, at what pace."""

    area: str
    eligible: int
    first: int
    second: int
    first_share: float
    second_share: float
    pace: float
    required: float
    p_deadline: float | None
    date: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    at_deadline: tuple[float, float, float] | None
    target: float
    outlook: str
    flags: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether the level of completion is reached already."""
        return "complete" in self.flags or self.required == 0


def outlook(briefing: Briefing, area: str, cohort: str = "") -> Outlook | None:
    """How one area stands; None where it has no record.

    `date`, `earliest` and `latest` are the 50, 10 and 90 % dates of completion (None: not within
    the projected days); `at_deadline` the 10, 50 and 90 % second-dose shares on the deadline.
    """
    row = briefing.projection(area, cohort)
    if row is None:
        return None
    return Outlook(
        area=area,
        eligible=int(row["eligible"]),
        first=int(row["first"]),
        second=int(row["second"]),
        first_share=float(row["first_share"]),
        second_share=float(row["second_share"]),
        pace=float(row["pace"]),
        required=float(row["required"]),
        p_deadline=None if pd.isna(row["p_deadline"]) else float(row["p_deadline"]),
        date=day(row["d50"]),
        earliest=day(row["d10"]),
        latest=day(row["d90"]),
        at_deadline=share_at_deadline(briefing, area) if not cohort else None,
        target=target_share(briefing, row),
        outlook=str(row["outlook"]),
        flags=tuple(flag for flag in str(row["flags"] or "").split(";") if flag),
    )


def day(value: pd.Timestamp) -> dt.date | None:
    """A day of a frame; None for NaT."""
    return None if pd.isna(value) else value.date()


def target_share(briefing: Briefing, row: pd.Series) -> float:
    """The second-dose share of all eligible at which an area counts as complete."""
    complete = briefing.campaign.complete
    if complete.of == "eligible":
        return complete.share
    wishing = row["ceiling"] / row["eligible"]
    return complete.share * float(
        wishing if pd.notna(wishing) else briefing.campaign.wish_share.value
    )


def share_at_deadline(briefing: Briefing, area: str) -> tuple[float, float, float] | None:
    """The second-dose share on the deadline (10, 50, 90 %); the reported one once records reach it."""
    path = briefing.path(area, dose=2)
    rows = path[path["date"] == pd.Timestamp(briefing.campaign.deadline)]
    if rows.empty:
        return None
    row = rows.sort_values("kind").iloc[-1 if briefing.settled else 0]
    low, middle, high = (float(row[column]) for column in ("q10", "q50", "q90"))
    return (low, middle, high) if low == low else (middle, middle, middle)


def weekly(briefing: Briefing, area: str, weeks: int = 4) -> pd.DataFrame:
    """Cumulative doses and shares as reported, a row a week, newest first.

    Columns: date, eligible, first, first_share, second, second_share.
    """
    row = briefing.projection(area)
    if row is None:
        return pd.DataFrame(columns=["date", "eligible"])
    days = [
        pd.Timestamp(briefing.records_as_of) - pd.Timedelta(days=7 * back) for back in range(weeks)
    ]
    frame = pd.DataFrame({"date": days, "eligible": int(row["eligible"])})
    for dose, name in ((1, "first"), (2, "second")):
        path = briefing.path(area, dose, "reported").set_index("date")["q50"]
        share = path.reindex(days, method="ffill").fillna(0.0).to_numpy()
        frame[f"{name}_share"] = share
        frame[name] = (share * row["eligible"]).round().astype(int)
    frame.loc[0, ["first", "second"]] = [int(row["first"]), int(row["second"])]
    return frame


def left_out(briefing: Briefing) -> int:
    """How many municipalities have no record though their prefecture is summed from such records.

    Their residents are in no denominator, neither their prefecture's nor the nation's.
    """
    sums = briefing.prefectures
    sums = sums[sums["flags"].fillna("").str.split(";").map(lambda one: "partial_records" in one)]
    recorded = set(briefing.recorded["area"])
    silent = (area for area in briefing.municipalities if area not in recorded)
    return sum(area[:2] in sums.index for area in silent) if briefing.level != "municipality" else 0


def elderly_alone(briefing: Briefing) -> dict[str, int] | None:
    """Doses of those 65 and over by their own age: the other measure, never mixed with the first.

    Keys: eligible, first, second. None where the newest snapshot does not tell ages apart.
    """
    records = briefing.records
    own = set(records["area"][records["area"].str.len() == 2])
    # A prefecture's own rows and those of its municipalities are the same doses.
    once = (records["area"].str.len() == 2) | ~records["area"].str[:2].isin(own)
    kept = records[(records["cohort"] == "65-") & once]
    if briefing.campaign.measure == "65-" or kept.empty:
        return None
    given = kept.groupby("dose")["count"].sum()
    one = briefing.projection(briefing.area)
    return {
        "eligible": int(one["eligible"]) if one is not None else 0,
        "first": int(given.get(1, 0)),
        "second": int(given.get(2, 0)),
    }
