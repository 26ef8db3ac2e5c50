"""The words pages use for what frames call by a column or a value."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from renkei.deck.refusals import KINDS, SOURCES
from renkei.deck.verdicts import OUTLOOKS

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first": ("1回目", "報告分"),
    "second": ("2回目", "報告分"),
    "first_share": ("1回目", "報告分"),
    "second_share": ("2回目", "報告分"),
    "first_adjusted": ("1回目", "補正後"),
    "second_adjusted": ("2回目", "補正後"),
    "first_share_adjusted": ("1回目", "補正後"),
    "second_share_adjusted": ("2回目", "補正後"),
    "eligible": ("対象",),
    "ceiling": ("水準",),
    "pace": ("補正後", "1日"),
    "pace_reported": ("報告分", "1日"),
    "required": ("必要",),
    "gap": ("差",),
    "p_deadline": ("確率",),
    "boxes": ("箱数",),
    "doses_per_box": ("回分/箱",),
    "doses": ("回分",),
    "cumulative": ("累計",),
    "capacity": ("能力",),
    "q10": ("10%点",),
    "q25": ("25%点",),
    "q50": ("中央値",),
    "q75": ("75%点",),
    "q90": ("90%点",),
    "count": ("回数",),
    "files": ("ファイル",),
    "rows": ("行",),
    "accepted": ("採用",),
    "rejected": ("読み取れず",),
    "superseded": ("差替え",),
}

_VALUES: Mapping[tuple[str, str], str] = {
    ("conditional", "True"): "条件付き",
    ("corrected", "True"): "訂正済み",
    ("corrected", "False"): "訂正待ち",
    ("expected", "True"): "期限までに完了",
    ("open", "True"): "未完了",
    ("bucket", "near_complete"): "概ね完了",
    ("bucket", "undecided"): "未定",
    ("bucket", "unreadable"): "読み取れず",
    ("bucket", "not_answered"): "未回答",
    ("binding", "supply"): "供給",
    ("binding", "first_doses"): "1回目接種",
    ("binding", "pace"): "接種ペース",
}


def word(column: str, value: Any, deadline: dt.date) -> str:
    """What pages call a value of a column; the value itself where they take it as it is."""
    if column == "bucket":
        following = deadline.month % 12 + 1
        after = following % 12 + 1
        named = {
            "by_target": f"{deadline.month}月末",
            "next_month": f"{following}月中",
            "later": f"{after}月以降",
        }
        if value in named:
            return named[str(value)]
    known = {"outlook": OUTLOOKS, "source": SOURCES, "kind": KINDS}.get(column, {})
    return known.get(str(value)) or _VALUES.get((column, str(value)), str(value))
