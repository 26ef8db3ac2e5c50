"""The projection itself: how doses go on from where they stand. The replaceable part.

The plain method. First doses go on at the reported pace of the last 7 record days until the
ceiling. Second doses follow `interval` days later, C2(t+h) = C2(t) + [C1(t+h-L) - C1(t-L)]: the
first doses already reported come back first, then those projected; second doses already due
are given in equal parts over the next interval. One log-normal factor lies on the pace, with
standard deviation `spread` x sqrt(weeks ahead); the return of doses already reported carries it
at one week's strength. One deviate moves both flows, so a path is known by its quantile alone.

What it does not do: the reported pace is not adjusted for the reporting lag (a dose given
yesterday is half reported today, domain/projection.md), and no change of pace is foreseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from renkei.projection.history import Doses
from renkei.projection.pace import WEEK


@dataclass(frozen=True)
class Start:
    """Where areas stand on the last record day; arrays are [areas] unless said otherwise.

    `first`, `second`, `ceiling`: cumulative doses; `pace`: first doses a day; `recent`:
    [areas, interval] first doses on each of the last interval days; `spread`: standard deviation
    of the log pace after one week.
    """

    first: Doses
    second: Doses
    ceiling: Doses
    pace: Doses
    recent: Doses
    spread: Doses


def coverage(start: Start, levels: Sequence[float], days: int) -> tuple[Doses, Doses]:
    """Cumulative first and second doses by quantile: two arrays [levels, areas, days].

    `levels` are probabilities (0.5 is the median); column h is the day h + 1 after the last
    record day. Values rise along levels and days and never pass the ceiling.
    """
    paths = [_path(start, NormalDist().inv_cdf(level), days) for level in levels]
    return np.stack([first for first, _ in paths]), np.stack([second for _, second in paths])


def second_on_day(start: Start, levels: Sequence[float], days: int) -> Doses:
    """Cumulative second doses `days` days after the last record day: [levels, areas]."""
    return np.stack([_path(start, NormalDist().inv_cdf(level), days)[1][:, -1] for level in levels])


def _path(start: Start, deviate: float, days: int) -> tuple[Doses, Doses]:
    """First and second doses [areas, days] for one standard normal deviate."""
    factor = np.exp(deviate * start.spread[:, None] * np.sqrt(np.arange(1, days + 1) / WEEK))
    ceiling = start.ceiling[:, None]
    first = start.first[:, None] + np.cumsum(start.pace[:, None] * factor, axis=1)
    first = np.minimum(first, ceiling)
    second = start.second[:, None] + np.cumsum(_returning(start, factor, days), axis=1)
    # Nobody has a second dose without a first, save those already on record.
    second = np.minimum(second, np.maximum(first, start.second[:, None]))
    return first, np.minimum(second, ceiling)


def _returning(start: Start, factor: Doses, days: int) -> Doses:
    """Second doses falling due on each coming day: [areas, days]."""
    interval = start.recent.shape[1]
    overdue = np.maximum(start.first - start.recent.sum(axis=1) - start.second, 0.0)
    reported = (start.recent + overdue[:, None] / interval)[:, :days]
    one_week = factor[:, np.minimum(np.arange(reported.shape[1]), WEEK - 1)]
    projected = start.pace[:, None] * factor[:, : max(days - interval, 0)]
    return np.concatenate([reported * one_week, projected], axis=1)
