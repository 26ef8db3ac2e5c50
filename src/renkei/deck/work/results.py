"""What came of the year's work, what goes on, and what the next year begins with."""

from typing import Any

import pandas as pd

from renkei.deck.labels import Line, line
from renkei.deck.tables.cells import Block, cell
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import day, names_of, text
from renkei.deck.work.tables import first, grouped, short
from renkei.intake.forms.work_plan import CARRY_OVER
from renkei.wording import dates

UNDECIDED = "未定"
GOES_ON = ("継続", "見直して継続", UNDECIDED)
_ON_A_CARD, _LONGEST = 5, 60  # bars, and characters of each: all of it is in the table before


def outcomes(plan: WorkPlan) -> pd.DataFrame:
    """The bars with an outcome, in the plan's order."""
    return plan.now[plan.now["outcome"].notna()]


def outcome_table(rows: pd.DataFrame) -> Block:
    """By item: what was done, when, and what came of it."""
    made = [
        (text(row["item"]), [
            cell(text(row["bar"])), cell(text(row["status"])),
            cell(dates.month_day(done) if (done := day(row["actual"])) else "－"),
            cell(text(row["outcome"])),
        ])
        for row in rows.to_dict("records")
    ]  # fmt: skip
    return grouped("", ["連携項目", "取組内容", "進捗", "実施日", "成果・結果"], made)


def is_late_in(plan: WorkPlan) -> bool:
    """Whether the fiscal year is half over, when the next one begins to be talked about (B14)."""
    return plan.as_of >= plan.first_day.replace(month=10)


def carried(plan: WorkPlan) -> pd.DataFrame:
    """The bars of which it is said that they go on, or that it is not decided yet."""
    return plan.now[plan.now["carry_over"].isin(GOES_ON)]


def carry_counts(plan: WorkPlan) -> dict[str, int]:
    """How many bars go on, are changed, end, or are undecided, of those that say so."""
    told = plan.now["carry_over"].value_counts()
    return {word: int(told.get(word, 0)) for word in CARRY_OVER}


def carry_over_table(rows: pd.DataFrame) -> Block:
    """By item: what goes on, how, and what is done in the next year."""
    made = [
        (text(row["item"]), [
            cell(text(row["bar"])), cell(text(row["status"])),
            cell(text(row["carry_over"]), strong=True), cell(text(row["next_year"]) or "－"),
        ])
        for row in rows.to_dict("records")
    ]  # fmt: skip
    return grouped("", ["連携項目", "取組内容", "進捗", "次年度の扱い", "次年度以降の取組"], made)


def next_year(plan: WorkPlan) -> list[tuple[str, bool, pd.DataFrame]]:
    """The items of the next year: name, whether it is new, and its bars that go on or begin.

    New is an item whose every bar begins in the next year.
    """
    following = pd.Timestamp(plan.first_day.replace(year=plan.first_day.year + 1))
    found = []
    for title, rows in plan.now.groupby("item", sort=False):
        begins = rows["start_earliest"] >= following
        goes_on = rows["carry_over"].isin(GOES_ON) & rows["next_year"].notna()
        if (begins | goes_on).any():
            found.append((str(title), bool(begins.all()), rows[begins | goes_on]))
    return found


def next_year_cards(items: list[tuple[str, bool, pd.DataFrame]]) -> dict[str, Any]:
    """A card for each item of the next year: going on or new, and what is to be done."""
    cards = [
        {
            "label": "新規" if is_new else "継続",
            "title": short(title),
            "lines": _lines(rows),
            "foot": _proposed(rows),
        }
        for title, is_new, rows in items
    ]
    return {"type": "cards", "caption": "", "width": 1.0, "columns": 3, "items": cards}


def _lines(rows: pd.DataFrame) -> list[Line]:
    told = [f"・{short(_told(row), _LONGEST)}" for row in rows.to_dict("records")]
    left = len(told) - _ON_A_CARD
    if left > 1:
        told[_ON_A_CARD:] = [f"・ほか{left}の取組"]
    return [line(one) for one in told]


def _proposed(rows: pd.DataFrame) -> str:
    names = names_of(rows["proposers"])
    return f"提案：{first(names, _ON_A_CARD, '市町村')}" if names else ""


def _told(row: dict[Any, Any]) -> str:
    doing = text(row["next_year"]).rstrip("。") or text(row["bar"])
    how = text(row["carry_over"])
    return f"{doing}（{how}）" if how in ("見直して継続", "未定") else doing
