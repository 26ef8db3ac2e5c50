"""The tile map: one square a prefecture, with its name and its figure or word in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
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
from renkei.deck.theme import Drawing, Shown
from renkei.deck.tiles import COLUMNS, ROWS, TILES
from renkei.wording import numbers

_SIDE = 0.96  # of a tile's place
_ABSENT: Look = looks.ABSENT | {"linestyle": (0, (2, 2))}


@dataclass(frozen=True)
class Tile:
    """What stands in one square under the name of the prefecture, and how it is filled."""

    told: str
    look: Look


def tiles(briefing: Briefing, order: pd.DataFrame, width: float = 1.0) -> Shown:
    """The prefectures' shares and outlooks as on the bars: same day, same shades, same words.

    `order` is the frame of `measures.prefectures_in_order`; a mark stands for the outlook's word.
    """
    caption = f"{of_what(briefing)}（%）"
    if order.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    shown = {row["area"]: _outlook_tile(briefing, row) for row in order.to_dict("records")}
    found = set() if briefing.beyond else set(order["outlook"])
    keys: list[Key] = [
        (f"{looks.mark(briefing, one)} {looks.word(briefing, one)}", Patch(**looks.bare(look)))
        for one, look in looks.OUTLOOKS.items()
        if one in found
    ]
    said = "、".join(_said(briefing, row) for row in order.to_dict("records"))
    alt = f"{caption}の地図。{said}。"
    figure = _map(shown, keys)
    return Drawing(figure, caption, alt, width, order_data(briefing, order))


def _outlook_tile(briefing: Briefing, row: Mapping[Any, Any]) -> Tile:
    known = row["middle"] == row["middle"]  # no NaN
    share = looks.unitless(labels.ahead(briefing, row["middle"])) if known else ""
    if briefing.beyond:
        return Tile(share, looks.BEYOND)
    return Tile(looks.mark(briefing, row["outlook"]) + share, looks.OUTLOOKS[row["outlook"]])


def _said(briefing: Briefing, row: Mapping[Any, Any]) -> str:
    share = f"{row['name']}{labels.ahead(briefing, row['middle'])}"
    if briefing.beyond:
        return share
    return f"{share}（{verdicts.word(briefing, row['outlook'], row['done'])}）"


def share_tiles(
    caption: str, shares: pd.Series, limits: Sequence[float] = (0.25, 0.5, 0.75), width: float = 1.0
) -> Shown:
    """Any share by prefecture (keyed by two-digit code, of 1) in four shades by three limits.

    The share itself stands in each square; a prefecture without one is empty with a dashed edge.
    """
    known = shares[shares.index.isin(list(TILES))].dropna().sort_index()
    if known.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    place = {code: sum(share >= limit for limit in limits) for code, share in known.items()}
    shown = {
        str(code): Tile(looks.unitless(numbers.share(share)), looks.STEPS[place[code]])
        for code, share in known.items()
    }
    found = set(place.values())
    keys: list[Key] = [
        (name, Patch(**look))
        for step, (name, look) in enumerate(
            zip(looks.class_names(limits), looks.STEPS, strict=True)
        )
        if step in found
    ]
    rows = [[areas.label(str(code)), percent(share)] for code, share in known.items()]
    said = "、".join(f"{areas.label(code)}{tile.told}" for code, tile in shown.items())
    data = behind(["都道府県", f"{caption}（%）"], rows)
    return Drawing(_map(shown, keys), caption, f"{caption}の地図。{said}。", width, data)


def _map(shown: Mapping[str, Tile], keys: Sequence[Key]) -> Figure:
    """Every prefecture in its place; those not `shown` are empty, and the legend says so."""
    across, height = theme.TILES
    with theme.style():
        figure = theme.new_figure(across, height)
        axes = figure.add_subplot()
        for code, (column, row) in TILES.items():
            _tile(axes, column, row, _short(code), shown.get(code, Tile("", _ABSENT)))
        absent: list[Key] = [(labels.NO_RECORD, Patch(**_ABSENT))]
        every = [*keys, *(absent if len(shown) < len(TILES) else [])]
        axes.set_xlim(0, COLUMNS)
        axes.set_ylim(ROWS, 0)
        axes.set_aspect("equal")
        axes.set_axis_off()
        _legend(axes, every)
    return figure


def _tile(axes: Axes, column: int, row: int, name: str, tile: Tile) -> None:
    axes.add_patch(
        Rectangle(
            (column + 0.5 - _SIDE / 2, row + 0.5 - _SIDE / 2),
            _SIDE,
            _SIDE,
            linewidth=theme.EDGE,
            **looks.bare(tile.look),
        )
    )
    # Within their square, they have no say in the layout.
    look: dict[str, Any] = {"ha": "center", "color": looks.on(tile.look), "in_layout": False}
    middle = row + (0.3 if tile.told else 0.5)
    axes.text(column + 0.5, middle, name, va="center_baseline", fontsize=theme.LEAST, **look)
    if tile.told:
        figure: dict[str, Any] = {
            "va": "center_baseline",
            "fontsize": theme.SMALL,
            "weight": "bold",
        }
        axes.text(column + 0.5, row + 0.72, tile.told, **figure, **look)


def _short(code: str) -> str:
    """A prefecture without its 都, 府 or 県: 東京, 北海道."""
    name = areas.label(code)
    return name if name == "北海道" else name[:-1]


def _legend(axes: Axes, keys: Sequence[Key]) -> None:
    """What the shades stand for, on the open sea at the upper left."""
    if not keys:
        return
    axes.legend(
        [look for _, look in keys],
        [word for word, _ in keys],
        loc="upper left",
        bbox_to_anchor=(0, 1),
        fontsize=theme.SMALL,
        frameon=False,
        borderaxespad=0.0,
        borderpad=0.0,
        handlelength=1.4,
        handleheight=1.1,
        handletextpad=0.5,
    )
