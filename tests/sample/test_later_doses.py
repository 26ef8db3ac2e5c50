"""What is truly given of a later dose: never before its door, never to more than may come."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from renkei.sample.chance import Whole
from renkei.sample.later_doses import Truth, give_later_doses
from renkei.sample.later_plan import LATER
from renkei.sample.later_write import snapshot_days
from renkei.sample.municipalities import Municipalities
from renkei.sample.write import SEED
from renkei.settings import Params, read_params

# The intervals as the slides of January 2023 tell them, months by the day they hold from.
SAID = {
    "third-dose-2022": {
        "medical": {"2021-12-01": 8, "2022-01-01": 6},
        "facility": {"2021-12-01": 8, "2022-01-01": 6},
        "other-elderly": {"2021-12-01": 8, "2022-02-01": 7, "2022-03-01": 6},
        "general": {"2021-12-01": 8, "2022-03-01": 7},
    },
    "fourth-dose-2022": {
        "sixty-plus": {"2022-05-25": 5},
        "at-risk": {"2022-05-25": 5},
        "staff": {"2022-07-22": 5},
    },
    "omicron-2022": {
        "sixty-plus": {"2022-09-20": 5, "2022-10-21": 3},
        "under-sixty": {"2022-09-20": 5, "2022-10-21": 3},
    },
}
BEYOND = 130  # days after the as-of date


@pytest.fixture(scope="module", params=list(LATER))
def params(request: pytest.FixtureRequest, project: Path) -> Params:
    return read_params(project / "params" / f"{request.param}.yaml")


@pytest.fixture(scope="module")
def truth(params: Params, places: Municipalities) -> Truth:
    assert params.eligibility is not None
    ends = params.as_of + dt.timedelta(days=BEYOND)
    begins = params.sources.records.start
    plan = LATER[params.campaign]
    return give_later_doses(places, plan, params.eligibility, begins, ends, SEED)


def _at(total: Whole, truth: Truth, day: pd.Timestamp) -> Whole:
    """What was given by the end of a day [areas]."""
    index = (day - pd.Timestamp(truth.begins)).days
    return total[:, min(index, total.shape[1] - 1)] if index >= 0 else total[:, 0] * 0


def _months(rules: dict[str, int], day: pd.Timestamp) -> int | None:
    held = [months for begun, months in rules.items() if pd.Timestamp(begun) <= day]
    return held[-1] if held else None


def test_params_and_plan_speak_of_the_same_cohorts_and_days(params: Params) -> None:
    plan, asked = LATER[params.campaign], params.eligibility
    assert asked is not None
    assert set(plan.groups) == set(asked.ids) == set(SAID[params.campaign])
    assert plan.earlier_until == params.sources.population.as_of < asked.starts < plan.first
    waves = [wave for group in plan.groups.values() for wave in group.waves]
    assert {wave.dose for wave in waves} == set(asked.earlier)
    assert min(wave.opens for wave in waves) >= params.sources.records.start
    days = snapshot_days(plan.first, params.released)
    assert params.released in days
    assert days == sorted(set(days))
    assert 12 <= len(days) <= 30


def test_nobody_has_the_dose_before_the_interval_in_force_has_passed(
    params: Params, truth: Truth
) -> None:
    for cohort, rules in SAID[params.campaign].items():
        first, *further = truth.earlier[cohort].values()
        total = truth.given[cohort].cumsum(axis=1)
        for day in pd.date_range(truth.begins, periods=total.shape[1]):
            months = _months(rules, day)
            had = _at(total, truth, day)
            if months is None:
                assert not had.any()
                continue
            bound = day - pd.DateOffset(months=months)
            since = sum(_at(one, truth, day) - _at(one, truth, bound) for one in further)
            assert (had <= _at(first, truth, bound) - since).all(), (cohort, day)


def test_the_cut_of_an_interval_lets_in_whom_the_old_one_did_not(
    params: Params, truth: Truth
) -> None:
    """So that a projection that kept to the first interval would be seen to be wrong."""
    late = 0
    for cohort, rules in SAID[params.campaign].items():
        if len(rules) == 1:
            continue
        first, *further = truth.earlier[cohort].values()
        day = pd.Timestamp(params.as_of)
        bound = day - pd.DateOffset(months=next(iter(rules.values())))
        since = sum(_at(one, truth, day) - _at(one, truth, bound) for one in further)
        uptake = LATER[params.campaign].groups[cohort].uptake
        held_back = uptake * (_at(first, truth, bound) - since)
        had = _at(truth.given[cohort].cumsum(axis=1), truth, day)
        late += int(np.maximum(had - held_back, 0).sum())
    assert (late > 1_000_000) == (params.campaign != "fourth-dose-2022")


def test_each_earlier_dose_comes_after_the_one_before_it(params: Params, truth: Truth) -> None:
    for doses in truth.earlier.values():
        for total in doses.values():
            assert (np.diff(total, axis=1, prepend=0) >= 0).all()
        for (_, before), (number, after) in zip(
            doses.items(), list(doses.items())[1:], strict=False
        ):
            gap = {3: 6, 4: 5}[number]
            for day in pd.date_range(truth.begins, periods=after.shape[1], freq="D")[::3]:
                earlier = _at(before, truth, day - pd.DateOffset(months=gap))
                assert (_at(after, truth, day) <= earlier).all()


def test_the_later_dose_is_never_more_than_who_may_have_it(params: Params, truth: Truth) -> None:
    for cohort, given in truth.given.items():
        assert (given >= 0).all()
        assert (given.sum(axis=1) <= truth.eligible[cohort]).all()
        planned = LATER[params.campaign].groups[cohort].persons
        assert truth.eligible[cohort].sum() == pytest.approx(planned, rel=0.01)


def test_places_differ_and_neither_all_nor_none_complete_by_the_deadline(
    params: Params, truth: Truth
) -> None:
    days = (params.deadline - truth.begins).days + 1
    given = sum(one[:, :days].sum(axis=1) for one in truth.given.values())
    wish = sum(params.uptake(cohort) * one for cohort, one in truth.eligible.items())
    done = given / wish >= params.complete.share
    assert 0.2 < done.mean() < 0.8


def test_little_is_done_over_the_turn_of_the_year(project: Path, places: Municipalities) -> None:
    name = "third-dose-2022"
    params = read_params(project / "params" / f"{name}.yaml")
    assert params.eligibility is not None
    begins, ends = params.sources.records.start, dt.date(2022, 1, 12)
    truth = give_later_doses(places, LATER[name], params.eligibility, begins, ends, SEED)
    daily = np.sum([one.sum(axis=0) for one in truth.given.values()], axis=0)
    before, quiet, after = daily[-21:-14], daily[-14:-8], daily[-8:]
    assert quiet[:3].mean() < 0.4 * before.mean()
    assert quiet[3:].mean() < 0.4 * after.mean()


def test_another_seed_is_another_campaign(project: Path, places: Municipalities) -> None:
    name = "third-dose-2022"
    params = read_params(project / "params" / f"{name}.yaml")
    assert params.eligibility is not None
    asked, begins, ends = params.eligibility, params.sources.records.start, params.as_of
    one, other = (
        give_later_doses(places, LATER[name], asked, begins, ends, seed) for seed in (SEED, 7)
    )
    assert (one.eligible["general"] != other.eligible["general"]).mean() > 0.9
    assert (one.given["medical"] != other.given["medical"]).any(axis=1).mean() > 0.9
