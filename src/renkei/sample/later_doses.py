"""What was truly given of a later dose: by cohort, municipality and day, never before its door."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkei.sample.chance import Chance, Floats, Whole
from renkei.sample.later_plan import Group, LaterPlan, Wave
from renkei.sample.municipalities import Municipalities
from renkei.settings import Cohort, Eligibility

Mask = npt.NDArray[np.bool_]
# Small places vaccinate on one day a week, middling ones on two, large ones on four.
_DAYS_A_WEEK = ((0, 1), (6_000, 2), (40_000, 4))  # from so many residents 65+
_RAMP = 28  # days until all is running
_HOLIDAY = 0.1


@dataclass(frozen=True)
class Truth:
    """Doses of one campaign as they were given, days counted from `begins`.

    `earlier` holds, by cohort and dose, what was given by the end of each day [areas, days up to
    the last of earlier doses]; `given` by cohort the campaign's own doses on each day [areas,
    days]; `eligible` by cohort the persons with the first of the earlier doses [areas].
    """

    begins: dt.date
    earlier: dict[str, dict[int, Whole]]
    given: dict[str, Whole]

    @property
    def eligible(self) -> dict[str, Whole]:
        """Persons with the first of the earlier doses, by cohort [areas]."""
        return {name: next(iter(doses.values()))[:, -1] for name, doses in self.earlier.items()}


def give_later_doses(
    places: Municipalities,
    plan: LaterPlan,
    asked: Eligibility,
    begins: dt.date,
    ends: dt.date,
    seed: int,
) -> Truth:
    """Draw the earlier doses from `begins` on, and the later dose up to the day before `ends`.

    Nobody has the later dose before the interval in force on that day has passed since the last
    dose that counts. The cohorts of `asked` are those of `plan`.
    """
    length = (ends - begins).days
    dates = [begins + dt.timedelta(days=one) for one in range(length)]
    open_days = _open_days(places, dates)
    last = (plan.earlier_until - begins).days + 1
    earlier, given = {}, {}
    for cohort in asked.cohorts:
        group, chance = plan.groups[cohort.id], Chance(seed, f"later {asked.dose} {cohort.id}")
        persons = _persons(places, group, chance)
        doses = _earlier_doses(places, group, persons, begins, open_days[:, :last], chance)
        door = _door(doses, cohort, dates)
        pace = _pace(places, plan, cohort, group, dates, chance)
        earlier[cohort.id] = doses
        given[cohort.id] = _come(door, pace, open_days, group, chance)
    return Truth(begins, earlier, given)


def _open_days(places: Municipalities, dates: list[dt.date]) -> Mask:
    """On which days each place vaccinates [areas, days]: some weekdays of its own."""
    bounds = np.array([bound for bound, _ in _DAYS_A_WEEK])
    often = np.array([days for _, days in _DAYS_A_WEEK])
    held = often[np.searchsorted(bounds, places.eligible, side="right") - 1]
    shift = np.array([one.weekday() for one in dates])[None, :] + np.arange(len(held))[:, None]
    return np.asarray((shift % 7 * held[:, None]) % 7 < held[:, None])


def _persons(places: Municipalities, group: Group, chance: Chance) -> Whole:
    """The cohort's persons by place, in proportion to its residents and a little more or less."""
    drawn = places.eligible * np.exp(0.12 * chance.bell(len(places.areas)))
    return np.asarray(np.rint(drawn * (group.persons / drawn.sum())), dtype=np.int64)


def _earlier_doses(
    places: Municipalities,
    group: Group,
    persons: Whole,
    begins: dt.date,
    open_days: Mask,
    chance: Chance,
) -> dict[int, Whole]:
    """Cumulative earlier doses by number; each at least its gap after the one before."""
    doses: dict[int, Whole] = {}
    before: Whole | None = None
    for wave in group.waves:
        late = 0.35 * (places.middle - np.median(places.middle)) + 3.0 * chance.bell(len(persons))
        curve = _curve(wave, late, begins, open_days.shape[1])
        wanted = np.floor(wave.share * persons[:, None] * curve + chance.uniform(len(persons), 1))
        # What is done between two open days is done on the first of them that follows.
        whole = np.maximum.accumulate(np.where(open_days, wanted, 0.0), axis=1).astype(np.int64)
        before = whole if before is None else np.minimum(whole, _delayed(before, wave.gap))
        doses[wave.dose] = before
    return doses


