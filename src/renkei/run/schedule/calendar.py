"""Business days of the Japanese calendar, as offices keep them."""

import datetime as dt

import jpholiday

_ONE = dt.timedelta(days=1)
_CLOSED = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def is_business_day(day: dt.date) -> bool:
    """Whether offices work that day: no Saturday, Sunday, holiday, nor 29 December to 3 January.

    行政機関の休日に関する法律 (Act 91 of 1988), article 1.
    """
    return day.weekday() < 5 and (day.month, day.day) not in _CLOSED and not _is_holiday(day)


def business_day_before(day: dt.date) -> dt.date:
    """The last business day before a day."""
    earlier = day - _ONE
    while not is_business_day(earlier):
        earlier -= _ONE
    return earlier


def _is_holiday(day: dt.date) -> bool:
    return bool(jpholiday.is_holiday(day))
