"""What the register of joint work said on a day, what changed, what is overdue."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei import processed
from renkei.deck import work
from renkei.deck.work.gantt import gantt_fy
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import period, standing
from renkei.deck.work.sheet import register_pages
from renkei.settings import open_campaign
from renkei.settings.content import read_content
from renkei.settings.content.work import WorkContent
from renkei.wording import dates

Register = Callable[..., pd.DataFrame]
Meeting = Callable[..., WorkPlan]
FIRST, SECOND = dt.date(2021, 6, 1), dt.date(2021, 8, 25)


def line(bar: str, received: dt.date = FIRST, **more: Any) -> dict[str, Any]:
    """One row of the frame "work_plan"; start, end and milestone_on are written as in the form."""
    row = {
        "area": "16", "received": received, "file": "f.xlsx", "sheet": "回答", "row": 6,
        "item": "見本1", "proposers": "富山市、射水市", "working_group": "見本部会",
        "departments": "見本課", "group": "見本の取組", "bar": bar, "start": "R3.5", "end": "R3.7",
        "milestone": "", "milestone_on": "", "status": "未着手", "actual": pd.NaT,
        "outcome": "", "carry_over": "", "next_year": "", "current": True,
    } | more  # fmt: skip
    for name in ("start", "end", "milestone_on"):
        read = dates.read_answer(row[name], FIRST)
        row |= {f"{name}_earliest": read.earliest, f"{name}_latest": read.latest}
    return row


@pytest.fixture(scope="module")
def register() -> Register:
    """The frame "work_plan" of rows as `line` makes them."""

    def made(*rows: dict[str, Any]) -> pd.DataFrame:
        return processed.check("work_plan", pd.DataFrame(rows))

    return made


@pytest.fixture(scope="module")
def meeting(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Meeting:
    """The invented joint work at a meeting: meeting("2021-08-27", frame)."""

    def at(day: str, frame: pd.DataFrame) -> WorkPlan:
        folder = str(tmp_path_factory.mktemp("meeting"))
        params = str(project / "params" / "sample-meeting.yaml")
        campaign = open_campaign(params, as_of=day, raw=folder, processed=folder)
        content = read_content(campaign.content_file("sample-work-2021"), WorkContent)
        held = next(one for one in content.meetings if one.date >= campaign.as_of)
        return WorkPlan(campaign, content, frame, held)

    return at


def test_a_later_version_counts_from_its_day_on_and_a_blank_overwrites_nothing(
    register: Register,
) -> None:
    frame = register(
        line("業者選定", status="実施中", outcome="見本：途中"),
        line("業者選定", SECOND, end="R3.9", status="", outcome=""),
    )
    before = standing(frame, dt.date(2021, 6, 4)).iloc[0]
    after = standing(frame, dt.date(2021, 8, 27)).iloc[0]
    assert (before["end"], after["end"]) == ("R3.7", "R3.9")
    assert str(after["end_latest"])[:10] == "2021-09-30"
    assert (after["status"], after["outcome"]) == ("実施中", "見本：途中")
    assert standing(frame, dt.date(2021, 5, 1)).empty


def test_a_time_that_became_undecided_keeps_no_day_of_the_one_before(register: Register) -> None:
    frame = register(line("業者選定"), line("業者選定", SECOND, end="未定"))
    row = standing(frame, dt.date(2021, 8, 27)).iloc[0]
    assert row["end"] == "未定"
    assert pd.isna(row["end_latest"])


def test_progress_since_the_meeting_before_tells_every_kind_of_change(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(
        line("同じまま"), line("済んだ"), line("延びた"), line("開いた", milestone="検討会", milestone_on="R3.8.5"),
        line("済んだ", SECOND, status="完了", actual=pd.Timestamp("2021-07-20"), outcome="見本：決めた"),
        line("延びた", SECOND, end="R3.12"),
        line("開いた", SECOND, actual=pd.Timestamp("2021-08-05")),
        line("新しい", SECOND, status="実施中", start="R3.8"),
    ))  # fmt: skip
    changed = work.changes(plan).set_index("bar")
    assert list(changed.index) == ["済んだ", "延びた", "開いた", "新しい"]
    assert tuple(changed.loc["済んだ", ["before", "after", "told"]]) == (
        "未着手",
        "完了",
        "見本：決めた",
    )
    assert changed.loc["延びた", "told"] == "終了：R3.7→R3.12"
    assert changed.loc["開いた", "told"] == "節目：8月5日 検討会"
    assert tuple(changed.loc["新しい", ["before", "told"]]) == ("新規", "開始：R3.8")
    heading = work.headlines.changed(plan, work.changes(plan))
    assert heading == (
        "前回会議（6月4日）から4の取組に動き：終了の後ろ倒し1（延びた）、完了1、新規1、節目の実施1"
    )


def test_the_first_meeting_of_a_year_has_nothing_before_it(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-06-04", register(line("業者選定")))
    assert work.changes(plan).empty
    assert work.headlines.changed(plan, work.changes(plan)) == ""


def test_overdue_are_milestones_without_a_report_and_bars_past_their_end(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(
        line("遅れ", end="R3.7", status="実施中", milestone="説明会", milestone_on="R3.6.10"),
        line("済み", end="R3.7", status="完了", actual=pd.Timestamp("2021-07-01"),
             milestone="決定", milestone_on="R3.6.30"),
        line("中止", end="R3.7", status="中止", milestone="訓練", milestone_on="R3.6.20"),
        line("これから", end="R3.8", status="実施中", milestone="研修", milestone_on="R3.8下旬"),
        line("未定", end="未定", status="実施中"),
    ))  # fmt: skip
    late = work.late(plan)
    assert late[["what", "kind", "days"]].to_numpy().tolist() == [
        ["説明会", "節目", 78], ["遅れ", "取組の終了", 27],
    ]  # fmt: skip
    assert work.headlines.overdue(late) == (
        "予定を過ぎた節目1件、取組の終了1件：最も長いのは「説明会」の78日"
    )


def test_a_group_met_when_a_meeting_was_reported_and_not_by_another_milestone(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(
        line("一", milestone="事例検討会", milestone_on="R3.8.5", actual=pd.Timestamp("2021-08-06")),
        line("二", milestone="担当者会議", milestone_on="R3.8.10", working_group="静かな部会"),
        line("三", milestone="公表の日", milestone_on="R3.7.1", actual=pd.Timestamp("2021-07-01"),
             working_group="静かな部会"),
    ))  # fmt: skip
    silent = work.not_met(plan, work.since(plan))
    assert [(one.group, one.last) for one in silent] == [("静かな部会", None)]
    assert work.headlines.wg_status(plan) == (
        "WG等は2組のうち1組が延べ1回開催、前回会議（6月4日）から開催のないWGは1組"
    )
    assert [row[-1]["text"] for row in work.wg_status(plan)["rows"]] == ["22日", "開催なし▲"]
    assert work.group_notes(plan)[0] == "▲は前回会議（6月4日）から開催のないWG。"


@pytest.mark.parametrize(
    ("day", "told"), [("2021-08-27", ""), ("2021-10-29", "次年度へ続く取組は1（継続1）、未定1")]
)
def test_what_goes_on_is_told_in_the_second_half_of_the_year(
    register: Register, meeting: Meeting, day: str, told: str
) -> None:
    plan = meeting(day, register(
        line("続く", carry_over="継続", next_year="運用開始。"), line("迷う", carry_over="未定"),
        line("終わる", carry_over="終了"),
    ))  # fmt: skip
    assert work.headlines.carry_over(plan, work.carried(plan)) == told


def test_an_item_that_begins_in_the_next_year_is_new(register: Register, meeting: Meeting) -> None:
    plan = meeting("2022-01-28", register(
        line("続く", carry_over="見直して継続", next_year="やり直す。"),
        line("調査", item="見本2", start="R4.4", end="R4年度以降"),
    ))  # fmt: skip
    cards = work.next_year_cards(work.next_year(plan))["items"]
    assert [(one["label"], one["title"]) for one in cards] == [("継続", "見本1"), ("新規", "見本2")]
    assert cards[0]["lines"] == [[("・やり直す（見直して継続）", False)]]


def test_every_change_is_of_one_kind_the_worst_so_that_the_heading_adds_up(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(
        *(line(name) for name in ("止めた", "先へ", "始めて延ばす", "書き足す")),
        line("止めた", SECOND, status="中止", outcome="見本：取りやめ"),
        line("先へ", SECOND, status="延期", end="R3.12"),
        line("始めて延ばす", SECOND, status="実施中", end="R3.12"),
        line("書き足す", SECOND, outcome="見本：途中"),
    ))  # fmt: skip
    changed = work.changes(plan)
    assert changed["kind"].to_list() == ["中止", "延期", "終了の後ろ倒し", "その他"]
    assert work.headlines.changed(plan, changed).endswith(
        "4の取組に動き：中止1、延期1、終了の後ろ倒し1、その他1"
    )
    strong = [row[-1]["strong"] for row in work.progress_table(plan, changed)["rows"]]
    assert strong == [True, True, True, False]


def test_a_milestone_is_held_only_where_that_is_reported_and_dropped_with_its_bar(
    register: Register, meeting: Meeting
) -> None:
    event = {"milestone": "行事", "milestone_on": "R3.8.5"}
    plan = meeting("2021-08-27", register(
        line("開いた", **event, status="完了", actual=pd.Timestamp("2021-08-05")),
        line("報告なし", **event, status="完了"), line("取りやめ", **event, status="中止"),
    ))  # fmt: skip
    (chart,) = gantt_fy(plan.items[0].parts[0].rows, plan.first_day, plan.as_of)
    rows = [[cell["text"] for cell in row] for row in chart.data["rows"] if chart.data]
    assert [row[-1] for row in rows if row[2] == "節目"] == ["実施", "予定", "中止"]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("R3.7", "R3.7", "R3.7"),
        ("R3.7", "R3.9", "R3.7～R3.9"),
        ("R4.4", "R4年度以降", "R4.4～"),
        ("", "未定", "未定"),
        ("R3.7", "", "R3.7"),
    ],
)
def test_a_time_is_said_once(start: str, end: str, said: str) -> None:
    assert period({"start": start, "end": end}) == said


def test_the_plan_of_an_item_leaves_what_is_done_to_the_outcomes(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2022-01-28", register(
        line("済んだ", status="完了", outcome="見本：決めた", carry_over="終了"),
        line("止めた", status="中止", outcome="見本：取りやめ", carry_over="終了"),
        line("続く", status="実施中", carry_over="継続", next_year="続ける。"),
    ))  # fmt: skip
    table = register_pages(plan, plan.items)[-1][-1]
    assert [row[0]["text"] for row in table["rows"]] == ["止めた", "続く"]
    outcome = work.headlines.outcomes(plan, work.outcomes(plan))
    assert outcome == "3の取組のうち2の結果を報告：完了1、中止1"


def test_the_year_tells_how_much_was_done_at_each_meeting(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(line("一"), line("一", SECOND, status="完了")))
    (table,) = work.year(plan)
    assert [row[3]["text"] for row in table["rows"]] == ["0／1", "1／1", "－", "－"]
    assert [row[1]["text"] for row in table["rows"]][:2] == ["第1回", "第2回（今回）"]
    assert table["caption"] == "今年度の本部会議（次回は10月29日）"
    assert all(cell["text"] for cell in table["head"][0])


def test_the_title_of_a_deck_has_the_number_of_its_meeting(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(line("一")))
    assert work.open_deck(plan).cover().content["heading"] == "見本連携推進本部会議（第2回）"


def test_short_items_share_a_page_and_one_table(register: Register, meeting: Meeting) -> None:
    plan = meeting("2022-01-28", register(
        *(line("続く", item=f"見本{n}", carry_over="継続", next_year="続ける。") for n in (1, 2)),
    ))  # fmt: skip
    (page,) = work.item_pages(work.open_deck(plan), plan)
    content = page.content
    assert content["heading"] == "見本1、見本2：2の取組のうち未着手2、予定超過2件（取組2）"
    assert [one["type"] for one in content["blocks"]] == ["figure", "figure", "table"]
    assert [one["caption"][:3] for one in content["blocks"]] == ["見本1", "見本2", "次年度"]
    assert [row[0]["text"] for row in content["blocks"][-1]["rows"]] == ["見本1", "見本2"]
    assert [one[:3] for one in content["notes"]] == ["見本1", "見本2"]


def test_what_changed_and_what_is_overdue_share_a_page_where_both_are_short(
    register: Register, meeting: Meeting
) -> None:
    plan = meeting("2021-08-27", register(line("遅れ"), line("遅れ", SECOND, status="実施中")))
    (page,) = work.change_pages(work.open_deck(plan), plan)
    assert page.content["heading"].startswith("前回会議（6月4日）から1の取組に動き")
    _, late = page.content["blocks"]
    assert late["caption"] == work.headlines.overdue(work.late(plan))
    assert len(list(work.change_pages(work.open_deck(plan, "projected"), plan))) == 2


def test_a_meeting_before_which_no_group_met_says_so(register: Register, meeting: Meeting) -> None:
    held = {"milestone": "部会", "milestone_on": "R3.5.10", "actual": pd.Timestamp("2021-05-10")}
    plan = meeting("2021-08-27", register(line("一", **held)))
    assert work.headlines.wg_status(plan) == (
        "前回会議（6月4日）から開催したWG等はない：これまで1組で延べ1回開催"
    )
    assert "".join(text for text, _ in work.lines(plan)[-1]) == (
        "前回会議（6月4日）からは、いずれのWGも開催していない。"
    )
