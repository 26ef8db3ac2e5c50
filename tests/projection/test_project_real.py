"""The real campaign of 2021 as it stood on 2 June, and the size of the whole country."""

import time

import numpy as np
import pandas as pd
import pytest

from renkei import areas, processed
from renkei.intake import read_population, read_records
from renkei.projection import project
from renkei.projection.engine import Ask, forecast_doses
from renkei.settings import open_campaign
from renkei.wording.numbers import count_share

NONE = processed.empty("answers")
DATES = ["d025", "d10", "d25", "d50", "d75", "d90", "d975"]


@pytest.fixture(scope="module")
def second_of_june(elderly_2021, real_records, real_population):
    return project(real_records, real_population, NONE, elderly_2021("2021-06-02"))


def _final(records: pd.DataFrame, dose: int, until: str) -> pd.Series:
    """Doses by prefecture up to a day, as the snapshot of 9 July shows them."""
    newest = records[records["snapshot"] == pd.Timestamp("2021-07-09")]
    counted = newest[
        (newest["cohort"] == "programme") & (newest["dose"] == dose) & (newest["date"] <= until)
    ]
    return counted.groupby("area")["count"].sum()


def test_the_nowcast_is_nearer_to_the_counts_of_a_month_later_than_the_report_is(
    real_records, real_population
):
    eligible = real_population.set_index("area")["eligible"].astype(float)
    ask = Ask(pd.Timestamp("2021-06-10"), "programme", (1, 2), 0.85)
    for dose, one in forecast_doses(real_records, eligible, ask).items():
        truth = _final(real_records, dose, "2021-06-09").reindex(one.areas).to_numpy(float)
        assert len(one.areas) == 37
        missed = np.abs(one.given[:, -1] - truth), np.abs(one.reported[:, -1] - truth)
        assert (missed[0] < missed[1]).sum() >= 30
        assert missed[0].sum() < 0.6 * missed[1].sum()


def test_the_37_prefectures_stand_where_the_snapshot_of_that_day_says(second_of_june):
    found = second_of_june.areas.set_index("area")
    toyama = found.loc["16"]
    assert (toyama["first"], toyama["second"], toyama["eligible"]) == (59333, 2817, 334940)
    prefectures = found[found.index.str.len() == 2].drop("00")
    assert (prefectures["outlook"] != "no_data").sum() == 37
    assert prefectures["flags"].str.contains("no_records").sum() == 10
    present = prefectures[prefectures["outlook"] != "no_data"]
    assert found.at["00", "first"] == present["first"].sum()
    assert found.at["00", "eligible"] == present["eligible"].sum()
    assert found.at["00", "first_adjusted"] == pytest.approx(
        present["first_adjusted"].sum(), abs=37
    )


def test_the_adjusted_pace_is_well_above_the_reported_one(second_of_june):
    nation = second_of_june.areas.set_index("area").loc["00"]
    assert 1.2 < nation["pace"] / nation["pace_reported"] < 1.8  # reported 32 % too low on average
    assert nation["first_adjusted"] > 1.1 * nation["first"]


def test_the_projection_is_neither_sure_nor_absurd(second_of_june):
    found = second_of_june.areas.set_index("area")
    nation = found.loc["00"]
    assert 0 < nation["p_deadline"] < 0.5
    assert nation["required"] > 1.3 * nation["pace"]
    assert nation["outlook"] == "behind"
    prefectures = found[found["outlook"] != "no_data"]
    days = prefectures[DATES].apply(lambda one: (one - pd.Timestamp("2021-06-02")).dt.days)
    assert (np.diff(days.fillna(999).to_numpy(), axis=1) >= 0).all()
    assert nation[DATES].notna().any()
    by_july = second_of_june.components.query("area == '00' and dose == 2").set_index("part")[
        "doses"
    ]
    share = by_july / nation["eligible"]
    assert 0.3 < share["low"] < share["median"] < share["high"] < 0.85
    assert share["pace"] < 0.2  # as if second doses went on at their pace of the first weeks
    assert share["pipeline"] > 0.5


