"""How fast it goes, as reported, and how much that pace has changed from week to week."""

import numpy as np
import numpy.typing as npt

from renkei.projection.history import Doses, History

WEEK = 7
GAP_DAYS = 3
CHANGES_COMPARED = 3
POOL_WEEKS = 4.0  # the pool counts as much as this many weeks of an area's own
LEAST_SPREAD = 0.15
UNKNOWN_SPREAD = 0.5
LARGEST_CHANGE = np.log(4.0)

Index = npt.NDArray[np.intp]


def window_ends(history: History, gap: npt.NDArray[np.bool_]) -> Index:
    """Column of the last day of each area's pace window.

    The last record day of all; an area with a reporting gap is measured up to its own last
    record, since days without any record are missing, not zero.
    """
    last: Index = np.full(len(history.areas), len(history.days) - 1)
    last[gap] = last_records(history)[gap]
    return last


def last_records(history: History) -> Index:
    """Column of the last day with a dose, by area; -1 where there is none."""
    given = (history.first + history.second) > 0
    columns = given.shape[1] - 1 - np.argmax(given[:, ::-1], axis=1)
    last: Index = np.where(given.any(axis=1), columns, -1)
    return last


def first_records(history: History) -> Index:
    """Column of the first day with a dose, by area; the number of days where there is none."""
    given = (history.first + history.second) > 0
    first: Index = np.where(given.any(axis=1), np.argmax(given, axis=1), given.shape[1])
    return first


def weekly(doses: Doses, ends: Index, weeks: int) -> Doses:
    """Doses in the 7 days up to each area's end and in the weeks before: [areas, weeks]."""
    total = np.concatenate([np.zeros((len(doses), 1)), np.cumsum(doses, axis=1)], axis=1)
    marks = ends[:, None] + 1 - WEEK * np.arange(weeks + 1)
    return -np.diff(np.take_along_axis(total, np.maximum(marks, 0), axis=1), axis=1)


def spread(history: History, ends: Index) -> Doses:
    """Standard deviation of a week's change of the first-dose pace, in logs, by area.

    An area's own changes of the last four weeks, about their mean, are pooled with those of all
    areas of its kind (nation and prefectures, municipalities); never below LEAST_SPREAD.
    """
    changes = _changes(history, ends)
    known = np.isfinite(changes)
    weeks = known.sum(axis=1)
    mean = np.where(known, changes, 0.0).sum(axis=1) / np.maximum(weeks, 1)
    squares = np.where(known, changes - mean[:, None], 0.0) ** 2
    own, freedom = squares.sum(axis=1), np.maximum(weeks - 1, 0)
    municipal = np.array([len(area) == 6 for area in history.areas])
    pool = np.where(municipal, _pooled(own, freedom, municipal), _pooled(own, freedom, ~municipal))
    shrunk: Doses = np.sqrt((own + POOL_WEEKS * pool) / (freedom + POOL_WEEKS))
    return np.maximum(shrunk, LEAST_SPREAD)


def _pooled(own: Doses, freedom: Index, rows: npt.NDArray[np.bool_]) -> float:
    weeks = float(freedom[rows].sum())
    return float(own[rows].sum()) / weeks if weeks else UNKNOWN_SPREAD**2


def _changes(history: History, ends: Index) -> Doses:
    """Log ratio of each week to the one before, [areas, weeks]; NaN where a week is not whole."""
    doses = weekly(history.first, ends, CHANGES_COMPARED + 1)
    starts = ends[:, None] + 1 - WEEK * np.arange(1, CHANGES_COMPARED + 2)
    whole = (doses > 0) & (starts >= first_records(history)[:, None])
    logs = np.log(np.where(whole, doses, 1.0))
    change = np.clip(logs[:, :-1] - logs[:, 1:], -LARGEST_CHANGE, LARGEST_CHANGE)
    return np.where(whole[:, :-1] & whole[:, 1:], change, np.nan)
