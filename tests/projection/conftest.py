"""Small campaigns and frames for the tests of the projection."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.settings import Campaign

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
