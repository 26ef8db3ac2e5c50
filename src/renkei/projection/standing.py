"""Where every area with records stands on the last record day, and what it has to reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from renkei.errors import DataError
from renkei.projection import method
from renkei.projection.answers import wish_shares
from renkei.projection.completion import WHOLE_DOSE
from renkei.projection.history import NATION, Doses, History, read_history
from renkei.projection.pace import (
    GAP_DAYS,
    WEEK,
    Index,
    first_records,
    last_records,
    spread,
    weekly,
    window_ends,
)
from renkei.settings import Campaign

LEAST_DAYS = 14
LEAST_DOSES = 30


@dataclass(frozen=True)
class Standing:
    """Areas with records, the nation last, and what is known of each.

    `table` is indexed by area in the order of `history`: eligible (persons), ceiling,
    target, first, second (cumulative doses), first_pace, pace (doses a day), spread (see pace),
    gap, enough, ceiling_reached, partial (bool), complete_on (date or NaT). `ends` is the column
    of the last day of each area's pace window; `interval` is in days.
    """

    history: History
    table: pd.DataFrame
    ends: Index
    interval: int

    def start(self, areas: Sequence[str]) -> method.Start:
        """What the method starts from, for some areas in that order."""
        known = self.table.loc[list(areas)]
        rows = self.history.rows(tuple(areas))
        padded = np.pad(self.history.first, ((0, 0), (self.interval, 0)))
        return method.Start(
            first=known["first"].to_numpy(float),
            second=known["second"].to_numpy(float),
            ceiling=known["ceiling"].to_numpy(float),
            pace=known["first_pace"].to_numpy(float),
            recent=padded[rows, -self.interval :],
            spread=known["spread"].to_numpy(float),
        )

    def nation_start(self) -> method.Start:
        """The prefectures present, all under the nation's own factor.

        Most of the error is shared across areas (domain/projection.md), so the nation is the sum
        of its prefectures under one shock, not a sum of independent ones.
        """
        start = self.start(self.history.parts[NATION])
        return replace(start, spread=np.full(len(start.first), self.table.at[NATION, "spread"]))

    def coverage(self, levels: Sequence[float], days: int) -> tuple[Doses, Doses]:
        """First and second doses of all areas in order: two arrays [levels, areas, days]."""
        own = method.coverage(self.start(self.history.areas[:-1]), levels, days)
        parts = method.coverage(self.nation_start(), levels, days)
        first, second = (
            np.concatenate([one, part.sum(axis=1, keepdims=True)], axis=1)
            for one, part in zip(own, parts, strict=True)
        )
        return first, second

    def second_on_day(self, levels: Sequence[float], days: int) -> Doses:
        """Second doses of all areas on one coming day: [levels, areas]."""
        own = method.second_on_day(self.start(self.history.areas[:-1]), levels, days)
        parts = method.second_on_day(self.nation_start(), levels, days)
        return np.concatenate([own, parts.sum(axis=1, keepdims=True)], axis=1)


def eligible_persons(population: pd.DataFrame) -> pd.Series:
    """Persons 65 and over by area, from the frame `population`."""
    elderly = population[population["cohort"] == "65-"].drop_duplicates("area", keep="last")
    return elderly.set_index("area")["eligible"].astype(float)


def stand(
    records: pd.DataFrame, persons: pd.Series, answers: pd.DataFrame, campaign: Campaign
) -> Standing | None:
    """Read where areas stand; None where there is no record of the campaign's measure yet.

    The nation is the prefectures with records and a denominator, divided by their own eligible;
    a prefecture summed from its municipalities is divided by theirs. Raises DataError where no
    prefecture with records has a population.
    """
    history = read_history(records, campaign)
    if not history.areas:
        return None
    history = _with_nation(history, persons)
    last = last_records(history)
    silent = (pd.Timestamp(campaign.as_of) - history.days[last]).days.to_numpy()
    gap = (silent >= GAP_DAYS) & (last >= 0)
    ends = window_ends(history, gap)
    table = _targets(history, persons, answers, campaign).assign(gap=gap)
    table = _with_paces(history, table, ends)
    return Standing(history, _with_limits(history, table, persons), ends, campaign.interval_days)


def _with_nation(history: History, persons: pd.Series) -> History:
    """Add the nation: the prefectures with records and a denominator."""
    known = {area for area in history.areas if persons.get(area, 0.0) > 0}
    known |= {area for area, parts in history.parts.items() if known & set(parts)}
    prefectures = tuple(area for area in history.areas if len(area) == 2 and area in known)
    if not prefectures:
        raise DataError(
            "no area with records has a population",
            where="population",
            expected=f"rows of cohort 65- for {', '.join(history.areas[:5])}",
            nearest=[area for area in persons.index if len(area) == 2][:5],
        )
    return history.with_sum(NATION, prefectures)


def _targets(
    history: History, persons: pd.Series, answers: pd.DataFrame, campaign: Campaign
) -> pd.DataFrame:
    """Eligible, wish share, doses so far, ceiling and target by area."""
    eligible = persons.reindex(history.areas).fillna(0.0)
    wish = wish_shares(answers, persons, campaign).reindex(history.areas)
    wishing = (wish.fillna(campaign.wish_share.value) * eligible).copy()
    for area, parts in history.parts.items():
        eligible[area] = eligible[list(parts)].sum()
        wishing[area] = wishing[list(parts)].sum()
    table = pd.DataFrame({"eligible": eligible, "wishing": wishing}, index=list(history.areas))
    table["first"] = history.first.sum(axis=1)
    table["second"] = history.second.sum(axis=1)
    table["ceiling"] = table[["wishing", "first", "second"]].max(axis=1)
    table.loc[NATION, "ceiling"] = table.loc[list(history.parts[NATION]), "ceiling"].sum()
    table["ceiling_reached"] = table["first"] >= table["ceiling"]
    base = table["ceiling"] if campaign.complete.of == "wish" else table["eligible"]
    table["target"] = (base * campaign.complete.share).where(table["eligible"] > 0)
    return table


def _with_paces(history: History, table: pd.DataFrame, ends: Index) -> pd.DataFrame:
    """Add the reported paces of the last 7 record days and how much they vary."""
    first_week, second_week = (
        weekly(doses, ends, 1)[:, 0] for doses in (history.first, history.second)
    )
    return table.assign(
        first_pace=first_week / WEEK,
        pace=(first_week + second_week) / WEEK,
        spread=spread(history, ends),
    )


def _with_limits(history: History, table: pd.DataFrame, persons: pd.Series) -> pd.DataFrame:
    """Add what the records can bear: completion seen, too few to project, parts missing."""
    recorded = len(history.days) - first_records(history)
    complete_on = _completed(history, table["target"].to_numpy(float))
    bears = (recorded >= LEAST_DAYS) & (table["first"] >= LEAST_DOSES) & (table["eligible"] > 0)
    return table.assign(
        complete_on=complete_on,
        enough=bears | complete_on.notna(),
        partial=[_parts_missing(history, area, persons) for area in history.areas],
    )


def _parts_missing(history: History, area: str, persons: pd.Series) -> bool:
    """Whether a sum lacks some of the areas that make it up, or one of them does."""
    if area not in history.parts:
        return False
    if any(_parts_missing(history, part, persons) for part in history.parts[area]):
        return True
    length, inside = (2, "") if area == NATION else (6, area)
    whole = {one for one in persons.index if len(one) == length and one.startswith(inside)}
    return bool(whole - {NATION} - set(history.parts[area]))


def _completed(history: History, target: Doses) -> pd.DatetimeIndex:
    """The record day on which second doses reached the target; NaT where they have not."""
    short = np.cumsum(history.second, axis=1) < target[:, None] - WHOLE_DOSE
    days = np.minimum(np.asarray(short).sum(axis=1), len(history.days) - 1)
    reached = ~np.asarray(short)[:, -1] & np.isfinite(target)
    return pd.DatetimeIndex(np.where(reached, history.days.to_numpy()[days], np.datetime64("NaT")))
