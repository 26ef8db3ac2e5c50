"""The pace of the last days, the pace for ever, and the pace that slows towards the ceiling."""

import numpy as np
import pytest

from renkei.projection.course import HORIZON_DAYS, at_pace, pace, slowing

STEADY = 10.0 * np.arange(1, 31)[None]  # 10 a day for 30 days, 300 in all


def test_the_pace_is_the_mean_of_the_last_seven_days_or_of_those_asked_for():
    given = np.array([[0, 1, 3, 6, 10, 15, 21, 28, 36.0]])
    assert pace(given)[0] == (36 - 1) / 7
    assert pace(given, days=2)[0] == (36 - 21) / 2
    assert pace(given, days=2, back=3)[0] == (15 - 6) / 2


def test_where_fewer_days_are_known_the_pace_is_that_of_those():
    assert pace(np.array([[5.0, 9.0, 11.0]]))[0] == 3
    assert pace(np.array([[5.0]]))[0] == 0
    assert pace(np.array([[5.0, 9.0, 11.0]]), back=9)[0] == 0


def test_at_its_pace_an_area_goes_on_up_to_the_ceiling_and_keeps_what_it_has():
    path = at_pace(np.repeat(STEADY, 2, axis=0), np.array([345.0, 200.0]))
    assert path.shape == (2, HORIZON_DAYS)
    assert path[0, :6].tolist() == [310, 320, 330, 340, 345, 345]
    assert (path[1] == 300).all()


def test_a_pace_holds_up_to_four_fifths_of_the_ceiling_and_then_falls_with_what_is_left():
    path = slowing(STEADY, np.array([500.0]))[0]
    assert path[:10].tolist() == [310, 320, 330, 340, 350, 360, 370, 380, 390, 400]
    left = 500 - path[9:]
    assert left == pytest.approx(100 * np.exp(-0.1 * np.arange(len(left))))  # 10 a day of 100 left
    assert path[-1] < 500


def test_a_ceiling_already_passed_is_raised_a_little():
    path = slowing(STEADY, np.array([100.0]))[0]
    assert 300 < path[0] < path[-1] <= 306


def test_an_area_that_stands_still_stays():
    still = np.full((1, 30), 70.0)
    assert (slowing(still, np.array([100.0])) == 70).all()
    assert (at_pace(still, np.array([100.0])) == 70).all()