def test_what_was_given_two_weeks_on_mostly_lies_within_the_80_percent_interval(
    second_of_june, real_records
):
    day = pd.Timestamp("2021-06-16")
    paths = second_of_june.paths
    two_weeks_on = paths[(paths["date"] == day) & (paths["kind"] == "projected")]
    persons = second_of_june.areas.set_index("area")["eligible"]
    for dose, rows in two_weeks_on.groupby("dose"):
        rows = rows.set_index("area").drop("00")
        share = _final(real_records, dose, str(day.date())) / persons.reindex(rows.index)
        assert share.between(rows["q10"], rows["q90"]).mean() > 0.6


def test_the_nations_coverage_of_the_coming_month_lies_within_its_95_percent_interval(
    real_records, real_population
):
    eligible = real_population.set_index("area")["eligible"].astype(float)
    ask = Ask(pd.Timestamp("2021-06-03"), "programme", (1, 2), 0.85)
    for dose, one in forecast_doses(real_records, eligible, ask).items():
        for ahead in (7, 14):
            last = one.last_day + pd.Timedelta(days=ahead)
            truth = _final(real_records, dose, str(last.date())).sum()
            low, high = one.coverage[[0, -1], :, ahead - 1].sum(axis=1)
            assert low < truth < high


def test_1741_municipalities_with_all_quantiles_take_well_under_two_seconds(
    campaign, records, population
):
    chance = np.random.default_rng(1)
    codes = [f"{1 + number // 38:02d}{number % 38:03d}0" for number in range(1741)]
    first = chance.poisson(np.linspace(2, 60, 45), (1741, 45))
    second = np.concatenate([np.zeros((1741, 21), int), first[:, :-21]], axis=1)
    flows = {code: (first[row], second[row]) for row, code in enumerate(codes)}
    persons = {code: 3000 for code in codes} | {code[:2]: 38 * 3000 for code in codes}
    when = campaign(
        as_of=pd.Timestamp("2021-05-26").date(),
        released=pd.Timestamp("2021-05-27").date(),
        deadline=pd.Timestamp("2021-07-31").date(),
    )
    frames = records(flows, "2021-05-27"), population(persons)
    begun = time.process_time()
    made = project(*frames, NONE, when)
    seconds = time.process_time() - begun
    assert len(made.areas) == 1741 + 46 + 1
    assert made.areas["d25"].notna().mean() > 0.9
    assert seconds < 2


@pytest.fixture
def projected(project, monkeypatch):
    """The whole way from the files of a raw folder to the frame "projections", by area."""
    from renkei.projection import project as projecting

    monkeypatch.setenv("RENKEI_HOME", str(project))

    def made(params, raw, as_of):
        opened = open_campaign(params, raw=str(raw), as_of=as_of)
        population, _ = read_population(opened)
        return projecting(read_records(opened).accepted, population, NONE, opened).areas.set_index(
            "area"
        )

    return made


def test_the_table_of_the_toyama_meeting_comes_out_to_the_digit(projected, shared):
    found = projected("elderly-2021-open-data", shared, "2021-06-02")
    toyama, nation = found.loc["16"], found.loc["00"]
    printed = [count_share(toyama[dose], toyama["eligible"]) for dose in ("first", "second")]
    assert printed == ["59,333（約18%）", "2,817（約0.8%）"]
    assert (nation["first"], nation["second"]) == (4_854_185, 451_594)


def test_the_samples_municipal_records_are_summed_and_divided_by_their_own_residents(
    projected, sample_raw
):
    found = projected("sample", sample_raw, "2021-06-02")
    assert found.loc["16", ["first", "second"]].tolist() == [52_788, 5_157]
    assert found.loc["00", ["first", "second"]].tolist() == [6_335_567, 536_143]
    silent = found.index[found["flags"].str.contains("no_municipal_records")]
    assert len(silent) == 1
    partial = found[found["flags"].str.contains("partial_records")]
    assert set(partial.index) == {"00", silent[0][:2]}
    towns = [one.code for one in areas.municipalities() if one.code not in silent]
    assert found.at["00", "eligible"] == found.loc[towns, "eligible"].sum()
