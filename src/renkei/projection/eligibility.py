"""Third and later doses: who may have one from when, and how fast those who may come.

A later dose is due some calendar months after the earlier one. The months were cut while the
campaigns ran (8 to 7 to 6 for the third dose, 5 to 3 for the Omicron dose), each time by a notice
before the day from which it held, so a projection knows only the notices of its own day.

The queue. Stock is who wishes and may but has not: u x opened - given. Of the stock a share comes
on each day, the hazard: 70 % the area's own, 30 % the pool's. On past days it starts low and
rises; from where it stands it moves 2 % a day towards that of past campaigns, where it begins when
there is no history at all. No area gives more a day than 1.35 times its best recent week, growing
1 % a day for 28 days, or than it has shown elsewhere. Source: domain/projection.md, part 5.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from renkei.projection.course import WEEK, Doses

Index = npt.NDArray[np.intp]
Calendar = npt.NDArray[np.datetime64]

NONE_YET = -1
HAZARD_DAYS = 28
HAZARD_FADE = 7.0  # a day counts 1/e of the one this many days later
OWN_WEIGHT = 0.7
USUAL_HAZARD = 0.05  # third doses in Italy, Germany and Japan, once open to all: .04 to .08
HAZARD_KEPT = 0.98  # of its distance to the usual one, from day to day
LEAST_HAZARD, MOST_HAZARD = 0.001, 0.3
LEAST_STOCK = 0.002  # of the eligible: a hazard of nobody is none
RECENT_DAYS = 14
HEADROOM = 1.35
GROWTH, GROWTH_DAYS = 0.01, 28


@dataclass(frozen=True)
class IntervalRule:
    """A later dose may be had `months` calendar months after the earlier one.

    `notified` is the day the notice went out, `effective` the day from which it is in force.
    """

    months: int
    notified: dt.date
    effective: dt.date


def opened(
    prior: Doses,
    days: pd.DatetimeIndex,
    rules: Sequence[IntervalRule],
    known_on: dt.date,
    horizon: int,
) -> Doses:
    """Persons whose interval since the earlier dose has passed by each day: [areas, days + horizon].

    `prior` is the cumulative earlier doses, [areas, days], held from the last day on, or already
    projected, [areas, days + horizon]; those before the first day count as of that day. Rules
    notified after `known_on` are unknown. Before any rule is in force nobody is counted; the
    count never falls, even where a rule makes the interval longer. Raises ValueError for another
    shape, or days with a gap.
    """
    passed = passed_on(days, rules, known_on, horizon)
    persons = _at(_through(prior, len(days), horizon), passed)
    counted: Doses = np.maximum.accumulate(persons, axis=1)
    return counted


def last_dose_passed(
    given: Mapping[int, Doses],
    days: pd.DatetimeIndex,
    rules: Sequence[IntervalRule],
    known_on: dt.date,
    horizon: int,
    since: dt.date | None = None,
) -> Doses:
    """Persons whose last dose, of any number, lies at least m months back: [areas, days + horizon].

    `given` is cumulative doses by number, [areas, days] or [areas, days + horizon] as in `opened`.
    With m months in force on day t and b the lowest number,

        D_b(t - m) - sum over k > b of [D_k(t) - D_k(t - m)].

    Who had dose b by t - m and nothing since has a last dose m months back. Nobody gets two doses
    within m months, which holds while no interval is shorter than m: so everyone dosed in the
    window had dose b before it, is counted once in the sum, and drops out. Where records break
    this the count stops at 0.

    Every dose in `given` counts, so whoever gets one leaves and comes back m months later: these
    are the persons waiting, and they may fall. `queue` needs those the campaign opens to, the
    ones already given included: leave the campaign's own doses out of `given` where records keep
    them apart; where they do not, `since` is its first day, and doses k > b from then on close
    nothing. From `since` on the count never falls, dose b going on or not, as long as nobody gets
    two doses of the campaign. Errors as in `opened`.
    """
    passed = passed_on(days, rules, known_on, horizon)
    calendar = _calendar(days, horizon)
    start = int(np.searchsorted(calendar, _day(since))) if since else len(calendar)
    others = np.minimum(np.arange(len(calendar)), start - 1)
    base, *later = sorted(given)
    persons = _at(_through(given[base], len(days), horizon), passed)
    for number in later:
        doses = _at(_through(given[number], len(days), horizon), others)
        persons -= doses - _at(doses, passed)
    persons = np.maximum(persons, 0.0)
    persons[:, start:] = np.maximum.accumulate(persons[:, start:], axis=1)
    return persons


def passed_on(
    days: pd.DatetimeIndex, rules: Sequence[IntervalRule], known_on: dt.date, horizon: int
) -> Index:
    """Column of the last day whose doses' interval has passed, for each day: [days + horizon].

    NONE_YET where there is none or no rule is in force. A rule holds from the later of notice and
    effective day; of those in force the newest notice holds, and of one notice the latest step.
    Months end early rather than late: six after 31 August are over on 28 February.
    """
    calendar = _calendar(days, horizon)
    column: Index = np.full(len(calendar), NONE_YET, dtype=np.intp)
    known = [rule for rule in rules if _day(rule.notified) <= _day(known_on)]
    for rule in sorted(known, key=lambda rule: (_day(rule.notified), _day(rule.effective))):
        due = months_after(calendar, rule.months)
        passed = np.searchsorted(due, calendar, side="right") - 1
        start = max(_day(rule.notified), _day(rule.effective))
        column = np.where(calendar >= start, passed, column)
    return column


def months_after(days: Calendar, months: int) -> Calendar:
    """The same day of the month so many calendar months later, or that month's last day."""
    month = days.astype("datetime64[M]")
    later = month + np.timedelta64(months, "M")
    same = later.astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    last = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    earlier: Calendar = np.minimum(same, last)
    return earlier


