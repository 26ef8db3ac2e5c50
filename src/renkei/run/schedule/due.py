"""What is next, what is due and what was missed: from a schedule, its memory and one moment."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from renkei.run.schedule.calendar import business_day_before, is_business_day
from renkei.run.schedule.state import Memory
from renkei.settings.schedule import WEEKDAYS, Entry

ON_TIME = dt.timedelta(hours=1)
"""A run that starts within this time is on time; a start by cron or a cluster may take a while."""
_ONE = dt.timedelta(days=1)
_SEARCHED = 400  # days ahead for the next run; the longest gap of any rule is under two weeks


@dataclass(frozen=True)
class Standing:
    """How one entry stands at one moment; all moments are in UTC.

    `due` are to be run now, oldest first, not before `wait_until` where that is given (a run that
    may work later); `missed` are due since more than an hour; `given_up` are those of them that
    nobody makes up for.
    """

    entry: Entry
    next: dt.datetime | None
    due: tuple[dt.datetime, ...] = ()
    missed: tuple[dt.datetime, ...] = ()
    wait_until: dt.datetime | None = None

    @property
    def given_up(self) -> tuple[dt.datetime, ...]:
        """The missed runs that the entry's `catch_up` leaves out."""
        return tuple(one for one in self.missed if one not in self.due)

    def ready(self, now: dt.datetime) -> bool:
        """Whether something is to be run at once."""
        return bool(self.due) and (self.wait_until is None or self.wait_until <= now)

    def wake(self) -> dt.datetime | None:
        """When to look again."""
        known = [one for one in (self.next, self.wait_until) if one]
        return min(known) if known else None


def standing(entry: Entry, memory: Memory, now: dt.datetime) -> Standing:
    """How an entry stands at `now` (with zone).

    An entry without memory counts from an hour before, so that the first call of a cron line
    finds its own time due, and nothing older. Runs due longer ago than `catch_up_days` are missed
    and left.
    """
    now = now.astimezone(dt.UTC)
    oldest = now - dt.timedelta(days=entry.catch_up_days)
    since = max(memory.settled or now - ON_TIME, oldest)
    passed = tuple(times(entry, since, now))
    again = memory.retry
    waiting = again if again and again.due in passed else None
    due = _made_up(entry, passed, now, waiting.due if waiting else None)
    return Standing(
        entry=entry,
        next=next(times(entry, now, now + _SEARCHED * _ONE), None),
        due=due,
        missed=tuple(one for one in passed if now - one > ON_TIME),
        wait_until=waiting.not_before if waiting and waiting.due in due[:1] else None,
    )


def _made_up(
    entry: Entry, passed: tuple[dt.datetime, ...], now: dt.datetime, again: dt.datetime | None
) -> tuple[dt.datetime, ...]:
    """Which of the runs that passed are still run; a run to be tried again always is."""
    if entry.catch_up == "all":
        return passed
    latest = passed[-1:]
    if entry.catch_up == "latest":
        return latest
    return tuple(one for one in latest if now - one <= ON_TIME or one == again)


def times(entry: Entry, after: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """The moments an entry is due, later than `after` and up to `until`, in UTC and in order."""
    day = after.astimezone(entry.tz).date() - _ONE
    last = until.astimezone(entry.tz).date()
    while day <= last:
        if runs_on(entry, day):
            for moment in sorted(_moment(entry, day, time) for time in entry.times):
                if after < moment <= until:
                    yield moment
        day += _ONE


def _moment(entry: Entry, day: dt.date, time: dt.time) -> dt.datetime:
    """A time of day in UTC; one that a change of clocks leaves out moves by that change."""
    return dt.datetime.combine(day, time, tzinfo=entry.tz).astimezone(dt.UTC)


def runs_on(entry: Entry, day: dt.date) -> bool:
    """Whether an entry runs on a day of its zone."""
    if entry.days == "every":
        return True
    if entry.days == "business":
        return is_business_day(day)
    return WEEKDAYS[day.weekday()] in entry.days


def as_of(entry: Entry, due: dt.datetime) -> dt.date | None:
    """The as-of date of the run that was due then; None leaves the date of the params file."""
    day = due.astimezone(entry.tz).date()
    if entry.as_of == "same-day":
        return day
    if entry.as_of == "day-before":
        return day - _ONE
    return business_day_before(day) if entry.as_of == "business-day-before" else None
