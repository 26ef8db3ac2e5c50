"""Lines of a dose by day, as reported and as adjusted, with the words that name them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from renkei.deck import labels, theme
from renkei.deck.briefing import Briefing
from renkei.deck.figures.axes import OFFSET, days_of
from renkei.deck.figures.data import day, percent
from renkei.deck.figures.keys import Key
from renkei.deck.measures import Given
from renkei.wording import numbers

OF = "対象者に占める割合"
LOOKS: dict[str, dict[str, Any]] = {
    "reported": {"ls": "-", "lw": theme.LINE},
    "adjusted": {"ls": (0, (1.2, 1.0)), "lw": theme.LINE},
    "projected": {"ls": (0, (4, 2)), "lw": 2.2},
}


def past(axes: Axes, briefing: Briefing, given: Given, path: pd.DataFrame, color: str) -> None:
    """One dose as reported, and above it as adjusted."""
    late = briefing.path(briefing.area, given.dose.number, "adjusted")
    axes.plot(days_of(late), late["q50"] * 100, color=color, **LOOKS["adjusted"])
    axes.plot(days_of(path), path["q50"] * 100, color=color, **LOOKS["reported"])


def past_keys(briefing: Briefing, color: str) -> list[Key]:
    keys = [(labels.reported(briefing), "reported")]
    if briefing.lag == "adjusted":
        keys.append((labels.ADJUSTED, "adjusted"))
    elif briefing.lag == "unadjusted":
        keys = [(f"{keys[0][0]}、{labels.UNADJUSTED}", "reported")]
    return [(name, Line2D([], [], color=color, **LOOKS[look])) for name, look in keys]


def share(given: Given) -> str:
    """A share as reported, and beside it the adjusted one by its name."""
    share = numbers.share(given.share)
    if given.adjusted_share is None:
        return share
    return f"{share}（{labels.ADJUSTED}{numbers.share(given.adjusted_share)}）"


def name_ends(axes: Axes, ends: Sequence[tuple[str, float, str]], day: float) -> None:
    """Name lines at their ends (words, height, colour), the highest first, apart when close.

    Words may have several lines; heights are in the units of the axes.
    """
    top = axes.get_ylim()[1]
    room = [0.075 * top * (told.count("\n") + 1) for told, _, _ in ends]
    for (told, _, color), height in zip(
        ends, apart([end for _, end, _ in ends], room), strict=True
    ):
        axes.annotate(
            told,
            (day, height),
            xytext=(6, 0),
            textcoords=OFFSET,
            va="center",
            color=color,
            weight="bold",
            fontsize=theme.SMALL,
            linespacing=1.3,
            annotation_clip=False,
        )


def apart(ends: Sequence[float], room: Sequence[float]) -> list[float]:
    """Heights of labels, the highest first, that leave each its room, the last clear of the ground."""
    heights: list[float] = []
    floor = 0.0
    for end, need in zip(reversed(ends), reversed(room), strict=True):
        heights.insert(0, max(end, floor + need / 2))
        floor = heights[0] + need / 2
    return heights


def rows_of(path: pd.DataFrame, *words: str) -> list[list[str]]:
    """A row a day of one line, as the table behind it prints them."""
    return [
        [day(date), *words, percent(share)]
        for date, share in zip(path["date"], path["q50"], strict=True)
    ]
