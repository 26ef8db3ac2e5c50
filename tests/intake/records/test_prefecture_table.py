"""The table of prefectures: whose sum it is, over which denominator, printed by the rules."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei.intake import read_population, read_records
from renkei.intake.records.prefectures import prefecture_table
from renkei.settings import Campaign, open_campaign

HEAD = "date,prefecture,gender,age,medical_worker,status,count"
Writer = Callable[..., Path]


def people(**eligible: int) -> pd.DataFrame:
    given = {key.lstrip("_"): value for key, value in eligible.items()}
    return pd.DataFrame({"area": list(given), "cohort": "65-", "eligible": list(given.values())})


def test_the_table_of_the_toyama_meeting_comes_out_to_the_letter(
    shared: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(project))
    campaign = open_campaign("elderly-2021-open-data", raw=str(shared))
    population, _ = read_population(campaign)
    table = prefecture_table(read_records(campaign), population, campaign)
    assert table.columns.tolist() == ["高齢者（65歳以上）", "1回目", "2回目"]
    assert table.columns.name == "令和3年6月2日現在"
    assert table.loc["富山県"].tolist() == ["334,940", "59,333（約18%）", "2,817（約0.8%）"]
    assert table.index[0] == "37都道府県計"
    assert table.iloc[0].tolist() == ["26,914,153", "4,854,185（約18%）", "451,594（約1.7%）"]
    assert table.loc["沖縄県"].tolist() == ["323,501", "－（－）", "－（－）"]


def test_municipalities_are_summed_over_the_residents_of_their_whole_prefecture(
    campaign: Campaign, snapshot: Writer
) -> None:
    lines = ["2021-05-11,162019,F,65-,false,1,50", "2021-05-11,162027,F,-64,false,2,5"]
    snapshot("2021-05-12.csv", [HEAD, *lines])
    table = prefecture_table(read_records(campaign), people(_16=1_000, _17=10), campaign)
    assert table.loc["富山県"].tolist() == ["1,000", "50（約5.0%）", "5（約0.5%）", "2"]
    assert table.index[0] == "1都道府県計"
    assert table.loc["石川県"].tolist() == ["10", "－（－）", "－（－）", "0"]


def test_what_a_prefecture_says_of_itself_stands_before_its_municipalities(
    campaign: Campaign, snapshot: Writer
) -> None:
    lines = ["2021-05-11,16,F,65-,false,1,70", "2021-05-11,162019,F,65-,false,1,50"]
    snapshot("2021-05-12.csv", [HEAD, *lines])
    table = prefecture_table(read_records(campaign), people(_16=70), campaign)
    assert table.loc["富山県"].tolist() == ["70", "70（100%）", "－（－）"]


def test_only_the_newest_snapshot_counts(campaign: Campaign, snapshot: Writer) -> None:
    snapshot("2021-05-12.csv", [HEAD, "2021-05-11,16,F,65-,false,1,5"])
    snapshot("2021-05-13.csv", [HEAD, "2021-05-11,16,F,65-,false,1,7"])
    table = prefecture_table(read_records(campaign), people(_16=100), campaign)
    assert table.loc["富山県", "1回目"] == "7（約7.0%）"


def test_without_records_the_table_is_empty_of_figures(campaign: Campaign) -> None:
    table = prefecture_table(read_records(campaign), people(_16=100), campaign)
    assert len(table) == 48
    assert table["1回目"].unique().tolist() == ["－（－）"]
    assert table.columns.name == ""
