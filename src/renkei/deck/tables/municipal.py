"""A prefecture's municipalities, and one municipality's own answers."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import numbers

_LONGEST_CONDITION = 40  # characters: about three lines of its column


def municipalities(briefing: Briefing, listed: pd.DataFrame) -> Block:
    """A prefecture's municipalities in the order of `listed` (measures.municipal_list).

    Where no municipality has records, their eligible residents stand in place of the projection.
    """
    recorded = bool(listed["recorded"].any())
    head = [cell(briefing.unit), cell("回答"), cell("前回"), cell("条件")]
    head += _projection_head() if recorded else [right("対象者数"), cell("実績")]
    rows = []
    for row in listed.to_dict("records"):
        rest = _projection(row) if recorded else _no_projection(briefing, row)
        rows.append([*_answer(row), *rest])
    return block("", [head], rows)


def _answer(row: Mapping[Any, Any]) -> list[Cell]:
    previous = labels.answer(row, "previous_")
    given = labels.answer(row) + (mark("unread") if row["unread"] else "")
    return [cell(row["name"]), cell(given), cell(previous), cell(_condition(row))]


def _condition(row: Mapping[Any, Any]) -> str:
    """What an answer depends on, cut where it would break the row."""
    if pd.isna(row["conditional"]) or not row["conditional"]:
        return ""
    text = row["condition"] if isinstance(row["condition"], str) and row["condition"] else "あり"
    text = text.removesuffix("が前提")
    if len(text) <= _LONGEST_CONDITION:
        return text
    return text[: _LONGEST_CONDITION - 1] + "…"


def _projection_head() -> list[Cell]:
    return [
        right(f"2回目{mark('doses')}"),
        right(f"完了の\n見込み{mark('method')}"),
        cell("80%区間"),
        right(f"確率{mark('complete')}"),
        right("現在／必要\n(約 回/日)"),
        cell(f"見通し{mark('outlook')}"),
    ]


def _projection(row: Mapping[Any, Any]) -> list[Cell]:
    outlook = cell(labels.OUTLOOKS[row["outlook"]], strong=row["outlook"] == "behind")
    if not row["recorded"]:
        blank = [right(labels.NO_VALUE), cell(labels.NO_VALUE), *[right(labels.NO_VALUE)] * 2]
        return [right(labels.NO_RECORD), *blank, outlook]
    middle, between = _dates(row)
    known = not row["done"]
    return [
        right(labels.dose(int(row["second"]), int(row["eligible"]))),
        right(middle),
        cell(between),
        right(labels.chance(row["p_deadline"]) if known else labels.NO_VALUE),
        right(labels.paces(row["pace"], row["required"]) if known else labels.NO_VALUE),
        outlook,
    ]


def _dates(row: Mapping[Any, Any]) -> tuple[str, str]:
    """The projected day and its 80 % interval."""
    if row["outlook"] == "no_data":
        return labels.NO_VALUE, labels.NO_VALUE
    low, middle, high = (measures.day(row[name]) for name in ("d10", "d50", "d90"))
    return labels.dates_of(row["outlook"], row["done"], (low, middle, high))


def _no_projection(briefing: Briefing, row: Mapping[Any, Any]) -> list[Cell]:
    eligible = briefing.eligible.get(row["area"])
    told = labels.NO_VALUE if eligible is None else numbers.rounded(int(eligible), unit="人")
    return [right(told), cell(labels.NO_RECORD)]


def own_answers(briefing: Briefing) -> Block:
    """A municipality's answers, each with the cell it was read from."""
    rows = [
        [
            cell(f"第{row['round']}回"),
            cell(row["raw"] if isinstance(row["raw"], str) else ""),
            cell(labels.answer(row)),
            cell(_place(row)),
        ]
        for row in measures.own_answers(briefing).to_dict("records")
    ]
    head = [cell("照会"), cell("回答の原文"), cell("読み"), cell("ファイル・行")]
    if not rows:
        told = (
            "まだ照会していない" if briefing.round is None else "市区町村別の回答は公表されていない"
        )
        return labels.nothing("回答とその出所", f"{told}。")
    return block("回答とその出所", [head], rows, width=1.25)


def _place(row: Mapping[Any, Any]) -> str:
    if not isinstance(row["file"], str):
        return labels.NO_VALUE
    return f"{row['file']} {row['sheet']} {int(row['row'])}行"
