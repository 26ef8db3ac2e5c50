"""The table behind a figure: one row a point or bar, as it is printed, units in the heads."""

import datetime as dt
from collections.abc import Iterable, Sequence

from renkei.deck import labels
from renkei.deck.tables.cells import cell, right
from renkei.deck.theme import Data
from renkei.wording import numbers


def behind(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> Data:
    """A table of texts, the first `words` columns of which are words and the others numbers."""
    return {
        "head": [_cells(head, words)],
        "rows": [_cells(row, words) for row in rows],
    }


def _cells(texts: Sequence[str], words: int) -> list[dict[str, object]]:
    return [cell(one) if place < words else right(one) for place, one in enumerate(texts)]


def percent(share: float | None) -> str:
    """A share of 1 in per cent with one decimal, for a column whose head says （%）: 17.4."""
    if share is None:
        return labels.NO_VALUE
    return numbers.percent(share, 1).removesuffix("%")


def day(date: dt.date) -> str:
    """A day as columns hold it: 2021-06-02."""
    return date.isoformat()[:10]
