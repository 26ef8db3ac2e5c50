"""What has been given by each day: as the newest snapshot shows it, and with what is to come in."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from renkei.projection.course import Doses
from renkei.projection.nowcast import nowcast
from renkei.projection.revisions import Columns, last_columns, monotone, over_gaps, silent
from renkei.projection.triangle import Triangle, read_triangle


@dataclass(frozen=True)
class Parts:
    """The parts of the engine that are switched on."""

    nowcast: bool = True
    pipeline: bool = True
    pooled: bool = True
    plan: bool = True


ALL_PARTS = Parts()


@dataclass(frozen=True)
class Ask:
    """What is to be projected: from which day, of whom, which doses.

    Snapshots published up to `origin` are visible, none later; of them the record days before it,
    up to `until` where given. `wish` is the share of the eligible that wishes, one for all or by
    area; `interval` the fewest days between first and second dose, where the campaign states them.
    """

    origin: pd.Timestamp
    cohort: str
    doses: tuple[int, ...]
    wish: float | pd.Series = 1.0
    interval: int | None = None
    until: pd.Timestamp | None = None
    parts: Parts = ALL_PARTS


@dataclass(frozen=True)
class Counts:
    """Cumulative doses by number, area and day; `days` runs without a gap to the last record day.

    `eligible` is [areas]; `given` and `reported` [areas, days] by dose, with and without what is
    still to be reported; `last` the column of each area's last day with a record; `gap` the
    areas whose records stop before the others', `revised` those whose counts were corrected
    downwards; `snapshots` how many could be learnt from.
    """

    areas: tuple[str, ...]
    days: pd.DatetimeIndex
    eligible: Doses
    given: Mapping[int, Doses]
    reported: Mapping[int, Doses]
    last: Columns
    gap: np.ndarray
    revised: np.ndarray
    snapshot: pd.Timestamp
    snapshots: int


def count_doses(records: pd.DataFrame, eligible: pd.Series, ask: Ask) -> Counts | None:
    """Lay out the doses asked for of every area with records and eligible persons.

    `records` is the frame of that name, with all its snapshots; `eligible` persons by area code.
    None where nothing is in view.
    """
    counted = eligible[eligible > 0]
    triangle = read_triangle(
        records, list(counted.index), ask.cohort, ask.doses, ask.origin, ask.until
    )
    if triangle is None:
        return None
    persons = counted.reindex(list(triangle.areas)).to_numpy(float)
    daily = {dose: triangle.newest(dose) for dose in ask.doses}
    full = {
        dose: nowcast(triangle, dose, persons) if ask.parts.nowcast else each
        for dose, each in daily.items()
    }
    reported_of_all, given_of_all = (np.sum(list(one.values()), axis=0) for one in (daily, full))
    last = last_columns(reported_of_all)
    wishing = shares(ask.wish, triangle.areas) * persons
    adding = [np.maximum(wishing - each.sum(axis=1), 0.0) for each in full.values()]
    gap = silent(reported_of_all, given_of_all, last, np.sum(adding, axis=0))
    reported = {dose: monotone(np.cumsum(each, axis=1)) for dose, each in daily.items()}
    given = {
        dose: over_gaps(monotone(np.cumsum(each, axis=1)), last, gap, wishing)
        for dose, each in full.items()
    }
    # Neither a nowcast nor a gap gives more doses than there are persons.
    most = {dose: np.maximum(each, persons[:, None]) for dose, each in reported.items()}
    return Counts(
        areas=triangle.areas,
        days=triangle.days,
        eligible=persons,
        given={dose: np.minimum(each, most[dose]) for dose, each in given.items()},
        reported=reported,
        last=last,
        gap=gap,
        revised=np.any([_lowered(triangle, dose) for dose in ask.doses], axis=0),
        snapshot=pd.Timestamp(triangle.published[-1]),
        snapshots=len(triangle.published),
    )


def shares(wish: float | pd.Series, areas: tuple[str, ...]) -> Doses:
    """The share that wishes, [areas]; 1 for an area a series does not name."""
    if isinstance(wish, pd.Series):
        return wish.reindex(list(areas)).fillna(1.0).to_numpy(float)
    return np.full(len(areas), float(wish))


def _lowered(triangle: Triangle, dose: int) -> np.ndarray:
    """Areas with doses taken back, on a day or against the snapshot before: [areas]."""
    totals = triangle.shown[dose][-2:].sum(axis=2)
    lowered: np.ndarray = (totals[-1] < totals[0]) | (triangle.newest(dose) < 0).any(axis=1)
    return lowered
