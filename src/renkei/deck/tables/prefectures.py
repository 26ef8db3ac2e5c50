"""The prefectures furthest behind, in a few rows to be read from across a room."""

import pandas as pd

from renkei.deck import labels, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import numbers


def lowest(briefing: Briefing, order: pd.DataFrame, rows: int) -> Block:
    """The first `rows` of `measures.prefectures_in_order`: as recorded, and where they will be.

    A last row counts the others and says between which shares they are.
    """
    when = labels.day_ahead(briefing)
    ending = "" if briefing.settled else "の見込み"
    caption = f"{when}の{briefing.terms.rate}{ending}の低い順"
    if order.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    lines = []
    for row in order.head(rows).to_dict("records"):
        ahead = labels.NO_VALUE if pd.isna(row["middle"]) else labels.ahead(briefing, row["middle"])
        word = verdicts.outlook(briefing, row["outlook"], row["p_deadline"], row["done"])
        share = right(numbers.share(row["share"]))
        told = [] if briefing.beyond else [cell(word)]
        lines.append([cell(row["name"]), share, right(ahead, strong=True), *told])
    lines += _others(briefing, order.iloc[rows:])
    head = [cell("都道府県"), right(labels.reported(briefing)), right("見込み")]
    head += [] if briefing.beyond else [cell("見通し（確率）")]
    return block(caption, [head], lines)


def _others(briefing: Briefing, order: pd.DataFrame) -> list[list[Cell]]:
    """The prefectures left out: how many, and from which to which share."""
    if order.empty:
        return []
    known = order["middle"].dropna()
    ends = [labels.ahead(briefing, float(one)) for one in (known.min(), known.max())]
    told = "～".join(dict.fromkeys(ends)) if len(known) else labels.NO_VALUE
    more = [] if briefing.beyond else [cell("")]
    return [[cell(f"ほか{len(order)}"), right(""), right(told), *more]]
