"""The verdict on an area in words: how it stands to the deadline, what binds, what to know first."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from renkei.deck import labels
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Outlook

OUTLOOKS = {
    "ahead": "前倒し",
    "on_plan": "計画どおり",
    "behind": "遅れ",
    "no_data": "データ不足",
    "beyond": "見込みの範囲外",
}
_BINDINGS = {
    "supply": "供給",
    "first_doses": "1回目接種",
    "eligibility": "対象者の時期（接種間隔）",
}

# Flags a reader must know, and the note a mark behind the area's name refers to.
_MARKS = {
    "lag_outlier": "late",
    "revised": "revised",
    "reporting_gap": "gap",
    "plateau": "plateau",
    "supply_short": "short",
    "ceiling_reached": "ceiling",
}
_WORDS = {
    "plan_earlier_than_q10": "計画が80%区間より早い",
    "lag_outlier": "報告が特に遅い",
    "revised": "実績の下方修正あり",
    "reporting_gap": "直近3日以上報告なし",
    "plateau": "頭打ち",
    "supply_short": "供給不足",
}
_OF_PARTS = {"reporting_gap": "gaps", "revised": "revisions"}  # of a sum: some of its parts have it
_UNCROWDED = ("lag_outlier", "plateau", "supply_short")  # of prefectures beside one another


def word(view: Briefing, name: str, done: bool) -> str:
    """An outlook in a word; once records have reached the deadline, what became of it."""
    if not view.settled or name == "no_data":
        return labels.COMPLETED if done else OUTLOOKS[name]
    in_time = name in ("ahead", "on_plan")
    return "期限内に完了" if in_time else "期限後に完了" if done else "未完了"


def outlook(view: Briefing, name: str, p: float | None, done: bool = False) -> str:
    """An outlook with its probability, where it is not settled: 遅れ（1%未満）."""
    unknown = p is None or math.isnan(p)
    told = word(view, name, done)
    return told if unknown or done or view.settled else f"{told}（{labels.chance(p)}）"


def why_none(view: Briefing, one: Outlook) -> str:
    """Why there is neither day nor chance of completion, as a mark or in words."""
    if one.outlook == "beyond":
        return f"期限（{view.called(view.campaign.deadline)}）は見込みの範囲（120日）を超える"
    return OUTLOOKS["no_data"] + mark("few")


def binding(view: Briefing, name: str) -> str:
    """What stands in the way of completion by the deadline; nothing where nothing does."""
    if not name or name == "none":
        return ""
    return _BINDINGS.get(name, view.terms.pace)


def since(view: Briefing, row: Mapping[str, Any]) -> str:
    """Since when the pace has been below the one needed: 当初から, 5月20日から.

    `row` holds binding, bound_since, pace and required. Where the pace would do if it lasted, that
    it is not expected to.
    """
    if row["binding"] == "pace" and row["pace"] >= row["required"]:
        return "鈍る見込み"
    day = row["bound_since"]
    if pd.isna(day):
        return ""
    day = pd.Timestamp(day).date()
    return "当初から" if view.from_the_start(day) else f"{view.called(day)}から"


def bound(view: Briefing, one: Outlook) -> str:
    """What stands in the way, and since when: 1回目接種（当初から）."""
    return bound_by(view, vars(one))


def bound_by(view: Briefing, row: Mapping[str, Any]) -> str:
    """The same of a row with binding, bound_since, pace and required; nothing where nothing binds."""
    known = isinstance(row["binding"], str) and not pd.isna(row["required"])
    name = binding(view, row["binding"]) if known else ""
    told = since(view, row) if name else ""
    return f"{name}（{told}）" if told else name


def held_back(listed: pd.DataFrame) -> pd.DataFrame:
    """Those of a list of areas that something keeps from completing in time."""
    bound = listed["binding"].fillna("")
    return listed[~bound.isin(["", "none"])]


def worth_knowing(view: Briefing, flags: tuple[str, ...]) -> str:
    """What must be known of an area's figures, in words."""
    first = view.terms.doses[0].name
    words = _WORDS | {"ceiling_reached": f"{first}が希望者数に到達"}
    return "、".join(words[flag] for flag in flags if flag in words)


def marks(view: Briefing, area: str, flags: tuple[str, ...]) -> str:
    """Marks for what must be known of an area's figures, to stand behind its name."""
    summed = len(area) == 2 and not view.municipal.empty
    keys = _MARKS | _OF_PARTS if summed else _MARKS
    return "".join(mark(keys[flag]) for flag in flags if flag in keys)


def marks_beside(flags: tuple[str, ...]) -> str:
    """The same where 47 names stand beside one another: only what sets one apart."""
    return "".join(mark(_MARKS[flag]) for flag in flags if flag in _UNCROWDED)
