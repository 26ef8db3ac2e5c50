"""The pooled pace ratio: what is known of an area, and the course its ratios make."""

import numpy as np
import pytest

from renkei.projection.course import HORIZON_DAYS
from renkei.projection.pooled import FEATURES, HORIZONS, MOST_RATIO, at_ratio, features

DAYS = 60
STEADY = 10.0 * np.arange(1, DAYS + 1)[None]  # 600 given at 10 a day
PERSONS, CEILING = np.array([1000.0]), np.array([800.0])


def test_an_even_pace_has_no_change_in_any_feature():
    found = dict(zip(FEATURES, features(STEADY, PERSONS, CEILING)[0], strict=True))
    assert found == {
        "one": 1,
        "progress": 0.75,
        "progress squared": 0.5625,
        "pace against the week before": pytest.approx(0),
        "pace against four weeks": pytest.approx(0),
        "pace of the eligible": pytest.approx(np.log(1.02)),  # 1 % a day
        "pace of all against the week before": pytest.approx(0),
        "days left at this pace": pytest.approx(np.log(200 / 280)),
        "first doses waiting": 0,
        "has first doses": 0,
        "first-dose pace against this": 0,
    }


def test_first_doses_that_wait_and_their_pace_are_features_of_a_second_dose():
    first = STEADY + 100
    first[:, -7:] += 10 * np.arange(1, 8)  # 20 a day in the last week: 770 given
    found = dict(zip(FEATURES, features(STEADY, PERSONS, CEILING, first)[0], strict=True))
    assert found["has first doses"] == 1
    assert found["first doses waiting"] == pytest.approx(np.log((170 + 1) / (210 + 1)))
    assert found["first-dose pace against this"] == pytest.approx(np.log(20.01 / 10.01))


def test_a_change_of_pace_is_told_against_the_week_and_the_month_before():
    given = np.cumsum(np.r_[np.full(46, 4.0), np.full(7, 8.0), np.full(7, 16.0)])[None]
    found = dict(zip(FEATURES, features(given, PERSONS, CEILING)[0], strict=True))
    assert found["pace against the week before"] == pytest.approx(np.log(16.01 / 8.01))
    assert found["pace against four weeks"] == pytest.approx(np.log(16.01 / 8.01))  # (4+4+8+16)/4
    assert found["pace of all against the week before"] == pytest.approx(np.log(2), rel=1e-5)


def test_no_feature_changes_when_all_counts_are_multiplied():
    uneven = np.cumsum(np.random.default_rng(3).integers(1, 30, (4, DAYS)), axis=1).astype(float)
    persons, ceiling = np.full(4, 4000.0), np.full(4, 3000.0)
    one = features(uneven, persons, ceiling, uneven * 1.3)
    many = features(uneven * 1e4, persons * 1e4, ceiling * 1e4, uneven * 1.3e4)
    assert many == pytest.approx(one)


@pytest.mark.parametrize("given", [np.zeros((1, DAYS)), np.full((1, DAYS), 1000.0)])
def test_features_are_finite_where_nothing_or_everything_is_given(given):
    for first in (None, given):
        assert np.isfinite(features(given, PERSONS, CEILING, first)).all()


def _coefficients(*logs: float) -> np.ndarray:
    """The same ratio for every area, by horizon."""
    found = np.zeros((len(HORIZONS), len(FEATURES)))
    found[:, 0] = logs
    return found


def test_at_ratio_one_the_recent_pace_goes_on_and_fades_beyond_the_last_horizon():
    known = features(STEADY, PERSONS, CEILING)
    path = at_ratio(STEADY, np.array([5000.0]), known, _coefficients(*[0.0] * 7))[0]
    assert path.shape == (HORIZON_DAYS,)
    assert path[: HORIZONS[-1]] == pytest.approx(600 + 10 * np.arange(1, HORIZONS[-1] + 1))
    assert np.diff(path[HORIZONS[-1] - 1 :]) == pytest.approx(7)


def test_ratios_hold_at_their_horizons_and_between_them_the_growth_is_even():
    known = features(STEADY, PERSONS, CEILING)
    ratios = _coefficients(0.0, *np.log([2.0] * 6))
    path = at_ratio(STEADY, np.array([5000.0]), known, ratios)[0]
    assert path[[6, 13]] == pytest.approx([670, 880])  # 7 x 10, then 14 x 20 in all
    assert path[9] == pytest.approx(670 + 210 * 3 / 7)


def test_a_ratio_that_falls_fast_never_takes_doses_back():
    known = features(STEADY, PERSONS, CEILING)
    path = at_ratio(STEADY, np.array([5000.0]), known, _coefficients(1.0, *[-2.0] * 6))[0]
    assert (np.diff(path) >= -1e-9).all()
    assert path[7] == pytest.approx(path[6])
    assert path[6] == pytest.approx(600 + 70 * np.e)


def test_a_ratio_has_limits_and_nobody_gets_more_than_there_are():
    known = features(STEADY, PERSONS, CEILING)
    wild = _coefficients(*[99.0] * 7)
    assert at_ratio(STEADY, np.array([1e6]), known, wild)[0, 6] == pytest.approx(
        600 + 70 * np.exp(MOST_RATIO)
    )
    assert at_ratio(STEADY, PERSONS, known, wild)[0, -1] == 1000
    assert at_ratio(STEADY, np.array([500.0]), known, wild)[0, -1] == 600
