"""Every item in a row: who proposed it, how far it is, how often its groups met."""

from collections.abc import Sequence

from renkei.deck import labels
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.deck.work import progress
from renkei.deck.work.items import Item
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.sheet import differ
from renkei.deck.work.tables import first, short
from renkei.wording import dates

_PROPOSERS = 4  # named in a row; the table of the working groups has all of them
_TITLE = 18  # characters, where the whole title follows in the table of all items


def overview(plan: WorkPlan, most: int | None = None) -> Block:
    """Every item in a row, or the `most` of which most is overdue and a row of all others' sums.

    Proposers whom the papers name otherwise elsewhere are marked ※ (`source.proposer_notes`).
    """
    shown, others = _parted(plan, most)
    head = ["連携項目", "提案市町村"]
    counted = [right(one) for one in _counted(plan)]
    rows = [_row(plan, item, brief=bool(others)) for item in shown]
    if others:
        rows.append(_sums(plan, others))
    return block("", [[*map(cell, head), *counted, right("WG等の開催（直近）")]], rows) | {
        "flows": True
    }


def _parted(plan: WorkPlan, most: int | None) -> tuple[Sequence[Item], Sequence[Item]]:
    """The items of the page, in the plan's order, and those that have no room on it."""
    if most is None or len(plan.items) <= most:
        return plan.items, ()
    worst = sorted(plan.items, key=lambda item: -late_of(item))[: most - 1]
    chosen = {id(item) for item in worst}
    return (
        [item for item in plan.items if id(item) in chosen],
        [item for item in plan.items if id(item) not in chosen],
    )


def late_of(item: Item) -> int:
    """How many bars and milestones of an item are overdue."""
    return sum(bar.late for part in item.parts for bar in part.bars)


def _row(plan: WorkPlan, item: Item, brief: bool) -> list[Cell]:
    names = _proposers(item, brief) or labels.NO_VALUE
    return [
        cell(short(item.title, _TITLE) if brief else item.title),
        cell(f"{names}{'※' if differ(item) else ''}"),
        *[right(str(count)) for count in _counts(plan, item)],
        right(_met(plan, [item])),
    ]


def _proposers(item: Item, brief: bool) -> str:
    names = item.proposers
    if brief and len(names) > 1:
        return f"{names[0]}ほか{len(names) - 1}"
    return first(names, _PROPOSERS, "市町村")


def _sums(plan: WorkPlan, items: Sequence[Item]) -> list[Cell]:
    columns = zip(*(_counts(plan, item) for item in items), strict=True)
    sums = [right(str(sum(column))) for column in columns]
    return [
        cell(f"ほか{len(items)}項目"),
        cell("次の表のとおり"),
        *sums,
        right(_met(plan, items)),
    ]


def _counted(plan: WorkPlan) -> list[str]:
    if plan.now.empty:
        return ["取組み", "目標"]
    return ["取組", *progress.counts(plan.now), "予定超過"]


def _counts(plan: WorkPlan, item: Item) -> list[int]:
    if plan.now.empty:
        every = [task for part in item.parts for task in part.tasks]
        return [len(every), sum(len(task.targets) for task in every)]
    mine = plan.now[plan.now["item"] == item.title]
    return [len(mine), *progress.counts(mine).values(), late_of(item)]


def _met(plan: WorkPlan, items: Sequence[Item]) -> str:
    groups = (group for item in items for group in item.groups)
    days = [one.day for group in groups for one in group.meetings if one.day <= plan.as_of]
    return f"{len(days)}回（{dates.month_day(max(days))}）" if days else "0回"
