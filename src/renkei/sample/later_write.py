"""Write an invented campaign of a later dose: dated snapshots by cohort, and who is eligible."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renkei.errors import SettingsError, UsageError, WriteError
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.readiness import TESTING
from renkei.sample.chance import Chance, Floats, Whole
from renkei.sample.lag import draw_powers, nation_curve
from renkei.sample.later_doses import Truth, give_later_doses
from renkei.sample.later_plan import LATER, LaterPlan
from renkei.sample.municipalities import Municipalities, draw_municipalities
from renkei.sample.records import write_gzip
from renkei.sample.registers_testing import testing_rows
from renkei.sample.write import README, SEED
from renkei.settings import Eligibility, Params

_HEAD = "date,area,cohort,dose,count\n"
_DAILY, _AFTER = 14, 3  # days of daily snapshots before the release, weekly ones after it
_ABOUT = """見本（架空のデータ）
このフォルダーの実績と対象者数はすべて架空のものです。自治体名は実在しますが、数値は乱数から
作ったもので、実際の状況とは関係ありません。

SAMPLE (INVENTED DATA)
Every record and count of persons in this folder is invented. The municipalities exist, but their
figures are drawn from random numbers and say nothing about any of them. Written by
`renkei sample --campaign {campaign}` (seed {seed}).

records/        接種記録の公表版 dated snapshots of the dose records by cohort; earlier doses stand
                in the first of them alone
population.csv  対象者数 persons who may have the dose sooner or later, by municipality and cohort
{readiness}"""
_READINESS = (
    "readiness/      検査・療養体制の整備状況 when each prefecture is ready (filled-in form)\n"
)
_RECEIVED = dt.timedelta(days=2)  # before the as-of date


@dataclass(frozen=True)
class LaterSummary:
    """What was written."""

    snapshots: int
    records: int
    municipalities: int
    cohorts: int

    def __str__(self) -> str:
        return (
            f"{self.records:,} record rows in {self.snapshots} snapshots, the eligible of "
            f"{self.municipalities:,} municipalities in {self.cohorts} cohorts"
        )


def write_later_sample(folder: Path, params: Params, *, seed: int = SEED) -> LaterSummary:
    """Write an invented campaign of a later dose into `folder`, made where it is not there.

    Dates, cohorts and intervals are those of `params`, so that no record breaks its rules; how
    many persons there are and how fast they come is invented (LATER). The same params and seed
    give the same bytes; the README comes last. Raises UsageError for a seed below 0,
    SettingsError where nothing is known of the campaign or of a cohort, WriteError where writing
    stops.
    """
    if seed < 0:
        raise UsageError(f"{seed} is no seed", where="seed", expected="a whole number from 0")
    plan, asked = _planned(params)
    places = draw_municipalities(seed)
    days = snapshot_days(plan.first, params.released)
    begins = params.sources.records.start
    truth = give_later_doses(places, plan, asked, begins, days[-1], seed)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = _write_records(folder / "records", places, truth, asked, days, seed)
        _write_text(folder / "population.csv", "".join(_population(places, truth)))
        told = _READINESS if _asks_for_testing(params) else ""
        if told:
            _write_testing(folder / "readiness", params, seed)
        about = _ABOUT.format(campaign=params.campaign, seed=seed, readiness=told)
        _write_text(folder / README, about)
    except OSError as error:
        raise WriteError(error.strerror or "cannot be written", where=str(folder)) from error
    return LaterSummary(len(days), rows, len(places.areas), len(asked.cohorts))


def _planned(params: Params) -> tuple[LaterPlan, Eligibility]:
    """What is invented of a campaign, and who may have its dose when."""
    plan = LATER.get(params.campaign)
    if plan is None or params.eligibility is None:
        raise SettingsError(
            f"nothing is invented of the campaign {params.campaign!r}",
            expected=f"the params of {', '.join(LATER)}",
        )
    if set(params.eligibility.ids) != set(plan.groups):
        raise SettingsError(
            f"the cohorts are {', '.join(params.eligibility.ids)}",
            where=params.campaign,
            expected=f"those the sample knows: {', '.join(plan.groups)}",
        )
    return plan, params.eligibility


def snapshot_days(first: dt.date, released: dt.date) -> list[dt.date]:
    """Weekly from the first, daily in the last fortnight before the release, weekly after it."""
    week, begun = dt.timedelta(days=7), released - dt.timedelta(days=_DAILY)
    weekly = [first + count * week for count in range((begun - first).days // 7 + 1)]
    daily = [begun + dt.timedelta(days=one) for one in range(_DAILY + 1)]
    after = [released + count * week for count in range(1, _AFTER + 1)]
    return [*(day for day in weekly if day < begun), *daily, *after]


def _write_records(
    folder: Path,
    places: Municipalities,
    truth: Truth,
    asked: Eligibility,
    days: list[dt.date],
    seed: int,
) -> int:
    """Write one gzipped CSV a snapshot; the first holds the earlier doses too. Gives the rows."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = (asked.starts - truth.begins).days
    powers = draw_powers(places, (days[-1] - asked.starts).days, seed)
    rows = 0
    for snapshot in days:
        lines = [_HEAD]
        if snapshot == days[0]:
            lines += _earlier_lines(places, truth)
        shown = _visible_share(powers, asked.starts, snapshot)
        for cohort, given in truth.given.items():
            seen = _seen(given[:, opened:], shown, Chance(seed, f"seen {asked.dose} {cohort}"))
            lines += _lines(places, seen, asked.starts, f"{cohort},{asked.dose}")
        write_gzip(folder / f"{snapshot.isoformat()}.csv.gz", "".join(lines))
        rows += len(lines) - 1
    return rows


