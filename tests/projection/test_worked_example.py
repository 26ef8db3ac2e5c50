"""One prefecture with 10 first doses a day for 30 days, worked out by hand.

1,000 eligible, 80 % wish: ceiling 800, complete at 760 second doses. On 11 May 300 first and 90
second doses are given. Second doses go on at 10 a day (the first doses of 21 days earlier), so 67
days are needed: 17 July. To complete by 30 June, 50 days on, 460 first and 670 second doses are
missing: 22.6 a day, against 20 now.
"""

import math
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection import project


@pytest.fixture(scope="module")
def worked(campaign, records, population, steady):
    return project(
        records({"16": steady}),
        population({"00": 1000, "16": 1000}),
        processed.empty("answers"),
        campaign(),
    )


def _by_area(projection, area="16"):
    return projection.areas.set_index("area").loc[area]


def test_counts_paces_and_the_median_day_are_those_of_the_hand_calculation(worked):
    row = _by_area(worked)
    assert (row["eligible"], row["ceiling"], row["first"], row["second"]) == (1000, 800, 300, 90)
    assert (row["first_share"], row["second_share"]) == (0.3, 0.09)
    assert (row["pace"], row["required"]) == (20, 22.6)
    assert row["gap"] == pytest.approx(-2.6)
    assert row["d50"] == pd.Timestamp("2021-07-17")
    assert row["snapshot"] == pd.Timestamp("2021-05-12")


def _days_by_hand(deviate, spread, target=760.0):
    """The day second doses reach the target for one deviate, one dose flow at a time."""
    second, day = 90.0, 0
    while second < target - 1e-6 and day < 120:
        day += 1
        ahead = min(day, 7) if day <= 21 else day - 21
        second += 10 * math.exp(deviate * spread * math.sqrt(ahead / 7))
    return day


def test_an_even_pace_has_the_least_spread_and_its_quantile_days_follow_from_it(worked):
    row = _by_area(worked)
    for name, quantile in (("d10", 0.1), ("d25", 0.25), ("d75", 0.75), ("d90", 0.9)):
        days = _days_by_hand(NormalDist().inv_cdf(1 - quantile), spread=0.15)
        assert row[name] == pd.Timestamp("2021-05-11") + pd.Timedelta(days=days), name


def test_the_chance_at_the_deadline_is_that_of_drawn_paths(campaign, records, population, steady):
    near = campaign(deadline=pd.Timestamp("2021-07-14").date())
    frames = records({"16": steady}), population({"00": 1000, "16": 1000})
    row = _by_area(project(*frames, processed.empty("answers"), near))
    drawn = np.random.default_rng(7).standard_normal(4000)
    by_then = np.mean([_days_by_hand(one, 0.15) <= 64 for one in drawn])
    assert 0.2 < by_then < 0.5
    assert row["p_deadline"] == pytest.approx(by_then, abs=0.02)
    assert (row["outlook"], row["binding"]) == ("behind", "first_doses")


def test_the_nation_of_one_prefecture_is_that_prefecture(worked):
    nation, prefecture = _by_area(worked, "00"), _by_area(worked, "16")
    same = ["eligible", "first", "second", "pace", "required", "d10", "d50", "d90", "p_deadline"]
    assert nation[same].equals(prefecture[same])


def test_paths_show_shares_of_the_eligible_reported_then_projected(worked):
    paths = worked.paths[worked.paths["area"] == "16"].set_index(["dose", "date"])
    reported, projected = (paths[paths["kind"] == kind] for kind in ("reported", "projected"))
    assert reported.loc[(1, pd.Timestamp("2021-05-11")), "q50"] == pytest.approx(0.3)
    assert reported[["q10", "q25", "q75", "q90"]].isna().all(axis=None)
    assert projected.loc[(1, pd.Timestamp("2021-05-12")), "q50"] == pytest.approx(0.31)
    assert projected.loc[(1, pd.Timestamp("2021-07-10")), "q50"] == pytest.approx(0.8)
    assert projected.loc[(2, pd.Timestamp("2021-06-30")), "q50"] == pytest.approx(0.59)
    days = paths.index.get_level_values("date")
    assert (days.min(), days.max()) == (pd.Timestamp("2021-04-12"), pd.Timestamp("2021-07-10"))
    assert not paths.index.duplicated().any()


def test_the_recent_pace_counts_and_never_the_mean_since_the_start(
    campaign, records, population, steady
):
    slow_start = np.concatenate([np.full(20, 1), np.full(10, 28)])
    frame = records({"16": (slow_start, steady[1])})
    row = _by_area(project(frame, population({"16": 1000}), processed.empty("answers"), campaign()))
    assert row["first"] == 300
    assert row["pace"] == 28 + 7 * 10 / 7
