"""What a plan adds: a fifth at most, less the more it was put off, and never past its own day."""

import numpy as np
import pytest

from renkei.projection.course import AHEAD
from renkei.projection.plan import FADING_DAYS, MOST_WEIGHT, put_off, with_plan

TOYAMA, TAKAOKA = "162019", "162027"


def test_only_days_put_off_count_and_an_area_without_a_plan_has_none(answers):
    frame = answers(
        (1, TOYAMA, "dated", "by_target", "2021-07-31", None),
        (2, TOYAMA, "dated", "by_target", "2021-07-31", None),
        (1, TAKAOKA, "dated", "by_target", "2021-07-10", None),
        (2, TAKAOKA, "dated", "by_target", "2021-07-17", None),
        (3, TAKAOKA, "dated", "by_target", "2021-07-24", None),
    )
    assert put_off(frame, (TAKAOKA, TOYAMA)).tolist() == [14, 0]
    assert np.isnan(put_off(frame, ("131016",))).all()


def test_a_plan_brought_forward_does_not_make_up_for_one_put_off(answers):
    frame = answers(
        (1, TOYAMA, "dated", "by_target", "2021-07-01", None),
        (2, TOYAMA, "dated", "by_target", "2021-07-15", None),
        (3, TOYAMA, "dated", "by_target", "2021-07-01", None),
    )
    assert put_off(frame, (TOYAMA,))[0] == 14


def test_rounds_without_an_answer_or_a_day_say_nothing_of_slippage(answers):
    frame = answers(
        (1, TOYAMA, "dated", "by_target", "2021-07-01", None),
        (2, TOYAMA, "no_answer", "not_answered", "2021-12-01", None),
        (3, TOYAMA, "undecided", "undecided", None, None),
        (1, TAKAOKA, "undecided", "undecided", None, None),
    )
    found = put_off(frame, (TOYAMA, TAKAOKA))
    assert found[0] == 0 and np.isnan(found[1])


NOW, TARGET = np.array([100.0]), np.array([300.0])


def _plan(point, days=20.0, slipped=0.0, target=TARGET):
    return with_plan(point, NOW, target, np.array([days]), np.array([slipped]))


def _mixed(point, days=20.0, target=TARGET):
    return _plan(point, days, target=target).mixed[0]


def test_the_point_is_drawn_towards_a_straight_line_to_the_planned_day():
    point = (100 + 5 * AHEAD)[None]
    plan = _plan(point)  # 10 a day for 20 days, then 300
    used = plan.weight[0]
    assert plan.path[0, :20] == pytest.approx(100 + 10 * AHEAD[:20])
    assert plan.mixed[0] == pytest.approx((1 - used) * point[0] + used * plan.path[0])


@pytest.mark.parametrize(
    ("daily", "slipped", "late"), [(10.0, 0.0, 0), (20.0, 0.0, 0), (8.0, 0.0, 5), (8.0, 3.0, 8)]
)
def test_a_plan_weighs_a_fifth_and_less_the_later_the_records_lead_there(daily, slipped, late):
    used = _plan((100 + daily * AHEAD)[None], slipped=slipped).weight[0]
    assert used == pytest.approx(MOST_WEIGHT * np.exp(-late / FADING_DAYS))
    assert MOST_WEIGHT == 0.2


def test_a_plan_that_the_records_never_bear_out_counts_for_next_to_nothing():
    assert _plan((100 + 1e-3 * AHEAD)[None]).weight[0] < 0.0001


def test_where_slippage_is_not_known_the_records_alone_decide():
    assert _plan((100 + 10 * AHEAD)[None], slipped=np.nan).weight[0] == pytest.approx(0.2)


def test_beyond_its_day_a_plan_holds_nobody_back():
    point = (100 + 15 * AHEAD)[None]
    mixed = _mixed(point)
    assert mixed[9] == pytest.approx(0.8 * 250 + 0.2 * 200)
    assert (mixed[19:] == pytest.approx(point[0, 19:])) and mixed[18] < point[0, 18]


@pytest.mark.parametrize(
    ("days", "target"), [(np.nan, 300.0), (0.0, 300.0), (-3.0, 300.0), (20.0, 90.0)]
)
def test_without_a_plan_to_come_the_point_stays(days, target):
    point = (100 + 5 * AHEAD)[None]
    assert (_mixed(point, days=days, target=np.array([target])) == point[0]).all()


def test_what_is_mixed_never_falls_and_lies_between_point_and_plan():
    random = np.random.default_rng(2)
    for days in (1.0, 13.0, 90.0, 400.0):
        point = 100 + np.cumsum(random.uniform(0, 9, (1, len(AHEAD))), axis=1)
        mixed = _mixed(point, days=days)
        assert (np.diff(mixed) >= -1e-9).all()
        planned = np.minimum(100 + 200 * AHEAD / days, 300)
        assert (mixed >= np.minimum(point[0], planned) - 1e-9).all()
        assert (mixed <= np.maximum(point[0], planned) + 1e-9).all()
