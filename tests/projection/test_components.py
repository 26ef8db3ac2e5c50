"""What a projection is made of, side by side, and a plan that is never mixed in silently."""

import datetime as dt

import pandas as pd
import pytest

from renkei import processed
from renkei.projection import project
from renkei.projection.course import HORIZON_DAYS
from renkei.projection.table import Parts

NONE = processed.empty("answers")
TOYAMA = "162019"
DEADLINE = pd.Timestamp("2021-06-30")


@pytest.fixture
def made(campaign, records, population, steady):
    """The projection of one municipality, with answers, parts and settings."""

    def make(answers=NONE, parts=None, **changes):
        frames = records({TOYAMA: steady}), population({TOYAMA: 1000}), answers
        with_parts = {"parts": parts} if parts else {}
        return project(*frames, campaign(**changes), **with_parts)

    return make


def _parts(projection, dose=2, area=TOYAMA) -> pd.Series:
    rows = projection.components.query("area == @area and dose == @dose")
    return rows.set_index("part")["doses"]


def test_every_area_and_dose_has_its_parts_and_the_dose_that_completes_its_target(made):
    frame = made().components
    assert set(frame["area"]) == {"00", "16", TOYAMA}
    for area in ("00", "16", TOYAMA):
        both = {"reported", "nowcast", "pace", "pooled", "median", "low", "high"}
        assert set(_parts(made(), 1, area).index) == both
        assert set(_parts(made(), 2, area).index) == both | {"pipeline", "target"}
    assert not frame.duplicated(["area", "dose", "part"]).any()


def test_a_plan_moves_the_median_by_a_fifth_at_most_and_no_other_part(made, answers):
    plan = answers((2, TOYAMA, "dated", "by_target", "2021-05-31", None))
    before, after = _parts(made()), _parts(made(plan))
    apart = ["reported", "nowcast", "pace", "pooled", "pipeline", "target"]
    assert before[apart].tolist() == after[apart].tolist()
    # On 31 May and after the plan is done: 760 doses, or the projection where that is higher.
    assert before["median"] < 760
    frame = made(plan).components.query("area == @TOYAMA and dose == 2").set_index("part")
    weight = frame.at["plan", "used"] / 760
    assert 0 < weight < 0.2
    assert after["median"] == pytest.approx((1 - weight) * before["median"] + weight * 760)


def test_a_plan_that_was_put_off_moves_the_median_less(made, answers):
    slipped = answers(
        (1, TOYAMA, "dated", "by_target", "2021-05-17", None),
        (2, TOYAMA, "dated", "by_target", "2021-05-31", None),
    )
    kept = answers((2, TOYAMA, "dated", "by_target", "2021-05-31", None))
    none, little, more = (_parts(made(one))["median"] for one in (NONE, slipped, kept))
    assert 0 < (little - none) == pytest.approx((more - none) / 2.718281828)


def test_the_planned_day_stands_beside_the_projection_whatever_the_weight(made, answers):
    plan = answers((2, TOYAMA, "dated", "by_target", "2021-05-31", None))
    row = made(plan).areas.set_index("area").loc[TOYAMA]
    assert row["plan"] == pd.Timestamp("2021-05-31")
    assert row["required"] == 22.6
    assert row["d50"] > row["plan"]


def test_without_the_plan_part_an_answer_moves_nothing(made, answers):
    plan = answers((2, TOYAMA, "dated", "by_target", "2021-05-31", None))
    off = made(plan, Parts(plan=False))
    pd.testing.assert_frame_equal(off.components, made().components)


def test_a_plan_for_all_eligible_does_not_lift_the_median_above_who_wishes(made, answers):
    plan = answers((2, TOYAMA, "dated", "by_target", "2021-05-31", None))
    found = made(plan, complete={"share": 0.95, "of": "eligible"}, deadline=dt.date(2021, 9, 10))
    second = _parts(found)
    assert second["low"] <= second["median"] <= second["high"] <= 800
    assert _parts(found, area="00")["median"] == pytest.approx(second["median"])


def test_a_deadline_beyond_the_horizon_shows_the_horizons_last_day(made):
    frame = made(deadline=dt.date(2022, 12, 31)).components
    last = pd.Timestamp("2021-05-11") + pd.Timedelta(days=HORIZON_DAYS)
    assert set(frame.loc[frame["part"] == "median", "day"]) == {last}
    assert set(frame.loc[frame["part"] == "target", "day"]) == {pd.Timestamp("2022-12-31")}


def test_parts_switched_off_are_not_shown(made):
    assert "pipeline" not in _parts(made(parts=Parts(pipeline=False)))
    assert "pooled" not in _parts(made(parts=Parts(pooled=False)))


def test_what_is_used_of_the_parts_adds_up_to_the_median(made, answers):
    plan = answers((2, TOYAMA, "dated", "by_target", "2021-05-31", None))
    frame = made(plan).components
    assert set(frame.loc[frame["used"].notna(), "part"]) == {"pipeline", "pooled", "plan"}
    for area in (TOYAMA, "16", "00"):
        rows = frame[(frame["area"] == area) & (frame["dose"] == 2)].set_index("part")
        assert rows["used"].sum() == pytest.approx(rows.at["median", "doses"])
        assert 0 < rows.at["plan", "used"] < 0.2 * 760
    assert _parts(made(plan))["plan"] == 760
