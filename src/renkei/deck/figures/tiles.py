"""The tile map: one square a prefecture, with its name, its figure and a mark in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from renkei import areas
from renkei.deck import labels, theme, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.figures import looks
from renkei.deck.figures.data import behind, percent
from renkei.deck.figures.keys import Key
from renkei.deck.figures.looks import Look
from renkei.deck.figures.prefectures import data as order_data
from renkei.deck.figures.prefectures import of_what
from renkei.deck.figures.steps import Steps, steps
from renkei.deck.theme import Drawing, Shown
from renkei.deck.tiles import COLUMNS, ROWS, TILES
from renkei.wording import numbers

_SIDE = 0.96  # of a tile's place
_MARKS_AT = 3.2  # heights of a tile from the left: beside the shades
_ABSENT: Look = looks.ABSENT | {"linestyle": (0, (2, 2))}


@dataclass(frozen=True)
class Form:
    """How the tiles are set: the figure's inches, a tile's width by its height, letters."""

    size: tuple[float, float]
    wide: float  # a tile's width, in heights of a tile
    letters: tuple[float, float, float]  # points: of names, figures and legends


_SQUARE = Form(theme.TILES, 1.0, (theme.LEAST, theme.SMALL, theme.SMALL))
_WIDE = Form(theme.WIDE_TILES, 2.85, (theme.SIZE, theme.SIZE, theme.SIZE))


@dataclass(frozen=True)
class Tile:
    """What stands in one square under the name of the prefecture, and how it is filled."""

    told: str
    look: Look


def tiles(
    briefing: Briefing, order: pd.DataFrame, width: float = 1.0, alone: bool = False
) -> Shown:
    """The prefectures' shares as on the bars: same day, same shades, the outlook as a mark.

    `order` is the frame of `measures.prefectures_in_order`. The shade tells the step of the share,
    as on the bars beside it; the mark before the figure stands for the outlook's word. `alone`
    fills a projected page: wide tiles, with name and figure on one line of larger letters.
    """
    caption = f"{of_what(briefing)}（%）"
    if order.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    scale = steps(order["middle"])
    shown = {row["area"]: _graded(briefing, scale, row) for row in order.to_dict("records")}
    keys = [(name, Patch(**look)) for name, look in scale.named(order["middle"])]
    said = "、".join(_said(briefing, row) for row in order.to_dict("records"))
    alt = f"{caption}の地図。{said}。"
    figure = _map(shown, keys, _marks(briefing, order), _WIDE if alone else _SQUARE)
    return Drawing(figure, caption, alt, width, order_data(briefing, order))


def _graded(briefing: Briefing, scale: Steps, row: Mapping[Any, Any]) -> Tile:
    mark = "" if briefing.beyond else looks.mark(briefing, row["outlook"])
    if row["middle"] != row["middle"]:  # NaN
        return Tile(mark, looks.ABSENT)
    share = looks.unitless(labels.ahead(briefing, row["middle"]))
    return Tile(mark + share, scale.look(row["middle"]))


def _marks(briefing: Briefing, order: pd.DataFrame) -> list[str]:
    """What the marks stand for: ◎ 前倒し; none where no outlook is told."""
    found = set() if briefing.beyond else set(order["outlook"])
    return [
        f"{looks.mark(briefing, one)} {looks.word(briefing, one)}"
        for one in looks.OUTLOOKS
        if one in found
    ]


def _said(briefing: Briefing, row: Mapping[Any, Any]) -> str:
    share = f"{row['name']}{labels.ahead(briefing, row['middle'])}"
    if briefing.beyond:
        return share
    return f"{share}（{verdicts.word(briefing, row['outlook'], row['done'])}）"


def share_tiles(caption: str, shares: pd.Series, width: float = 1.0) -> Shown:
    """Any share by prefecture (keyed by two-digit code, of 1) in the four shades of `steps`.

    The share itself stands in each square; a prefecture without one is empty with a dashed edge.
    """
    known = shares[shares.index.isin(list(TILES))].dropna().sort_index()
    if known.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    scale = steps(known)
    shown = {
        str(code): Tile(looks.unitless(numbers.share(share)), scale.look(share))
        for code, share in known.items()
    }
    keys = [(name, Patch(**look)) for name, look in scale.named(known)]
    rows = [[areas.label(str(code)), percent(share)] for code, share in known.items()]
    said = "、".join(f"{areas.label(code)}{tile.told}" for code, tile in shown.items())
    data = behind(["都道府県", f"{caption}（%）"], rows)
    return Drawing(_map(shown, keys), caption, f"{caption}の地図。{said}。", width, data)


def _map(
    shown: Mapping[str, Tile], keys: Sequence[Key], marks: Sequence[str] = (), form: Form = _SQUARE
) -> Figure:
    """Every prefecture in its place; those not `shown` are empty, and the legend says so."""
    with theme.style():
        figure = theme.new_figure(*form.size)
        axes = figure.add_subplot()
        for code, (column, row) in TILES.items():
            _tile(axes, (column, row), _short(code), shown.get(code, Tile("", _ABSENT)), form)
        absent: list[Key] = [(labels.NO_RECORD, Patch(**_ABSENT))]
        every = [*keys, *(absent if len(shown) < len(TILES) else [])]
        axes.set_xlim(0, COLUMNS)
        axes.set_ylim(ROWS, 0)
        axes.set_aspect(1 / form.wide)
        axes.set_axis_off()
        _legends(axes, every, marks, form)
    return figure


def _tile(axes: Axes, place: tuple[int, int], name: str, tile: Tile, form: Form) -> None:
    column, row = place
    high, gap = _SIDE, 1 - _SIDE
    wide = 1 - gap / form.wide
    corner = (column + (1 - wide) / 2, row + gap / 2)
    axes.add_patch(Rectangle(corner, wide, high, linewidth=theme.EDGE, **looks.bare(tile.look)))
    beside = form.wide > 1  # name and figure on one line
    letters, figures, _ = form.letters
    # Within their square, they have no say in the layout.
    look: dict[str, Any] = {"va": "center_baseline", "color": looks.on(tile.look)}
    look["in_layout"] = False
    if not tile.told:
        axes.text(column + 0.5, row + 0.5, name, ha="center", fontsize=letters, **look)
        return
    names: dict[str, Any] = {"fontsize": letters, "ha": "left" if beside else "center"}
    told: dict[str, Any] = {"fontsize": figures, "ha": "right" if beside else "center"}
    (x, y), (right, low) = ((0.05, 0.5), (0.95, 0.5)) if beside else ((0.5, 0.3), (0.5, 0.72))
    axes.text(column + x, row + y, name, **names, **look)
    axes.text(column + right, row + low, tile.told, weight="bold", **told, **look)


def _short(code: str) -> str:
    """A prefecture without its 都, 府 or 県: 東京, 北海道."""
    name = areas.label(code)
    return name if name == "北海道" else name[:-1]


def _legends(axes: Axes, keys: Sequence[Key], marks: Sequence[str], form: Form) -> None:
    """What the shades and the marks stand for, side by side on the open sea at the upper left."""
    look: dict[str, Any] = {
        "loc": "upper left",
        "fontsize": form.letters[-1],
        "frameon": False,
        "borderaxespad": 0.0,
        "borderpad": 0.0,
        "handleheight": 1.1,
    }
    place: dict[str, Any] = {"bbox_transform": axes.transData, "bbox_to_anchor": (0, 0)}
    shades, names = [one for _, one in keys], [word for word, _ in keys]
    told = axes.legend(shades, names, handlelength=1.4, handletextpad=0.5, **look, **place)
    if marks:
        axes.add_artist(told)  # beside which the second legend takes its place
        # A mark is its own sign: nothing is drawn before it.
        none = [Line2D([], [], ls="none") for _ in marks]
        place["bbox_to_anchor"] = (_MARKS_AT * (1.3 if form.wide > 1 else 1.0) / form.wide, 0)
        axes.legend(none, marks, handlelength=0.0, handletextpad=0.0, **look, **place)
