"""Cumulative counts as they must be: never falling, and going on where nothing was reported."""

import numpy as np
import numpy.typing as npt

from renkei.projection.course import SMALL, WEEK, Doses

GAP_DAYS = 3
LEAST_EXPECTED = 5.0  # doses: with so many to be expected, none comes by chance once in 150 times
Columns = npt.NDArray[np.intp]


def monotone(given: Doses) -> Doses:
    """Spread a fall back over the days before it: [areas, days], cumulative, never falling.

    The later count is right and the earlier ones were too high (domain/projection.md, 1).
    """
    level: Doses = np.minimum.accumulate(given[:, ::-1], axis=1)[:, ::-1]
    return np.maximum(level, 0.0)


def last_columns(daily: Doses) -> Columns:
    """Column of the last day with a dose, by area; -1 where there is none."""
    found = daily > 0
    last: Columns = found.shape[1] - 1 - np.argmax(found[:, ::-1], axis=1)
    return np.where(found.any(axis=1), last, -1)


def silent(reported: Doses, given: Doses, last: Columns, left: Doses) -> np.ndarray:
    """Areas without any record for GAP_DAYS and more where some were to be expected: [areas].

    `reported` and `given` are [areas, days], daily doses without and with what is still to come
    in. To be expected is an area's pace before, as far as all areas' doses of those days are
    reported by now, and no more than `left` [areas], what those who wish still lack: a small area
    may well have had none, and one that is through reports no more. Where doses are given on some
    days of the week alone, only a longer silence than any in the four weeks before is a gap.
    """
    shown = reported.sum(axis=0) / np.maximum(given.sum(axis=0), SMALL)
    beyond = np.arange(len(shown)) > last[:, None]
    expected = _pace_before(np.cumsum(given, axis=1), last) * (beyond * shown).sum(axis=1)
    quiet = (beyond.sum(axis=1) >= GAP_DAYS) & (beyond.sum(axis=1) > _usual(reported, last))
    gap: np.ndarray = quiet & (np.minimum(expected, left) >= LEAST_EXPECTED)
    return gap


def _usual(reported: Doses, last: Columns) -> Columns:
    """Most days in a row without a dose in the four weeks up to an area's last record: [areas]."""
    columns = np.arange(reported.shape[1])
    before = np.maximum.accumulate(np.where(reported > 0, columns, -1), axis=1)
    recent = (columns <= last[:, None]) & (columns > last[:, None] - 4 * WEEK) & (before >= 0)
    usual: Columns = np.where(recent, columns - before, 0).max(axis=1)
    return usual


def over_gaps(given: Doses, last: Columns, gap: np.ndarray, most: Doses) -> Doses:
    """Let areas with a gap go on at their pace before it, up to `most`: missing is not zero.

    `given` is [areas, days], cumulative; `last` the column of each area's last day with a record;
    `most` [areas] are those who wish.
    """
    ends = np.maximum(last, 0)
    at_end = given[np.arange(len(given)), ends]
    beyond = np.maximum(np.arange(given.shape[1])[None, :] - ends[:, None], 0)
    going_on = at_end[:, None] + _pace_before(given, last)[:, None] * beyond
    going_on = np.minimum(going_on, np.maximum(most, at_end)[:, None])
    return np.where(gap[:, None] & (beyond > 0), going_on, given)


def _pace_before(given: Doses, last: Columns) -> Doses:
    """Doses a day in the week up to an area's last record: [areas]; `given` is cumulative."""
    rows, ends = np.arange(len(given)), np.maximum(last, 0)
    before = np.where(ends >= WEEK, given[rows, np.maximum(ends - WEEK, 0)], 0.0)
    pace: Doses = (given[rows, ends] - before) / np.minimum(ends + 1, WEEK)
    return pace
