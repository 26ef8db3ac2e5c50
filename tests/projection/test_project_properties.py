"""What holds whatever the records say: order, scale, time, and no area invented from another."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei import processed
from renkei.projection import project

DATES = ["d025", "d10", "d25", "d50", "d75", "d90", "d975"]
LEVELS = ["q10", "q25", "q50", "q75", "q90"]
AREAS = ("13", "16", "162019", "162027")


def _flows(seed, scale=1):
    """Rising first doses of uneven days, second doses 21 days behind."""
    chance = np.random.default_rng(seed)
    flows = {}
    for area in AREAS:
        first = chance.poisson(np.linspace(5, chance.integers(10, 80), 45))
        second = np.concatenate([np.zeros(21, int), first[:-21]])
        flows[area] = (first * scale, second * scale)
    return flows


def _persons(scale=1):
    numbers = {"00": 9000, "13": 5000, "16": 4000, "162019": 2500, "162027": 1500, "14": 700}
    return {area: number * scale for area, number in numbers.items()}


@pytest.fixture(scope="module")
def projected(campaign, records, population):
    def make(seed, scale=1, **changes):
        when = {"as_of": dt.date(2021, 5, 26), "released": dt.date(2021, 5, 27)}
        return project(
            records(_flows(seed, scale), "2021-05-27"),
            population(_persons(scale)),
            processed.empty("answers"),
            campaign(**{**when, **changes}),
        )

    return make


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_dates_and_paths_never_cross_nor_pass_the_ceiling(projected, seed):
    made = projected(seed)
    days = made.areas[DATES].apply(lambda one: (one - pd.Timestamp("2021-05-26")).dt.days)
    assert (np.diff(days.fillna(999).to_numpy(), axis=1) >= 0).all()
    assert days.max(axis=None) <= 120
    future = made.paths[made.paths["kind"] == "projected"]
    assert (np.diff(future[LEVELS].to_numpy(), axis=1) >= -1e-12).all()
    ceiling = made.areas.set_index("area").eval("ceiling / eligible")
    assert (future["q90"] <= future["area"].map(ceiling) + 1e-9).all()
    for _, path in made.paths.groupby(["area", "dose"]):
        assert (np.diff(path["q50"]) >= -1e-12).all()


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(campaign, records, population, seed):
    frame, persons = records(_flows(seed), "2021-05-27"), population(_persons())
    when = campaign(as_of=dt.date(2021, 5, 26), released=dt.date(2021, 5, 27))
    none = processed.empty("answers")
    straight = project(frame, persons, none, when)
    shuffled = project(frame.sample(frac=1, random_state=seed), persons.iloc[::-1], none, when)
    pd.testing.assert_frame_equal(straight.areas, shuffled.areas)
    pd.testing.assert_frame_equal(straight.paths, shuffled.paths)


@given(st.integers(0, 10_000), st.integers(2, 50))
@settings(max_examples=10, deadline=None)
def test_more_people_and_doses_in_proportion_give_the_same_days(projected, seed, scale):
    one, many = projected(seed).areas, projected(seed, scale).areas
    pd.testing.assert_frame_equal(one[[*DATES, "outlook"]], many[[*DATES, "outlook"]])
    assert np.allclose(one["p_deadline"], many["p_deadline"], equal_nan=True)
    assert np.allclose(one["pace"] * scale, many["pace"], equal_nan=True)


def test_what_is_published_or_given_later_changes_nothing_at_an_earlier_date(
    campaign, records, population
):
    when = campaign(as_of=dt.date(2021, 5, 26), released=dt.date(2021, 5, 27))
    persons, none = population(_persons()), processed.empty("answers")
    then = records(_flows(1), "2021-05-27")
    later = records(_flows(2), "2021-05-28")
    beyond = then.assign(date=then["date"] + pd.Timedelta(days=45))
    known = project(then, persons, none, when)
    again = project(pd.concat([then, beyond, later]), persons, none, when)
    pd.testing.assert_frame_equal(known.areas, again.areas)
    pd.testing.assert_frame_equal(known.paths, again.paths)


def test_only_the_campaigns_own_measure_counts(campaign, records, population):
    frame = records(_flows(1), "2021-05-27")
    both = pd.concat([frame, frame.assign(cohort="65-", count=frame["count"] // 2)])
    when = {"as_of": dt.date(2021, 5, 26), "released": dt.date(2021, 5, 27)}
    none, persons = processed.empty("answers"), population(_persons())
    programme = project(both, persons, none, campaign(**when)).areas
    elderly = project(both, persons, none, campaign(measure="65-", **when)).areas
    assert programme["first"].sum() > 1.9 * elderly["first"].sum() > 0
    assert set(elderly["cohort"]) == {"65-"}


def test_the_nation_is_the_sum_of_the_prefectures_present_at_the_median(projected):
    made = projected(3)
    areas = made.areas.set_index("area")
    assert areas.at["00", "eligible"] == 9000
    assert areas.at["00", "first"] == areas.loc[["13", "16"], "first"].sum()
    median = made.paths[made.paths["kind"] == "projected"].assign(
        persons=lambda frame: frame["q50"] * frame["area"].map(areas["eligible"])
    )
    wide = median.pivot_table(index=["dose", "date"], columns="area", values="persons")
    assert np.allclose(wide["00"], wide["13"] + wide["16"])


def test_the_nations_shock_is_shared_not_averaged_away(projected):
    made = projected(3)
    future = made.paths[(made.paths["kind"] == "projected") & (made.paths["dose"] == 1)]
    width = future.assign(width=future["q75"] / future["q25"]).groupby("area")["width"].max()
    assert width["00"] > 1 + (width["13"] - 1) / 2


def test_after_the_deadline_the_chance_is_yes_or_no(projected):
    made = projected(1, deadline=dt.date(2021, 5, 20))
    known = made.areas.dropna(subset="p_deadline")
    assert set(known["p_deadline"]) == {0.0}
    assert known["required"].isna().all()


def test_a_larger_share_to_complete_comes_later(projected):
    less = projected(1, complete={"share": 0.6, "of": "wish"}).areas["d50"]
    more = projected(1, complete={"share": 0.95, "of": "wish"}).areas["d50"]
    known = less.notna() & more.notna()
    assert known.any()
    assert (less[known] < more[known]).all()


def test_complete_counted_against_all_eligible_is_never_reached_above_the_wish(projected):
    made = projected(1, complete={"share": 0.95, "of": "eligible"}).areas.set_index("area")
    assert made.loc["16", DATES].isna().all()
    assert made.at["16", "p_deadline"] == 0
