"""Coverage by day: which days, areas and kinds of figures a path shows."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection import project
from renkei.projection.course import HORIZON_DAYS
from renkei.projection.triangle import LAGS

NONE = processed.empty("answers")
LAST = pd.Timestamp("2021-05-11")


@pytest.fixture
def paths(campaign, snapshots, population, steady):
    def make(flows=None, lag=lambda lag: min(1.0, 0.3 + lag / 20), **changes):
        shown = flows or {"13": steady, "162019": steady}
        persons = population({"13": 1000, "162019": 1000})
        return project(snapshots(shown, lag), persons, NONE, campaign(**changes)).paths

    return make


def _days(frame, kind, area="13", dose=1) -> pd.DatetimeIndex:
    rows = frame.query("area == @area and dose == @dose and kind == @kind")
    return pd.DatetimeIndex(rows["date"])


def test_paths_are_of_prefectures_and_the_nation_alone(paths):
    assert set(paths()["area"]) == {"00", "13", "16"}


def test_reported_days_run_to_the_last_record_and_adjusted_ones_over_those_still_filling_up(paths):
    frame = paths()
    assert _days(frame, "reported").equals(pd.date_range("2021-04-12", LAST))
    assert _days(frame, "adjusted").equals(pd.date_range(LAST - pd.Timedelta(days=LAGS - 1), LAST))
    assert _days(frame, "projected")[0] == LAST + pd.Timedelta(days=1)


def test_what_is_adjusted_lies_above_what_is_reported_and_joins_it_where_all_is_in(paths):
    frame = (
        paths()
        .query("area == '13' and dose == 1")
        .pivot(index="date", columns="kind", values="q50")
    )
    both = frame.dropna(subset=["reported", "adjusted"])
    assert (both["adjusted"] >= both["reported"] - 1e-12).all()
    assert both["adjusted"].iloc[0] == pytest.approx(both["reported"].iloc[0])
    assert both["adjusted"].iloc[-1] > 1.15 * both["reported"].iloc[-1]
    assert frame["projected"].dropna().iloc[0] >= both["adjusted"].iloc[-1]


@pytest.mark.parametrize(
    ("deadline", "end"),
    [
        ("2021-05-20", "2021-07-10"),  # 60 days after the as-of date
        ("2021-08-01", "2021-08-01"),
        ("2022-08-01", str((LAST + pd.Timedelta(days=HORIZON_DAYS)).date())),
    ],
)
def test_paths_end_on_the_deadline_or_after_60_days_within_the_horizon(paths, deadline, end):
    frame = paths(deadline=dt.date.fromisoformat(deadline))
    assert _days(frame, "projected")[-1] == pd.Timestamp(end)


def test_only_projected_days_have_quantiles(paths):
    frame = paths()
    outer = frame[["q10", "q25", "q75", "q90"]].notna()
    assert (outer.all(axis=1) == (frame["kind"] == "projected")).all()
    assert (outer.any(axis=1) == outer.all(axis=1)).all()
    assert frame["q50"].notna().all()


def test_days_of_a_gap_are_not_shown_as_reported(paths, steady):
    silent = tuple(np.r_[doses[:25], np.zeros(5, int)] for doses in steady)
    frame = paths({"13": silent, "162019": steady}, lag=lambda lag: 1.0)
    assert _days(frame, "reported")[-1] == pd.Timestamp("2021-05-06")
    assert _days(frame, "adjusted")[-1] == pd.Timestamp("2021-05-06")
    assert _days(frame, "reported", "00")[-1] == LAST
    assert _days(frame, "projected")[0] == LAST + pd.Timedelta(days=1)
