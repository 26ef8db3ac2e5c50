"""Tables of the joint work: rows whose first cells span what belongs together."""

from collections.abc import Iterable, Sequence

from renkei.deck.tables.cells import Block, Cell, block, cell


def grouped(
    caption: str, head: Iterable[str | Cell], rows: Iterable[tuple[str, Sequence[Cell]]]
) -> Block:
    """A table whose first column says once what several rows belong to, a line above each.

    `rows` come in order: what a row belongs to, and its other cells.
    """
    given = list(rows)
    made: list[list[Cell]] = []
    rules = []
    for place, (name, cells) in enumerate(given):
        if place and given[place - 1][0] == name:
            made.append(list(cells))
            continue
        span = next((n for n, (other, _) in enumerate(given[place:]) if other != name), None)
        rules.append(place)
        made.append([cell(name, strong=True, rowspan=span or len(given) - place), *cells])
    heads = [cell(one) if isinstance(one, str) else one for one in head]
    return block(caption, [heads], made, rules=rules)
