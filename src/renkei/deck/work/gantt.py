"""The plan of a fiscal year as a chart: April to March, then the next year; ● are milestones."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle

from renkei.deck import theme
from renkei.deck.figures.data import behind
from renkei.deck.theme import Drawing
from renkei.deck.work.items import Bar, Row
from renkei.deck.work.lanes import DOT, MONTHS, Grid, Lane, Placed, lanes
from renkei.deck.work.register import DONE, DROPPED
from renkei.deck.work.spread import (
    GAP,
    LABEL,
    TEXT,
    Laid,
    height,
    lane_height,
    measure,
    name_of,
    spread,
)
from renkei.wording import dates

_HEAD, _KEY = 0.46, 0.24  # inches; a key's line, and that of the day
_MONTH, _NEXT = 0.51, 1.6
_GROUND = 2.0  # points around a label, over the line of the day
_BESIDE = 0.51  # inches: a key without its word, and the space to the next

_LOOKS: dict[str, dict[str, Any]] = {
    DONE: {"facecolor": theme.INK, "edgecolor": theme.PAPER},
    "実施中": {"facecolor": theme.PALE_INK, "edgecolor": theme.INK},
    "未着手": {"facecolor": theme.PAPER, "edgecolor": theme.INK},
    "延期": {"facecolor": theme.PALE_ORANGE, "edgecolor": theme.ORANGE},
    DROPPED: {"facecolor": theme.PALE_GREY, "edgecolor": theme.GREY, "hatch": "////"},
    "": {"facecolor": theme.PALE_INK, "edgecolor": theme.INK},
}
_HELD, _AHEAD, _DROPPED = "節目実施", "節目予定", "節目中止"
_PUT_OFF, _LATE = "節目延期", "節目遅れ"
_MARKS: dict[str, dict[str, Any]] = {
    _HELD: {"marker": "o", "mfc": theme.INK, "mec": theme.INK},
    _AHEAD: {"marker": "o", "mfc": theme.PAPER, "mec": theme.INK},
    _PUT_OFF: {"marker": "o", "mfc": theme.PALE_ORANGE, "mec": theme.ORANGE},
    _LATE: {"marker": "o", "mfc": theme.PAPER, "mec": theme.ORANGE},
    _DROPPED: {"marker": "x", "mfc": theme.GREY, "mec": theme.GREY},
}


def gantt_fy(
    rows: Sequence[Row], first_day: dt.date, as_of: dt.date, caption: str = ""
) -> list[Drawing]:
    """The bars of groups over the 13 columns of a fiscal year; charts of what a page holds each.

    Bars without a day are left out (`undated` lists them), and so are groups without any other.
    A label stands inside its bar, or beside it, on lines of its own where there is little room;
    nothing overlaps. The line across is the as-of date; ● was held, ○ is planned, × dropped.
    """
    grid = Grid(first_day, LABEL, _MONTH, _NEXT)
    laid = [
        (row, lanes(shown, grid, measure)) for row in rows if (shown := dated(row.bars, first_day))
    ]
    title = caption or "取組みのスケジュール"
    return [_chart(part, grid, as_of, title) for part in spread(laid)]


def dated(bars: Iterable[Bar], first_day: dt.date) -> list[Bar]:
    """The bars of which a day of this year or a later one is known, in the order they begin."""
    known = [one for one in bars if one.begins and (one.ends is None or one.ends >= first_day)]
    return sorted(known, key=lambda one: one.begins or dt.date.max)


def undated(bars: Iterable[Bar], first_day: dt.date) -> list[Bar]:
    """The bars that no chart of the year shows, in their order."""
    bars = list(bars)
    shown = dated(bars, first_day)
    return [one for one in bars if one not in shown]


def _chart(laid: Laid, grid: Grid, as_of: dt.date, caption: str) -> Drawing:
    body = sum(height(*one) for one in laid)
    bars = [(row.group, bar) for row, _ in laid for bar in dated(row.bars, grid.first_day)]
    keys = _keys([bar for _, bar in bars])
    side = _beside_the_day(keys, grid, as_of)
    high = _HEAD + body + _KEY * (1 if side else 2)
    with theme.style():
        figure = theme.new_figure(grid.right, high)
        figure.set_layout_engine("none")
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, grid.right)
        axes.set_ylim(high, 0)
        axes.axis("off")
        _frame(axes, grid, _HEAD + body)
        _today(axes, grid, as_of, _HEAD + body)
        top = _HEAD
        for row, held in laid:
            _group(axes, grid, row, held, top)
            top += height(row, held)
        _legend(axes, keys, side or "left")
    return Drawing(figure, caption, _alt(caption, bars), data=_data(bars))


def _frame(axes: Axes, grid: Grid, bottom: float) -> None:
    """The fiscal header and the columns."""
    year = grid.first_day.year
    edges = grid.edges()
    axes.add_patch(
        Rectangle((0, 0), grid.right, _HEAD, facecolor=theme.PALE_GREY, alpha=0.45, lw=0)
    )
    for edge in edges:
        axes.plot([edge, edge], [_HEAD / 2 if edge not in _outer(edges) else 0, bottom],
                  color=theme.PALE_GREY, lw=0.7, zorder=0)  # fmt: skip
    axes.plot([0, grid.right], [_HEAD, _HEAD], color=theme.GREY, lw=0.8)
    axes.plot([0, grid.right], [bottom, bottom], color=theme.GREY, lw=0.8)
    middle: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": TEXT}
    axes.text(LABEL / 2, _HEAD / 2, "項目", **middle)
    head = f"{year}({_era(grid.first_day)})年度"
    axes.text((edges[0] + edges[MONTHS]) / 2, _HEAD / 4, head, **middle)
    following = dt.date(year + 1, 4, 1)
    axes.text((edges[MONTHS] + edges[-1]) / 2, _HEAD / 2, f"{_era(following)}年度(以降)", **middle)
    for place in range(MONTHS):
        month = (grid.first_day.month - 1 + place) % 12 + 1
        axes.text((edges[place] + edges[place + 1]) / 2, _HEAD * 0.75, str(month), **middle)


def _outer(edges: list[float]) -> tuple[float, ...]:
    return edges[0], edges[MONTHS], edges[-1]


def _era(day: dt.date) -> str:
    """The era year: R3."""
    return dates.short(day).split(".")[0]


def _today(axes: Axes, grid: Grid, as_of: dt.date, bottom: float) -> None:
    if not grid.left < grid.at(as_of, end=True) <= grid.left + MONTHS * grid.month:
        return
    at = grid.at(as_of, end=True)
    axes.plot([at, at], [_HEAD, bottom], color=theme.ORANGE, lw=1.3, ls=(0, (4, 2)), zorder=1)
    axes.plot(at, bottom + 0.11, marker="^", ms=8, color=theme.TEXT, ls="")  # exactly on the line
    told = f"{dates.month_day(as_of)}現在"
    to_the_right = at + 0.1 + measure(told) <= grid.right
    axes.text(at + (0.1 if to_the_right else -0.1), bottom + 0.11, told, va="center",
              ha="left" if to_the_right else "right", fontsize=TEXT, color=theme.TEXT)  # fmt: skip


def _group(axes: Axes, grid: Grid, row: Row, held: list[Lane], top: float) -> None:
    high = height(row, held)
    axes.text(0.08, top + high / 2, "\n".join(name_of(row)), va="center", fontsize=TEXT,
              linespacing=1.25)  # fmt: skip
    axes.plot([0, grid.right], [top + high, top + high], color=theme.PALE_GREY, lw=0.8, zorder=0)
    at = top + GAP / 2
    for lane in held:
        tall = lane_height(lane)
        for one in lane:
            _bar(axes, one, at + GAP / 2, tall - GAP)
        at += tall


def _bar(axes: Axes, one: Placed, top: float, high: float) -> None:
    look = _LOOKS.get(one.bar.status, _LOOKS[""])
    middle = top + high / 2
    if one.bar.milestone:
        look = _MARKS[_mark(one.bar)]
        axes.plot((one.start + one.stop) / 2, middle, ms=DOT * 62, zorder=3, mew=1.4, **look)
    else:
        point = min(0.09, (one.stop - one.start) / 2) if one.open_end else 0.0
        corners = [(one.start, top), (one.stop - point, top), (one.stop, middle),
                   (one.stop - point, top + high), (one.start, top + high)]  # fmt: skip
        axes.add_patch(Polygon(corners, closed=True, lw=0.8, zorder=2, **look))
    white = one.inside and one.bar.status == DONE
    box = None if one.inside else {"facecolor": theme.PAPER, "edgecolor": "none", "pad": _GROUND}
    axes.text(one.text, middle, "\n".join(one.lines), ha=one.align, va="center", fontsize=TEXT,
              linespacing=1.2, color=theme.PAPER if white else theme.TEXT, bbox=box, zorder=4)  # fmt: skip


def _mark(bar: Bar) -> str:
    """How a milestone is marked: held, dropped, postponed, late, or still planned."""
    if bar.held:
        return _HELD
    if bar.status == DROPPED:
        return _DROPPED
    return _PUT_OFF if bar.put_off else _LATE if bar.late else _AHEAD


def _keys(bars: list[Bar]) -> dict[str, Artist]:
    """What the looks stand for, of those there are."""
    statuses = {one.status for one in bars if not one.milestone}
    marks = {_mark(one) for one in bars if one.milestone}
    keys: dict[str, Artist] = {
        word: Patch(lw=0.8, **look) for word, look in _LOOKS.items() if word and word in statuses
    }
    drawn: dict[str, Any] = {"ls": "", "ms": DOT * 62, "mew": 1.4}
    return keys | {
        word: Line2D([], [], **drawn, **look) for word, look in _MARKS.items() if word in marks
    }


def _beside_the_day(keys: Mapping[str, Artist], grid: Grid, as_of: dt.date) -> str:
    """On which side of the as-of date the keys have room; "" where on neither."""
    wide = sum(measure(word) + _BESIDE for word in keys)
    at = grid.at(as_of, end=True)
    if wide <= at - 0.2:
        return "left"
    return "right" if at + 1.3 + wide <= grid.right else ""


def _legend(axes: Axes, keys: Mapping[str, Artist], side: str) -> None:
    if keys:
        right = side == "right"
        axes.legend([*keys.values()], [*keys], loc="lower right" if right else "lower left",
                    bbox_to_anchor=(float(right), 0.0), ncols=len(keys), frameon=False,
                    fontsize=TEXT, borderpad=0, borderaxespad=0.1, handlelength=1.6,
                    columnspacing=1.2)  # fmt: skip


def _alt(caption: str, bars: list[tuple[str, Bar]]) -> str:
    told = "、".join(f"{bar.label}は{_when(bar)}" for _, bar in bars)
    return f"{caption}の工程表。{told}。"


def _when(bar: Bar) -> str:
    """A bar's months as they are read out: 令和3年7月から令和3年9月まで."""
    if bar.begins is None:
        return bar.told
    first = dates.year_month(bar.begins)
    if bar.ends is None:
        return f"{first}から"
    return (
        first
        if first == dates.year_month(bar.ends)
        else f"{first}から{dates.year_month(bar.ends)}まで"
    )


def _state(bar: Bar) -> str:
    """How far a bar is; of a milestone 実施, 予定, 延期, 遅れ or 中止."""
    return _mark(bar).removeprefix("節目") if bar.milestone else bar.status


def _data(bars: list[tuple[str, Bar]]) -> theme.Data:
    head = ("項目", "取組", "種類", "開始", "終了", "進捗")
    rows = [
        (
            group, bar.label, "節目" if bar.milestone else "取組",
            bar.begins.isoformat() if bar.begins else "",
            bar.ends.isoformat() if bar.ends else "",
            _state(bar) + ("（遅れ）" if bar.late and not bar.milestone else ""),
        )
        for group, bar in bars
    ]  # fmt: skip
    return behind(head, rows, words=len(head))
