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
WHEN = {"as_of": dt.date(2021, 5, 26), "released": dt.date(2021, 5, 27)}
NONE = processed.empty("answers")
FEW = settings(max_examples=4, deadline=None, derandomize=True)


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


def _lag(lag):
    return min(1.0, 0.4 + 0.06 * lag)


@pytest.fixture(scope="module")
def projected(campaign, snapshots, population):
    """The projection of records in 15 snapshots; keywords replace the campaign's settings."""

    def make(seed, scale=1, **changes):
        return project(
            snapshots(_flows(seed, scale), _lag, "2021-05-27", 15),
            population(_persons(scale)),
            NONE,
            campaign(**{**WHEN, **changes}),
        )

    return make


@given(st.integers(0, 10_000))
@FEW
def test_dates_and_paths_never_cross_nor_pass_the_ceiling(projected, seed):
    made = projected(seed)
    days = made.areas[DATES].apply(lambda one: (one - pd.Timestamp("2021-05-26")).dt.days)
    assert (np.diff(days.fillna(999).to_numpy(), axis=1) >= 0).all()
    assert not days.max(axis=None) > 120
    future = made.paths[made.paths["kind"] == "projected"]
    assert (np.diff(future[LEVELS].to_numpy(), axis=1) >= -1e-12).all()
    ceiling = made.areas.set_index("area").eval("ceiling / eligible")
    assert (future["q90"] <= future["area"].map(ceiling) + 1e-9).all()
    for _, path in made.paths.groupby(["area", "dose", "kind"]):
        assert (np.diff(path["q50"]) >= -1e-12).all()


@given(st.integers(0, 10_000))
@FEW
def test_neither_the_order_of_rows_nor_their_number_matters(campaign, snapshots, population, seed):
    frame, persons = snapshots(_flows(seed), _lag, "2021-05-27", 15), population(_persons())
    straight = project(frame, persons, NONE, campaign(**WHEN))
    halves = [frame.assign(count=frame["count"] // 2), frame.assign(count=-(-frame["count"] // 2))]
    shuffled = pd.concat(halves).sample(frac=1, random_state=seed)
    mixed = project(shuffled, persons.iloc[::-1], NONE, campaign(**WHEN))
    for name in ("areas", "paths", "components"):
        pd.testing.assert_frame_equal(getattr(straight, name), getattr(mixed, name))


@given(st.integers(0, 10_000), st.sampled_from([10, 100]))
@FEW
def test_more_people_and_doses_in_proportion_give_the_same_days(
    campaign, records, population, seed, scale
):
    one, many = (
        project(
            records(_flows(seed, by), "2021-05-27"),
            population(_persons(by)),
            NONE,
            campaign(**WHEN),
        )
        for by in (1, scale)
    )
    one, many = one.areas, many.areas
    pd.testing.assert_frame_equal(one[[*DATES, "outlook"]], many[[*DATES, "outlook"]])
    assert np.allclose(one["p_deadline"], many["p_deadline"], equal_nan=True, atol=1e-4)
    for name in ("pace", "pace_reported", "required"):
        assert np.allclose(one[name] * scale, many[name], equal_nan=True, rtol=1e-6)


@given(st.integers(0, 10_000))
@FEW
def test_the_nation_lies_between_the_sums_of_its_prefectures_bounds(projected, seed):
    made = projected(seed)
    areas = made.areas.set_index("area")
    assert areas.at["00", "eligible"] == 9000
    for name in ("first", "second", "first_adjusted"):
        assert areas.at["00", name] == pytest.approx(areas.loc[["13", "16"], name].sum(), abs=1)
    future = made.paths[made.paths["kind"] == "projected"].set_index(["dose", "date", "area"])
    persons = future[LEVELS].mul(
        future.index.get_level_values("area").map(areas["eligible"]), axis=0
    )
    nation = persons.xs("00", level="area")
    parts = persons.xs("13", level="area") + persons.xs("16", level="area")
    assert np.allclose(nation["q50"], parts["q50"])
    assert (nation[["q10", "q25"]] >= parts[["q10", "q25"]] - 1e-6).all(axis=None)
    assert (nation[["q75", "q90"]] <= parts[["q75", "q90"]] + 1e-6).all(axis=None)
    assert (nation["q90"] < parts["q90"]).any()


def test_what_is_published_or_given_later_changes_nothing_at_an_earlier_date(
    campaign, snapshots, population
):
    persons, when = population(_persons()), campaign(**WHEN)
    then = snapshots(_flows(1), _lag, "2021-05-27", 15)
    later = snapshots(_flows(2), _lag, "2021-05-28", 1)
    beyond = then.assign(date=then["date"] + pd.Timedelta(days=45))
    known = project(then, persons, NONE, when)
    again = project(pd.concat([then, beyond, later]), persons, NONE, when)
    for name in ("areas", "paths", "components"):
        pd.testing.assert_frame_equal(getattr(known, name), getattr(again, name))


def test_the_adjusted_counts_lie_above_the_reported_and_come_near_the_truth(projected):
    areas = projected(1).areas.set_index("area").loc[list(AREAS)]
    truth = pd.Series({area: doses[0].sum() for area, doses in _flows(1).items()})
    assert (areas["first_adjusted"] > areas["first"]).all()
    assert (areas["pace"] > areas["pace_reported"]).all()
    assert areas["first_adjusted"].sum() == pytest.approx(truth.sum(), rel=0.02)
    missed = (areas["first_adjusted"] - truth).abs(), (areas["first"] - truth).abs()
    assert (missed[0] < missed[1]).all()
    assert not areas["flags"].str.contains("lag_unadjusted").any()


def test_only_the_campaigns_own_measure_counts(campaign, records, population):
    frame = records(_flows(1), "2021-05-27")
    both = pd.concat([frame, frame.assign(cohort="65-", count=frame["count"] // 2)])
    persons = population(_persons())
    programme = project(both, persons, NONE, campaign(**WHEN)).areas
    elderly = project(both, persons, NONE, campaign(measure="65-", **WHEN)).areas
    assert programme["first"].sum() > 1.9 * elderly["first"].sum() > 0
    assert set(elderly["cohort"]) == {"65-"}


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
    assert known["bound_since"].isna().all()


def test_a_larger_share_to_complete_comes_later(projected):
    less = projected(1, complete={"share": 0.4, "of": "wish"}).areas["d50"]
    more = projected(1, complete={"share": 0.6, "of": "wish"}).areas["d50"]
    known = less.notna() & more.notna()
    assert known.any()
    assert (less[known] < more[known]).all()


def test_complete_counted_against_all_eligible_is_never_reached_above_the_wish(projected):
    made = projected(1, complete={"share": 0.95, "of": "eligible"}).areas.set_index("area")
    assert made.loc["16", DATES].isna().all()
    assert made.at["16", "p_deadline"] == 0
