"""Counts that fall, and days on which nothing was reported."""

import numpy as np
import pytest

from renkei.projection.revisions import last_columns, monotone, over_gaps, silent

ANY = np.array([np.inf])  # doses that those who wish still lack


def test_a_fall_is_spread_back_over_the_days_that_were_too_high():
    given = np.array([[0.0, 5, 9, 7, 7, 12]])
    assert monotone(given).tolist() == [[0, 5, 7, 7, 7, 12]]


def test_what_never_falls_stays_and_nothing_lies_below_zero():
    given = np.array([[0.0, 0, 3, 3, 8], [-2.0, 1, 1, 2, 2]])
    assert monotone(given).tolist() == [[0, 0, 3, 3, 8], [0, 1, 1, 2, 2]]


def test_the_last_record_is_the_last_day_with_a_dose():
    daily = np.array([[1.0, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 4]])
    assert last_columns(daily).tolist() == [2, -1, 3]


def _daily(*paces: float, days: int = 20, quiet: int = 0) -> np.ndarray:
    """Areas of an even pace; the first gives none on its last days."""
    daily = np.repeat(np.array(paces)[:, None], days, axis=1)
    daily[0, days - quiet :] = 0
    return daily


@pytest.mark.parametrize(("quiet", "gap"), [(0, False), (2, False), (3, True), (9, True)])
def test_three_days_without_a_record_are_a_gap(quiet, gap):
    daily = _daily(10, 10, quiet=quiet)
    assert silent(daily, daily, last_columns(daily), ANY).tolist() == [gap, False]


def test_a_small_area_may_well_have_given_none_for_three_days():
    few = _daily(1.6, 1000, quiet=3)  # 4.8 doses were to be expected
    some = _daily(1.7, 1000, quiet=3)
    assert not silent(few, few, last_columns(few), ANY).any()
    assert silent(some, some, last_columns(some), ANY).tolist() == [True, False]


def test_days_that_hardly_anybody_has_reported_yet_are_no_gap():
    given = _daily(10.0, 1000.0)
    reported = given.copy()
    reported[:, -3:] = [[0.0], [100.0]]  # a tenth is in by now: 3 doses of the first area's 30
    assert not silent(reported, given, last_columns(reported), ANY).any()
    late = reported.copy()
    late[1, -3:] = 1000
    assert silent(late, given, last_columns(late), ANY).tolist() == [True, False]


@pytest.mark.parametrize(
    ("week", "quiet", "gap"),
    [
        ([100, 0, 0, 0, 90, 0, 0], 3, False),
        ([100, 0, 0, 0, 90, 0, 0], 4, True),
        ([100, 0, 0, 0, 0, 0, 0], 6, False),
        ([100, 0, 0, 0, 0, 0, 0], 7, True),
    ],
)
def test_where_doses_are_given_on_some_days_alone_only_a_longer_silence_is_a_gap(week, quiet, gap):
    on_some = np.r_[np.tile(week, 5), 100, np.zeros(quiet)]
    daily = np.stack([on_some, np.full(len(on_some), 50.0)])
    assert silent(daily, daily, last_columns(daily), ANY).tolist() == [gap, False]


def test_an_area_without_any_record_has_no_gap():
    daily = np.zeros((1, 20))
    assert not silent(daily, daily, last_columns(daily), ANY).any()


def test_over_a_gap_an_area_goes_on_at_its_pace_before():
    given = np.array([[0.0, 2, 4, 6, 8, 10, 12, 14, 16, 16, 16, 16]])
    last = np.array([8])
    filled = over_gaps(given, last, np.array([True]), ANY)
    assert filled[0, 8:].tolist() == [16, 18, 20, 22]
    assert (filled[0, :9] == given[0, :9]).all()
    assert (over_gaps(given, last, np.array([False]), ANY) == given).all()


def test_a_gap_after_a_few_days_goes_on_at_the_mean_of_those():
    given = np.array([[3.0, 9, 9, 9, 9]])
    assert over_gaps(given, np.array([1]), np.array([True]), ANY).tolist() == [
        [3, 9, 13.5, 18, 22.5]
    ]


def test_an_area_that_is_through_has_no_gap_and_drifts_no_further():
    daily = _daily(10, 10, quiet=5)
    last = last_columns(daily)
    assert silent(daily, daily, last, np.array([4.9, 0.0])).tolist() == [False, False]
    assert silent(daily, daily, last, np.array([5.0, 0.0])).tolist() == [True, False]
    filled = over_gaps(
        np.cumsum(daily, axis=1), last, np.array([True, False]), np.array([165.0, 9])
    )
    assert filled[0, -6:].tolist() == [150, 160, 165, 165, 165, 165]
    assert filled[1, -1] == 200
