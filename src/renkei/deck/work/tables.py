"""Tables of the joint work: rows whose first cells span what belongs together; names cut short."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from renkei.deck.tables.cells import Block, Cell, block, cell

_MOST = 12  # rows under one name


def first(names: Sequence[str], most: int, unit: str) -> str:
    """Names with 、 between them; of more than `most` the first ones and how many others there are.

    A single one is not left out: it takes no more room than to say so.
    """
    if len(names) <= most + 1:
        return "、".join(names)
    return f"{'、'.join(names[:most])}、ほか{len(names) - most}{unit}"


def short(text: str, most: int = 40) -> str:
    """A text on one line of at most `most` characters; what is cut stands whole in a table."""
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def grouped(
    caption: str, head: Iterable[str | Cell], rows: Iterable[tuple[str, Sequence[Cell]]]
) -> Block:
    """A table whose first column says once what several rows belong to, a line above each.

    `rows` come in order: what a row belongs to, and its other cells. However few they are, they may
    go on to another page: nobody knows how long what offices write is.
    """
    made: list[list[Cell]] = []
    rules = []
    for name, part in _together(rows):
        rules.append(len(made))
        mine = [cell(name, strong=True, rowspan=len(part)), *part[0]]
        made += [mine, *map(list, part[1:])]
    heads = [cell(one) if isinstance(one, str) else one for one in head]
    return block(caption, [heads], made, rules=rules) | {"flows": True}


def _together(
    rows: Iterable[tuple[str, Sequence[Cell]]],
) -> Iterator[tuple[str, Sequence[Sequence[Cell]]]]:
    """Rows of one name; many of them in parts, so that each page they go on to has the name."""
    for name, mine in groupby(rows, key=lambda row: row[0]):
        cells = [one for _, one in mine]
        size = -(-len(cells) // -(-len(cells) // _MOST))
        for begin in range(0, len(cells), size):
            yield name + ("（続き）" if begin else ""), cells[begin : begin + size]
