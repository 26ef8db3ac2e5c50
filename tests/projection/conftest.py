"""Small campaigns and frames for the tests of the projection."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.intake import read_population, read_records
from renkei.settings import Campaign, open_campaign

START = pd.Timestamp("2021-04-12")
Flows = Mapping[str, tuple[np.ndarray, np.ndarray]]


@pytest.fixture(scope="session")
def campaign() -> Callable[..., Campaign]:
    """A campaign that begins on 12 April 2021; keywords replace its settings."""

    def make(**changes: Any) -> Campaign:
        values: dict[str, Any] = {
            "campaign": "trial",
            "title": "試行",
            "office": "試行室",
            "as_of": dt.date(2021, 5, 11),
            "released": dt.date(2021, 5, 12),
            "deadline": dt.date(2021, 6, 30),
            "cohort_label": "高齢者",
            "measure": "programme",
            "doses": 2,
            "interval_days": 21,
            "complete": {"share": 0.95, "of": "wish"},
            "wish_share": {"value": 0.8, "basis": "assumed"},
            "rounds": [
                {"number": 1, "opened": dt.date(2021, 4, 20), "as_of": dt.date(2021, 4, 25)},
                {"number": 2, "opened": dt.date(2021, 5, 1), "as_of": dt.date(2021, 5, 5)},
                {"number": 3, "opened": dt.date(2021, 6, 1), "as_of": dt.date(2021, 6, 5)},
            ],
            "sources": {
                "records": {"path": "records", "system": "記録", "start": START.date()},
                "population": {"path": "p.csv", "system": "台帳", "as_of": dt.date(2020, 1, 1)},
            },
            "file": Path("trial.yaml"),
            "raw": Path("raw"),
            "processed": Path("processed"),
        }
        return Campaign(**{**values, **changes})

    return make


@pytest.fixture(scope="session")
def records() -> Callable[..., pd.DataFrame]:
    """The frame "records" from daily first and second doses by area, from START on."""

    def make(flows: Flows, snapshot: str = "2021-05-12") -> pd.DataFrame:
        rows = [
            (area, pd.Timestamp(snapshot), START + pd.Timedelta(days=day), "programme", dose, given)
            for area, doses in flows.items()
            for dose, daily in zip((1, 2), doses, strict=True)
            for day, given in enumerate(daily)
            if given
        ]
        columns = ["area", "snapshot", "date", "cohort", "dose", "count"]
        return processed.check("records", pd.DataFrame(rows, columns=columns))

    return make


@pytest.fixture(scope="session")
def snapshots() -> Callable[..., pd.DataFrame]:
    """The frame "records" of daily snapshots up to `newest`, in which each day fills up.

    `visible` is the share of a day's doses that is reported so many days later.
    """

    def make(
        flows: Flows, visible: Callable[[int], float], newest: str = "2021-05-12", days: int = 22
    ) -> pd.DataFrame:
        named = [(area, dose) for area in flows for dose in (1, 2)]
        daily = np.array([flows[area][dose - 1] for area, dose in named])
        last = (pd.Timestamp(newest) - START).days
        lots = [_shown(daily, visible, last - back) for back in range(days)[::-1]]
        row, day, seen, count = (np.concatenate(column) for column in zip(*lots, strict=True))
        frame = pd.DataFrame(
            {
                "area": np.array([area for area, _ in named])[row],
                "snapshot": START + pd.to_timedelta(seen, unit="D"),
                "date": START + pd.to_timedelta(day, unit="D"),
                "cohort": "programme",
                "dose": np.array([dose for _, dose in named])[row],
                "count": count,
            }
        )
        return processed.check("records", frame)

    return make


def _shown(daily: np.ndarray, visible: Callable[[int], float], seen: int) -> tuple[np.ndarray, ...]:
    """What the snapshot of so many days after START shows: row, day, its own day and count."""
    known = daily[:, :seen]
    share = np.array([visible(seen - day) for day in range(known.shape[1])])
    count = np.rint(known * share).astype(int)
    row, day = np.nonzero(count)
    return row, day, np.full(len(row), seen), count[row, day]


@pytest.fixture(scope="session")
def elderly_2021(shared, project) -> Callable[[str], Campaign]:
    """The real campaign of 2021, opened at an as-of date."""

    def make(as_of: str) -> Campaign:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RENKEI_HOME", str(project))
            return open_campaign("elderly-2021-open-data", raw=str(shared), as_of=as_of)

    return make


@pytest.fixture(scope="session")
def real_records(elderly_2021) -> pd.DataFrame:
    """The real records of 37 prefectures, all 41 snapshots up to 9 July 2021."""
    return read_records(elderly_2021("2021-07-08")).accepted


@pytest.fixture(scope="session")
def real_population(elderly_2021) -> pd.DataFrame:
    """The residents of 65 and over by the register of 2020."""
    return read_population(elderly_2021("2021-07-08"))[0]


@pytest.fixture(scope="session")
def population() -> Callable[[Mapping[str, int]], pd.DataFrame]:
    """The frame "population" from persons by area."""

    def make(persons: Mapping[str, int]) -> pd.DataFrame:
        rows = [(area, "65-", number, "台帳") for area, number in persons.items()]
        frame = pd.DataFrame(rows, columns=["area", "cohort", "eligible", "source"])
        return processed.check("population", frame)

    return make


@pytest.fixture(scope="session")
def answers() -> Callable[..., pd.DataFrame]:
    """The frame "answers" from rows (round, area, status, bucket, latest, wish share)."""

    def make(*rows: tuple[int, str, str, str, str | None, float | None]) -> pd.DataFrame:
        columns = ["round", "area", "status", "bucket", "latest", "wish_share"]
        frame = pd.DataFrame(rows, columns=columns).astype({"wish_share": float})
        frame["latest"] = pd.to_datetime(frame["latest"])
        frame = frame.assign(
            earliest=pd.NaT, conditional=False, raw="", previous_bucket="", previous_latest=pd.NaT
        )
        return processed.check("answers", frame)

    return make


@pytest.fixture(scope="session")
def steady() -> tuple[np.ndarray, np.ndarray]:
    """30 days of 10 first doses a day; second doses 21 days behind."""
    first = np.full(30, 10)
    return first, np.concatenate([np.zeros(21, int), first[:9]])
