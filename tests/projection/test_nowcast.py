"""The nowcast: what is given and not reported yet, learnt from how earlier days filled up."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.nowcast import MOST_GROWTH, MOST_IN_ALL, nowcast
from renkei.projection.triangle import LAGS, Triangle
from renkei.projection.weekday import LEAST, MOST

DAYS = pd.date_range("2021-04-01", periods=50)
NEWEST = DAYS[-1] + pd.Timedelta(days=1)
AREAS = ("13", "162019", "162027")
PERSONS = np.array([90_000.0, 40_000.0, 10_000.0])


def _given(areas: int = len(AREAS)) -> np.ndarray:
    """Uneven doses of every area and day."""
    return np.random.default_rng(4).integers(50, 400, (areas, len(DAYS))).astype(float)


def _share(lag: np.ndarray) -> np.ndarray:
    """The share reported so many days later: a fifth at once, all after three weeks."""
    return np.sqrt(np.clip(lag, 0, LAGS + 1) / (LAGS + 1))


def _triangle(given, backs, areas=AREAS, share=_share) -> Triangle:
    """Snapshots published some days before the newest, in which every day lags alike."""
    published = pd.DatetimeIndex([NEWEST - pd.Timedelta(days=back) for back in sorted(backs)[::-1]])
    shown = [given * share((day - DAYS).days.to_numpy()) for day in published]
    return Triangle(areas, DAYS, published, {1: np.array(shown)})


@pytest.mark.parametrize("backs", [range(28), range(15), (0, 1)], ids=["28", "15", "2 snapshots"])
def test_a_lag_that_is_the_same_on_every_day_is_recovered_exactly(backs):
    given = _given()
    triangle = _triangle(given, backs)
    assert triangle.newest(1)[:, -1] == pytest.approx(given[:, -1] * _share(np.array(1)))
    assert nowcast(triangle, 1, PERSONS) == pytest.approx(given)


def test_one_snapshot_alone_stays_as_it_is_reported():
    triangle = _triangle(_given(), [0])
    assert (nowcast(triangle, 1, PERSONS) == triangle.newest(1)).all()


def test_what_is_reported_at_once_is_not_added_to():
    triangle = _triangle(_given(), range(28), share=np.sign)
    assert nowcast(triangle, 1, PERSONS) == pytest.approx(_given())


def test_days_without_a_snapshot_between_two_are_bridged():
    given = _given()
    found = nowcast(_triangle(given, [0, 1, 3, 4, 6, 9, 10, 12, 14]), 1, PERSONS)
    assert found.sum(axis=1) == pytest.approx(given.sum(axis=1), rel=0.01)
    assert found[:, -1] == pytest.approx(given[:, -1], rel=0.05)


def test_days_older_than_three_weeks_stay_as_reported():
    given = _given()
    triangle = _triangle(given, range(28), share=lambda lag: np.minimum(_share(lag), 0.9))
    assert (nowcast(triangle, 1, PERSONS)[:, :-LAGS] == triangle.newest(1)[:, :-LAGS]).all()


def _two_days(areas, first, then, last) -> Triangle:
    """One day as two snapshots show it, at lag 1 and 2, and the doses of the day after, at lag 1."""
    shown = np.zeros((2, len(areas), len(DAYS)))
    shown[0, :, -2], shown[1, :, -2], shown[1, :, -1] = first, then, last
    return Triangle(areas, DAYS, pd.DatetimeIndex([DAYS[-1], NEWEST]), {1: shown})


def test_an_area_s_growth_is_shrunk_to_that_of_all_by_a_weight_of_its_size():
    # All grow from 1,000 to 2,000: twofold. The pool weighs 0.026 x 1,000 persons = 26 doses.
    # 13: (1,974 + 26 x 2) / (974 + 26); 16: (26 + 26 x 2) / (26 + 26) = 1.5.
    triangle = _two_days(("13", "16"), [974, 26], [1974, 26], [100, 100])
    found = nowcast(triangle, 1, np.array([1000.0, 1000.0]))
    assert found[:, -1] == pytest.approx([202.6, 150])
    assert found[:, -2] == pytest.approx([1974, 26])  # nothing is known of lag 2 yet


def test_a_municipality_s_growth_is_shrunk_to_its_prefecture_s_and_that_to_all():
    # 16 of 2,000 persons, pool 52: from 148 to 148 (no growth) beside 13, which makes all twofold:
    # (148 + 52 x 2) / (148 + 52) = 1.26. 162019 had nothing: 1.26. 162027: (148 + 26 x 1.26) / 174.
    triangle = _two_days(("13", "162019", "162027"), [852, 0, 148], [1852, 0, 148], [100, 100, 100])
    found = nowcast(triangle, 1, np.array([1000.0, 1000.0, 1000.0]))
    assert found[1:, -1] == pytest.approx([126, 100 * (148 + 26 * 1.26) / 174])


def test_growth_has_a_limit_and_hardly_falls():
    triangle = _two_days(("13", "16"), [10, 1000], [9000, 10], [100, 100])
    found = nowcast(triangle, 1, np.array([100.0, 100.0]))
    assert found[0, -1] == pytest.approx(100 * MOST_GROWTH)
    assert found[1, -1] == pytest.approx(98)


def test_a_multiple_of_all_counts_gives_that_multiple():
    triangle = _triangle(_given(), range(28), share=lambda lag: _share(lag) ** 2)
    tenfold = Triangle(triangle.areas, DAYS, triangle.published, {1: 10 * triangle.shown[1]})
    found = nowcast(triangle, 1, PERSONS)
    assert nowcast(tenfold, 1, 10 * PERSONS) == pytest.approx(10 * found)


@pytest.mark.parametrize("named", ["only the newest", "all but the newest"])
def test_an_area_that_a_snapshot_does_not_name_changes_nothing_for_the_others(named):
    given = _given()
    triangle = _triangle(given, range(28))
    unnamed = slice(None, -1) if named == "only the newest" else slice(-1, None)
    triangle.shown[1][unnamed, 2] = 0
    found = nowcast(triangle, 1, PERSONS)
    assert found[:2] == pytest.approx(given[:2])
    if named == "only the newest":
        assert found[2] == pytest.approx(given[2])  # as its neighbours lag


def test_a_backlog_entered_at_once_is_no_lag_and_leaves_the_others_nearly_as_they_are():
    given = _given()
    triangle = _triangle(given, range(28))
    triangle.shown[1][:-1, 2, 1:] = 0  # the newest snapshot brings seven weeks of one area
    found = nowcast(triangle, 1, PERSONS)
    assert (found[2] <= MOST_IN_ALL * MOST * triangle.newest(1)[2]).all()
    assert found[:2].sum() > triangle.newest(1)[:2].sum()
    assert found[:2, -LAGS:].sum() >= LEAST * given[:2, -LAGS:].sum()