def _curve(wave: Wave, late: Floats, begins: dt.date, length: int) -> Floats:
    """The share of a wave done by the end of each day [areas, days]: 0 before it opens, then 1."""
    day = np.arange(length)[None, :]
    middle = (wave.middle - begins).days + late[:, None]
    opens = (wave.opens - begins).days
    done = 1 / (1 + np.exp(-(day - middle) / wave.stretch))
    start = 1 / (1 + np.exp(-(opens - 1 - middle) / wave.stretch))
    share = (done - start) / (done[:, -1:] - start)
    return np.asarray(np.where(day < opens, 0.0, np.clip(share, 0.0, 1.0)))


def _delayed(given: Whole, days: int) -> Whole:
    """The same curve so many days later."""
    late = np.zeros_like(given)
    late[:, days:] = given[:, : given.shape[1] - days]
    return late


def _door(doses: dict[int, Whole], cohort: Cohort, dates: list[dt.date]) -> Whole:
    """Persons who may have the later dose by each day [areas, days], had it or not.

    They had their last earlier dose when the interval in force on that day says, or before: who
    had the first of the earlier doses by then, but those who have had a further one since.
    """
    first, *further = doses.values()
    last = first.shape[1] - 1
    columns = []
    for day in dates:
        bound = cohort.door(day)
        seen = -1 if bound is None else min((bound - dates[0]).days, last)
        now = min((day - dates[0]).days, last)
        if seen < 0:
            columns.append(np.zeros(len(first), np.int64))
        else:
            since = [one[:, now] - one[:, seen] for one in further]
            columns.append(first[:, seen] - np.sum(since, axis=0, dtype=np.int64))
    return np.stack(columns, axis=1)


def _pace(
    places: Municipalities,
    plan: LaterPlan,
    cohort: Cohort,
    group: Group,
    dates: list[dt.date],
    chance: Chance,
) -> Floats:
    """The share of those who may come and want to that does, on a day of a week [areas, days]."""
    own = np.exp(0.3 * chance.bell(len(places.areas)) - 0.1 * places.lateness)
    running = [min((day - cohort.starts).days / _RAMP, 1.0) * 0.9 + 0.1 for day in dates]
    quiet = [
        _HOLIDAY if any(first <= day < end for first, end in plan.holidays) else 1.0
        for day in dates
    ]
    noise = 0.7 + 0.6 * chance.uniform(len(own), len(dates))
    pace = group.hazard * own[:, None] * np.array(running) * np.array(quiet) * noise
    return np.asarray(np.minimum(pace, 0.3))


def _come(door: Whole, pace: Floats, open_days: Mask, group: Group, chance: Chance) -> Whole:
    """Doses on each day [areas, days]: of those let in and not yet come, as many as the pace says."""
    count, length = door.shape
    uptake = np.clip(group.uptake + 0.03 * chance.bell(count), 0.05, 0.98)
    rounding = chance.uniform(count, length)
    often = 7.0 / open_days[:, :7].sum(axis=1)
    given = np.zeros_like(door)
    had = np.zeros(count, np.int64)
    for day in range(length):
        waiting = np.maximum(np.floor(uptake * door[:, day]).astype(np.int64) - had, 0)
        share = np.minimum(pace[:, day] * often, 0.9) * open_days[:, day]
        today = np.floor(waiting * share + rounding[:, day]).astype(np.int64)
        given[:, day] = np.where(open_days[:, day], np.minimum(today, waiting), 0)
        had += given[:, day]
    return given
