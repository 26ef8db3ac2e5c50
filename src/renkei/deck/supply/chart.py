"""Deliveries as bars stacked by class, and below them their running sum against what is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from renkei.deck import labels, theme
from renkei.deck.figures.keys import Key, legend
from renkei.deck.supply.table import table
from renkei.deck.theme import Drawing, Shown
from renkei.intake.forms.supply import CLASSES
from renkei.wording import dates, numbers

_LOOKS: dict[str, dict[str, Any]] = dict(
    zip(
        CLASSES,
        (
            {"facecolor": theme.GREY, "edgecolor": theme.GREY},
            {"facecolor": theme.INK, "edgecolor": theme.INK},
            {"facecolor": theme.ORANGE, "edgecolor": theme.ORANGE},
        ),
        strict=True,
    )
)
_PLANNED: dict[str, Any] = {"facecolor": "white", "hatch": "////"}
_NEEDED: dict[str, Any] = {"color": theme.TEXT, "lw": 1.2, "ls": (0, (5, 3))}
_LONG = 10_000_000  # doses: above, the numbers of neighbouring bars touch


@dataclass(frozen=True)
class Need:
    """How many doses it takes, and what they are: 対象者約33万5千人の2回分."""

    doses: float
    label: str


def chart(frame: pd.DataFrame, need: Need | None = None, width: float = 1.0) -> Shown:
    """Doses by delivery, stacked by class, planned ones hatched; below, their running sum.

    `frame` is that of `supply.of_area` or `supply.of_paper`. One place a day, in order.
    """
    caption = "供給量と累計（回分）"
    if frame.empty:
        return labels.nothing(caption, "供給の記録なし。")
    days = sorted(frame["day"].unique())
    with theme.style():
        figure = theme.new_figure(theme.HALF, theme.HALF)
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1, 1.15))
        _bars(upper, frame, days)
        _running(lower, frame, days, need)
        _days(lower, frame, days)
        legend(figure, _keys(frame), columns=3)
    behind = table(frame)
    data = {part: behind[part] for part in ("head", "rows")}
    return Drawing(figure, caption, _words(caption, frame, need), width, data)


def _bars(axes: Axes, frame: pd.DataFrame, days: Sequence[Any]) -> None:
    """The doses of each day, one class on another, the sum above; 万 once where numbers are long."""
    tallest = frame.groupby("day")["doses"].sum().max()
    together = tallest >= _LONG
    rows = frame.to_dict("records")
    for place, day in enumerate(days):
        low = 0.0
        for one in (row for row in rows if row["day"] == day):
            look = _look(one["class"]) | (_PLANNED if one["planned"] else {})
            axes.bar(place, one["doses"], bottom=low, width=0.62, linewidth=0.8, **look)
            low += one["doses"]
        told = f"{low / 10_000:,.0f}" if together else _short(low)
        axes.text(place, low, told, ha="center", va="bottom", fontsize=theme.SMALL)
    axes.set_ylim(0, float(tallest) * 1.16)
    caption = "供給量（万回分）" if together else "供給量"
    axes.set_title(caption, loc="left", fontsize=theme.SMALL)
    _bare(axes)


def _look(name: str) -> dict[str, Any]:
    return _LOOKS.get(name, _LOOKS[CLASSES[-1]])


def _running(axes: Axes, frame: pd.DataFrame, days: Sequence[Any], need: Need | None) -> None:
    """The running sum of all classes, every point labelled, below the doses that are needed."""
    sums = frame.groupby("day")["cumulative"].max().loc[list(days)]
    values = [float(one) for one in sums]
    top = max(values[-1], need.doses if need else 0.0)
    axes.plot(range(len(days)), values, color=theme.INK, marker="o", ms=4, lw=1.8)
    for place, value in enumerate(values):
        axes.annotate(
            _short(value),
            (place, value),
            xytext=(2, 5),
            textcoords="offset points",
            ha="right",  # to the right the line climbs
            va="bottom",
            fontsize=theme.SMALL,
        )
    axes.set_ylim(0, top * 1.2)
    if need:
        axes.axhline(need.doses, **_NEEDED)
        axes.annotate(
            f"{need.label} {_short(need.doses)}",
            (-0.9, need.doses),
            xytext=(0, 3),
            textcoords="offset points",
            va="bottom",
            fontsize=theme.SMALL,
        )
    axes.set_title("累計", loc="left", fontsize=theme.SMALL)
    _bare(axes)


def _days(axes: Axes, frame: pd.DataFrame, days: Sequence[Any]) -> None:
    assumed = frame.groupby("day")["assumed"].any()
    names = [
        f"{day.month}/{day.day}{'※' if assumed[day] else ''}" for day in map(pd.Timestamp, days)
    ]
    axes.set_xticks(range(len(days)), names)
    axes.set_xlim(-0.95, len(days) - 0.4)
    axes.tick_params(axis="x", length=0)


def _bare(axes: Axes) -> None:
    """No scale at the side: every bar and point says its number."""
    axes.set_yticks([])
    sns.despine(ax=axes, left=True)


def _short(value: float) -> str:
    """Doses in 万, below a million with one decimal, below ten thousand exactly: 17.6万, 9,750."""
    if value < 10_000:
        return numbers.count(value)
    decimals = 1 if value < 1_000_000 else 0
    return f"{value / 10_000:,.{decimals}f}万"


def _keys(frame: pd.DataFrame) -> list[Key]:
    """The classes there are, and what hatching means."""
    shown = [name for name in frame["class"].unique()]
    keys: list[Key] = [(name, Patch(linewidth=0.8, **_look(name))) for name in shown]
    if frame["planned"].any():
        keys.append(("予定", Patch(linewidth=0.8, edgecolor=theme.INK, **_PLANNED)))
    keys.append(("累計", Line2D([], [], color=theme.INK, marker="o", ms=4, lw=1.8)))
    return keys


def _words(caption: str, frame: pd.DataFrame, need: Need | None) -> str:
    sums = frame.groupby("day").agg(doses=("doses", "sum"), cumulative=("cumulative", "max"))
    told = "、".join(
        f"{dates.month_day(day.date())} {numbers.count(doses)}（累計{numbers.count(cumulative)}）"
        for day, doses, cumulative in sums.itertuples()
    )
    needed = f"。{need.label}は{numbers.count(need.doses)}" if need else ""
    return f"{caption}の棒グラフと折れ線。{told}{needed}。"
