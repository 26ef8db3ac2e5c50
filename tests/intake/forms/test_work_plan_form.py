"""The work plan's own: its statuses, times as long as a month, bars known by item and group."""

import pytest

from renkei.intake.forms.work_plan import CARRY_OVER, STATUSES, WORK_PLAN


def test_statuses_and_what_becomes_of_a_bar_are_closed() -> None:
    assert STATUSES == ("未着手", "実施中", "完了", "延期", "中止")
    assert WORK_PLAN.by_name["status"].choices == STATUSES
    assert WORK_PLAN.by_name["carry_over"].choices == CARRY_OVER


def test_starts_ends_and_milestones_are_times_and_the_actual_day_is_a_day() -> None:
    kinds = {name: WORK_PLAN.by_name[name].kind for name in ("start", "end", "milestone_on")}
    assert set(kinds.values()) == {"period"}
    assert WORK_PLAN.by_name["actual"].kind == "day"


def test_a_bar_is_known_by_item_and_group_of_which_the_group_may_be_blank() -> None:
    assert WORK_PLAN.others == ("item", "group", "bar")
    needed = {one.name for one in WORK_PLAN.questions if one.needed}
    assert needed == {"item", "bar"}


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("連携項目名（提案市町村）", "item"),
        ("連携事項名", "item"),
        ("提案市町村", "proposers"),
        ("WG設置区分", "working_group"),
        ("県担当課", "departments"),
        ("県担当室課", "departments"),
        ("項目", "group"),
        ("R4年度（以降）", "next_year"),
    ],
)
def test_headers_of_the_source_are_known(header: str, question: str) -> None:
    assert WORK_PLAN.question_of(header) == question


def test_a_plan_belongs_to_a_prefecture() -> None:
    assert WORK_PLAN.levels == ("prefecture",)
    assert WORK_PLAN.keys == ("prefecture",)
