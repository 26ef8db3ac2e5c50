"""Weeks, their changes, and the spread they give."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.history import History
from renkei.projection.pace import LEAST_SPREAD, UNKNOWN_SPREAD, spread, weekly


def _history(*weeks, areas=None, days=28):
    first = np.stack([np.repeat(np.array(one, float), 7)[-days:] for one in weeks])
    names = areas or tuple(f"{16 + number}" for number in range(len(weeks)))
    calendar = pd.date_range("2021-04-12", periods=first.shape[1])
    return History(names, calendar, first, np.zeros_like(first), None, {})


def test_weeks_count_backwards_from_each_areas_own_end():
    doses = np.arange(1.0, 15.0)[None, :].repeat(2, axis=0)
    assert weekly(doses, np.array([13, 6]), 2).tolist() == [[77, 28], [28, 0]]


def test_an_even_pace_keeps_the_least_spread():
    history = _history([10, 10, 10, 10])
    assert spread(history, np.array([27])).tolist() == [LEAST_SPREAD]


def test_steady_growth_is_no_scatter_but_uneven_growth_is():
    even, uneven = (
        spread(_history(weeks), np.array([27]))[0] for weeks in ([10, 20, 40, 80], [10, 40, 20, 80])
    )
    assert even == LEAST_SPREAD
    logs = np.log([4, 0.5, 4])
    assert uneven == pytest.approx(np.std(logs, ddof=1))


def test_an_areas_own_weeks_are_drawn_towards_the_pool():
    both = spread(_history([10, 10, 10, 10], [10, 40, 20, 80]), np.array([27, 27]))
    alone = spread(_history([10, 40, 20, 80]), np.array([27]))
    assert LEAST_SPREAD < both[0] < both[1] < alone[0]


def test_municipalities_and_prefectures_are_pooled_apart():
    history = _history([10, 10, 10, 10], [10, 40, 20, 80], areas=("16", "162019"))
    assert spread(history, np.array([27, 27]))[0] == LEAST_SPREAD


def test_without_three_whole_weeks_the_spread_is_unknown_and_wide():
    assert spread(_history([10, 10], days=14), np.array([13])).tolist() == [UNKNOWN_SPREAD]
