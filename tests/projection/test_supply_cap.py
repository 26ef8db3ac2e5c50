"""No more doses than are there, and what that does to each dose."""

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from renkei.projection.completion import NEVER
from renkei.projection.supply import (
    USABLE,
    capped,
    delivery_flow,
    extended,
    in_step,
)

DAYS, HORIZON = 60, 42
FEW = settings(max_examples=25, deadline=None, derandomize=True)


def _steady(doses: float, days: int = DAYS):
    """Cumulative doses of one area that gives so many a day."""
    return doses * np.arange(1.0, days + 1)[None]


def _onwards(given, pace: float):
    return given[:, -1:] + pace * np.arange(1.0, HORIZON + 1)


@st.composite
def supplies(draw):
    """Path, given, delivered as far as a schedule goes; lumpy, some areas unknown."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    areas, days = draw(st.integers(1, 6)), draw(st.integers(1, 60))
    scheduled = draw(st.integers(0, HORIZON))
    used = draw(st.sampled_from([0.5, 0.9, 1.0, 1.3]))
    sent = random.integers(0, 3, (areas, days + scheduled)) * 1_000.0
    sent *= random.random((areas, 1)) < draw(st.sampled_from([0.7, 1.0]))
    delivered = np.cumsum(sent, axis=1)
    given = np.cumsum(random.random((areas, days)) * 2_000 * used, axis=1)
    path = given[:, -1:] + np.cumsum(random.random((areas, HORIZON)) * 2_500, axis=1)
    return path, given, delivered


@FEW
@examples(supplies())
def test_no_area_gives_more_than_stock_and_deliveries(case):
    path, given, delivered = case
    found = capped(*case)
    days, known = given.shape[1], found.known
    supply, _ = extended(delivered, days + HORIZON)
    rest = np.maximum(USABLE * supply[:, days - 1] - given[:, -1], 0.0)
    arriving = USABLE * (supply[:, days:] - supply[:, [days - 1]])
    most = (given[:, -1] + rest)[:, None] + arriving
    assert (found.path[known] <= most[known] + 1e-6).all()
    assert (found.path[~known] == path[~known]).all()


@FEW
@examples(supplies())
def test_what_is_held_back_still_never_falls(case):
    found = capped(*case)
    assert np.isfinite(found.path).all()
    assert (np.diff(found.path, axis=1, prepend=case[1][:, -1:]) >= -1e-6).all()


@FEW
@examples(supplies(), st.sampled_from([2.0**-7, 8.0, 1_024.0]))
def test_the_cap_scales_with_the_counts(case, factor):
    scaled = capped(*(factor * counts for counts in case))
    assert np.allclose(scaled.path, factor * capped(*case).path)


@FEW
@examples(supplies(), st.randoms(use_true_random=False))
def test_the_order_of_areas_does_not_matter(case, random):
    order = random.sample(range(len(case[0])), len(case[0]))
    mixed, found = capped(*(counts[order] for counts in case)), capped(*case)
    assert np.allclose(mixed.path, found.path[order])
    assert (mixed.short_from == found.short_from[order]).all()


@FEW
@examples(supplies(), st.floats(0, 2))
def test_a_higher_path_stays_the_higher(case, more):
    path, given, delivered = case
    higher = path + more * (path - given[:, -1:])
    assert (capped(higher, given, delivered).path >= capped(*case).path - 1e-6).all()


def test_ample_supply_leaves_the_path_as_it_is():
    given = _steady(100)
    path = _onwards(given, 100)
    found = capped(path, given, _steady(200, DAYS + HORIZON))
    assert (found.path == path).all()
    assert found.short_from[0] == NEVER
    assert not found.short.any() and not found.assumed.any()


def test_the_day_is_told_from_which_the_pace_asks_for_more_than_is_there():
    given = _steady(100)  # 6,000 given, 10,000 delivered, nothing more to come
    delivered = np.full((1, DAYS + HORIZON), 10_000.0)
    found = capped(_onwards(given, 100), given, delivered)
    assert found.short_from[0] == 38  # 9,800 asked, 9,700 there
    assert found.short.all()
    assert found.path[0, 36:].tolist() == [9_700.0] * 6


def test_an_area_that_used_all_goes_on_with_what_arrives():
    given, delivered = _steady(100), np.full((1, DAYS + HORIZON), 5_900.0)
    delivered[:, DAYS + 9 :] += 1_000
    found = capped(_onwards(given, 500), given, delivered)
    assert (found.path[0, :9] == 6_000).all()
    assert (found.path[0, 9:] == 6_000 + USABLE * 1_000).all()


@pytest.mark.parametrize("delivered", [0.0, np.nan, 4_000.0])
def test_deliveries_that_are_not_the_supply_hold_nobody_back(delivered):
    given = _steady(100)
    path = _onwards(given, 100)
    found = capped(path, given, np.full((1, DAYS), delivered))
    assert (found.path == path).all()
    assert not found.known.any() and not found.short.any()


def test_one_area_s_unknown_deliveries_leave_the_others_alone():
    given = np.vstack([_steady(100), _steady(100)])
    delivered = np.vstack([_steady(105, 80), np.full((1, 80), np.nan)])
    path = _onwards(given, 150)
    found = capped(path, given, delivered)
    alone = capped(path[:1], given[:1], delivered[:1])
    assert (found.path[0] == alone.path[0]).all() and found.known.tolist() == [True, False]


def test_beyond_the_schedule_deliveries_go_on_at_the_mean_of_its_last_four_weeks():
    delivered = np.concatenate([np.zeros(20), np.arange(1.0, 5.0).repeat(7) * 700])[None]
    supply, assumed = extended(delivered, 60)
    assert (supply[0, :48] == delivered[0]).all()
    assert np.allclose(np.diff(supply[0, 47:]), 100)
    assert assumed.tolist() == [False] * 48 + [True] * 12
    assert extended(delivered[:, :1], 3)[0].tolist() == [[0, 0, 0]]


def test_doses_that_are_sent_back_cannot_be_given_before():
    supply, _ = extended(np.array([[100.0, 500.0, 500.0, 300.0, 400.0]]), 5)
    assert supply.tolist() == [[100, 300, 300, 300, 400]]


def test_the_flow_finds_lag_and_yield_of_lumpy_deliveries():
    sent = np.zeros((3, DAYS + HORIZON))
    sent[:, ::7] = 700 * np.array([[1.0], [2.0], [0.5]])
    sent[:, DAYS - 7 :] *= 2
    delivered = np.cumsum(sent, axis=1)
    evenly = np.array([[100.0], [200.0], [50.0]])
    given = 0.9 * evenly * np.arange(1.0, DAYS + 1)
    flow = delivery_flow(given, delivered, np.array([True, True, True]))
    daily = np.diff(flow, axis=1)[:, 28:].mean(axis=1)
    assert daily == pytest.approx(2 * 0.9 * evenly[:, 0], rel=0.05)


def test_a_flow_needs_four_weeks_ends_of_records():
    known = np.array([True])
    assert delivery_flow(_steady(90, 21), _steady(100, 80), known) is None
    assert delivery_flow(_steady(90, 22), _steady(100, 80), known) is not None
    assert delivery_flow(_steady(90), _steady(100, 80), ~known) is None


def test_where_nearly_all_is_used_deliveries_lead():
    given, delivered = _steady(90), _steady(100, DAYS + HORIZON)
    found = capped(_onwards(given, 200), given, delivered)
    alone = capped(_onwards(given, 200), given, delivered * 1.2)
    assert np.diff(found.path[0, :5]) == pytest.approx([(200 + 90) / 2] * 4)
    assert np.diff(alone.path[0, :5]) == pytest.approx([200] * 4)


def test_the_doses_held_back_sum_to_the_cap_in_the_order_planned():
    first, second = _steady(100), _steady(60)
    given = (first + second)[:, -1]
    paths = _onwards(first, 20), _onwards(second, 60)
    asked = paths[0] + paths[1]
    supply = np.full((1, DAYS + HORIZON), 11_500.0)
    held = capped(asked, first + second, supply).path
    parts = [
        in_step(path, one[:, -1], asked, given, held)
        for path, one in zip(paths, (first, second), strict=True)
    ]
    assert np.allclose(parts[0] + parts[1], held)
    assert (parts[1] <= parts[0]).all()
    for part, path in zip(parts, paths, strict=True):
        assert (np.diff(part, axis=1) >= 0).all() and (part <= path + 1e-6).all()


def test_a_dose_not_held_back_keeps_its_path():
    first = _steady(100)
    path = _onwards(first, 100)
    assert (in_step(path, first[:, -1], 2 * path, 2 * first[:, -1], 2 * path) == path).all()


def test_other_numbers_of_areas_are_refused():
    with pytest.raises(ValueError, match="2, 1 and 1 areas"):
        capped(np.ones((2, HORIZON)), _steady(1), _steady(1))
