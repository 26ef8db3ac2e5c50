"""Dose records by day as dated snapshots, in the shape of the Vaccination Record System's data."""

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renkei.sample.chance import Chance, Floats, Whole
from renkei.sample.lag import draw_powers, visible_share
from renkei.sample.municipalities import START, Municipalities
from renkei.sample.plan import SNAPSHOTS

COLUMNS = ("date", "area", "age", "status", "count")
INTERVAL = 21  # days between the doses
_SECOND = 0.98  # share of first doses that a second follows
# Days off and a late start cost doses; offices catch up, so that all who wish are reached.
_CATCH_UP = 1.06
_LAST_START = dt.date(2021, 5, 15)
_WEEK = (0.90, 1.02, 1.10, 1.05, 0.95, 1.06, 0.92)  # Monday to Sunday
_HOLIDAYS = (dt.date(2021, 4, 29), dt.date(2021, 5, 6))  # Golden Week, the last day not in it
_NDJSON = frozenset((dt.date(2021, 5, 27), dt.date(2021, 6, 2)))
_SMALL = 3000  # residents 65+ below which a place vaccinates every other day


@dataclass(frozen=True)
class Doses:
    """What was truly given: age × dose × municipality × day, days counted from START."""

    given: Whole
    ages: tuple[str, str] = ("65-", "-64")


def give_doses(places: Municipalities, seed: int, days: int | None = None) -> Doses:
    """The true doses of every day up to the last snapshot, or of so many days from START."""
    length = days or (SNAPSHOTS[-1] - START).days
    chance = Chance(seed, "doses")
    first = _first_doses(places, length, chance)
    second = np.zeros_like(first)
    second[:, INTERVAL:] = _SECOND * first[:, :-INTERVAL]
    young = 0.015 + 0.05 * chance.uniform(len(first), 1)
    cumulative = np.stack([first, second, first * young, second * young]).reshape(
        2, 2, *first.shape
    )
    phase = chance.uniform(2, 2, len(first), 1)
    whole = np.floor(cumulative + phase).astype(np.int64)
    return Doses(np.diff(whole, axis=-1, prepend=0))


def _first_doses(places: Municipalities, length: int, chance: Chance) -> Floats:
    """Cumulative first doses 65+: an S-curve from each place's first day, uneven by day."""
    count = len(places.areas)
    day = np.arange(-1, length)[None, :]
    curve = 1 / (1 + np.exp(-(day - places.middle[:, None]) / places.stretch[:, None]))
    pace = np.diff(curve, axis=1) * (places.eligible * places.wish)[:, None]
    pace *= _CATCH_UP * _rhythm(places, length) * (0.75 + 0.5 * chance.uniform(count, length))
    start = places.middle - 36 + 6 * chance.bell(count)
    start = np.clip(start, 0, (_LAST_START - START).days)
    start[places.early] = 0
    pace[day[:, 1:] < start[:, None]] = 0
    total = np.cumsum(pace, axis=1)
    return np.asarray(np.minimum(total, (places.eligible * places.wish)[:, None]))


def _rhythm(places: Municipalities, length: int) -> Floats:
    """How much of an even pace each day sees: weekdays, holidays, days off in small places."""
    dates = [START + dt.timedelta(days=one) for one in range(length)]
    week = np.array([_WEEK[one.weekday()] for one in dates])
    holiday = np.array([0.35 if _HOLIDAYS[0] <= one < _HOLIDAYS[1] else 1.0 for one in dates])
    everyone = np.tile(week * holiday, (len(places.areas), 1))
    small = places.eligible < _SMALL
    alternate = (np.arange(length)[None, :] + np.arange(len(small))[:, None]) % 2 * 2.0
    everyone[small] *= alternate[small]
    return everyone


def visible(places: Municipalities, doses: Doses, snapshot: dt.date, seed: int) -> Whole:
    """What a snapshot shows of the doses; a later snapshot never shows less of a day."""
    length = doses.given.shape[-1]
    share = visible_share(places, draw_powers(places, length, seed), snapshot)
    phase = Chance(seed, "seen").uniform(*doses.given.shape)
    return np.floor(doses.given * share + phase * (share > 0)).astype(np.int64)


def write_records(folder: Path, places: Municipalities, seed: int) -> int:
    """Write one gzipped CSV or NDJSON file per snapshot; returns how many rows in all."""
    doses = give_doses(places, seed)
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    for snapshot in SNAPSHOTS:
        listed = list(_listed(places, doses, visible(places, doses, snapshot, seed)))
        if snapshot in _NDJSON:
            kind = "ndjson"
            lines = [json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in listed]
        else:
            kind = "csv"
            lines = [",".join(COLUMNS), *(",".join(map(str, row)) for row in listed)]
        write_gzip(folder / f"{snapshot.isoformat()}.{kind}.gz", "\n".join(lines) + "\n")
        rows += len(listed)
    return rows


def _listed(
    places: Municipalities, doses: Doses, shown: Whole
) -> Iterator[tuple[str, str, str, int, int]]:
    """Rows by day, area, age and dose; a count of 0 has no row."""
    codes = places.codes
    table = shown.transpose(3, 2, 0, 1)
    counts = table[table > 0].tolist()
    for index, count in zip(np.argwhere(table > 0).tolist(), counts, strict=True):
        day, place, age, dose = index
        date = (START + dt.timedelta(days=day)).isoformat()
        yield date, codes[place], doses.ages[age], dose + 1, count


def write_gzip(file: Path, text: str) -> None:
    """Gzip without a name or a time inside, so that the same text gives the same bytes."""
    with (
        file.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as packed,
    ):
        packed.write(text.encode("utf-8"))
