"""How far an area is, where it will be at the deadline, and at what pace."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.deck.terms import Dose

Shares = tuple[float, float, float]
Row = pd.Series | Mapping[Any, Any]


@dataclass(frozen=True)
class Given:
    """One dose: how many as reported, and apart from it with what is still to be reported.

    The adjusted figures are None where nothing is adjusted.
    """

    dose: Dose
    count: int
    share: float
    adjusted: int | None
    adjusted_share: float | None


@dataclass(frozen=True)
class Outlook:
    """One area: what was given, where that leads, at what pace, and what stands in the way.

    `given` has the campaign's doses in order. `pace` is adjusted for the reporting lag where
    anything is, `pace_reported` is not. `date`, `earliest` and `latest` are the 50, 10 and 90 %
    days of completion (None: not within 120 days); `ahead` the 10, 50 and 90 % shares on the day
    the pages tell. `outlook` is that of the frame, or `beyond` where the deadline is too far off.
    """

    area: str
    eligible: int
    given: tuple[Given, ...]
    pace: float
    pace_reported: float
    required: float
    p_deadline: float | None
    date: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    ahead: Shares | None
    target: float
    plan: dt.date | None
    outlook: str
    binding: str
    bound_since: dt.date | None
    flags: tuple[str, ...]

    @property
    def last(self) -> Given:
        """The dose that completes."""
        return self.given[-1]

    @property
    def done(self) -> bool:
        """Whether the level of completion is reached already."""
        return "complete" in self.flags or self.required == 0


def outlook(briefing: Briefing, area: str) -> Outlook | None:
    """How one area stands; None where it has no record."""
    row = briefing.projection(area)
    if row is None:
        return None
    return Outlook(
        area=area,
        eligible=int(row["eligible"]),
        given=tuple(_given(briefing, row, one) for one in briefing.terms.doses),
        pace=float(row["pace"]),
        pace_reported=float(row["pace_reported"]),
        required=float(row["required"]),
        p_deadline=None if pd.isna(row["p_deadline"]) else float(row["p_deadline"]),
        date=day(row["d50"]),
        earliest=day(row["d10"]),
        latest=day(row["d90"]),
        ahead=share_ahead(briefing, area),
        target=target_share(briefing, row),
        plan=day(row["plan"]),
        outlook=outlook_of(row),
        binding=str(row["binding"] or ""),
        bound_since=day(row["bound_since"]),
        flags=flags_of(row),
    )


def _given(briefing: Briefing, row: pd.Series, dose: Dose) -> Given:
    known = briefing.lag == "adjusted"
    return Given(
        dose=dose,
        count=int(row[dose.column]),
        share=float(row[f"{dose.column}_share"]),
        adjusted=int(row[f"{dose.column}_adjusted"]) if known else None,
        adjusted_share=float(row[f"{dose.column}_share_adjusted"]) if known else None,
    )


def flags_of(row: Row) -> tuple[str, ...]:
    """The flags of a row of the frame "projections"."""
    return tuple(flag for flag in str(row["flags"] or "").split(";") if flag)


def outlook_of(row: Row) -> str:
    """A row's outlook; `beyond` in place of `no_data` where the deadline is too far off."""
    return "beyond" if "beyond_horizon" in flags_of(row) else str(row["outlook"])


def day(value: pd.Timestamp) -> dt.date | None:
    """A day of a frame; None for NaT."""
    return None if pd.isna(value) else value.date()


def target_share(briefing: Briefing, row: pd.Series) -> float:
    """The share of all eligible at which an area counts as complete."""
    complete = briefing.campaign.complete
    if complete.of == "eligible":
        return complete.share
    wishing = row["ceiling"] / row["eligible"]
    return complete.share * float(
        wishing if pd.notna(wishing) else briefing.campaign.wish_share.value
    )


def share_ahead(briefing: Briefing, area: str) -> Shares | None:
    """The share on the day the pages tell (10, 50, 90 %); as reported once records reach it."""
    kind = "reported" if briefing.settled else "projected"
    row = _on_day(briefing, area, kind)
    if row is None:
        return None
    low, middle, high = (float(row[column]) for column in ("q10", "q50", "q90"))
    return (low, middle, high) if low == low else (middle, middle, middle)


def adjusted_at_deadline(briefing: Briefing, area: str) -> float | None:
    """The adjusted share on a deadline records have reached; None where nothing is added to it."""
    row = _on_day(briefing, area, "adjusted")
    return None if row is None else float(row["q50"])


def _on_day(briefing: Briefing, area: str, kind: str) -> pd.Series | None:
    path = briefing.path(area, briefing.terms.last.number, kind)
    days, wanted = path["date"], pd.Timestamp(briefing.day_ahead)
    place = int(days.searchsorted(wanted))  # a path is in the order of days
    return path.iloc[place] if place < len(path) and days.iloc[place] == wanted else None


def uptakes(briefing: Briefing, area: str) -> tuple[float, float] | None:
    """Share of the eligible at the deadline if ten points fewer or more had a later dose.

    What is projected hangs on it; None for a campaign whose uptake is not varied.
    """
    parts = briefing.frames["components"]
    row = briefing.projection(area)
    mine = parts[parts["area"] == area].set_index("part")["doses"]
    if row is None or "uptake_lower" not in mine or briefing.past:
        return None
    low, high = (float(mine[f"uptake_{one}"] / row["eligible"]) for one in ("lower", "higher"))
    return low, high


def lately(briefing: Briefing, area: str, rows: int = 4) -> pd.DataFrame:
    """Cumulative counts and shares by week, or by the days totals are as of; newest first.

    Columns: date, eligible, and for each dose its column, that + `_share`, and + `_adjusted`:
    the adjusted share, NaN on days nothing is added to.
    """
    row = briefing.projection(area)
    if row is None:
        return pd.DataFrame(columns=["date", "eligible"])
    days = _days(briefing, rows)
    frame = pd.DataFrame({"date": days, "eligible": int(row["eligible"])})
    for dose in briefing.terms.doses:
        reported, adjusted = (
            briefing.path(area, dose.number, kind).set_index("date")["q50"]
            for kind in ("reported", "adjusted")
        )
        share = reported.reindex(days, method="ffill").fillna(0.0).to_numpy()
        frame[f"{dose.column}_share"] = share
        frame[f"{dose.column}_adjusted"] = adjusted.reindex(days).to_numpy()
        frame[dose.column] = (share * row["eligible"]).round().astype(int)
        frame.loc[0, dose.column] = int(row[dose.column])
    return frame


def _days(briefing: Briefing, rows: int) -> pd.DatetimeIndex:
    """The newest days with counts of their own: of totals, or a week apart since the first day."""
    if briefing.totals:
        return pd.DatetimeIndex(briefing.totals[: -rows - 1 : -1])
    newest = pd.Timestamp(briefing.records_as_of)
    days = [newest - pd.Timedelta(days=7 * back) for back in range(rows)]
    begun = pd.Timestamp(briefing.first_day)
    return pd.DatetimeIndex([one for one in days if one >= begun or one == newest])


def left_out(briefing: Briefing) -> int:
    """How many municipalities have no record though their prefecture is summed from such records.

    Their residents are in no denominator, neither their prefecture's nor the nation's.
    """
    if briefing.level == "municipality":
        return 0
    sums, recorded = briefing.prefectures, briefing.recorded.index
    partial = {
        area
        for area, flags in zip(sums.index, sums["flags"], strict=True)
        if "partial_records" in str(flags).split(";")
    }
    silent = (area for area in briefing.municipalities if area not in recorded)
    return sum(area[:2] in partial for area in silent)