def _visible_share(powers: Floats, start: dt.date, snapshot: dt.date) -> Floats:
    """The share of each day's doses a snapshot shows [areas, days]; none of its own day's."""
    age = (snapshot - start).days - np.arange(powers.shape[1], dtype=float)
    return np.where(age >= 1, nation_curve(age)[None, :] ** powers, 0.0)


def _seen(given: Whole, share: Floats, chance: Chance) -> Whole:
    """What a snapshot shows; a later one never shows less of a day."""
    phase = chance.uniform(*given.shape)
    return np.floor(given * share + phase * (share > 0)).astype(np.int64)


def _earlier_lines(places: Municipalities, truth: Truth) -> Iterator[str]:
    """The earlier doses whole: so long after the last of them nothing is late any more."""
    for cohort, doses in truth.earlier.items():
        for dose, total in doses.items():
            daily = np.diff(total, axis=1, prepend=0)
            yield from _lines(places, daily, truth.begins, f"{cohort},{dose}")


def _lines(places: Municipalities, counts: Whole, start: dt.date, what: str) -> Iterator[str]:
    """Lines by area and day; a count of 0 has no line."""
    dates = [(start + dt.timedelta(days=one)).isoformat() for one in range(counts.shape[1])]
    codes = places.codes
    area, day = np.nonzero(counts)
    found = zip(area.tolist(), day.tolist(), counts[area, day].tolist(), strict=True)
    return (f"{dates[two]},{codes[one]},{what},{count}\n" for one, two, count in found)


def _population(places: Municipalities, truth: Truth) -> Iterator[str]:
    yield "area,cohort,eligible\n"
    for cohort, persons in truth.eligible.items():
        rows = zip(places.codes, persons.tolist(), strict=True)
        yield from (f"{code},{cohort},{count}\n" for code, count in rows)


def _asks_for_testing(params: Params) -> bool:
    source = params.sources.readiness
    return source is not None and source.form == TESTING.name


def _write_testing(folder: Path, params: Params, seed: int) -> None:
    """One filled-in form of all prefectures, in the folder of the day it was received."""
    received = params.as_of - _RECEIVED
    rows = testing_rows(seed)
    issue = Issue(TESTING, params.campaign, params.title, received, rows, sample=True)
    write_issue(folder / received.isoformat() / "検査・療養体制_全国.xlsx", issue)


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