def queue(
    given: Doses,
    opened: Doses,
    uptake: float | Doses,
    eligible: Doses,
    shown: Doses | None = None,
) -> Doses:
    """Cumulative doses on the coming days: [areas, horizon].

    `given` is [areas, days] cumulative doses of the campaign, `opened` [areas, days + horizon] as
    above, `uptake` the share of the opened that wishes, one or by area, `eligible` [areas]
    persons, `shown` [areas] doses a day given at best elsewhere, as `best_week` of an earlier
    dose. An area without a dose so far takes the pool's hazard and best week; where there is no
    pool either, USUAL_HAZARD and no bound but `shown`: the caller flags that as too little data.
    Never falls, and never passes uptake x eligible, or what is already given.
    """
    days = given.shape[1]
    wishing = np.broadcast_to(np.asarray(uptake, dtype=float), eligible.shape)
    hazard = _hazard(given, wishing[:, None] * opened[:, :days], eligible)
    most = _throughput(given, eligible)
    ceiling = np.maximum(wishing * eligible, given[:, -1])
    level = given[:, -1]
    path = np.empty((len(given), opened.shape[1] - days))
    for ahead in range(path.shape[1]):
        stock = np.maximum(wishing * opened[:, days + ahead] - level, 0.0)
        drifted = USUAL_HAZARD * (hazard / USUAL_HAZARD) ** (HAZARD_KEPT ** (ahead + 1))
        limit = most * (1 + GROWTH) ** min(ahead, GROWTH_DAYS)
        limit = limit if shown is None else np.maximum(limit, shown)
        level = np.minimum(level + np.minimum(drifted * stock, limit), ceiling)
        path[:, ahead] = level
    return path


def best_week(given: Doses, lately: int | None = None) -> Doses:
    """Doses a day in the best 7 days, of those that end in the last `lately` days: [areas].

    `given` is [areas, days] cumulative. An area that began within the last 7 days is measured
    from its first dose on.
    """
    last = given.shape[1] - 1
    ends = np.arange(0 if lately is None else max(last + 1 - lately, 0), last + 1)
    whole = (given[:, ends] - given[:, np.maximum(ends - WEEK, 0)]).max(axis=1) / WEEK
    before = np.clip(np.argmax(given > 0, axis=1) - 1, max(last - WEEK, 0), max(last - 1, 0))
    begun = given[:, last] - np.take_along_axis(given, before[:, None], axis=1)[:, 0]
    best: Doses = np.maximum(whole, begun / np.maximum(last - before, 1))
    return best


def _hazard(given: Doses, wishing: Doses, eligible: Doses) -> Doses:
    """Share of the stock that came on a recent day, own and pooled: [areas].

    `wishing` is [areas, days]: u x opened. Days before an area's opening do not count.
    """
    recent = given[:, -HAZARD_DAYS - 1 :]
    came = np.diff(recent, axis=1)
    open_ = wishing[:, wishing.shape[1] - came.shape[1] :]
    stock = np.maximum(open_ - recent[:, :-1], LEAST_STOCK * eligible[:, None])
    weight = np.exp(-np.arange(came.shape[1])[::-1] / HAZARD_FADE) * (open_ > 0)
    doses, exposed = (came * weight).sum(axis=1), (stock * weight).sum(axis=1)
    begun = (doses > 0) & (exposed > 0)
    pooled = _ratio(doses[begun], exposed[begun]) if begun.any() else USUAL_HAZARD
    own = np.divide(doses, exposed, out=np.full(len(given), pooled), where=begun)
    hazard: Doses = OWN_WEIGHT * own + (1 - OWN_WEIGHT) * pooled
    return np.clip(hazard, LEAST_HAZARD, MOST_HAZARD)


def _throughput(given: Doses, eligible: Doses) -> Doses:
    """Most doses a day on the first coming day: [areas]; infinite where nobody has begun."""
    best = best_week(given, RECENT_DAYS)
    begun = (best > 0) & (eligible > 0)
    if not begun.any():
        return np.full(len(given), np.inf)
    return HEADROOM * np.where(best > 0, best, _ratio(best[begun], eligible[begun]) * eligible)


def _ratio(doses: Doses, of: Doses) -> float:
    return float(doses.sum() / of.sum())


def _calendar(days: pd.DatetimeIndex, horizon: int) -> Calendar:
    """The record days and the horizon's, day by day."""
    record = days.to_numpy().astype("datetime64[D]")
    calendar: Calendar = record[0] + np.arange(len(record) + horizon)
    if not np.array_equal(calendar[: len(record)], record):
        raise ValueError("the record days have a gap; expected every day from first to last")
    return calendar


def _day(day: dt.date) -> np.datetime64:
    return np.datetime64(day, "D")


def _through(counts: Doses, days: int, horizon: int) -> Doses:
    """Cumulative counts through the horizon: as they are, or held from the last day on."""
    if counts.shape[1] not in (days, days + horizon):
        expected = f"{days} record days, or {days + horizon} with the horizon"
        raise ValueError(f"cumulative doses of {counts.shape[1]} days; expected {expected}")
    return counts[:, np.minimum(np.arange(days + horizon), counts.shape[1] - 1)]


def _at(counts: Doses, column: Index) -> Doses:
    """The cumulative counts at a column for each day; nobody where there is none."""
    return np.where(column >= 0, counts[:, np.maximum(column, 0)], 0.0)
