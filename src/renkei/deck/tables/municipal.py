"""A prefecture's municipalities, and one municipality's own answers."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from renkei.deck import labels, measures, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import numbers

_LONGEST_CONDITION = 40  # characters: about three lines of its column

Row = Mapping[Any, Any]


def municipalities(briefing: Briefing, listed: pd.DataFrame) -> Block:
    """A prefecture's municipalities in the order of `listed` (measures.municipal_list).

    Plan, record, projection and how far the pace is from the one required, as far as the campaign
    has them.
    Where no municipality has records, their eligible stand in place of the projection.
    """
    recorded = bool(listed["recorded"].any())
    rows = [
        [
            cell(row["name"] + verdicts.marks(briefing, row["area"], row["flags"])),
            *(_answer(row) if briefing.asks else []),
            *(_standing(briefing, row) if recorded else _no_projection(briefing, row)),
        ]
        for row in listed.to_dict("records")
    ]
    return block("", _head(briefing, recorded), rows)


def _head(briefing: Briefing, recorded: bool) -> list[list[Cell]]:
    """Two rows: the groups of columns, and below them the columns."""
    first = [briefing.unit, *(["計画\n（前回→）", "条件"] if briefing.asks else [])]
    if not recorded:
        return [[*(cell(name) for name in first), right("対象者数"), cell("実績")]]
    late = mark("adjusted") if briefing.lag == "adjusted" else ""
    groups = [(briefing.terms.last.name + mark("doses") + late, _record_columns(briefing))]
    if not briefing.beyond:
        groups.append((f"見込み{mark('method')}", _projection_columns()))
    daily = f"1日の{briefing.terms.unit}数"
    groups.append((daily, [right(f"{one}\n（約）") for one in _paces(briefing)]))
    above = [cell(name, "center", colspan=len(columns)) for name, columns in groups]
    names = [cell(name, rowspan=2) for name in first]
    return [[*names, *above], [column for _, columns in groups for column in columns]]


def _record_columns(briefing: Briefing) -> list[Cell]:
    reported = right(labels.reported(briefing).replace("（", "\n（"))
    if briefing.lag != "adjusted":
        return [reported]
    return [reported, right("補正後\n（推計）")]


def _projection_columns() -> list[Cell]:
    return [
        right("完了日"),
        cell("80%区間"),
        cell(f"見通し{mark('outlook')}\n（確率）"),
    ]


def _paces(briefing: Briefing) -> list[str]:
    """The columns of paces: the present and the required one only where no answers take the room."""
    return ["差"] if briefing.asks else ["現在", "必要", "差"]


def _answer(row: Row) -> list[Cell]:
    """The answer, before it the previous one where that differs, and what it depends on."""
    given, previous = labels.answer(row), labels.answer(row, "previous_")
    told = given + (mark("unread") if row["unread"] else "")
    if previous not in (given, labels.NO_VALUE):
        told = f"{previous}→{told}"
    return [cell(told), cell(_condition(row))]


def _condition(row: Row) -> str:
    """What an answer depends on, cut where it would break the row."""
    if row["conditional"] is not True:
        return ""
    text = row["condition"] if isinstance(row["condition"], str) and row["condition"] else "あり"
    text = text.removesuffix("が前提")
    if len(text) <= _LONGEST_CONDITION:
        return text
    return text[: _LONGEST_CONDITION - 1] + "…"


def _standing(briefing: Briefing, row: Row) -> list[Cell]:
    """Record, projection and paces of a municipality; 実績データなし without a record."""
    adjusted = briefing.lag == "adjusted"
    if not row["recorded"]:
        width = adjusted + len(_paces(briefing)) + (0 if briefing.beyond else 3)
        return [right(labels.NO_RECORD), *[right(labels.NO_VALUE)] * width]
    late = [right(numbers.share(row["adjusted_share"]))] if adjusted else []
    projected = [] if briefing.beyond else _projection(briefing, row)
    count = right(labels.dose(int(row["count"]), int(row["eligible"])))
    return [count, *late, *projected, *_daily(briefing, row)]


def _projection(briefing: Briefing, row: Row) -> list[Cell]:
    """Day, interval, and the outlook with its probability, where that is not certain."""
    word = cell(verdicts.word(briefing, row["outlook"], row["done"]))
    if row["done"]:
        return [right(labels.COMPLETED), cell(labels.NO_VALUE), word]
    if row["outlook"] == "no_data":
        return [right(labels.NO_VALUE + mark("few")), cell(labels.NO_VALUE), word]
    low, middle, high = (measures.day(row[one]) for one in ("d10", "d50", "d90"))
    told = verdicts.outlook(briefing, row["outlook"], row["p_deadline"])
    return [
        right(labels.completion(middle)),
        cell(labels.span(low, high)),
        cell(told, strong=row["outlook"] == "behind"),
    ]


def _daily(briefing: Briefing, row: Row) -> list[Cell]:
    if row["done"] or briefing.past:
        return [right(labels.NO_VALUE)] * len(_paces(briefing))
    figures = {
        "現在": labels.daily(row["pace"]),
        "必要": labels.daily(row["required"]),
        "差": labels.signed_gap(row["pace"], row["required"]),
    }
    return [right(figures[name]) for name in _paces(briefing)]


def _no_projection(briefing: Briefing, row: Row) -> list[Cell]:
    eligible = briefing.eligible.get(row["area"])
    told = labels.NO_VALUE if eligible is None else labels.people(int(eligible))
    return [right(told), cell(labels.NO_RECORD)]


def largest_behind(briefing: Briefing, listed: pd.DataFrame, rows: int) -> Block:
    """The municipalities with most eligible among those behind, to stand beside their map.

    Where the deadline is too far off for an outlook, those with the lowest share. A last row counts
    the others.
    """
    recorded = listed[listed["recorded"]]
    if briefing.beyond:
        caption, shown = f"{briefing.terms.rate}の低い{briefing.unit}", recorded
        shown = shown.sort_values(["share", "area"])
    else:
        caption = f"遅れている{briefing.unit}（{labels.whose(briefing)}の多い順）"
        shown = recorded[recorded["outlook"] == "behind"]
        shown = shown.sort_values(["eligible", "area"], ascending=[False, True])
    if shown.empty:
        return labels.nothing(caption, f"遅れている{briefing.unit}はない。")
    lines = [
        [
            cell(measures.full_name(briefing, row["area"])),
            right(labels.people(int(row["eligible"])).removeprefix("約")),
            right(numbers.share(row["share"])),
            *([] if briefing.beyond else [right(labels.chance(row["p_deadline"]))]),
        ]
        for row in shown.head(rows).to_dict("records")
    ]
    if len(shown) > rows:
        more = [right("")] * (len(lines[0]) - 1)
        lines.append([cell(f"ほか{numbers.count(len(shown) - rows)}{briefing.unit}"), *more])
    head = [cell(briefing.unit), right(f"{labels.whose(briefing)}（約）")]
    head.append(right(f"{briefing.terms.rate}\n{labels.reported(briefing)}"))
    head += [] if briefing.beyond else [right("期限までに\n完了する確率")]
    return block(caption, [head], lines)


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
