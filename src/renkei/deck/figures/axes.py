"""Axes of curves by day: shares upwards, days along, words where nothing crosses them."""

import datetime as dt

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from renkei.deck import theme
from renkei.wording import dates

OFFSET = "offset points"
_MOST_TICKS = 5


def days_of(path: pd.DataFrame) -> np.ndarray:
    """The days of a path as matplotlib counts them."""
    return np.asarray(date2num(path["date"].to_numpy()), dtype=float)  # type: ignore[no-untyped-call]


def place(day: dt.date) -> float:
    """A day on the axis."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def percent_axis(axes: Axes, name: str) -> None:
    """Shares in per cent, with what they are of above."""
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    axes.set_title(name, loc="left", fontsize=theme.SMALL)
    axes.grid(axis="y", color=theme.PALE_GREY, lw=theme.RULE)
    axes.set_axisbelow(True)
    sns.despine(ax=axes)


def day_axis(axes: Axes, start: dt.date, end: dt.date) -> None:
    """From the first to the last day, ticks on the first of some months, with years beyond one."""
    axes.set_xlim(place(start), place(end) + (1 if start == end else 0))
    firsts = list(pd.date_range(start, end, freq="MS"))
    every = -(-len(firsts) // _MOST_TICKS) or 1
    firsts = firsts[::-1][::every][::-1]  # the newest month always has its tick
    long = (end - start).days > 330
    names = [_month(day.date()) if long else dates.month_day(day.date()) for day in firsts]
    axes.set_xticks([place(day) for day in firsts], names)


def _month(day: dt.date) -> str:
    """A month with its year: R3.12."""
    return dates.short(day).rsplit(".", 1)[0]


def beside(axes: Axes, day: float, height: float, told: str, side: str, color: str) -> None:
    """Words beside a point, just above it."""
    axes.annotate(
        told,
        (day, height),
        xytext=(-8 if side == "right" else 0, 3),
        textcoords=OFFSET,
        ha=side,
        va="bottom",
        color=color,
        fontsize=theme.SMALL,
    )


def above(axes: Axes, day: float, told: str, weight: str = "normal") -> None:
    """Words above the frame, where no curve crosses them."""
    axes.text(
        day,
        1.01,
        told,
        transform=axes.get_xaxis_transform(),
        ha="right",
        va="bottom",
        weight=weight,
        fontsize=theme.SMALL,
    )


def bare(axes: Axes) -> None:
    """Nothing but what is drawn: its labels say the numbers."""
    axes.set_xticks([])
    axes.set_yticks([])
    sns.despine(ax=axes, left=True, bottom=True)
