"""What is invented of the campaigns of a later dose; dates and intervals are in their params."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Wave:
    """How an earlier dose went through a cohort: an S-curve of `share` of its persons.

    `middle` is the day half of them had it, `stretch` (days) how drawn out that was, `opens` the
    first day it was given; `gap` days at least lie between it and the dose before.
    """

    dose: int
    opens: dt.date
    middle: dt.date
    stretch: float
    share: float = 1.0
    gap: int = 0


@dataclass(frozen=True)
class Group:
    """A cohort: its persons in the whole nation, its earlier doses, and how it takes the later one.

    `uptake` is the share that will come, `hazard` the share of those who may come that does on a
    day once all is running.
    """

    persons: int
    waves: tuple[Wave, ...]
    uptake: float
    hazard: float


@dataclass(frozen=True)
class LaterPlan:
    """One campaign: its cohorts by id, the last day of earlier doses, days on which little is done.

    The first snapshot is of `first`; it alone holds the earlier doses. Holidays end before their
    second day.
    """

    groups: dict[str, Group]
    earlier_until: dt.date
    first: dt.date
    holidays: tuple[tuple[dt.date, dt.date], ...] = ()


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _wave(dose: int, opens: str, middle: str, stretch: float, share: float = 1.0) -> Wave:
    gap = {3: 184, 4: 153}.get(dose, 0)  # six months after the second, five after the third
    return Wave(dose, _day(opens), _day(middle), stretch, share, gap)


# Persons of the third dose: 総務省説明資料③ (約600万, 約900万, 約1,700万, 約5,500万). All else here is
# invented.
LATER: dict[str, LaterPlan] = {
    "third-dose-2022": LaterPlan(
        {
            "medical": Group(6_000_000, (_wave(2, "2021-03-10", "2021-05-20", 12.0),), 0.93, 0.045),
            "facility": Group(9_000_000, (_wave(2, "2021-05-03", "2021-06-22", 8.0),), 0.92, 0.045),
            "other-elderly": Group(
                17_000_000, (_wave(2, "2021-05-03", "2021-07-06", 9.0),), 0.93, 0.08
            ),
            "general": Group(55_000_000, (_wave(2, "2021-06-21", "2021-09-20", 16.0),), 0.74, 0.05),
        },
        earlier_until=_day("2021-11-30"),
        first=_day("2021-12-10"),
        holidays=((_day("2021-12-29"), _day("2022-01-04")),),
    ),
    "fourth-dose-2022": LaterPlan(
        {
            "sixty-plus": Group(
                36_000_000, (_wave(3, "2021-12-01", "2022-02-18", 11.0),), 0.83, 0.075
            ),
            "at-risk": Group(8_000_000, (_wave(3, "2022-01-10", "2022-03-20", 14.0),), 0.45, 0.03),
            "staff": Group(5_000_000, (_wave(3, "2021-12-01", "2022-01-25", 10.0),), 0.6, 0.04),
        },
        earlier_until=_day("2022-05-24"),
        first=_day("2022-06-03"),
        holidays=((_day("2022-08-13"), _day("2022-08-16")),),
    ),
    "omicron-2022": LaterPlan(
        {
            "sixty-plus": Group(
                38_000_000,
                (
                    _wave(2, "2021-05-03", "2021-07-04", 9.0),
                    _wave(3, "2021-12-01", "2022-02-20", 11.0, 0.93),
                    _wave(4, "2022-05-25", "2022-07-28", 11.0, 0.78),
                ),
                0.76,
                0.025,
            ),
            "under-sixty": Group(
                62_000_000,
                (
                    _wave(2, "2021-06-21", "2021-09-18", 16.0),
                    _wave(3, "2022-01-10", "2022-03-25", 15.0, 0.7),
                    _wave(4, "2022-07-22", "2022-08-14", 8.0, 0.08),
                ),
                0.42,
                0.012,
            ),
        },
        earlier_until=_day("2022-09-19"),
        first=_day("2022-09-30"),
    ),
}
