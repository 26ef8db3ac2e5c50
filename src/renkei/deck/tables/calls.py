"""Where to call today: who, how many people, how late, when last heard, and why in one line."""

from collections.abc import Mapping
from typing import Any

from renkei.deck import labels, measures, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Calls
from renkei.deck.tables.cells import Block, block, cell, right
from renkei.wording import dates

_LONGEST, _LONGEST_PART = 40, 14  # characters of a reason, and of what comes from outside
Row = Mapping[Any, Any]


def calls(briefing: Briefing, found: Calls, rows: int) -> Block:
    """The first `rows` of the order (measures.calls), each with its reason on one line."""
    heard = briefing.asks or found.never < found.asked
    lines = [
        [
            right(str(place)),
            cell(row["name"], strong=True),
            right(labels.people(int(row["eligible"])).removeprefix("約")),
            right(_slip(row), strong=True),
            *([right(_last(row))] if heard else []),
            cell(reason(briefing, row)),
        ]
        for place, row in enumerate(found.order.head(rows).to_dict("records"), start=1)
    ]
    head = [
        right("順"),
        cell(briefing.unit),
        right(f"{labels.whose(briefing)}（約）"),
        right(f"遅れ{mark('slip')}"),
        *([right(f"最後の接触{mark('never')}")] if heard else []),
        cell("理由"),
    ]
    return block("", [head], lines) | {"row_header": False}


def _slip(row: Row) -> str:
    further = bool(row["late_open"]) and not row["later"] > row["late"]
    return labels.days(float(row["slip"]), further)


def _last(row: Row) -> str:
    last = measures.day(row["last"])
    return f"{dates.month_day(last)}（{int(row['days'])}日前）" if last else "記録なし"


def reason(briefing: Briefing, row: Row) -> str:
    """Why a municipality is in the list, on one line: what it says, where it leads, what holds it.

    As many parts as a line has room for, the most telling first.
    """
    held = verdicts.bound_by(briefing, row)
    cause = f"制約は{held}" if held else ""
    parts = [_said_and_ahead(row), _moved(row), _pace(row), _condition(row), cause, _open(row)]
    told = ""
    for part in filter(None, parts):
        longer = f"{told}、{part}" if told else part
        if len(longer) <= _LONGEST:
            told = longer
    return told


def _said_and_ahead(row: Row) -> str:
    given = labels.answer(row)
    said = "" if given == labels.NO_VALUE else f"{given}と回答" if given[0].isdigit() else given
    if not row["recorded"] or row["outlook"] in ("no_data", "beyond") or row["late_open"]:
        return said  # beyond what is projected: the column of days says so
    ahead = f"見込み{labels.completion(measures.day(row['d50']))}"
    return f"{said}、{ahead}" if said else ahead


def _moved(row: Row) -> str:
    return f"前回から{int(row['later'])}日後ろへ" if row["later"] > 0 else ""


def _pace(row: Row) -> str:
    """How much of the pace it takes there is, where that falls short."""
    if not row["recorded"] or not row["pace"] < row["required"]:
        return ""
    return f"ペースは必要の{labels.part_of(row['pace'], row['required'])}"


def _condition(row: Row) -> str:
    if row["conditional"] is not True:
        return ""
    text = row["condition"] if isinstance(row["condition"], str) else ""
    told = labels.cut(text.removesuffix("が前提"), _LONGEST_PART)
    return f"条件：{told}" if told else "条件付き"


def _open(row: Row) -> str:
    return f"聞き取り中：{labels.cut(row['open'], _LONGEST_PART)}" if row["open"] else ""
