"""How far off a projection may be: units, rows of the table, own errors, and sums of areas."""

from statistics import NormalDist

import numpy as np
import pytest

from renkei.projection.calibration import shipped
from renkei.projection.course import AHEAD, HORIZON_DAYS
from renkei.projection.intervals import (
    HORIZONS,
    LATE_DAYS,
    LATE_PACE,
    LEVELS,
    MEDIAN,
    bin_of,
    own_factor,
    quantiles,
    ratio,
    spread,
    summed,
    unit,
    with_nowcast,
    with_unknown_lag,
)

Z = np.array([NormalDist().inv_cdf(level) for level in LEVELS])
ONE = np.array([1000.0])


def test_an_error_is_measured_by_what_is_added_and_by_one_percent_in_four_weeks():
    assert unit(np.array([280.0]), ONE, 28.0)[0] == 290
    assert unit(np.array([280.0]), ONE, 7.0)[0] == 285
    assert unit(np.array([-5.0]), ONE, 28.0)[0] == 10


def test_the_row_of_the_table_follows_progress_towards_the_ceiling():
    now = np.array([0.0, 299, 300, 599, 600, 849, 850, 1000, 2000])
    assert bin_of(now, np.full(9, 1000.0)).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 3]
    assert bin_of(np.zeros(1), np.zeros(1)).tolist() == [0]


def _missed() -> np.ndarray:
    """A table whose rows by progress are 1, 2, 3 and 4 times the levels' deviates."""
    by_horizon = np.repeat(Z[None], len(HORIZONS), axis=0)
    return np.stack([by_horizon * factor for factor in (1, 2, 3, 4)])


def test_the_spread_is_the_tables_row_times_the_unit():
    point = np.full((1, HORIZON_DAYS), 1280.0)
    for now, factor in ((1000.0, 1), (3000.0, 2), (6500.0, 3), (9000.0, 4)):
        found = spread(
            point - 1000 + now, np.array([now]), np.array([10_000.0]), ONE * 10, _missed()
        )
        assert found.shape == (len(LEVELS), 1, HORIZON_DAYS)
        assert found[:, 0, 27] == pytest.approx(factor * Z * (280 + 100))


def test_the_spread_grows_from_four_fifths_to_the_first_horizon_and_lies_between_horizons():
    missed = _missed()
    missed[:, 1] *= 3  # 14 days ahead
    point = np.full((1, HORIZON_DAYS), 1.0)
    found = spread(point, np.ones(1), np.zeros(1), ONE, missed) + spread(
        point + 10, np.ones(1), np.zeros(1), ONE, missed
    )  # 0 and 10 doses added, nobody eligible: the unit is what is added
    assert found[-1, 0, [0, 6, 13]] == pytest.approx(
        10 * Z[-1] * np.array([0.8 * 6 / 7 + 1 / 7, 1, 3])
    )
    assert found[-1, 0, 9] == pytest.approx(10 * Z[-1] * (1 + 2 * 3 / 7))
    assert found[-1, 0, HORIZONS[-1] :] == pytest.approx(10 * Z[-1])


def test_the_nowcast_adds_half_of_what_it_added_as_a_standard_deviation():
    none = np.zeros((len(LEVELS), 1, HORIZON_DAYS))
    assert with_nowcast(none, np.array([100.0]))[:, 0, 0] == pytest.approx(50 * Z)
    table = none + (40 * Z)[:, None, None]
    assert with_nowcast(table, np.array([-60.0]))[:, 0, 5] == pytest.approx(50 * Z)
    assert with_nowcast(table, np.zeros(1)) == pytest.approx(table)


def test_quantiles_rise_along_levels_and_days_and_stay_within_their_limits():
    point = np.cumsum(np.ones((1, HORIZON_DAYS)), axis=1) + 500
    deviation = Z[:, None, None] * np.linspace(400, 10, HORIZON_DAYS)  # narrower day by day
    found = quantiles(point, deviation, np.array([490.0]), np.array([600.0]))
    assert (np.diff(found, axis=0) >= 0).all()
    assert (np.diff(found, axis=2) >= 0).all()
    assert (found.min(), found.max()) == (490, 600)
    assert (found[MEDIAN, 0, :99] == point[0, :99]).all()


def test_the_own_factor_is_shrunk_towards_one_by_eight_weeks_of_past_campaigns():
    assert own_factor([]) == 1
    assert own_factor([4.0] * 8) == pytest.approx(2)
    assert own_factor([0.25] * 8) == pytest.approx(0.5)
    assert own_factor([3.0]) == pytest.approx(3 ** (1 / 9))
    assert own_factor([1e9]) == pytest.approx(5 ** (1 / 9))
    assert own_factor([0.0]) == pytest.approx(0.2 ** (1 / 9))


def test_a_ratio_of_one_is_an_error_of_half_the_tables_middle_half():
    half = np.array([0.1, 0.2, 0.4, 0.8])
    rows, units = np.array([0, 1, 3]), np.array([100.0, 50.0, 10.0])
    assert ratio(np.array([10.0, -10.0, 8.0]), units, rows, half) == pytest.approx(1)
    assert ratio(np.array([30.0, -20.0, 8.0]), units, rows, half) == pytest.approx(2)


def _deviation() -> np.ndarray:
    """Deviations of three areas, 1, 2 and 5 times the deviates."""
    return Z[:, None, None] * np.array([1.0, 2, 5])[None, :, None] * np.ones(len(AHEAD))


@pytest.mark.parametrize(
    ("shared", "expected"), [(1.0, 8.0), (0.0, 30**0.5), (0.5, (0.5 * 64 + 0.5 * 30) ** 0.5)]
)
def test_the_deviation_of_a_sum_lies_between_full_and_no_agreement(shared, expected):
    found = summed(_deviation(), shared, np.ones((1, 3)))
    assert found[:, 0, 0] == pytest.approx(expected * Z)


def test_a_sum_of_one_area_deviates_as_that_area_whatever_is_shared():
    members = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0]])
    found = summed(_deviation(), 0.6, members)
    assert found[:, 0] == pytest.approx(_deviation()[:, 1])
    assert found[-1, 1, 0] == pytest.approx(Z[-1] * (0.6 * 36 + 0.4 * 26) ** 0.5)


def test_where_the_lag_is_unknown_what_may_be_missing_widens_every_interval():
    now, daily = np.array([100.0]), np.array([10.0])
    point = now[:, None] + 10 * AHEAD
    deviation = spread(point, now, np.array([1000.0]), np.array([900.0]), shipped().missed)
    wider = with_unknown_lag(deviation, point, now, daily)
    missing = LATE_DAYS * 10 + LATE_PACE * 10 * AHEAD
    normal = 1.2815515655446004
    assert wider[5, 0] == pytest.approx(np.hypot(deviation[5, 0], normal * missing))
    assert (np.abs(wider) >= np.abs(deviation)).all()
