"""The prefectures in order, as bars."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from renkei.deck import labels, theme, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.figures import looks
from renkei.deck.figures.data import behind, percent
from renkei.deck.figures.keys import Key, legend
from renkei.deck.figures.steps import Steps, steps
from renkei.deck.theme import Data, Drawing, Shown
from renkei.wording import dates

_INTERVAL: dict[str, Any] = {"color": theme.GREY, "lw": 1.1}
_NOW: dict[str, Any] = {"color": theme.ORANGE, "marker": "|", "ms": 6, "mew": 1.8, "ls": "none"}
_LEVEL: dict[str, Any] = {"color": theme.TEXT, "marker": "|", "ms": 7, "mew": 1.2, "ls": "none"}

Row = Mapping[Any, Any]


def prefectures(
    briefing: Briefing, order: pd.DataFrame, width: float = 1.0, beside_tiles: bool = False
) -> Shown:
    """Prefectures by their share on the day the pages tell, lowest first, in two columns.

    `order` is the frame of `measures.prefectures_in_order`. `beside_tiles` leaves half of the page
    to the tile map and takes its shades, so that one shade means one thing on the page: the step
    of the share. The outlook then stands as its word, without its probability.
    """
    caption = f"{of_what(briefing)}、低い順"
    if order.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    half = (len(order) + 1) // 2
    scale = steps(order["middle"]) if beside_tiles else None
    size = theme.BESIDE_TILES[0] if beside_tiles else theme.FULL
    with theme.style():
        figure = theme.new_figure(size, 0.8 + min(0.25 * half, theme.TALL - 0.8))
        columns = figure.subplots(1, 2, squeeze=False)[0]
        for axes, part in zip(columns, (order.iloc[:half], order.iloc[half:]), strict=True):
            _column(briefing, axes, part, half, scale)
        keys = _keys(briefing, order, scale)
        legend(figure, keys, columns=3 if beside_tiles else len(keys))
    return Drawing(figure, caption, _words(briefing, caption, order), width, data(briefing, order))


def of_what(briefing: Briefing) -> str:
    """What bars and tiles show: the rate on the day the pages tell."""
    when = labels.day_ahead(briefing)
    day = f"{when}（120日後）" if briefing.beyond else f"期限（{when}）"
    return f"{day}の{briefing.terms.rate}{'' if briefing.settled else 'の見込み'}"


def _keys(briefing: Briefing, order: pd.DataFrame, scale: Steps | None) -> list[Key]:
    """What the shades, the line and the ticks stand for."""
    found = set() if briefing.beyond else set(order["outlook"])
    told = [
        (looks.word(briefing, one), look) for one, look in looks.OUTLOOKS.items() if one in found
    ]
    keys: list[Key] = [
        (name, Patch(linewidth=theme.EDGE, **look))
        for name, look in (scale.named(order["middle"]) if scale else told)
    ]
    if not briefing.settled:
        keys.append(("80%区間", Line2D([], [], **_INTERVAL)))
        now = dates.month_day(briefing.records_as_of)
        keys.append((f"{now}の{labels.reported(briefing)}", Line2D([], [], **_NOW)))
    return [*keys, ("完了の水準", Line2D([], [], **_LEVEL))]


def _column(
    briefing: Briefing, axes: Axes, part: pd.DataFrame, rows: int, scale: Steps | None
) -> None:
    places = np.arange(len(part))
    _bars(briefing, axes, part, scale)
    if not briefing.settled:
        low, high, now = (_percent(part[name]) for name in ("low", "high", "share"))
        # A white rim, so that line and tick are seen on a dark bar too.
        axes.hlines(places, low, high, **_INTERVAL | {"color": theme.PAPER, "lw": 2.6})
        axes.plot(now, places, **_NOW | {"color": theme.PAPER, "mew": 3.6})
        axes.hlines(places, low, high, **_INTERVAL)
        axes.plot(now, places, **_NOW)
    axes.plot(_percent(part["target"]), places, **_LEVEL)
    rows_told = part.to_dict("records")
    told = [(_short if scale else _beside)(briefing, row) for row in rows_told]
    names = [row["name"] + verdicts.marks_beside(row["flags"]) for row in rows_told]
    _write(axes, 103, told, "left")
    # Names as texts: forty-seven ticks would take most of the time of the figure.
    _write(axes, -2, names, "right")
    axes.set_yticks([])
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(0, 100)
    every = 50 if scale else 20
    axes.set_xticks(range(0, 101, every), [*map(str, range(0, 100, every)), "100%"])
    sns.despine(ax=axes)


def _bars(briefing: Briefing, axes: Axes, part: pd.DataFrame, scale: Steps | None) -> None:
    """A bar a prefecture: shaded by the step of its share, or without steps by its outlook."""
    known = np.flatnonzero(part["middle"].notna())
    shares = part["middle"].to_numpy(dtype=float)
    every: list[looks.Look]
    if scale:
        every, classes = list(looks.STEPS), [scale.step(shares[place]) for place in known]
    else:
        names = ["beyond" if briefing.beyond else one for one in part["outlook"]]
        by_name = looks.OUTLOOKS | {"beyond": looks.BEYOND}
        every, classes = list(by_name.values()), [[*by_name].index(names[n]) for n in known]
    for one in sorted(set(classes)):
        mine = known[np.asarray(classes) == one]
        axes.barh(mine, shares[mine] * 100, height=0.62, linewidth=theme.EDGE, **every[one])


def _write(axes: Axes, x: float, texts: list[str], side: str) -> None:
    """Texts one under another; only the longest takes part in the layout, which is slow."""
    longest = max(range(len(texts)), key=lambda place: len(texts[place]), default=0)
    for place, text in enumerate(texts):
        look: dict[str, Any] = {"ha": side, "va": "center_baseline", "fontsize": theme.SMALL}
        axes.text(x, place, text, in_layout=place == longest, **look)


def _percent(shares: pd.Series) -> np.ndarray:
    return shares.to_numpy(dtype=float) * 100


def _beside(briefing: Briefing, row: Row) -> str:
    """The share and, where the deadline is within view, the outlook with its probability."""
    share = labels.ahead(briefing, row["middle"])
    return f"{share}　{_outlook(briefing, row)}" if _outlook(briefing, row) else share


def _outlook(briefing: Briefing, row: Row) -> str:
    if briefing.beyond:
        return ""
    return verdicts.outlook(briefing, row["outlook"], row["p_deadline"], row["done"])


def _short(briefing: Briefing, row: Row) -> str:
    """The same with the outlook's word alone."""
    share = labels.ahead(briefing, row["middle"])
    if briefing.beyond:
        return share
    return f"{share} {verdicts.word(briefing, row['outlook'], row['done'])}"


