"""The real campaign of 2021 as it stood on 2 June, and the size of the whole country."""

import time

import numpy as np
import pandas as pd
import pytest

from renkei import areas, processed
from renkei.intake import read_population, read_records
from renkei.projection import project
from renkei.settings import open_campaign
from renkei.wording.numbers import count_share

NONE = processed.empty("answers")


@pytest.fixture(scope="module")
def real_records(shared):
    frames = []
    for day in ("2021-05-28", "2021-06-03", "2021-06-10"):
        counts = pd.read_csv(shared / "vrs" / f"{day}.csv.gz", dtype={"prefecture": str})
        by_dose = counts.groupby(["prefecture", "date", "status"], as_index=False)["count"].sum()
        frames.append(by_dose.assign(snapshot=pd.Timestamp(day), cohort="programme"))
    frame = pd.concat(frames).rename(columns={"prefecture": "area", "status": "dose"})
    return processed.check("records", frame.assign(date=pd.to_datetime(frame["date"])))


@pytest.fixture(scope="module")
def real_population(shared):
    sheet = pd.read_excel(
        shared / "population" / "juki-2020-000701583.xls", header=1, engine="calamine", dtype=str
    )
    rows = sheet[sheet["性別"].eq("計") & sheet["市区町村名"].isna() & sheet["団体コード"].notna()]
    ages = rows.loc[:, "65～69":].apply(pd.to_numeric).fillna(0)
    return processed.check(
        "population",
        pd.DataFrame(
            {
                "area": rows["団体コード"].str[:2],
                "cohort": "65-",
                "eligible": ages.sum(axis=1).astype(int),
                "source": "住民基本台帳",
            }
        ),
    )


@pytest.fixture(scope="module")
def second_of_june(campaign, real_records, real_population):
    when = campaign(
        as_of=pd.Timestamp("2021-06-02").date(),
        released=pd.Timestamp("2021-06-03").date(),
        deadline=pd.Timestamp("2021-07-31").date(),
        wish_share={"value": 0.85, "basis": "assumed"},
    )
    return project(real_records, real_population, NONE, when)


def test_the_37_prefectures_stand_where_the_snapshot_of_that_day_says(second_of_june):
    areas = second_of_june.areas.set_index("area")
    toyama = areas.loc["16"]
    assert (toyama["first"], toyama["second"], toyama["eligible"]) == (59333, 2817, 334940)
    prefectures = areas.drop("00")
    assert (prefectures["outlook"] != "no_data").sum() == 37
    assert prefectures["flags"].eq("no_records").sum() == 10
    present = prefectures[prefectures["outlook"] != "no_data"]
    assert areas.at["00", "first"] == present["first"].sum()
    assert areas.at["00", "eligible"] == present["eligible"].sum()


def test_the_projection_is_neither_sure_nor_absurd(second_of_june):
    areas = second_of_june.areas.set_index("area")
    nation, toyama = areas.loc["00"], areas.loc["16"]
    assert 0.02 < nation["p_deadline"] < 0.5
    assert nation["required"] > 1.5 * nation["pace"]
    # Two-dose coverage passed the campaign's mark in the first days of August.
    assert nation["d10"] < pd.Timestamp("2021-08-05") < nation["d50"]
    assert toyama["d50"] < pd.Timestamp("2021-09-30")  # 499 days at the mean since the start
    # A second dose cannot come back sooner than 21 days after a first still to be given.
    assert areas["d025"].min() > pd.Timestamp("2021-06-24")


def test_second_doses_as_reported_a_week_later_mostly_lie_within_the_80_percent_interval(
    second_of_june, real_records, real_population
):
    day = pd.Timestamp("2021-06-09")
    later = real_records[real_records["snapshot"] == pd.Timestamp("2021-06-10")]
    given = later[(later["dose"] == 2) & (later["date"] <= day)].groupby("area")["count"].sum()
    share = given / real_population.set_index("area")["eligible"].reindex(given.index)
    paths = second_of_june.paths
    week_on = paths[(paths["date"] == day) & (paths["dose"] == 2)].set_index("area").drop("00")
    inside = share.reindex(week_on.index).between(week_on["q10"], week_on["q90"])
    assert inside.mean() > 0.6


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
    assert made.areas["d50"].notna().mean() > 0.9
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
