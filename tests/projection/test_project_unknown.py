"""Areas without records, with too few, with a gap, or already complete: said, never guessed."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.errors import DataError
from renkei.projection import project

DATES = ["d025", "d10", "d25", "d50", "d75", "d90", "d975"]
TOYAMA, TAKAOKA = "162019", "162027"
NONE = processed.empty("answers")


def _flags(made, area):
    return made.areas.set_index("area").at[area, "flags"].split(";")


def test_a_municipality_without_records_has_its_plan_and_nothing_allocated_to_it(
    campaign, records, population, answers, steady
):
    made = project(
        records({"16": steady}),
        population({"00": 1000, "16": 1000, TOYAMA: 600}),
        answers((2, TOYAMA, "dated", "by_target", "2021-07-31", None)),
        campaign(),
    )
    row = made.areas.set_index("area").loc[TOYAMA]
    assert row["flags"] == "no_municipal_records"
    assert (row["outlook"], row["binding"]) == ("no_data", "")
    assert row["plan"] == pd.Timestamp("2021-07-31")
    assert (row["eligible"], row["ceiling"]) == (600, 480)
    unknown = ["first_share", "second_share", "first_share_adjusted", "second_share_adjusted"]
    unknown += ["pace", "pace_reported", "required", "gap", "p_deadline", "bound_since", *DATES]
    assert row[[*unknown, "snapshot"]].isna().all()
    assert row[["first", "second", "first_adjusted", "second_adjusted"]].tolist() == [0, 0, 0, 0]
    assert TOYAMA not in set(made.components["area"])


def test_a_prefecture_without_records_is_flagged_and_left_out_of_the_nation(
    campaign, records, population, steady
):
    persons = population({"00": 5000, "13": 4000, "16": 1000})
    made = project(records({"16": steady}), persons, NONE, campaign())
    assert _flags(made, "13") == ["no_records"]
    assert made.areas.set_index("area").at["00", "eligible"] == 1000
    assert _flags(made, "00") == ["partial_records", "lag_unadjusted"]
    assert set(made.paths["area"]) == {"00", "16"}


def test_prefectures_are_summed_from_municipalities_where_only_those_report(
    campaign, records, population, steady
):
    persons = population({"00": 3000, "16": 3000, TOYAMA: 1000, TAKAOKA: 1000, "163210": 1000})
    made = project(records({TOYAMA: steady, TAKAOKA: steady}), persons, NONE, campaign())
    row = made.areas.set_index("area").loc["16"]
    assert (row["first"], row["eligible"], row["first_share"]) == (600, 2000, 0.3)
    assert _flags(made, "16") == ["partial_records", "lag_unadjusted"]
    assert _flags(made, "00") == ["partial_records", "lag_unadjusted"]
    assert _flags(made, TOYAMA) == ["lag_unadjusted"]


def test_a_row_of_the_nation_beside_prefectures_is_not_counted_twice(
    campaign, records, population, steady
):
    frame = records({"00": steady, "16": steady})
    made = project(frame, population({"00": 1000, "16": 1000}), NONE, campaign())
    assert made.areas.set_index("area").at["00", "first"] == 300


def test_no_records_at_all_is_an_answer_too(campaign, population):
    persons = population({"00": 1000, "16": 1000, TOYAMA: 600})
    made = project(processed.empty("records"), persons, NONE, campaign())
    assert made.areas["area"].tolist() == ["00", "16", TOYAMA]
    assert set(made.areas["outlook"]) == {"no_data"}
    assert made.areas["eligible"].tolist() == [1000, 1000, 600]
    assert made.paths.empty
    assert made.components.empty


@pytest.mark.parametrize(
    ("first", "why"),
    [(np.r_[np.zeros(17), np.full(13, 50)], "13 days"), (np.r_[1, np.zeros(28), 28], "29 doses")],
)
def test_too_few_records_give_counts_but_no_dates(campaign, records, population, first, why):
    frame = records({"16": (first.astype(int), np.zeros(30, int))})
    made = project(frame, population({"16": 1000}), NONE, campaign())
    row = made.areas.set_index("area").loc["16"]
    assert "not_enough_data" in _flags(made, "16"), why
    assert row["first"] == first.sum()
    assert row[DATES].isna().all()
    assert (row["outlook"], row["binding"]) == ("no_data", "")
    assert set(made.paths.loc[made.paths["area"] == "16", "kind"]) == {"reported", "adjusted"}


@pytest.mark.parametrize(("silent", "flagged"), [(2, False), (3, True)])
def test_three_days_without_any_record_are_missing_not_zero(
    campaign, records, population, steady, silent, flagged
):
    first, second = (np.r_[doses[: 30 - silent], np.zeros(silent, int)] for doses in steady)
    frame = records({"13": steady, "16": (first, second)})
    made = project(frame, population({"13": 1000, "16": 1000}), NONE, campaign())
    assert ("reporting_gap" in _flags(made, "16")) is flagged
    row = made.areas.set_index("area").loc["16"]
    assert row["pace_reported"] == pytest.approx((7 - silent) * 20 / 7)
    # Over a gap both doses go on at their paces of the week before it: 10 and 60 / 7 a day.
    over_the_gap = 10 + (4 * 10 + 3 * second[20:27].sum() / 7) / 7
    assert row["pace"] == pytest.approx(over_the_gap if flagged else row["pace_reported"])
    assert row["first"] == first.sum()
    assert row["first_adjusted"] == first.sum() + (30 if flagged else 0)
    paths = made.paths[(made.paths["area"] == "16") & (made.paths["kind"] == "reported")]
    assert paths["date"].max() == pd.Timestamp("2021-05-08" if flagged else "2021-05-11")


def test_an_old_snapshot_is_a_gap_everywhere_and_shows_its_age(
    campaign, records, population, steady
):
    frames = records({"16": steady}), population({"16": 1000}), NONE
    late = project(*frames, campaign(as_of=dt.date(2021, 5, 20), released=dt.date(2021, 5, 21)))
    then = project(*frames, campaign())
    row, known = (made.areas.set_index("area").loc["16"] for made in (late, then))
    assert row["snapshot"] == pd.Timestamp("2021-05-12")
    assert _flags(late, "16") == ["reporting_gap", "lag_unadjusted"]
    assert _flags(then, "16") == ["lag_unadjusted"]
    assert row["d50"] == known["d50"]  # still counted from the last record day
    # By 20 May some more will have been given: the rest is what 41 days are left for.
    by_then = late.paths[late.paths["date"] == pd.Timestamp("2021-05-20")].query("area == '16'")
    assert len(by_then) == 2
    missing = (760 - 1000 * by_then["q50"]).clip(lower=0).sum()
    assert row["required"] == pytest.approx(missing / 41)


def test_the_ceiling_is_at_least_what_has_been_given(campaign, records, population, steady):
    made = project(records({"16": steady}), population({"16": 100}), NONE, campaign())
    assert _flags(made, "16") == ["ceiling_reached", "lag_unadjusted"]
    assert made.areas.set_index("area").at["16", "ceiling"] == 300


def test_a_complete_area_shows_the_day_it_was_reached(campaign, records, population):
    early = np.r_[np.full(8, 10), np.zeros(22)].astype(int)
    second = np.r_[np.zeros(21), np.full(8, 10), 0].astype(int)
    done = project(records({"16": (early, second)}), population({"16": 100}), NONE, campaign())
    row = done.areas.set_index("area").loc["16"]
    assert "complete" in _flags(done, "16")
    assert set(row[DATES]) == {pd.Timestamp("2021-05-10")}
    assert (row["p_deadline"], row["required"], row["outlook"]) == (1, 0, "ahead")
    assert row["binding"] == "none"


@pytest.mark.parametrize(
    ("plan", "flagged"), [("2021-05-20", True), ("2021-08-31", False), (None, False)]
)
def test_a_plan_earlier_than_the_tenth_percentile_is_flagged(
    campaign, records, population, answers, steady, plan, flagged
):
    answer = answers((2, TOYAMA, "dated", "by_target", plan, None))
    frame = records({TOYAMA: steady})
    made = project(frame, population({"16": 1000, TOYAMA: 1000}), answer, campaign())
    assert ("plan_earlier_than_q10" in _flags(made, TOYAMA)) is flagged


def test_records_of_an_area_without_population_are_shown_without_shares(
    campaign, records, population, steady
):
    made = project(
        records({"13": steady, "16": steady}), population({"16": 1000}), NONE, campaign()
    )
    row = made.areas.set_index("area").loc["13"]
    assert row["first"] == 300
    assert pd.isna(row["first_share"])
    assert "no_population" in _flags(made, "13")
    assert row["outlook"] == "no_data"
    assert made.areas.set_index("area").at["00", "first"] == 300


def test_records_without_any_population_stop_with_the_areas_named(
    campaign, records, population, steady
):
    with pytest.raises(DataError, match=r"population: no area with records has a population.* 16"):
        project(records({"16": steady}), population({"13": 1000}), NONE, campaign())


def test_municipal_records_need_no_population_row_of_their_prefecture(
    campaign, records, population, steady
):
    made = project(records({TOYAMA: steady}), population({TOYAMA: 1000}), NONE, campaign())
    assert made.areas["area"].tolist() == ["00", "16", TOYAMA]
    assert made.areas["first_share"].tolist() == [0.3, 0.3, 0.3]


def test_an_area_the_newest_snapshot_no_longer_names_is_not_one_without_doses(
    campaign, snapshots, population, steady
):
    frame = snapshots({"13": steady, "16": steady}, lambda lag: min(1.0, 0.5 + lag / 10))
    gone = (frame["area"] == "16") & (frame["snapshot"] == frame["snapshot"].max())
    persons = population({"13": 1000, "16": 1000})
    made, alone = (
        project(one, persons, NONE, campaign())
        for one in (frame[~gone], frame[frame["area"] == "13"])
    )
    assert _flags(made, "16") == ["no_records"]
    pd.testing.assert_frame_equal(made.areas, alone.areas)
