"""Countries in order, as bars with their rank."""

import datetime as dt
from typing import Any

from renkei.deck import labels, theme
from renkei.deck.figures.axes import bare
from renkei.deck.figures.data import behind
from renkei.deck.theme import Drawing, Shown
from renkei.settings.content.ranking import Ranking, RankTable
from renkei.wording import dates

_OWN: dict[str, Any] = {"facecolor": theme.INK, "edgecolor": theme.INK}
_OTHER: dict[str, Any] = {"facecolor": theme.PALE_GREY, "edgecolor": theme.GREY}


def ranks(ranking: Ranking | None, day: dt.date, width: float = 1.0) -> Shown:
    """The newest comparison as of `day`, the highest first, the own country in ink and bold.

    Equal figures share a rank. Where there is nothing to compare a sentence says so.
    """
    table = ranking.newest(day) if ranking else None
    if ranking is None or table is None:
        return labels.nothing("国際比較", "比較できる数値なし。")
    caption = f"{table.title}（{_unit(table)}、{dates.long(table.as_of)}時点）"
    rows = standing(table)
    top = max(value for _, _, value in rows) or 1.0
    longest = max(len(name) for _, name, _ in rows)
    with theme.style():
        figure = theme.new_figure(theme.HALF, 0.2 + 0.56 * len(rows))
        axes = figure.add_subplot()
        for place, (rank, name, value) in enumerate(rows):
            own = name == ranking.own
            weight = "bold" if own else "normal"
            axes.barh(place, value, height=0.62, linewidth=theme.EDGE, **(_OWN if own else _OTHER))
            told: dict[str, Any] = {"va": "center_baseline", "weight": weight}
            axes.text(
                -0.02 * top, place, f"{rank}位　{name.ljust(longest, '　')}", ha="right", **told
            )
            axes.text(value + 0.02 * top, place, _figure(table, value), ha="left", **told)
        axes.set_xlim(0, top * 1.15)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        bare(axes)
    said = "、".join(f"{rank}位{name}{_figure(table, value)}" for rank, name, value in rows)
    data = behind(
        ["国", "順位", f"{table.title}（{_unit(table)}）"],
        [[name, str(rank), f"{value:g}"] for rank, name, value in rows],
    )
    return Drawing(figure, caption, f"{caption}の棒グラフ。{said}。", width, data)


def standing(table: RankTable) -> list[tuple[int, str, float]]:
    """Rank, country and figure, the highest first; equal figures share a rank."""
    ordered = sorted(table.values.items(), key=lambda one: -one[1])
    return [
        (1 + sum(other > value for other in table.values.values()), name, value)
        for name, value in ordered
    ]


def _unit(table: RankTable) -> str:
    return table.unit if table.unit == "%" else f"{table.of}当たり{table.unit}"


def _figure(table: RankTable, value: float) -> str:
    """A published figure with one decimal and its unit: 77.3%."""
    return f"{value:.1f}{table.unit}"
