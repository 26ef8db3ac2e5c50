"""Every dose projected: shapes, ceilings, the parts switched on, and a point that is moved."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.calibration import shipped
from renkei.projection.course import HORIZON_DAYS
from renkei.projection.engine import LEVELS, Ask, Parts, forecast_doses, moved

ORIGIN = pd.Timestamp("2021-06-01")
PERSONS = pd.Series({"13": 20_000.0, "16": 8000.0, "26": 5000.0})
DAYS = 50


@pytest.fixture(scope="module")
def late(snapshots):
    random = np.random.default_rng(6)
    flows = {}
    for area, persons in PERSONS.items():
        first = random.poisson(np.linspace(0.002, 0.015, DAYS) * persons)
        flows[area] = (first, np.r_[np.zeros(21, int), first[:-21]])
    return snapshots(flows, lambda lag: min(1.0, 0.3 + 0.05 * lag), str(ORIGIN.date()))


def _ask(**changes) -> Ask:
    values = {"origin": ORIGIN, "cohort": "programme", "doses": (1, 2), "wish": 0.85}
    return Ask(**{**values, **changes})


@pytest.fixture(scope="module")
def made(late):
    return forecast_doses(late, PERSONS, _ask())


def test_every_dose_has_a_point_and_quantiles_of_every_area_and_coming_day(made):
    assert list(made) == [1, 2]
    for dose, one in made.items():
        assert (one.dose, one.areas, one.levels) == (dose, ("13", "16", "26"), LEVELS)
        assert one.last_day == ORIGIN - pd.Timedelta(days=1)
        assert one.point.shape == (3, HORIZON_DAYS)
        assert one.coverage.shape == (len(LEVELS), 3, HORIZON_DAYS)
        assert one.given.shape == one.reported.shape == (3, DAYS)
        assert (one.given[:, -1] > one.reported[:, -1]).all()


def test_the_median_is_the_point_and_the_lowest_quantile_starts_at_what_is_reported(made):
    for one in made.values():
        assert (one.coverage[LEVELS.index(0.5)] == one.point).all()
        assert (one.coverage[0, :, 0] >= one.reported[:, -1]).all()
        assert (one.coverage[0, :, 0] < one.given[:, -1]).any()


def test_the_components_show_the_parts_apart(made):
    assert set(made[1].components) == {"pooled", "pace"}
    assert set(made[2].components) == {"pipeline", "pooled", "pace"}
    assert made[1].flow is None
    assert made[2].flow.interval == 21


@pytest.mark.parametrize(
    ("part", "left"),
    [("pipeline", {"pooled", "pace"}), ("pooled", {"pipeline", "pace"})],
)
def test_a_part_switched_off_is_left_out(late, part, left):
    found = forecast_doses(late, PERSONS, _ask(parts=Parts(**{part: False})))[2]
    assert set(found.components) == left


def test_without_the_nowcast_the_reports_are_taken_as_they_are(late, made):
    found = forecast_doses(late, PERSONS, _ask(parts=Parts(nowcast=False)))[1]
    assert (found.given == found.reported).all()
    assert (found.point[:, 6] < made[1].point[:, 6]).all()


def test_one_snapshot_has_nothing_to_adjust_by(late):
    alone = late[late["snapshot"] == ORIGIN]
    found = forecast_doses(alone, PERSONS, _ask())[1]
    assert (found.given == found.reported).all()


def test_the_ceiling_is_the_share_that_wishes_for_all_or_by_area(late, made):
    assert made[2].ceiling == pytest.approx(0.85 * PERSONS.to_numpy())
    by_area = pd.Series({"16": 0.5, "26": 0.001})
    found = forecast_doses(late, PERSONS, _ask(wish=by_area))[2]
    given = max(found.given[2, -1], forecast_doses(late, PERSONS, _ask())[1].given[2, -1])
    assert found.ceiling == pytest.approx([20_000, 4000, given])  # all, where nothing is known
    assert (found.coverage[:, 2] <= given + 1e-9).all()


def test_a_dose_alone_can_be_asked_for(late, made):
    found = forecast_doses(late, PERSONS, _ask(doses=(1,)))
    assert list(found) == [1]
    assert (found[1].point <= made[1].point).all()


def test_nobody_is_projected_to_have_a_second_dose_without_a_first(made):
    assert (made[2].point <= made[1].point).all()
    assert (made[2].coverage <= made[1].coverage).all()


def test_nothing_in_view_is_no_forecast(late):
    assert forecast_doses(late, PERSONS, _ask(origin=pd.Timestamp("2021-04-01"))) == {}
    assert forecast_doses(late.iloc[:0], PERSONS, _ask()) == {}


def test_another_table_gives_another_forecast(late, made):
    table = shipped()
    wide = type(table)(
        table.products, table.targets, table.clips, 2 * table.missed, table.shared, "wide"
    )
    found = forecast_doses(late, PERSONS, _ask(), wide)[1]
    assert found.point == pytest.approx(made[1].point)
    width = found.coverage[-2] - found.coverage[1], made[1].coverage[-2] - made[1].coverage[1]
    assert (width[0][:, 13] > width[1][:, 13]).all()


def test_a_moved_forecast_keeps_its_spread_about_the_new_point(made):
    one = made[1]
    path = one.point + 100
    found = moved(one, path)
    free = found.coverage[:, :, 20] < one.ceiling
    assert (found.point[:, 20] == path[:, 20]).all()
    assert found.coverage[:, :, 20][free] == pytest.approx((one.coverage[:, :, 20] + 100)[free])


def test_a_moved_forecast_stays_below_the_ceiling_at_its_point_too(made):
    one = made[1]
    found = moved(one, np.maximum(one.point, 2 * one.ceiling[:, None]))
    assert (found.point <= one.ceiling[:, None]).all()
    assert (found.coverage <= one.ceiling[:, None]).all()
    assert (np.diff(found.coverage, axis=0) >= 0).all()
