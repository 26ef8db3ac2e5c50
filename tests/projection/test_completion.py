"""Days, chances, required pace, what binds, and the outlook."""

from statistics import NormalDist

import numpy as np
import pytest

from renkei.projection.completion import (
    CHANCE_LEVELS,
    NEVER,
    binding,
    chance,
    days_to_reach,
    outlook,
    required_pace,
)


def test_the_day_is_the_first_on_which_the_target_is_reached_or_never():
    second = np.array([[[1.0, 5.0, 9.0], [1.0, 2.0, 3.0]]])
    assert days_to_reach(second, np.array([5.0, 4.0])).tolist() == [[2, NEVER]]


def test_the_chance_is_the_share_of_the_distribution_that_reaches_the_target():
    deviates = np.array([NormalDist().inv_cdf(level) for level in CHANCE_LEVELS])
    second = (100 + 10 * deviates)[:, None].repeat(4, axis=1)
    p = chance(second, CHANCE_LEVELS, np.array([100.0, 110.0, 60.0, 140.0]))
    assert p == pytest.approx([0.5, 1 - NormalDist().cdf(1), 1, 0], abs=1e-3)


def test_required_pace_counts_both_doses_still_missing():
    pace = required_pace(
        np.array([60.0, 100.0]), np.array([20.0, 100.0]), np.array([90.0, 90.0]), 10
    )
    assert pace.tolist() == [10.0, 0.0]


def test_with_no_day_left_there_is_no_required_pace_unless_nothing_is_missing():
    pace = required_pace(
        np.array([60.0, 100.0]), np.array([20.0, 100.0]), np.array([90.0, 90.0]), 0
    )
    assert np.isnan(pace[0])
    assert pace[1] == 0


def test_what_binds_is_named_only_where_completion_is_unlikely():
    p = np.array([0.9, 0.2, 0.2, np.nan])
    in_time = np.array([False, False, True, True])
    assert binding(p, in_time) == ["none", "first_doses", "pace", ""]


def test_the_outlook_changes_at_nine_tenths_and_at_one_half():
    p = np.array([1, 0.9, 0.89, 0.5, 0.49, 0, np.nan])
    expected = ["ahead", "ahead", "on_plan", "on_plan", "behind", "behind", "no_data"]
    assert outlook(p) == expected
