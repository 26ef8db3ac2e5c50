"""Events marked on curves by day: a line each, and its words on a row of their own."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from matplotlib.axes import Axes

from renkei.deck import theme
from renkei.deck.figures.axes import OFFSET, place
from renkei.wording import dates

_ROW = 14.0  # points a row of words takes


class Event(Protocol):
    """A day and in a few words what happened on it."""

    @property
    def date(self) -> dt.date:
        """The day."""

    @property
    def label(self) -> str:
        """The words."""


Events = Iterable[Event | tuple[dt.date, str]]
Marked = list[tuple[dt.date, str]]


def within(events: Events, start: dt.date, end: dt.date) -> Marked:
    """Those between two days, the earliest first."""
    pairs = [one if isinstance(one, tuple) else (one.date, one.label) for one in events]
    return sorted((day, label) for day, label in pairs if start <= day <= end)


def more_height(events: Marked) -> float:
    """By how many inches a figure is to grow, for its curves to keep their height."""
    return len(events) * _ROW / 72


def told(events: Marked) -> str:
    """The events in words."""
    return "、".join(f"{dates.month_day(day)} {label}" for day, label in events)


def make_room(axes: Axes, events: Marked, height: float) -> None:
    """Leave rows for the events' words above the curves, on axes of `height` inches."""
    low, top = axes.get_ylim()
    axes.set_ylim(low, top / (1 - _row(events, height) * len(events)))


def mark_events(axes: Axes, events: Marked, height: float) -> None:
    """Mark days on axes of `height` inches that have room for it (`make_room`).

    Each label has a row of its own, the earliest event the highest, so that none meets another;
    it stands right of its line where it fits, else left.
    """
    low, top = axes.get_ylim()
    left, right = axes.get_xlim()
    for row, (day, label) in enumerate(events):
        x, y = place(day), top * (1 - _row(events, height) * (row + 0.5))
        axes.plot([x, x], [low, y], color=theme.TEXT, lw=theme.RULE, ls=(0, (1, 1)), zorder=1.5)
        axes.plot([x], [y], color=theme.TEXT, marker="o", ms=3, ls="none", clip_on=False)
        early = x < (left + right) / 2
        axes.annotate(
            f"{dates.month_day(day)} {label}",
            (x, y),
            xytext=(4 if early else -4, 0),
            textcoords=OFFSET,
            ha="left" if early else "right",
            va="center_baseline",
            fontsize=theme.SMALL,
            bbox={"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.5},
        )


def _row(events: Marked, height: float) -> float:
    """The share of the axes' height that one row of words takes."""
    return min(_ROW / (72 * height), 0.8 / max(len(events), 1))
