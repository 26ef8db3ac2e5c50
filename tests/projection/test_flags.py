"""What a reader has to know of an area: each flag where it holds, and not where it does not."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection import project
from renkei.projection.flags import FLAGS

NONE = processed.empty("answers")
AREAS = ("13", "14", "15", "16", "17")
PERSONS = dict.fromkeys(AREAS, 10_000) | {"00": 50_000}


def _flags(made) -> pd.Series:
    return made.areas.set_index("area")["flags"].str.split(";")


def _steady(daily: int = 100, days: int = 30):
    first = np.full(days, daily)
    return first, np.r_[np.zeros(21, int), first[: days - 21]]


@pytest.fixture
def flagged(campaign, population):
    """The flags by area of a campaign with some records."""

    def make(records, persons=PERSONS, supply=None, **changes):
        return _flags(
            project(records, population(persons), NONE, campaign(**changes), supply=supply)
        )

    return make


def test_areas_reported_in_time_and_in_full_have_no_flag(flagged, snapshots):
    found = flagged(snapshots({area: _steady() for area in AREAS}, lambda lag: 1.0))
    assert set(found.map(";".join)) == {""}


def test_an_area_whose_reports_come_in_far_later_than_others_is_a_lag_outlier(flagged, snapshots):
    in_time = pd.concat(
        snapshots({area: _steady()}, lambda lag, late=late: min(1, 0.8 - late / 20 + lag / 20))
        for late, area in enumerate(AREAS[:4])
    )
    late = snapshots({"17": _steady()}, lambda lag: min(1, lag / 20))
    found = flagged(pd.concat([in_time, late]))
    assert found["17"] == ["lag_outlier"]
    assert not found.drop("17").map(lambda one: "lag_outlier" in one).any()


def test_where_all_report_late_none_is_an_outlier(flagged, snapshots):
    found = flagged(snapshots({area: _steady() for area in AREAS}, lambda lag: min(1, lag / 20)))
    assert not found.map(lambda one: "lag_outlier" in one).any()


def test_one_snapshot_cannot_be_adjusted_and_says_so_everywhere(flagged, records):
    found = flagged(records({"16": _steady()}), {"16": 10_000})
    assert found.to_dict() == {"00": ["lag_unadjusted"], "16": ["lag_unadjusted"]}


def test_counts_corrected_downwards_are_flagged_up_to_the_nation(flagged, records):
    frame = records({area: _steady() for area in AREAS})
    last = (frame["area"] == "16") & (frame["dose"] == 1) & (frame["date"] == "2021-05-11")
    frame.loc[last, "count"] = -50
    found = flagged(frame)
    assert found.map(lambda one: "revised" in one).to_dict() == {
        **dict.fromkeys(AREAS, False), "16": True, "00": True,
    }  # fmt: skip


def test_a_pace_fallen_to_a_fraction_of_the_best_short_of_the_target_is_a_plateau(flagged, records):
    first = np.full(30, 300)
    for last_week, held in ((10, True), (100, False)):
        second = np.r_[np.zeros(2, int), np.full(21, 300), np.full(7, last_week)]
        found = flagged(records({"16": (first, second)}), {"16": 10_000})
        assert ("plateau" in found["16"]) is held, last_week
        assert ("plateau" in found["00"]) is held, last_week


def test_an_early_lull_is_no_plateau(flagged, records):
    second = np.r_[np.zeros(14, int), np.full(9, 100), np.full(7, 3)]  # 9 % of the eligible
    found = flagged(records({"16": (np.full(30, 100), second)}), {"16": 10_000})
    assert "plateau" not in found["16"]


@pytest.mark.parametrize(("persons", "reached"), [(3800, False), (3700, True), (2900, True)])
def test_an_area_that_has_given_as_many_first_doses_as_wished_has_reached_its_ceiling(
    flagged, records, persons, reached
):
    found = flagged(records({"16": _steady()}), {"16": persons})  # 3,000 given; 80 % wish
    assert ("ceiling_reached" in found["16"]) is reached


def test_a_ceiling_passed_by_what_is_not_reported_yet_is_reached_too(flagged, snapshots):
    late = snapshots({"16": _steady()}, lambda lag: min(1, 0.5 + lag / 20))
    assert late[late["snapshot"] == late["snapshot"].max()].query("dose == 1")["count"].sum() < 2900
    assert "ceiling_reached" in flagged(late, {"16": 3700})["16"]


def test_a_deadline_further_off_than_the_horizon_is_said_to_be_so(flagged, records):
    frame = records({"16": _steady()})
    as_of = dt.date(2021, 5, 11)
    near, far = (
        flagged(frame, {"16": 10_000}, deadline=as_of + dt.timedelta(days=days))
        for days in (120, 121)
    )
    assert "beyond_horizon" in far["16"]
    assert "beyond_horizon" not in near["16"]


def test_supply_that_falls_short_is_flagged_where_it_does(flagged, records):
    told = pd.DataFrame({"area": ["16", "17"], "doses": [4500.0, 90_000.0]})
    blank = processed.empty("supply").reindex(told.index)
    supply = blank.assign(**told, row=1, current=True, day=pd.Timestamp("2021-04-12"))
    frame = records({"16": _steady(), "17": _steady()})
    found = flagged(frame, {"16": 10_000, "17": 10_000}, processed.check("supply", supply))
    assert "supply_short" in found["16"]
    assert "supply_short" not in found["17"]


def test_flags_stand_in_their_order_and_each_has_its_name_once(flagged, records):
    early = np.r_[np.full(8, 10), np.zeros(22)].astype(int)
    done = np.r_[np.zeros(21), np.full(8, 10), 0].astype(int)
    found = flagged(records({"16": (early, done)}), {"16": 100, "162019": 50, "14": 9})
    assert found["16"] == ["ceiling_reached", "complete", "lag_unadjusted"]
    assert found["00"] == ["ceiling_reached", "complete", "partial_records", "lag_unadjusted"]
    assert found["14"] == ["no_records"]
    assert found["162019"] == ["no_municipal_records"]
    assert len(set(FLAGS)) == len(FLAGS)
    for one in found:
        assert [flag for flag in FLAGS if flag in one] == one
