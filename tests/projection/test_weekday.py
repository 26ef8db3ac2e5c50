"""The weekday factor: Monday's snapshot lacks more than Friday's, and weekly steps know it."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.nowcast import nowcast
from renkei.projection.triangle import LAGS, Triangle
from renkei.projection.weekday import LEAST, MOST, of_weekday

DAYS = pd.date_range("2021-04-01", "2021-05-30")
MONDAY = pd.Timestamp("2021-05-31")
PERSONS = np.array([50_000.0, 20_000.0])


def _share(lag: np.ndarray, published: pd.Timestamp) -> np.ndarray:
    """What is in after so many days: of the last week a tenth is missing on a Monday."""
    full = np.clip(lag, 0, LAGS + 1) / (LAGS + 1)
    return np.where((published.weekday() == 0) & (lag <= 7), full * 0.9, full)


def _triangle(backs) -> tuple[Triangle, np.ndarray]:
    given = np.random.default_rng(2).integers(100, 300, (2, len(DAYS))).astype(float)
    published = pd.DatetimeIndex([MONDAY - pd.Timedelta(days=back) for back in sorted(backs)[::-1]])
    shown = [given * _share((day - DAYS).days.to_numpy(), day) for day in published]
    return Triangle(("13", "16"), DAYS, published, {1: np.array(shown)}), given


def test_on_a_monday_the_last_week_is_brought_to_what_mondays_lack():
    triangle, given = _triangle(range(28))
    found = nowcast(triangle, 1, PERSONS)
    assert found[:, -7:].sum() == pytest.approx(given[:, -7:].sum())
    daily_steps_alone = nowcast(_triangle(range(7))[0], 1, PERSONS)
    assert daily_steps_alone[:, -7:].sum() < 0.97 * given[:, -7:].sum()


def test_there_is_one_factor_for_each_week_of_lags_and_one_beyond_them():
    triangle, given = _triangle(range(28))
    uneven = given * np.linspace(0.9, 1.1, len(DAYS))  # a nowcast that is a tenth off
    factor = of_weekday(triangle, 1, uneven)
    for week in range(3):
        of_week = slice(len(DAYS) - 7 * week - 7, len(DAYS) - 7 * week)
        assert np.ptp(factor[of_week]) == 0
        expected = given[:, of_week].sum() / uneven[:, of_week].sum()
        assert factor[of_week][0] == pytest.approx(expected)
    assert (factor[:-LAGS] == 1).all()


def test_the_factor_has_limits():
    triangle, given = _triangle(range(28))
    assert (of_weekday(triangle, 1, given / 9)[-LAGS:] == MOST).all()
    assert (of_weekday(triangle, 1, given * 9)[-LAGS:] == LEAST).all()


def test_without_a_snapshot_a_week_older_the_nowcast_stands():
    triangle, _ = _triangle(range(7))
    assert (of_weekday(triangle, 1, triangle.newest(1)) == 1).all()


def test_where_the_snapshot_a_week_ago_is_missing_it_lies_between_its_neighbours():
    triangle, given = _triangle([0, *range(8, 28)])  # the last before a week ago is a Sunday's
    factor = of_weekday(triangle, 1, given * 0.9)
    assert 0.9 < factor[-1] < 1 / 0.9  # Sundays lack less than Mondays


def test_areas_that_a_snapshot_does_not_name_are_left_out_of_the_weekly_steps():
    triangle, given = _triangle(range(28))
    given[1] = 2 * given[0]
    triangle.shown[1][:, 1] = 2 * triangle.shown[1][:, 0]
    alone = Triangle(("13",), DAYS, triangle.published, {1: triangle.shown[1][:, :1].copy()})
    triangle.shown[1][:-1, 1] = 0  # 16 stands in the newest snapshot alone
    found, expected = of_weekday(triangle, 1, 0.9 * given), of_weekday(alone, 1, 0.9 * given[:1])
    assert expected[-1] == pytest.approx(1 / 0.9)
    assert found == pytest.approx(expected)
