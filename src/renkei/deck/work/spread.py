"""Which groups stand in which chart: as many as a page holds; a tall group goes on in the next."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from renkei.deck import theme
from renkei.deck.work.items import Bar, Row
from renkei.deck.work.lanes import Lane, wrapped

TEXT = 10.0  # points
LINE, GAP, LABEL = 0.19, 0.07, 2.6  # inches: of text, between lanes, for the names of groups
TALLEST = 4.1  # a page to project holds no higher one with letters that can be read
GOES_ON = "（続き）"

Laid = list[tuple[Row, list[Lane]]]


@lru_cache(maxsize=4096)
def measure(text: str) -> float:
    """How wide a text is in a chart, in inches."""
    with theme.style():
        font = FontProperties(size=TEXT)
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def lane_height(lane: Lane) -> float:
    """How high a lane is drawn, in inches."""
    return max(one.height for one in lane) * LINE + GAP


def name_of(row: Row) -> tuple[str, ...]:
    """The lines of a group's name."""
    return wrapped(" ".join(row.group.split()), LABEL - 0.2, measure)


def height(row: Row, laid: Sequence[Lane]) -> float:
    """How high a group is drawn, in inches: its lanes, or its name where that is higher."""
    return max(sum(map(lane_height, laid)), len(name_of(row)) * LINE + GAP) + GAP


def spread(laid: Iterable[tuple[Row, list[Lane]]]) -> list[Laid]:
    """The groups of each chart, none higher than `TALLEST`; what a group has in it are its bars."""
    charts: list[Laid] = []
    room = 0.0
    for row, lanes in laid:
        for one in _parts(row, lanes):
            high = height(*one)
            if not charts or high > room:
                charts.append([])
                room = TALLEST
            charts[-1].append(one)
            room -= high
    return charts


def _parts(row: Row, lanes: list[Lane]) -> Laid:
    """A group as parts of which each has room in a chart; those after the first say so."""
    parts: list[list[Lane]] = [[]]
    for lane in lanes:
        if parts[-1] and height(row, [*parts[-1], lane]) > TALLEST:
            parts.append([])
        parts[-1].append(lane)
    return [
        (Row(row.group + (GOES_ON if number else ""), _bars(part)), part)
        for number, part in enumerate(parts)
    ]


def _bars(lanes: list[Lane]) -> tuple[Bar, ...]:
    return tuple(placed.bar for lane in lanes for placed in lane)
