"""Second doses follow first doses: the interval and the share that comes back are found."""

import numpy as np
import pytest

from renkei.projection.course import HORIZON_DAYS
from renkei.projection.pipeline import LEAST_RETURN, second_from_first

DAYS = 80


def _first(areas: int = 3) -> np.ndarray:
    """Cumulative first doses of uneven days, through the horizon."""
    daily = np.random.default_rng(8).integers(0, 60, (areas, DAYS + HORIZON_DAYS))
    return np.cumsum(daily, axis=1).astype(float)


def _follows(first, interval, share) -> np.ndarray:
    late = np.zeros_like(first)
    late[:, interval:] = first[:, :-interval]
    return late * np.asarray(share)


def _found(first, second, eligible=None, stated=None):
    persons = np.full(len(first), 10_000.0) if eligible is None else eligible
    return second_from_first(second[:, :DAYS], first[:, :DAYS], first[:, DAYS:], persons, stated)


@pytest.mark.parametrize(("interval", "share"), [(21, 1.0), (28, 0.85), (50, 0.6)])
def test_the_interval_and_share_planted_are_found_and_the_course_follows(interval, share):
    first = _first()
    second = _follows(first, interval, share)
    path, flow = _found(first, second)
    assert (flow.interval, flow.share) == (interval, pytest.approx(share))
    assert flow.shares == pytest.approx([share] * 3)
    assert path == pytest.approx(second[:, DAYS:])


def _steady(share):
    """10 first doses a day in each of two areas; the second come back 21 days later."""
    first = 10.0 * np.repeat(np.arange(1, DAYS + HORIZON_DAYS + 1)[None], 2, axis=0)
    return first, _follows(first, 21, share)


def test_an_area_s_share_is_shrunk_to_that_of_all():
    # In 28 days 280 and 140 of 280 came back, 3/4 of all; the pool weighs 1 % of 2,800 persons: 28.
    path, flow = _found(*_steady([[1.0], [0.5]]), np.full(2, 2800.0), 21)
    assert (flow.interval, flow.share) == (21, pytest.approx(0.75))
    expected = [(280 + 0.75 * 28) / (280 + 28), (140 + 0.75 * 28) / (280 + 28)]
    assert flow.shares == pytest.approx(expected)
    assert path[:, 9] == pytest.approx([590, 295] + np.array(expected) * 100)


def test_a_share_lies_within_half_and_twice_that_of_all():
    first, persons = _first(10), np.full(10, 10.0)
    shares = np.ones((10, 1))
    shares[0] = 0.3
    half = _found(first, _follows(first, 21, shares), persons)[1]
    assert half.interval == 21
    assert half.shares[0] == pytest.approx(half.share / 2)
    assert half.share > 0.9
    shares = np.full((10, 1), 0.35)
    shares[0] = 0
    least = _found(first, _follows(first, 21, shares), persons)[1]
    assert least.shares[0] == LEAST_RETURN > least.share / 2


def test_a_stated_interval_is_the_shortest_that_is_looked_at():
    first = _first()
    second = _follows(first, 21, 1.0)
    assert _found(first, second, stated=21)[1].interval == 21
    assert _found(first, second, stated=28)[1].interval >= 28


def test_beyond_the_known_first_doses_the_course_rests_on_those_to_come():
    first = _first()
    second = _follows(first, 21, 1.0)
    none_to_come = first.copy()
    none_to_come[:, DAYS:] = first[:, [DAYS - 1]]
    path, _ = _found(none_to_come, second)
    assert path[:, :21] == pytest.approx(second[:, DAYS : DAYS + 21])
    assert (path[:, 21:] == path[:, [20]]).all()


@pytest.mark.parametrize("days", [3, 8, 21])
def test_with_less_than_a_week_of_first_doses_an_interval_back_there_is_no_pipeline(days):
    first = _first()
    second = _follows(first, 14, 1.0) + 1
    known = second[:, :days], first[:, :days], first[:, days : days + HORIZON_DAYS]
    assert second_from_first(*known, np.full(3, 1e4)) is None


def test_while_nothing_came_back_there_is_no_pipeline():
    assert _found(_first(), np.zeros((3, DAYS + HORIZON_DAYS))) is None
    assert _found(np.zeros((3, DAYS + HORIZON_DAYS)), _first()) is None


def test_the_course_never_falls_even_where_first_doses_were_taken_back():
    first = _first()
    first[:, 70:] -= 100
    path, _ = _found(first, _follows(_first(), 21, 1.0))
    assert (np.diff(path, axis=1) >= 0).all()
