"""The point forecast: its parts, their mean, and what a campaign's own weeks teach."""

import numpy as np
import pytest

from renkei.projection import pooled
from renkei.projection.calibration import shipped
from renkei.projection.course import WEEK, pace, slowing
from renkei.projection.point import (
    ORIGINS_BACK,
    Known,
    fitted,
    log_ratio,
    of_table,
    past,
    point_forecast,
    usable,
)

DAYS = 100
PERSONS = np.array([10_000.0, 20_000.0, 5_000.0])
CEILING = 0.8 * PERSONS


def _known(second: bool = True, growth: float = 1.0) -> Known:
    """Three areas whose first doses come at about 0.4 % a day, the second 21 days later."""
    uneven = 0.8 + 0.4 * np.random.default_rng(5).random(DAYS)
    daily = 0.004 * PERSONS[:, None] * uneven * growth ** (np.arange(DAYS) / WEEK)
    first = np.cumsum(daily, axis=1)
    if not second:
        return Known(first, PERSONS, np.maximum(CEILING, first[:, -1]))
    late = np.concatenate([np.zeros((3, 21)), first[:, :-21]], axis=1)
    return Known(late, PERSONS, np.maximum(CEILING, first[:, -1]), first)


def test_the_point_is_the_mean_of_pipeline_and_pooled_pace_up_to_the_ceiling():
    known = _known()
    point = point_forecast(known, of_table(shipped()))
    mean = (point.parts["pipeline"] + point.parts["pooled"]) / 2
    assert point.path == pytest.approx(np.minimum(mean, known.ceiling[:, None]))
    assert point.flow.interval == 21
    assert set(point.parts) == {"pipeline", "pooled", "pace"}


def test_the_pipeline_weighs_what_it_is_given_to_weigh():
    parts, path = {}, {}
    for weight in (0.0, 0.3, 1.0):
        point = point_forecast(_known(), of_table(shipped()), weight=weight)
        parts, path[weight] = point.parts, point.path
    top = _known().ceiling[:, None]
    assert path[0.0] == pytest.approx(np.minimum(parts["pooled"], top))
    assert path[1.0] == pytest.approx(np.minimum(parts["pipeline"], top))
    mixed = 0.3 * parts["pipeline"] + 0.7 * parts["pooled"]
    assert path[0.3] == pytest.approx(np.minimum(mixed, top))


def test_a_first_dose_has_no_pipeline_and_either_part_can_be_left_out():
    assert set(point_forecast(_known(second=False), of_table(shipped())).parts) == {
        "pooled",
        "pace",
    }
    alone = point_forecast(_known(), None)
    assert set(alone.parts) == {"pipeline", "pace"}
    assert alone.path == pytest.approx(np.minimum(alone.parts["pipeline"], CEILING[:, None]))
    assert set(point_forecast(_known(), of_table(shipped()), use_pipeline=False).parts) == {
        "pooled",
        "pace",
    }


def test_without_both_parts_the_pace_slows_towards_the_ceiling():
    known = _known(second=False)
    point = point_forecast(known, None)
    assert point.path == pytest.approx(slowing(known.given, CEILING))


def test_the_point_never_falls_nor_passes_the_ceiling_or_what_is_given():
    for known in (_known(), _known(growth=1.4), _known(growth=0.3)):
        path = point_forecast(known, fitted(known, shipped())).path
        assert (np.diff(path, axis=1, prepend=known.given[:, -1:]) >= 0).all()
        assert (path <= known.ceiling[:, None]).all()


def test_the_past_is_what_was_known_week_by_week():
    earlier = past(_known())
    assert [back for back, _ in earlier] == [WEEK * one for one in range(1, ORIGINS_BACK + 1)]
    back, then = earlier[2]
    assert (then.given == _known().given[:, :-back]).all()
    assert (then.first == _known().first[:, :-back]).all()


def test_without_weeks_of_its_own_a_campaign_has_the_coefficients_of_past_ones():
    short = Known(_known(second=False).given[:, : 3 * WEEK - 1], PERSONS, CEILING)
    assert [back for back, _ in past(short)] == []
    assert fitted(short, shipped()) == pytest.approx(of_table(shipped()))


def test_own_weeks_draw_the_coefficients_towards_what_came_of_them():
    known = _known(second=False, growth=1.25)  # faster week by week, as the table would not expect
    table, own = of_table(shipped()), fitted(known, shipped())
    back, then = past(known)[3]
    seen = pooled.features(then.given, then.eligible, then.ceiling)
    came = log_ratio(
        known.given[:, -1 - back + 14] - then.given[:, -1], pace(then.given), 14
    )  # of two weeks
    missed = [np.abs(came - seen @ one[1]).mean() for one in (table, own)]
    assert missed[1] < 0.8 * missed[0]


def test_areas_that_have_hardly_begun_teach_nothing():
    given = np.array(
        [[0.0, 0, 0, 0, 0, 0, 0, 0.5], [9, 9, 9, 9, 9, 9, 9, 9], [9, 9, 9, 9, 9, 9, 9, 10]]
    )
    assert usable(given, np.array([100.0, 100.0, 100.0])).tolist() == [False, False, True]


def test_the_ratio_of_what_came_is_a_logarithm_within_limits():
    found = log_ratio(np.array([70.0, 140.0, 0.0, 1e6]), np.array([10.0, 10.0, 10.0, 10.0]), 7)
    assert found == pytest.approx([0, np.log(2), pooled.LEAST_RATIO, pooled.MOST_RATIO])
