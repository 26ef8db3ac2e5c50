"""The prefectures furthest behind, in a few rows to be read from across a room."""

import pandas as pd

from renkei.deck import labels, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.tables.cells import Block, block, cell, right
from renkei.wording import numbers


def lowest(briefing: Briefing, order: pd.DataFrame, rows: int) -> Block:
    """The first `rows` of `measures.prefectures_in_order`: as recorded, and where they will be."""
    when = briefing.called(briefing.day_ahead)
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
    head = [cell("都道府県"), right(labels.reported(briefing)), right("見込み")]
    head += [] if briefing.beyond else [cell("見通し（確率）")]
    return block(caption, [head], lines)
