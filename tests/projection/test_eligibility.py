"""Who may have a later dose from when, and the queue of those who may."""

import datetime as dt
import importlib.util
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei.projection.eligibility import (
    GROWTH,
    HEADROOM,
    USUAL_HAZARD,
    IntervalRule,
    best_week,
    last_dose_passed,
    months_after,
    opened,
    queue,
)

DAY = dt.date.fromisoformat
JAPAN = (
    IntervalRule(8, DAY("2021-11-17"), DAY("2021-12-01")),
    IntervalRule(7, DAY("2021-12-17"), DAY("2022-02-01")),
    IntervalRule(6, DAY("2022-01-13"), DAY("2022-03-01")),
)
FEW = settings(max_examples=25, deadline=None, derandomize=True)
HORIZON = 60


def _given_on(day: str, first: str, last: str, persons: float = 100.0):
    """Cumulative doses of one area, all on one day, and the record days."""
    days = pd.date_range(first, last)
    return np.where(days >= pd.Timestamp(day), persons, 0.0)[None], days


def _opening(prior, days, rules, known_on="2030-01-01", horizon=0):
    """The first day on which the whole of the area is entitled."""
    entitled = opened(prior, days, rules, DAY(known_on), horizon)[0]
    calendar = pd.date_range(days[0], periods=len(days) + horizon)
    return calendar[np.argmax(entitled >= entitled.max())] if entitled.any() else None


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ("2021-05-31", 8, "2022-01-31"),
        ("2021-08-31", 6, "2022-02-28"),
        ("2021-08-29", 6, "2022-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2021-12-31", 3, "2022-03-31"),
        ("2021-07-15", 8, "2022-03-15"),
    ],
)
def test_months_are_calendar_months_that_end_at_the_month_s_last_day(day, months, due):
    prior, days = _given_on(day, "2021-05-01", "2024-03-31")
    rule = IntervalRule(months, DAY("2021-01-01"), DAY("2021-01-01"))
    assert _opening(prior, days, [rule]) == pd.Timestamp(due)


@pytest.mark.parametrize("months", [1, 3, 5, 6, 7, 8, 14])
def test_months_agree_with_the_calendar_of_pandas(months):
    days = pd.date_range("2020-01-01", "2024-12-31")
    ours = months_after(days.to_numpy().astype("datetime64[D]"), months)
    assert list(pd.DatetimeIndex(ours)) == [day + pd.DateOffset(months=months) for day in days]


@pytest.mark.parametrize(
    ("known_on", "opening"),
    [
        ("2021-12-16", "2022-02-20"),  # eight months only
        ("2021-12-17", "2022-02-01"),  # seven noticed: passed on 20 January, in force in February
        ("2022-01-13", "2022-02-01"),  # six, in force in March, come too late to matter
    ],
)
def test_a_cut_opens_on_its_effective_day_once_it_is_notified(known_on, opening):
    prior, days = _given_on("2021-06-20", "2021-05-01", "2022-01-15")
    assert _opening(prior, days, JAPAN, known_on, 90) == pd.Timestamp(opening)


def test_nobody_is_entitled_before_any_rule_is_in_force():
    prior, days = _given_on("2021-02-01", "2021-01-01", "2021-12-31")
    assert _opening(prior, days, JAPAN) == pd.Timestamp("2021-12-01")
    assert not opened(prior, days, JAPAN, DAY("2021-11-16"), HORIZON).any()


def test_a_rule_does_not_hold_before_its_notice():
    prior, days = _given_on("2021-02-01", "2021-01-01", "2021-12-31")
    backdated = IntervalRule(8, DAY("2021-12-10"), DAY("2021-11-01"))
    assert _opening(prior, days, [backdated]) == pd.Timestamp("2021-12-10")


def test_the_newest_notice_replaces_one_that_would_come_into_force_later():
    prior, days = _given_on("2021-07-25", "2021-05-01", "2022-03-31")
    hastened = IntervalRule(6, DAY("2022-01-13"), DAY("2022-01-20"))
    assert _opening(prior, days, [*JAPAN[:2], hastened]) == pd.Timestamp("2022-01-25")


def test_a_longer_interval_takes_nobody_s_right_away():
    days = pd.date_range("2021-01-01", "2022-12-31")
    prior = np.arange(1.0, len(days) + 1)[None]
    longer = IntervalRule(9, DAY("2022-02-01"), DAY("2022-02-01"))
    entitled = opened(prior, days, [JAPAN[0], longer], DAY("2022-12-31"), 0)[0]
    assert (np.diff(entitled) >= 0).all()
    assert (np.diff(entitled)[days.get_loc("2022-02-01") : days.get_loc("2022-02-25")] == 0).all()


