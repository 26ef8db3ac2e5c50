"""What stands in the way of the municipalities that are behind, since when, and what else to know."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from renkei.deck import labels, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.tables.cells import Block, Cell, block, cell, right


def constraints(briefing: Briefing, listed: pd.DataFrame) -> Block:
    """The municipalities that are behind, in the order of `listed` (measures.municipal_list)."""
    behind = verdicts.held_back(listed)
    noted = [verdicts.worth_knowing(briefing, flags) for flags in behind["flags"]]
    rows = [_row(briefing, row) for row in behind.to_dict("records")]
    if any(noted):
        rows = [[*row, cell(told)] for row, told in zip(rows, noted, strict=True)]
    return block("", _head(briefing, any(noted)), rows)


def _head(briefing: Briefing, noted: bool) -> list[list[Cell]]:
    paces = [right(name) for name in _pace_columns(briefing)]
    daily = f"1日の{briefing.terms.counts}{briefing.terms.together}（約）"
    above = [
        cell(briefing.unit, rowspan=2),
        right("確率", rowspan=2),
        cell(daily, "center", colspan=len(paces)),
        cell("主な制約", rowspan=2),
        cell(f"いつから{mark('binding')}", rowspan=2),
    ]
    return [[*above, cell("留意点", rowspan=2)] if noted else above, paces]


def _pace_columns(briefing: Briefing) -> list[str]:
    """The present pace, reported and adjusted, the one needed and what is missing."""
    adjusted = [f"{labels.ADJUSTED_SHORT}{mark('adjusted')}"] if briefing.lag == "adjusted" else []
    return [labels.reported(briefing), *adjusted, "必要", "差"]


def _row(briefing: Briefing, row: Mapping[Any, Any]) -> list[Cell]:
    adjusted = [right(labels.daily(row["pace"]))] if briefing.lag == "adjusted" else []
    return [
        cell(row["name"]),
        right(labels.chance(row["p_deadline"])),
        right(labels.daily(row["pace_reported"])),
        *adjusted,
        right(labels.daily(row["required"])),
        right(labels.signed_gap(row["pace"], row["required"])),
        cell(verdicts.binding(briefing, row["binding"])),
        cell(verdicts.since(briefing, row) or labels.NO_VALUE),
    ]
