"""The working groups: who proposed what, who leads it, when they met, and who has not."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from renkei.deck import labels
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.deck.work.items import Group, Item, Met
from renkei.deck.work.plan import WorkPlan
from renkei.wording import dates

SILENT = "▲"
_RECENT = dt.timedelta(days=31)


@dataclass(frozen=True)
class Silent:
    """A working group that has not met since a day; `last` is its latest meeting before."""

    item: str
    group: str
    departments: str
    last: Met | None
    days: int | None


def since(plan: WorkPlan) -> dt.date:
    """From which day a group should have met: the meeting before, else a month ago."""
    return plan.before.date if plan.before else plan.as_of - _RECENT


def not_met(plan: WorkPlan, since_day: dt.date) -> list[Silent]:
    """The groups without a meeting from a day on, those that met longest ago first."""
    found = []
    for item, group in _groups(plan):
        last = group.last_met(plan.as_of)
        if last is not None and last.day >= since_day:
            continue
        days = (plan.as_of - last.day).days if last else None
        found.append(
            Silent(item.title, "、".join(group.tasks), "、".join(group.departments), last, days)
        )
    return sorted(found, key=lambda one: one.last.day if one.last else dt.date.min)


def since_when(plan: WorkPlan) -> str:
    """From that day on, in words: since the meeting before, or in the month before this one."""
    day = dates.month_day(since(plan))
    return f"前回会議（{day}）から" if plan.before else f"直近1か月（{day}以降）に"


def held(plan: WorkPlan) -> list[Met]:
    """Every meeting of every group up to the as-of date, oldest first."""
    every = [one for _, group in _groups(plan) for one in group.meetings if one.day <= plan.as_of]
    return sorted(every, key=lambda one: one.day)


def count_groups(plan: WorkPlan) -> int:
    """How many working groups there are."""
    return sum(1 for _ in _groups(plan))


def count_met(plan: WorkPlan) -> int:
    """How many working groups have met at all."""
    return sum(group.last_met(plan.as_of) is not None for _, group in _groups(plan))


def _groups(plan: WorkPlan) -> Iterator[tuple[Item, Group]]:
    for item in plan.items:
        for group in item.groups:
            yield item, group


def wg_status(plan: WorkPlan) -> Block:
    """連携項目（提案市町村）, WG設置区分, 担当部署, WG開催状況: what spans rows is said once.

    Groups that have not met since the meeting before are marked ▲ (`source.group_notes`).
    """
    rows: list[list[Cell]] = []
    rules = []
    for item in plan.items:
        rules.append(len(rows))
        tasks = sum(len(group.tasks) for group in item.groups)
        name = cell(f"{item.title}\n（{'、'.join(item.proposers)}）", rowspan=tasks)
        mine = [row for group in item.groups for row in _group_rows(plan, group)]
        rows += [[name, *mine[0]], *mine[1:]]
    head = ["連携項目名（提案市町村）", "WG設置区分", "担当部署", "WG開催状況"]
    last = right("直近の開催から")
    return block("", [[*map(cell, head), last]], rows, rules=rules) | {"flows": True}


def _group_rows(plan: WorkPlan, group: Group) -> list[list[Cell]]:
    span = len(group.tasks)
    known = [one for one in group.meetings if one.day <= plan.as_of]
    told = "\n".join(filter(None, [*_days(known), group.note])) or labels.NO_VALUE
    last = group.last_met(plan.as_of)
    silent = last is None or last.day < since(plan)
    ago = (f"{(plan.as_of - last.day).days}日" if last else "開催なし") + (SILENT if silent else "")
    departments = cell("\n".join(group.departments) or labels.NO_VALUE, rowspan=span)
    spanning = [departments, cell(told, rowspan=span), right(ago, strong=silent, rowspan=span)]
    first, *others = [[cell(task or labels.NO_VALUE)] for task in group.tasks]
    return [[*first, *spanning], *others]


def _days(meetings: list[Met]) -> Iterator[str]:
    """Meetings in order, those without a name on one line."""
    unnamed = "、".join(dates.month_day(one.day) for one in meetings if not one.name)
    if unnamed:
        yield unnamed
    by_name: dict[str, list[str]] = {}
    for one in meetings:
        if one.name:
            by_name.setdefault(one.name, []).append(dates.month_day(one.day))
    for name, days in by_name.items():
        yield f"{'、'.join(days)}　{name}"