def test_the_earlier_dose_is_held_or_goes_on_as_projected():
    days = pd.date_range("2022-01-01", periods=100)
    rule = IntervalRule(1, DAY("2022-01-01"), DAY("2022-01-01"))
    prior = np.arange(1.0, 161.0)[None]
    held = opened(prior[:, :100], days, [rule], days[-1], HORIZON)[0]
    projected = opened(prior, days, [rule], days[-1], HORIZON)[0]
    assert held[-1] == 100
    assert projected[-1] == 160 - 31  # 9 June has what was given by 9 May
    assert (held[:130] == projected[:130]).all()


def test_wrong_shapes_and_gaps_are_refused():
    days = pd.date_range("2022-01-01", periods=10)
    with pytest.raises(ValueError, match="of 11 days; expected 10 record days, or 15 with"):
        opened(np.ones((1, 11)), days, JAPAN, days[-1], 5)
    with pytest.raises(ValueError, match="gap"):
        opened(np.ones((1, 9)), days.delete(4), JAPAN, days[-1], 5)


def _lives(seed: int, persons: int = 300):
    """Dose days of many persons: second doses, then more at least 90 days apart; and the counts."""
    random = np.random.default_rng(seed)
    days = pd.date_range("2021-06-01", periods=500)
    lives = []
    for _ in range(persons):
        dates = [int(random.integers(0, 300))]
        while random.random() < 0.7:
            dates.append(dates[-1] + 92 + int(random.integers(0, 150)))
        lives.append([date for date in dates if date < len(days)])
    counts = {
        number: np.cumsum(
            np.bincount(
                [life[number - 2] for life in lives if len(life) > number - 2], minlength=500
            )
        ).astype(float)[None]
        for number in (2, 3, 4, 5)
    }
    return days, lives, counts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_waits_since_the_last_dose_agrees_with_a_count_of_persons(seed):
    days, lives, counts = _lives(seed)
    rule = IntervalRule(3, DAY("2021-06-01"), DAY("2021-06-01"))
    waiting = last_dose_passed(counts, days, [rule], days[-1], 0)[0]
    due = pd.DatetimeIndex(months_after(days.to_numpy().astype("datetime64[D]"), 3))
    for today in range(150, 500, 35):
        lasts = [max(date for date in life if date <= today) for life in lives if life[0] <= today]
        assert waiting[today] == sum(due[last] <= days[today] for last in lasts)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_campaign_s_own_doses_close_nothing_and_its_opening_never_falls(seed):
    days, lives, counts = _lives(seed)
    start = 250
    rule = IntervalRule(3, days[start], days[start])
    entitled = last_dose_passed(counts, days, [rule], days[-1], 0, since=days[start])[0]
    due = pd.DatetimeIndex(months_after(days.to_numpy().astype("datetime64[D]"), 3))
    assert not entitled[:start].any()
    assert (np.diff(entitled[start:]) >= 0).all()
    for today in range(start, 500, 35):
        before = [[d for d in life if d <= today and (d < start or d == life[0])] for life in lives]
        assert entitled[today] == sum(due[max(life)] <= days[today] for life in before if life)


