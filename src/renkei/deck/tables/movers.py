"""What changed since the previous round: how many in each class, and who moved farthest."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import numbers

# Each line of the table, and the classes it adds up; together every class stands in one line.
_LINES: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("早まった", ("improved",), True),
    ("遅れた", ("slipped",), True),
    ("取り下げた", ("reverted",), True),
    ("条件を付けた", ("newly_conditional",), True),
    ("条件を外した", ("no_longer_conditional",), False),
    ("新たに回答", ("new", "newly_readable"), False),
    ("判読不能に", ("no_longer_readable",), False),
    ("未回答", ("lost", "silent"), True),
    ("比べられない", ("not_comparable",), False),
    ("変わらない", ("unchanged",), True),
)

_SIDES, _ANSWER = ("before", "after"), ("bucket", "status", "latest", "conditional")
_SHOWN = ("area", "name", "change", "eligible", "weight", "days_moved", "revised")


def moves(briefing: Briefing, frame: pd.DataFrame) -> Block:
    """Municipalities by what became of their answer (measures.moved); the lines add up to all.

    Below the sum, how many sent more than one answer in the round and how many of those differ.
    """
    table = measures.moves_by_class(frame).set_index("change")
    rows = []
    for word, names, always in _LINES:
        counts = table.loc[list(names)].sum()
        if always or counts["areas"]:
            rows.append(_line(word, counts, strong=names in (("improved",), ("slipped",))))
    rows.append(_line("計", table.sum(), strong=True))
    again = frame[frame["resubmissions"] > 0]
    revised = frame[frame["revised"]]
    rows.append(_line("再提出", _summed(again)))
    rows.append(_line("　内容変更", _summed(revised)))
    head = [
        cell("変化"),
        right(f"{briefing.unit}数"),
        right(f"{labels.whose(briefing)}\n（約）"),
        right(f"区分\n変更{mark('buckets')}"),
    ]
    now = briefing.round
    caption = f"{labels.round_name(now, briefing)}の回答、前回との比較" if now else ""
    return block(caption, [head], rows, rules=[len(rows) - 3, len(rows) - 2], width=0.8)


def _summed(frame: pd.DataFrame) -> pd.Series:
    moved = int((frame["bucket_before"] != frame["bucket_after"]).sum())
    return pd.Series(
        {"areas": len(frame), "eligible": int(frame["eligible"].sum()), "bucket_moved": moved}
    )


def _line(word: str, counts: pd.Series, strong: bool = False) -> list[Cell]:
    return [
        cell(word, strong=strong),
        right(numbers.count(int(counts["areas"])), strong),
        right(labels.people(int(counts["eligible"])).removeprefix("約")),
        right(numbers.count(int(counts["bucket_moved"]))),
    ]


def movers(briefing: Briefing, frame: pd.DataFrame, rows: int) -> Block:
    """Who moved most persons × days: those later first, then those earlier, about half of `rows`.

    A move to the worse that no days measure stands above them, its days 「－」. Where there is room
    left, other changes follow, those of most eligible first.
    """
    frame = frame[[*_SHOWN, *(f"{name}_{side}" for side in _SIDES for name in _ANSWER)]]
    parts = {
        "取り下げ等": measures.unmeasured(frame),
        "遅れた": measures.farthest(frame, "slipped", rows),
        "早まった": measures.farthest(frame, "improved", rows),
    }
    shown = _shared(parts, rows)
    told = set().union(*(part["area"] for part in parts.values()))
    shown |= _others(frame[~frame["area"].isin(told)], rows - sum(map(len, shown.values())))
    lines: list[list[Cell]] = []
    rules = []
    for word, part in shown.items():
        if lines and len(part):
            rules.append(len(lines))
        for place, row in enumerate(part.to_dict("records")):
            lines.append([cell(word if place == 0 else ""), *_mover(row)])
    caption = f"動きの大きい{briefing.unit}（日数×{labels.whose(briefing)}の順）"
    if not lines:
        return labels.nothing(caption, "前回から回答が変わった団体はない。")
    head = [cell("変化"), cell(briefing.unit), cell("前回"), cell("今回"), right("日数")]
    head.append(right(labels.whose(briefing)))
    return block(caption, [head], lines, rules, width=1.2)


def _others(frame: pd.DataFrame, rows: int) -> dict[str, pd.DataFrame]:
    """Changes that are no move of a day, by line of the other table, in so many rows.

    Last those who sent two different ones, where what stands is not that of the round before.
    """
    words = {name: word for word, names, _ in _LINES for name in names}
    line = frame["change"].map(words).mask(frame["revised"], "再提出で変更")
    line = line.where(~frame["change"].isin(["unchanged", "silent"]) | frame["revised"])
    same = [said(row, "before") == said(row, "after") for row in frame.to_dict("records")]
    line = line.mask(frame["revised"] & pd.Series(same, frame.index, dtype=bool))
    kept = frame.assign(line=line)[line.notna()]
    kept = kept.sort_values(["eligible", "area"], ascending=[False, True]).head(max(rows, 0))
    order = [*(word for word, _, _ in _LINES), "再提出で変更"]
    found = {str(word): part for word, part in kept.groupby("line")}
    return {word: found[word] for word in order if word in found}


def _shared(parts: dict[str, pd.DataFrame], rows: int) -> dict[str, pd.DataFrame]:
    """So many of each part that together they are `rows`: what is short leaves room to the rest."""
    left, shown = rows, {}
    for place, (word, part) in enumerate(parts.items()):
        after = sum(len(one) for one in list(parts.values())[place + 1 :])
        room = max(left - after, -(-left // (len(parts) - place)))
        shown[word] = part.head(room)
        left -= len(shown[word])
    return shown


def _mover(row: Mapping[Any, Any]) -> list[Cell]:
    moved = row["days_moved"]
    days = labels.NO_VALUE if pd.isna(moved) else numbers.signed(int(moved))
    return [
        cell(row["name"]),
        cell(said(row, "before")),
        cell(said(row, "after")),
        right(days, strong=True),
        right(labels.people(row["eligible"]).removeprefix("約")),
    ]


def said(row: Mapping[Any, Any], side: str) -> str:
    """An answer of one side of the frame "changes" as read, with （条件付き） where it is."""
    one = {name: row[f"{name}_{side}"] for name in _ANSWER}
    if one["status"] == "dated" and pd.isna(one["latest"]):
        return "終期なし"
    return labels.answer(one) + ("（条件付き）" if one["conditional"] else "")