def _words(briefing: Briefing, caption: str, order: pd.DataFrame) -> str:
    said = "、".join(
        f"{row['name']}{_beside(briefing, row).replace('　', '、')}"
        for row in order.to_dict("records")
    )
    return f"{caption}の棒グラフ。{said}。"


def data(briefing: Briefing, order: pd.DataFrame) -> Data:
    """A row a prefecture: its share on the day the pages tell with its interval, and how it stands."""
    as_of = dates.month_day(briefing.records_as_of)
    head = ["都道府県", "見通し", "期限までに完了する確率", f"{of_what(briefing)}（%）"]
    if not briefing.settled:
        head += ["80%区間の下限（%）", "80%区間の上限（%）"]
        head.append(f"{as_of}の{labels.reported(briefing)}（%）")
    rows = []
    for row in order.to_dict("records"):
        shares = [row["middle"]]
        shares += [] if briefing.settled else [row["low"], row["high"], row["share"]]
        word = verdicts.word(briefing, row["outlook"], row["done"])
        known = not (briefing.beyond or briefing.settled or row["done"])
        chance = labels.chance(row["p_deadline"]) if known else labels.NO_VALUE
        told = [row["name"], labels.NO_VALUE if briefing.beyond else word, chance]
        rows.append([*told, *map(percent, [*shares, row["target"]])])
    return behind([*head, "完了の水準（%）"], rows, words=3)