@st.composite
def queues(draw):
    """Cumulative doses given and entitled of some areas, their eligible, and an uptake."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    areas, days = draw(st.integers(1, 6)), draw(st.integers(1, 60))
    eligible = random.integers(0, 5_000, areas).astype(float)
    rise = np.sort(random.random((areas, days + HORIZON)), axis=1)
    entitled = eligible[:, None] * rise
    begun = random.random(areas) < draw(st.sampled_from([0.0, 0.6, 1.0]))
    share = random.random(areas) * begun * draw(st.sampled_from([0.5, 1.0, 1.3]))
    return share[:, None] * entitled[:, :days], entitled, draw(st.floats(0.05, 1.0)), eligible


@FEW
@given(queues())
def test_the_queue_never_falls_and_never_passes_who_wishes(case):
    path = queue(*case)
    doses, _, uptake, eligible = case
    assert np.isfinite(path).all()
    assert (np.diff(path, axis=1, prepend=doses[:, -1:]) >= 0).all()
    ceiling = np.maximum(uptake * eligible, doses[:, -1])
    assert (path <= ceiling[:, None] * (1 + 1e-9)).all()


@FEW
@given(queues(), st.sampled_from([2.0**-7, 8.0, 1_024.0]))
def test_the_queue_scales_with_the_counts(case, factor):
    doses, entitled, uptake, eligible = case
    scaled = queue(factor * doses, factor * entitled, uptake, factor * eligible)
    assert np.allclose(scaled, factor * queue(*case), rtol=1e-7)


@FEW
@given(queues(), st.randoms(use_true_random=False))
def test_the_order_of_areas_does_not_matter(case, random):
    doses, entitled, uptake, eligible = case
    order = random.sample(range(len(doses)), len(doses))
    mixed = queue(doses[order], entitled[order], uptake, eligible[order])
    assert np.allclose(mixed, queue(*case)[order])


@FEW
@given(st.integers(1, 12), st.integers(1, 400), st.integers(0, 120))
def test_a_rule_not_yet_notified_changes_nothing(months, later, lead):
    days = pd.date_range("2021-06-01", "2022-01-31")
    prior = np.linspace(0, 9_000, len(days))[None]
    notice = days[-1].date() + dt.timedelta(days=later)
    unknown = IntervalRule(months, notice, notice + dt.timedelta(days=lead))
    known = opened(prior, days, JAPAN, days[-1], HORIZON)
    assert (opened(prior, days, [*JAPAN, unknown], days[-1], HORIZON) == known).all()
    counts = {2: prior, 3: prior / 2}
    waiting = last_dose_passed(counts, days, JAPAN, days[-1], HORIZON)
    again = last_dose_passed(counts, days, [unknown, *JAPAN], days[-1], HORIZON)
    assert (again == waiting).all()


def _one_area(doses: float, stock: float, days: int = 40):
    """An area that gives so many a day from an ever equal stock, at uptake 1."""
    given = doses * np.arange(1.0, days + 1)[None]
    entitled = np.concatenate([given, np.full((1, HORIZON), given[0, -1])], axis=1)
    entitled[:, :days] += stock - doses
    entitled[:, days:] += stock
    return given, entitled


def test_the_stock_comes_at_the_share_that_came_lately():
    doses, entitled = _one_area(USUAL_HAZARD * 1_000, 1_000)
    path = queue(doses, entitled, 1.0, np.array([10_000.0]))[0]
    left = 1_000 * (1 - USUAL_HAZARD) ** np.arange(1, HORIZON + 1)
    assert np.allclose(doses[0, -1] + 1_000 - path, left)


def test_no_day_gives_more_than_the_best_recent_week_and_some_more():
    doses, entitled = _one_area(50.0, 1_000)
    entitled[:, 40:] += 50_000  # the interval is cut: far more may come
    path = queue(doses, entitled, 1.0, np.array([100_000.0]))[0]
    daily = np.diff(path, prepend=doses[0, -1])
    most = HEADROOM * 50 * (1 + GROWTH) ** np.minimum(np.arange(HORIZON), 28)
    assert np.allclose(daily, most)
    shown = queue(doses, entitled, 1.0, np.array([100_000.0]), shown=np.array([400.0]))[0]
    assert np.diff(shown).max() == pytest.approx(400)


def test_an_area_that_has_not_begun_goes_as_the_pool_does():
    doses, entitled = _one_area(50.0, 1_000)
    both = np.vstack([doses, 0 * doses]), np.vstack([entitled, entitled - doses[0, -1]])
    path = queue(*both, 1.0, np.array([9_000.0, 9_000.0]))
    assert np.allclose(path[1], path[0] - doses[0, -1], rtol=0.02)


def test_without_any_history_the_usual_share_of_the_entitled_comes():
    entitled = np.full((2, 5 + HORIZON), 1_000.0)
    path = queue(np.zeros((2, 5)), entitled, 0.8, np.array([2_000.0, 2_000.0]))
    assert path[:, 0] == pytest.approx(USUAL_HAZARD * 800)
    assert (path[:, -1] < 800).all()


def test_doses_given_before_their_interval_wait_for_it():
    given = np.full((1, 40), 500.0)
    entitled = np.full((1, 40 + HORIZON), 300.0)
    assert (queue(given, entitled, 0.85, np.array([1_000.0])) == 500).all()


def test_the_best_week_of_an_area_that_has_just_begun_is_its_mean_since_then():
    given = np.zeros((2, 30))
    given[0, 10:17], given[0, 17:] = np.arange(1, 8) * 70, 490
    given[1, 28:] = [30, 60]
    assert best_week(given) == pytest.approx([70, 30])
    assert best_week(given, lately=3) == pytest.approx([0, 30])


def test_the_queue_foresees_the_boosters_of_italy_better_than_the_pace(project, shared):
    booster = _benchmark(project / "benchmarks" / "skill" / "booster.py")
    italy = booster.italy()
    pace, queued = (
        booster.replayed(italy, forecast).groupby("horizon")["mae"].mean()
        for forecast in (booster.pace, booster.queued())
    )
    assert (queued < pace).all()
    assert queued[28] < 0.7 * pace[28]


def _benchmark(file):
    spec = importlib.util.spec_from_file_location(f"skill_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module
