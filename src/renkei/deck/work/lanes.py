"""Where bars and their labels go in a fiscal-year plan: nothing over anything, nothing cut off."""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from renkei.deck.work.items import Bar
from renkei.wording.text import phrases

MONTHS = 12
Measure = Callable[[str], float]  # how wide a text is, in inches

PAD = 0.06  # inches between a bar and its label
DOT = 0.11  # inches: how wide a milestone's mark is
_LEAST = 0.7  # inches: a label is never squeezed into less
_MOST = 6  # lines of one label


@dataclass(frozen=True)
class Grid:
    """The columns: twelve months from April, then the next year; in inches from the left."""

    first_day: dt.date
    left: float
    month: float
    next_year: float

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self.left + MONTHS * self.month + self.next_year

    def edges(self) -> list[float]:
        """The 14 edges of the 13 columns."""
        return [self.left + place * self.month for place in range(MONTHS + 1)] + [self.right]

    def at(self, day: dt.date, end: bool = False) -> float:
        """Where a day begins (or `end`s); days before the year at its left edge.

        Days of later years are told by their column alone: it begins, or is gone through.
        """
        months = (day.year - self.first_day.year) * 12 + day.month - self.first_day.month
        if months < 0:
            return self.left
        if months >= MONTHS:
            return self.right if end else self.left + MONTHS * self.month
        part = (day.day - (not end)) / monthrange(day.year, day.month)[1]
        return self.left + (months + part) * self.month


@dataclass(frozen=True)
class Placed:
    """A bar with its label where they are drawn: inches across, lines of text, whose side."""

    bar: Bar
    start: float
    stop: float
    text: float
    align: str
    lines: tuple[str, ...]
    inside: bool
    open_end: bool

    @property
    def height(self) -> int:
        """How many lines of text it is high."""
        return len(self.lines)


Lane = list[Placed]


def lanes(bars: Sequence[Bar], grid: Grid, measure: Measure) -> list[Lane]:
    """Bars of one group on as few lines as hold them apart, in the order they are given."""
    found: list[list[tuple[float, float, Placed]]] = []
    for bar in bars:
        placed, start, stop = place(bar, grid, measure)
        free = next((lane for lane in found if _is_free(lane, start, stop)), None)
        if free is None:
            found.append([(start, stop, placed)])
        else:
            free.append((start, stop, placed))
    return [[placed for _, _, placed in lane] for lane in found]


def _is_free(lane: Sequence[tuple[float, float, Placed]], start: float, stop: float) -> bool:
    return all(stop <= other or start >= after for other, after, _ in lane)


def place(bar: Bar, grid: Grid, measure: Measure) -> tuple[Placed, float, float]:
    """One bar and its label: inside where it fits, else beside, else on several lines.

    Gives it with the left and right end of all that is drawn.
    """
    start, stop = _span(bar, grid)
    label = said(bar, grid.first_day)
    wide = measure(label)
    if not bar.milestone and wide + 2 * PAD <= stop - start:
        return _at(bar, grid, start, stop, start + PAD, "left", (label,), True), start, stop
    rooms = {"left": grid.right - stop - 2 * PAD, "right": start - grid.left - 2 * PAD}
    if wide <= rooms["left"] or (wide > rooms["right"] and rooms["left"] >= rooms["right"]):
        room, align, at = rooms["left"], "left", stop + PAD
    else:
        room, align, at = rooms["right"], "right", start - PAD
    own = stop - start - 2 * PAD
    if wide > room and own > room and not bar.milestone:
        return _at(bar, grid, start, stop, start + PAD, "left",
                   wrapped(label, own, measure), True), start, stop  # fmt: skip
    lines = wrapped(label, max(room, _LEAST), measure)
    took = max(map(measure, lines)) + 2 * PAD
    placed = _at(bar, grid, start, stop, at, align, lines, False)
    return (placed, start, stop + took) if align == "left" else (placed, start - took, stop)


def _at(bar: Bar, grid: Grid, start: float, stop: float, text: float, align: str,
        lines: tuple[str, ...], inside: bool) -> Placed:  # fmt: skip
    runs_on = not bar.milestone and (bar.ends is None or (grid.at(bar.ends, True) >= grid.right))
    return Placed(bar, start, stop, text, align, lines, inside, runs_on)


def _span(bar: Bar, grid: Grid) -> tuple[float, float]:
    assert bar.begins is not None
    start = grid.at(bar.begins)
    stop = grid.right if bar.ends is None else grid.at(bar.ends, end=True)
    if not bar.milestone:
        return start, max(stop, start + DOT)
    middle = min(max((start + stop) / 2, grid.left + DOT / 2), grid.right - DOT / 2)
    return middle - DOT / 2, middle + DOT / 2


def said(bar: Bar, first_day: dt.date) -> str:
    """A label, with the month of a later year, which no column tells; late or postponed."""
    label = " ".join(bar.label.split())
    begins = bar.begins
    if begins and (begins.year, begins.month) > (first_day.year + 1, first_day.month):
        era = begins.year - 2018
        label += f"（R{era}.{begins.month}{'' if bar.milestone else '～'}）"
    if bar.put_off:
        return f"{label}【延期】"
    return f"{label}【遅れ】" if bar.late else label


def wrapped(text: str, room: float, measure: Measure) -> tuple[str, ...]:
    """Lines no wider than `room`, broken between phrases and only else inside of one.

    What is longer than six lines ends in …: the table behind the chart has all of it.
    """
    lines = [""]
    for phrase in phrases(text):
        for piece in [phrase] if measure(phrase) <= room else list(phrase):
            if lines[-1] and measure(lines[-1] + piece) > room:
                lines.append("")
            lines[-1] += piece
    if len(lines) <= _MOST:
        return tuple(lines)
    return (*lines[: _MOST - 1], f"{lines[_MOST - 1][:-1]}…")
