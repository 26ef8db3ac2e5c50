"""Days, chances, required pace, since when an area is behind, what binds, and the outlook."""

from statistics import NormalDist

import numpy as np
import pytest

from renkei.projection.completion import (
    NEVER,
    behind_since,
    binding,
    chance,
    days_to_reach,
    outlook,
    required_pace,
)
from renkei.projection.intervals import LEVELS

DEVIATES = np.array([NormalDist().inv_cdf(level) for level in LEVELS])


def test_the_day_is_the_first_on_which_the_target_is_reached_or_never():
    second = np.array([[[1.0, 5.0, 9.0], [1.0, 2.0, 3.0]]])
    assert days_to_reach(second, np.array([5.0, 4.0])).tolist() == [[2, NEVER]]
    assert days_to_reach(second, np.array([5.0 + 1e-9, 3.0])).tolist() == [[2, 3]]


def test_the_chance_is_the_share_of_the_distribution_that_reaches_the_target():
    second = (100 + 10 * DEVIATES)[:, None].repeat(6, axis=1)
    p = chance(second, LEVELS, np.array([100.0, 110.0, 60.0, 140.0, 97.0, 125.0]))
    expected = [1 - NormalDist(100, 10).cdf(target) for target in (100, 110, 60, 140, 97, 125)]
    assert p == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_the_chance_of_reaching_a_quantile_is_what_lies_above_it(level):
    skewed = np.array([10.0, 11, 13, 20, 40, 90, 300])
    assert chance(skewed[:, None], LEVELS, skewed[[level]])[0] == pytest.approx(1 - LEVELS[level])


def test_the_chance_falls_with_the_target_and_agrees_with_the_days():
    random = np.random.default_rng(3)
    coverage = np.sort(random.uniform(0, 1000, (len(LEVELS), 40)), axis=0)
    targets = np.linspace(-50, 1050, 30)
    p = np.array([chance(coverage, LEVELS, np.full(40, target)) for target in targets])
    assert (np.diff(p, axis=0) <= 1e-12).all()
    assert ((p >= 0) & (p <= 1)).all()
    for level, value in zip(LEVELS, coverage, strict=True):
        reached = value[None] >= targets[:, None]
        assert (p[reached] >= 1 - level - 1e-9).all()
        assert (p[~reached] <= 1 - level + 1e-9).all()


def test_where_all_quantiles_are_one_the_chance_is_yes_or_no():
    held = np.full((len(LEVELS), 3), 500.0)
    assert chance(held, LEVELS, np.array([400.0, 500.0, 501.0])).tolist() == [1, 1, 0]
    cut = np.minimum(100 + 10 * DEVIATES, 105.0)[:, None].repeat(2, axis=1)
    assert chance(cut, LEVELS, np.array([105.0, 106.0])).tolist() == pytest.approx([0.25, 0])


def test_required_pace_is_what_is_missing_by_the_days_left():
    missing = np.array([500.0, 0.0])
    assert required_pace(missing, 10).tolist() == [50, 0]
    with_no_day_left = required_pace(missing, 0)
    assert np.isnan(with_no_day_left[0])
    assert with_no_day_left[1] == 0


def test_an_area_is_behind_from_the_day_on_which_its_pace_last_fell_below_the_one_required():
    # 10 a day for ten days, then none; 300 by 20 days after the last. On day 11 50/7 a day meets
    # the 200/28 required, on day 12 40/7 does not meet 200/27.
    given = np.minimum(10.0 * np.arange(1, 21), 100)[None]
    assert behind_since(given, np.array([300.0]), 20).tolist() == [12]


def test_an_area_that_never_was_fast_enough_is_behind_from_the_first_pace_on():
    given = np.arange(1.0, 31)[None]
    assert behind_since(given, np.array([500.0]), 10).tolist() == [7]


def test_an_area_whose_pace_suffices_is_not_behind_and_without_days_left_nothing_is_said():
    given = 10.0 * np.arange(1, 31)[None]
    assert behind_since(given, np.array([400.0]), 10).tolist() == [-1]
    assert behind_since(given, np.array([200.0]), 10).tolist() == [-1]
    assert behind_since(given, np.array([9000.0]), 0).tolist() == [-1]
    assert behind_since(given[:, :7], np.array([9000.0]), 10).tolist() == [-1]


def test_what_binds_is_the_first_reason_that_holds_where_completion_is_unlikely():
    p = np.array([0.9, 0.2, 0.2, 0.2, np.nan, 0.5])
    supply = np.array([True, True, False, False, True, True])
    first = np.array([False, True, True, False, False, False])
    assert binding(p, [("supply", supply), ("first_doses", first)]) == [
        *("none", "supply", "first_doses", "pace", "", "none"),
    ]
    assert binding(np.array([0.1]), []) == ["pace"]


def test_the_outlook_changes_at_nine_tenths_and_at_one_half():
    p = np.array([1, 0.9, 0.89, 0.5, 0.49, 0, np.nan])
    expected = ["ahead", "ahead", "on_plan", "on_plan", "behind", "behind", "no_data"]
    assert outlook(p) == expected


def test_once_the_deadline_is_over_nothing_stands_in_the_way_any_more():
    assert binding(np.array([0.0, 1.0, np.nan]), [], over=True) == ["", "", ""]
