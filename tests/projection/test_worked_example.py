"""One prefecture with 10 first doses a day for 30 days, worked out by hand.

1,000 eligible, 80 % wish: ceiling 800, complete at 760 second doses. On 11 May 300 first and 90
second doses are given, in one snapshot, so that nothing is adjusted. To complete by 30 June, 50
days on, 460 first and 670 second doses are missing: 22.6 a day, against 20 now. At that pace there
would be 590 second doses by then; as the first doses come back after 21 days there are 300 on 1
June.
"""

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection import project
from renkei.projection.intervals import LEVELS

NONE = processed.empty("answers")
DATES = ["d025", "d10", "d25", "d50", "d75", "d90", "d975"]


@pytest.fixture(scope="module")
def worked(campaign, records, population, steady):
    """The example's projection; keywords replace the campaign's settings."""

    def make(**changes):
        persons = population({"00": 1000, "16": 1000})
        return project(records({"16": steady}), persons, NONE, campaign(**changes))

    return make


def _by_area(projection, area="16"):
    return projection.areas.set_index("area").loc[area]


def _parts(projection, dose=2, area="16"):
    rows = projection.components.query("area == @area and dose == @dose")
    return rows.set_index("part")["doses"]


def test_counts_and_paces_are_those_of_the_hand_calculation(worked):
    row = _by_area(worked())
    assert (row["eligible"], row["ceiling"], row["first"], row["second"]) == (1000, 800, 300, 90)
    assert (row["first_share"], row["second_share"]) == (0.3, 0.09)
    assert (row["first_adjusted"], row["second_adjusted"]) == (300, 90)
    assert (row["pace"], row["pace_reported"], row["required"]) == (20, 20, 22.6)
    assert row["gap"] == pytest.approx(-2.6)
    assert row["snapshot"] == pd.Timestamp("2021-05-12")
    assert row["flags"] == "lag_unadjusted"


def test_the_parts_stand_beside_the_median_each_as_worked_out(worked):
    made = worked()
    second = _parts(made)
    assert second[["reported", "nowcast", "pace", "target"]].tolist() == [90, 90, 590, 760]
    low, high = sorted(second[["pipeline", "pooled"]])
    assert min(low, 800) <= second["median"] <= min(high, 800)
    assert second["low"] < second["median"] < second["high"] <= 800
    assert _parts(made, dose=1)["pace"] == 800
    days = made.components.query("area == '16' and dose == 2").set_index("part")["day"]
    assert days["reported"] == days["nowcast"] == pd.Timestamp("2021-05-11")
    assert set(days.drop(["reported", "nowcast"])) == {pd.Timestamp("2021-06-30")}


def test_the_first_doses_of_three_weeks_ago_come_back(worked):
    second = _parts(worked(deadline=pd.Timestamp("2021-06-01").date()))
    assert second["pipeline"] == pytest.approx(300)
    assert second["pace"] == pytest.approx(300)


def test_the_chance_by_a_day_agrees_with_the_quantile_that_falls_on_it(worked):
    row = _by_area(worked())
    known = [
        (name, level) for name, level in zip(DATES, LEVELS, strict=True) if pd.notna(row[name])
    ]
    assert len(known) >= 3
    for name, level in known:
        on, before = (
            _by_area(worked(deadline=(row[name] - pd.Timedelta(days=back)).date()))["p_deadline"]
            for back in (0, 1)
        )
        assert before <= level + 1e-9 <= on + 2e-9, name


def test_what_binds_is_named_with_the_day_since_which_it_does(worked):
    behind = _by_area(worked())
    assert (behind["outlook"], behind["binding"]) == ("behind", "first_doses")
    # Second doses began on 3 May and never came at the 11 to 13 a day required since.
    assert behind["bound_since"] == pd.Timestamp("2021-04-19")
    late = _by_area(worked(deadline=pd.Timestamp("2021-08-31").date()))
    assert late["required"] == pytest.approx((460 + 670) / 112)
    ahead = _by_area(
        worked(deadline=pd.Timestamp("2021-05-12").date(), complete={"share": 0.11, "of": "wish"})
    )
    assert (ahead["outlook"], ahead["binding"]) == ("ahead", "none")
    assert pd.isna(ahead["bound_since"])


def test_the_nation_of_one_prefecture_is_that_prefecture(worked):
    made = worked()
    nation, prefecture = _by_area(made, "00"), _by_area(made, "16")
    same = ["eligible", "first", "second", "pace", "required", "d10", "d25", "bound_since"]
    assert nation[same].equals(prefecture[same])
    assert nation["p_deadline"] == pytest.approx(prefecture["p_deadline"])


def test_paths_show_shares_of_the_eligible_reported_adjusted_then_projected(worked):
    paths = worked().paths.query("area == '16'").set_index(["dose", "date"])
    reported, adjusted, projected = (
        paths[paths["kind"] == kind] for kind in ("reported", "adjusted", "projected")
    )
    assert reported.loc[(1, pd.Timestamp("2021-05-11")), "q50"] == pytest.approx(0.3)
    assert reported[["q10", "q25", "q75", "q90"]].isna().all(axis=None)
    # One snapshot: the three weeks on which more may come in are as they are reported.
    assert adjusted.loc[1].index.tolist() == list(pd.date_range("2021-04-21", "2021-05-11"))
    assert adjusted["q50"].equals(reported["q50"].reindex(adjusted.index))
    assert 0.3 < projected.loc[(1, pd.Timestamp("2021-05-12")), "q50"] < 0.32
    days = paths.index.get_level_values("date")
    assert (days.min(), days.max()) == (pd.Timestamp("2021-04-12"), pd.Timestamp("2021-07-10"))
    assert not paths.set_index("kind", append=True).index.duplicated().any()


def test_the_path_at_the_deadline_is_the_median_of_the_components(worked):
    made = worked()
    on = made.paths.query("area == '16' and dose == 2").set_index("date").loc["2021-06-30"]
    found = _parts(made)[["low", "median", "high"]] / 1000
    assert on[["q10", "q50", "q90"]].tolist() == pytest.approx(found.tolist())


def test_the_recent_pace_counts_and_never_the_mean_since_the_start(
    campaign, records, population, steady
):
    slow_start = np.concatenate([np.full(20, 1), np.full(10, 28)])
    frame = records({"16": (slow_start, steady[1])})
    row = _by_area(project(frame, population({"16": 1000}), NONE, campaign()))
    assert row["first"] == 300
    assert row["pace"] == 28 + 7 * 10 / 7
