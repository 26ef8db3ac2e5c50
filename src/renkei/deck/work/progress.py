"""What has changed since the meeting before, bar by bar, and how far everything is."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from renkei.deck.tables.cells import Block, Cell, cell
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import (
    DONE,
    KEY,
    bar_is_late,
    day,
    held_on,
    milestone_is_late,
    text,
)
from renkei.deck.work.tables import grouped
from renkei.intake.forms.work_plan import STATUSES
from renkei.wording import dates, numbers

NEW = "新規"
_LATER, _HELD, _ELSE = "終了の後ろ倒し", "節目の実施", "その他"
BAD = ("中止", "延期", _LATER)
KINDS = (*BAD, DONE, "着手", NEW, _HELD, _ELSE)  # of a change: each is of one alone


def changes(plan: WorkPlan) -> pd.DataFrame:
    """The bars that changed between the meeting before and now: frame of `progress_table`.

    Columns item, group, bar, before, after (status; before is 新規 for a bar that was not there),
    kind (of `KINDS`) and told (what else changed, in words). Empty at the first meeting of the year.
    """
    if plan.before is None or plan.then.empty:
        return _frame([])
    then = {_key(row): row for row in plan.then.to_dict("records")}
    found = []
    for row in plan.now.to_dict("records"):
        old = then.get(_key(row))
        told = list(_differences(plan, old, row)) if old else _begun(row)
        before = text(old["status"]) if old else NEW
        if told or before != text(row["status"]):
            found.append((row, before, _kind(plan, old, row), told))
    return _frame(found)


def _kind(plan: WorkPlan, old: dict[Any, Any] | None, new: dict[Any, Any]) -> str:
    """What kind of change it is; of several the worst."""
    if old is None:
        return NEW
    before, after = text(old["status"]), text(new["status"])
    if before != after and after in BAD:
        return after
    due, was_due = day(new["end_latest"]), day(old["end_latest"])
    if due and was_due and due > was_due:
        return _LATER
    if before != after and after in (DONE, "実施中"):
        return DONE if after == DONE else "着手" if before == "未着手" else _ELSE
    return _HELD if _held_since(plan, old, new) else _ELSE


def _held_since(plan: WorkPlan, old: dict[Any, Any], new: dict[Any, Any]) -> dt.date | None:
    """The day a milestone was held, where it was not by the meeting before."""
    assert plan.before
    return None if held_on(old, plan.before.date) else held_on(new, plan.as_of)


def _key(row: dict[Any, Any]) -> tuple[str, ...]:
    return tuple(text(row[name]) for name in KEY)


def _frame(found: list[tuple[dict[Any, Any], str, str, list[str]]]) -> pd.DataFrame:
    rows = [
        {
            **{name: text(row[name]) for name in ("item", "group", "bar")},
            "before": before,
            "after": text(row["status"]),
            "kind": kind,
            "told": "\n".join(told),
        }
        for row, before, kind, told in found
    ]
    return pd.DataFrame(rows, columns=["item", "group", "bar", "before", "after", "kind", "told"])


def _begun(row: dict[Any, Any]) -> list[str]:
    return [f"開始：{text(row['start'])}"] if text(row["start"]) else []


def _differences(plan: WorkPlan, old: dict[Any, Any], new: dict[Any, Any]) -> Iterator[str]:
    """What a row says otherwise than before: its times, its milestone, what came of it."""
    for name, word in (("start", "開始"), ("end", "終了"), ("milestone_on", "節目の時期")):
        if text(old[name]) != text(new[name]):
            yield f"{word}：{text(old[name]) or '－'}→{text(new[name]) or '－'}"
    held = _held_since(plan, old, new)
    if held:
        yield f"節目：{dates.month_day(held)} {text(new['milestone'])}"
    if text(new["outcome"]) and text(old["outcome"]) != text(new["outcome"]):
        yield text(new["outcome"])


def progress_table(plan: WorkPlan, changed: pd.DataFrame) -> Block:
    """Every bar that changed, its status at both meetings, and what else is new."""
    before = f"前回（{dates.month_day(plan.before.date)}）" if plan.before else "前回"
    rows = [
        (row["item"], [
            cell(row["bar"]), cell(row["before"] or "－"),
            cell(row["after"] or "－", strong=row["before"] != row["after"]),
            cell(row["told"], strong=row["kind"] in BAD),
        ])
        for row in changed.to_dict("records")
    ]  # fmt: skip
    now = f"今回（{dates.month_day(plan.as_of)}現在）"
    return grouped("", ["連携項目", "取組内容", before, now, "変わったこと"], rows)


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """How many bars stand at each status, every status there is, in the form's order."""
    told = rows["status"].fillna("").value_counts()
    return {status: int(told.get(status, 0)) for status in STATUSES}


OVERDUE = {"節目": "節目", "取組の終了": "取組"}  # kinds of what is overdue, and their short names


def late(plan: WorkPlan) -> pd.DataFrame:
    """What is overdue: milestones not held and bars not done, the longest overdue first.

    Columns item, group, what, kind (節目, 取組の終了), due, days, status.
    """
    found = []
    for row in plan.now.to_dict("records"):
        kinds = (
            ("節目", milestone_is_late(row, plan.as_of), "milestone", "milestone_on_latest"),
            ("取組の終了", bar_is_late(row, plan.as_of), "bar", "end_latest"),
        )
        for kind, is_late, what, due in kinds:
            if is_late:
                found.append(_overdue(plan, row, kind, text(row[what]), due))
    columns = ["item", "group", "what", "kind", "due", "days", "status"]
    return pd.DataFrame(found, columns=columns).sort_values(
        "days", ascending=False, kind="stable", ignore_index=True
    )


def _overdue(plan: WorkPlan, row: dict[Any, Any], kind: str, what: str, due: str) -> dict[str, Any]:
    on = day(row[due])
    assert on is not None
    return {
        "item": text(row["item"]), "group": text(row["group"]), "what": what, "kind": kind,
        "due": on, "days": (plan.as_of - on).days, "status": text(row["status"]),
    }  # fmt: skip


def late_table(overdue: pd.DataFrame) -> Block:
    """What is overdue, by how many days."""
    rows = [
        (row["item"], [
            cell(row["kind"]), cell(row["what"]), cell(row["group"]),
            cell(dates.month_day(row["due"])), cell(f"{row['days']}日", "right"),
            cell(row["status"] or "－"),
        ])
        for row in overdue.to_dict("records")
    ]  # fmt: skip
    head: list[str | Cell] = [
        "連携項目",
        "種類",
        "節目・取組",
        "取組項目",
        "予定の最終日",
        cell("経過", "right"),
        "進捗",
    ]
    return grouped("", head, rows)


def status_boxes(plan: WorkPlan) -> list[dict[str, Any]]:
    """How many bars are done, under way, not begun, postponed or dropped, with the change.

    No block where nothing is reported.
    """
    if plan.now.empty:
        return []
    now, then = counts(plan.now), counts(plan.then)
    total = len(plan.now)
    shown = [word for word in STATUSES if now[word] or word in STATUSES[:3]]
    items = [
        {
            "value": f"{now[word]}／{total}",
            "label": word,
            "note": f"前回から{numbers.signed(now[word] - then[word])}" if len(plan.then) else "",
        }
        for word in shown
    ]
    return [{"type": "boxes", "caption": "", "width": 1.0, "items": items}]
