"""Countries beside one another, day by day."""

import datetime as dt

from renkei.deck import labels
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.settings.content.ranking import Ranking
from renkei.wording import dates


def ranks(compared: Ranking | None, day: dt.date) -> Block:
    """Each country's figure on the days of the same comparison up to `day`, ordered by the newest."""
    table = compared.newest(day) if compared else None
    if compared is None or table is None:
        return labels.nothing("国際比較", "比較できる数値なし。")
    days = sorted(
        (one for one in compared.tables if one.as_of <= day and one.title == table.title),
        key=lambda one: one.as_of,
    )
    rows: list[list[Cell]] = []
    for name in sorted(table.values, key=lambda one: -table.values[one]):
        own = name == compared.own
        told = [
            f"{one.values[name]:.1f}" if name in one.values else labels.NO_VALUE for one in days
        ]
        apart = table.values[name] - table.values[compared.own]
        told.append(labels.NO_VALUE if own else f"{apart:+.1f}".replace("-", "−"))
        rows.append([cell(name, strong=own), *[right(text, own) for text in told]])
    head = [cell("国"), *[right(f"{dates.short(one.as_of)}時点") for one in days]]
    head.append(right(f"{compared.own}との差"))
    unit = table.unit if table.unit == "%" else f"{table.of}当たり{table.unit}"
    return block(f"{table.title}（{unit}）", [head], rows)
