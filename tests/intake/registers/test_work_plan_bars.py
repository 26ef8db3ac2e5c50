"""The work plan: bars between months, milestones, proposers, and what a later version adds."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei.intake import Registers

Arrive = Callable[..., Path]
Read = Callable[[], Registers]
Said = Callable[[Registers], list[str]]


def bar(name: str = "業者選定", **more: Any) -> dict[str, Any]:
    """One bar of one group of an item."""
    return {
        "prefecture": "富山県", "item": "見本デジタル化", "proposers": "射水市、氷見市",
        "working_group": "見本部会", "departments": "見本課", "group": "共同調達", "bar": name,
        "start": "R3.5", "end": "R3.7", "milestone": "業者決定", "milestone_on": "R3.7下旬",
        "status": "実施中", "carry_over": "継続", "next_year": "運用開始",
    } | more  # fmt: skip


def span(row: pd.Series, name: str) -> tuple[str, str]:
    """The first and last day of a time, as text."""
    return tuple(str(row[f"{name}_{side}"])[:10] for side in ("earliest", "latest"))


def test_months_are_read_as_the_days_they_span_and_stay_as_written(
    arrive: Arrive, read: Read
) -> None:
    arrive("work_plan", [bar()])
    registers = read()
    assert registers.rejected.empty
    row = registers.work_plan.iloc[0]
    assert (row["start"], row["end"], row["milestone_on"]) == ("R3.5", "R3.7", "R3.7下旬")
    assert span(row, "start") == ("2021-05-01", "2021-05-31")
    assert span(row, "end") == ("2021-07-01", "2021-07-31")
    assert span(row, "milestone_on") == ("2021-07-21", "2021-07-31")
    assert (row["area"], row["item"], row["bar"]) == ("16", "見本デジタル化", "業者選定")
    assert (row["status"], row["carry_over"], row["next_year"]) == ("実施中", "継続", "運用開始")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("令和3年9月", "2021-09-01", "2021-09-30"),
        ("R3.8下旬", "2021-08-21", "2021-08-31"),
        ("R3.8.20", "2021-08-20", "2021-08-20"),
        ("R4年度以降", "2022-04-01", "NaT"),
        ("R4.7~", "2022-07-01", "NaT"),
        ("令和3年度中", "2021-04-01", "2022-03-31"),
        (dt.date(2021, 8, 20), "2021-08-20", "2021-08-20"),
        ("未定", "NaT", "NaT"),
        ("秋頃", "NaT", "NaT"),
    ],
)
def test_an_end_may_be_written_in_many_ways(
    arrive: Arrive, read: Read, written: object, first: str, last: str
) -> None:
    arrive("work_plan", [bar(end=written)])
    registers = read()
    assert registers.rejected.empty
    assert span(registers.work_plan.iloc[0], "end") == (first, last)


def test_an_end_before_its_start_is_a_refused_cell_with_both(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("work_plan", [bar(start="R3.9", end="R3.3")])
    registers = read()
    assert said(registers) == [
        '回答!I6: 終了 is "R3.3" (to 2021-03-31) but 開始 is 2021-09-01/2021-09-30; '
        "expected a time that does not end before 2021-09-01"
    ]
    row = registers.work_plan.iloc[0]
    assert (row["end"], row["start"]) == ("", "R3.9")
    assert span(row, "end") == ("NaT", "NaT")


def test_a_bar_may_begin_and_end_in_one_month(arrive: Arrive, read: Read) -> None:
    arrive("work_plan", [bar(start="R3.9下旬", end="R3.9")])
    assert read().rejected.empty


@pytest.mark.parametrize("written", ["R3.13", "完了", "変更なし", "別途"])
def test_what_is_no_time_is_a_refused_cell(arrive: Arrive, read: Read, written: str) -> None:
    arrive("work_plan", [bar(start=written)])
    registers = read()
    refused = registers.rejected.iloc[0]
    assert (refused["question"], refused["raw"]) == ("start", written)
    assert refused["expected"] == "a month, a 旬, a day or 未定"
    assert registers.work_plan["start"].tolist() == [""]


def test_a_status_not_on_the_list_is_refused(arrive: Arrive, read: Read) -> None:
    arrive("work_plan", [bar(status="進行中")])
    refused = read().rejected.iloc[0]
    assert refused["expected"] == "未着手 / 実施中 / 完了 / 延期 / 中止"


def test_a_proposer_that_is_no_municipality_of_the_prefecture_is_refused(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("work_plan", [bar(proposers="射水市、氷見町、金沢市")])
    registers = read()
    assert said(registers) == [
        '回答!C6: 提案市町村 is "射水市、氷見町、金沢市" (there is no area "氷見町" in 富山県); '
        "expected the name of a prefecture or one of its municipalities (nearest: 富山県氷見市)"
    ]
    assert registers.work_plan["proposers"].tolist() == [""]


@pytest.mark.parametrize(
    "written", ["射水市，氷見市", "県、富山市", "富山県・立山町", "富山市\n高岡市"]
)
def test_proposers_may_be_listed_as_offices_list_them(
    arrive: Arrive, read: Read, written: str
) -> None:
    arrive("work_plan", [bar(proposers=written)])
    registers = read()
    assert registers.rejected.empty
    assert registers.work_plan["proposers"].tolist() == [written]


def test_bars_of_one_name_in_two_groups_are_two(arrive: Arrive, read: Read) -> None:
    arrive("work_plan", [bar(), bar(group="見直し"), bar(group=None)])
    registers = read()
    assert registers.rejected.empty
    assert registers.work_plan["group"].tolist() == ["共同調達", "見直し", ""]


def test_a_ditto_in_the_key_is_refused_and_a_merged_cell_is_read(
    arrive: Arrive, read: Read, said: Said
) -> None:
    def edit(book: Any) -> None:
        book["回答"].merge_cells("B6:B7")

    arrive("work_plan", [bar(), bar("構築", item=None), bar("運用", item="〃")], edit=edit)
    registers = read()
    assert registers.work_plan["item"].tolist() == ["見本デジタル化"] * 2
    assert [one.split(";")[0] for one in said(registers)] == [
        '回答!B8: 連携項目名 is "〃" (it only repeats the row above)'
    ]


def test_progress_comes_with_a_later_version(arrive: Arrive, read: Read) -> None:
    arrive("work_plan", [bar(), bar("構築")], received="2021-05-21")
    done = {"prefecture": "富山県", "item": "見本デジタル化", "group": "共同調達", "bar": "業者選定",
            "status": "完了", "actual": "R3.7.20", "outcome": "選定した。"}  # fmt: skip
    arrive("work_plan", [done])
    registers = read()
    standing = registers.work_plan[registers.work_plan["current"]].set_index("bar")
    row = standing.loc["業者選定"]
    assert (row["status"], row["outcome"], row["end"]) == ("完了", "選定した。", "R3.7")
    assert span(row, "end") == ("2021-07-01", "2021-07-31")
    assert str(row["actual"])[:10] == "2021-07-20"
    assert standing.loc["構築", "status"] == "実施中"


def test_a_new_start_is_held_against_the_end_kept_from_before(arrive: Arrive, read: Read) -> None:
    arrive("work_plan", [bar()], received="2021-05-21")
    later = {name: bar()[name] for name in ("prefecture", "item", "group", "bar")}
    arrive("work_plan", [later | {"start": "R3.10"}])
    registers = read()
    refused = registers.rejected.iloc[0]
    assert (refused["rule"], refused["file"]) == (
        "days out of order", "work_plan/2021-05-21/16_富山県.xlsx",
    )  # fmt: skip
    assert registers.work_plan.loc[registers.work_plan["current"], "end"].tolist() == [""]
    assert registers.reconciliation["balanced"].all()
