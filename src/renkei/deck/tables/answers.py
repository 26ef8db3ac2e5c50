"""This round's answers as a table."""

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Tally
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import numbers


def answers(briefing: Briefing, counts: pd.DataFrame) -> Block:
    """This round's answers in the form of the ministry's release: count(change), shares.

    Buckets beyond the three of the release have a row when anyone is, or was, in them; the rows
    always sum to all areas asked.
    """
    one, now = briefing.round, measures.this_round(briefing, counts)
    if one is None or not now:
        told = "まだ照会していない" if one is None else "回答は公表されていない"
        return labels.nothing("照会の回答", f"{told}。")
    rows = []
    for name in measures.BUCKETS:
        if name in now and (name in measures.ALWAYS or now[name].count or now[name].change):
            label = labels.bucket(briefing, name)
            rows.append(_row(briefing, label, now[name], strong=name == "by_target"))
        if name == "by_target":
            rows += _conditional(briefing, now)
    rows.append(_sum(now["by_target"]))
    published = f"、公表値{mark('published')}" if briefing.basis == "published" else ""
    caption = f"{labels.round_name(one, briefing)}の回答{published}"
    head = [
        cell("終了の見込み"),
        right(f"{briefing.unit}数(増減){mark('change')}"),
        right(f"割合{mark('denominator')}"),
        right(f"人口割合{mark('weight')}"),
    ]
    if all(tally.pop_share is None for tally in now.values()):  # of this round none was published
        head, rows = head[:-1], [row[:-1] for row in rows]
    return block(caption, [head], rows, rules=[len(rows) - 1])


def _row(briefing: Briefing, label: str, tally: Tally, strong: bool = False) -> list[Cell]:
    return [
        cell(label, strong=strong),
        right(numbers.count(tally.count) + labels.brackets(briefing, tally.change), strong),
        right(labels.exact_share(tally.share, 1), strong),
        right(_weighted(tally), strong),
    ]


def _weighted(tally: Tally) -> str:
    return labels.NO_VALUE if tally.pop_share is None else labels.exact_share(tally.pop_share, 1)


def _conditional(briefing: Briefing, now: dict[str, Tally]) -> list[list[Cell]]:
    """Conditional answers, and the count by the target without them."""
    given = now.get(measures.CONDITIONAL)
    if given is None or not (given.count or given.change):
        return []
    rest = now["by_target"].without(given)
    return [
        _row(briefing, "　うち条件付き", given),
        _row(briefing, "　条件付きを除く", rest),
    ]


def _sum(target: Tally) -> list[Cell]:
    weighted = labels.NO_VALUE if target.pop_share is None else "100%"
    asked = right(numbers.count(target.asked), strong=True)
    return [cell("計", strong=True), asked, right("100%"), right(weighted)]
