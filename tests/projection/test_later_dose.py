"""A later dose: who may have it by which notice, in what order uptakes lie, and cohorts together."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection.calibration import shipped
from renkei.projection.components import components
from renkei.projection.later_dose import forecast_later_dose
from renkei.projection.standing import Frames, stand
from renkei.projection.table import ALL_PARTS, Parts, project

STARTS = "2021-12-01"
EIGHT = {"months": 8, "notified": dt.date(2021, 9, 22), "effective": dt.date(2021, 12, 1)}
PERSONS = {"13": 20_000, "16": 10_000}
COHORTS = ("elderly", "general")


@pytest.fixture(scope="module")
def third(campaign):
    """A campaign of third doses from 1 December, as seen on 21 December."""

    def make(*rules, starts="2021-12-01", after=2, **changes):
        told = [{**EIGHT, "effective": dt.date.fromisoformat(starts)}, *rules]
        cohorts = [{"id": one, "label": one, "rules": told, "uptake": 0.8} for one in COHORTS]
        return campaign(
            **{
                "as_of": dt.date(2021, 12, 20),
                "released": dt.date(2021, 12, 21),
                "deadline": dt.date(2021, 12, 25),
                "measure": "all",
                "doses": 1,
                "eligibility": {"dose": 3, "label": "3回目", "after": after, "cohorts": cohorts},
                "rounds": [],
                "sources": {
                    "records": {
                        "kind": "cohorts",
                        "path": "r",
                        "system": "s",
                        "start": "2021-03-01",
                    },
                    "population": {"path": "p.csv", "system": "台帳", "as_of": dt.date(2020, 1, 1)},
                },
                **changes,
            }
        )

    return make


def _rows(dose, start, daily, snapshot, cohort):
    days = pd.date_range(start, periods=len(daily))
    lots = [
        pd.DataFrame({"date": days, "count": np.asarray(daily) * persons // 10_000}).assign(
            area=area
        )
        for area, persons in PERSONS.items()
    ]
    return pd.concat(lots).assign(
        dose=dose, cohort=cohort, snapshot=pd.Timestamp(snapshot)
    )  # per 10,000 persons


def _records(third_until="2021-12-20", second_in="2021-12-21") -> pd.DataFrame:
    """Per 10,000 persons 50 second doses a day for 100 days from 1 April, 20 third from December."""
    days = len(pd.date_range(STARTS, third_until))
    lots = [_rows(2, "2021-04-01", [50] * 100, second_in, one) for one in COHORTS]
    lots += [_rows(3, STARTS, [20] * days, "2021-12-21", one) for one in COHORTS]
    frame = pd.concat(lots, ignore_index=True)
    return processed.check("records", frame[frame["date"] < frame["snapshot"]])


ELIGIBLE = {one: pd.Series(PERSONS, dtype=float) for one in COHORTS}


def _made(records, campaign):
    return forecast_later_dose(records, ELIGIBLE, campaign, shipped())


def test_who_wishes_and_may_follows_from_the_interval_in_force(third):
    one, counts = _made(_records(), third())
    assert (one.dose, one.areas, one.last_day) == (3, ("13", "16"), pd.Timestamp("2021-12-20"))
    assert counts.eligible.tolist() == [40_000, 20_000]
    assert one.given[:, -1].tolist() == [20 * 20 * 2 * 2, 20 * 20 * 2]
    # On 25 December the second doses up to 25 April: 25 days x 50 x 2 cohorts, of whom 80 % wish.
    on_christmas = one.components["opened"][:, 4]
    assert on_christmas.tolist() == pytest.approx([2 * 0.8 * 2500, 0.8 * 2500])


def test_a_rule_not_yet_notified_changes_nothing(third):
    later = {"months": 7, "notified": dt.date(2021, 12, 22), "effective": dt.date(2022, 1, 1)}
    plain, told_later = (_made(_records(), third(*rules))[0] for rules in ((), (later,)))
    assert (plain.point == told_later.point).all()
    assert (plain.coverage == told_later.coverage).all()
    known = _made(_records(), third({**later, "notified": dt.date(2021, 12, 21)}))[0]
    assert (known.point[:, :11] == plain.point[:, :11]).all()  # up to 31 December
    assert (known.point[:, 12:60] > plain.point[:, 12:60]).all()


def test_the_campaigns_own_uptake_lies_between_ten_points_less_and_ten_more(third):
    parts = _made(_records(), third())[0].components
    lower, own, higher = (parts[name] for name in ("uptake_lower", "queue", "uptake_higher"))
    assert (lower <= own).all() and (own <= higher).all()
    assert (lower[:, 20] < own[:, 20]).all() and (own[:, 20] < higher[:, 20]).all()


def test_the_queues_alone_lead_for_four_weeks_and_then_with_the_pooled_pace(third):
    young = _made(_records(), third())[0]
    assert young.point == pytest.approx(young.components["queue"])
    assert "pooled" not in young.components
    old = _made(_records(), third(starts="2021-11-22"))[0]
    mean = (old.components["queue"] + old.components["pooled"]) / 2
    assert old.point == pytest.approx(np.minimum(mean, old.ceiling[:, None]))


def test_nothing_falls_crosses_or_passes_who_wishes(third):
    one = _made(_records(), third())[0]
    assert one.ceiling.tolist() == pytest.approx([0.8 * 40_000, 0.8 * 20_000])
    assert (np.diff(one.coverage, axis=0) >= 0).all()
    assert (np.diff(one.coverage, axis=2) >= 0).all()
    assert (one.coverage <= one.ceiling[:, None] + 1e-6).all()


def test_earlier_doses_may_stand_in_an_older_snapshot_alone(third):
    whole, apart = (
        _made(_records(second_in=day), third())[0] for day in ("2021-12-21", "2021-12-02")
    )
    assert (whole.point == apart.point).all()
    assert (whole.components["opened"] == apart.components["opened"]).all()


def test_a_cohort_whose_records_end_earlier_is_projected_from_the_same_day(third):
    records = _records()
    early = (records["cohort"] == "elderly") & (records["date"] > "2021-12-18")
    one, counts = _made(records[~early], third())
    assert one.last_day == counts.days[-1] == pd.Timestamp("2021-12-20")
    assert one.components["opened"][1, 4] == pytest.approx(0.8 * 2500)


def test_the_last_dose_of_any_number_is_the_second_where_there_is_no_other(third):
    last, second = (_made(_records(), third(after=after))[0] for after in ("last", 2))
    assert last.components["opened"] == pytest.approx(second.components["opened"])


def test_without_records_of_any_cohort_there_is_nothing(third):
    assert _made(_records(), third(measure="all", released=dt.date(2021, 12, 20))) is None


def test_the_projection_shows_the_parts_and_says_when_eligibility_binds(third):
    population = pd.concat(
        pd.DataFrame({"area": list(PERSONS), "eligible": PERSONS.values()}).assign(cohort=one)
        for one in COHORTS
    ).assign(source="台帳")
    frames = _records(), processed.check("population", population), processed.empty("answers")
    made = project(*frames, third(complete={"share": 0.9, "of": "wish"}))
    rows = made.areas.set_index("area")
    assert rows["binding"].tolist() == ["eligibility"] * 3  # half of them may by 25 December
    assert rows.loc["16", ["second", "eligible"]].tolist() == [800, 20_000]
    assert rows.at["00", "second"] == 2400
    parts = made.components.query("area == '00' and dose == 3").set_index("part")["doses"]
    assert parts["opened"] == pytest.approx(3 * 0.8 * 2500)
    assert parts["uptake_lower"] < parts["queue"] < parts["uptake_higher"]


def test_an_area_without_population_shows_its_doses_of_this_number(third):
    records = pd.concat([_records(), _records().assign(cohort="all")])
    persons = {"area": ["16"], "cohort": ["elderly"], "eligible": [10_000], "source": ["台帳"]}
    known = processed.check("population", pd.DataFrame(persons))
    made = project(records, known, processed.empty("answers"), third()).areas.set_index("area")
    assert made.loc["13", ["first", "second"]].tolist() == [0, 1600]
    assert "no_population" in made.at["13", "flags"]


def test_standing_and_components_take_the_same_forecast(third):
    empty = {name: processed.empty(name) for name in ("answers", "supply", "totals")}
    population = pd.concat(
        pd.DataFrame({"area": list(PERSONS), "eligible": PERSONS.values()}).assign(cohort=one)
        for one in COHORTS
    )
    standing = stand(Frames(_records(), population, **empty), third(), ALL_PARTS)
    shown = components(standing, third()).query("area == '13' and part == 'median'")["doses"]
    assert shown.tolist() == pytest.approx([_made(_records(), third())[0].point[0, 4]])


def test_parts_switched_off_leave_the_other_and_none_the_pace(third):
    def parts(**off):
        switched = Parts(**off)
        return forecast_later_dose(_records(), ELIGIBLE, begun, shipped(), switched)[0]

    begun = third(starts="2021-11-01")
    both, queues, pooled = parts(), parts(pooled=False), parts(pipeline=False)
    assert set(both.weights) == {"queue", "pooled"}
    assert set(queues.weights) == {"queue"} and set(pooled.weights) == {"pooled"}
    middle = (queues.point + pooled.point) / 2
    assert both.point == pytest.approx(np.minimum(middle, both.ceiling[:, None]), rel=1e-9)
    neither = parts(pipeline=False, pooled=False)
    assert not neither.weights and np.isfinite(neither.point).all()
