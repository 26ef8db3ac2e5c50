"""Bars: the rounds so far, doses a day, and the prefectures in order."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from renkei.deck import labels, measures, theme
from renkei.deck.briefing import Briefing
from renkei.deck.measures import Outlook
from renkei.deck.theme import Drawing, Shown
from renkei.wording import dates, numbers

# Shade carries the order, hatching what a grey print would merge.
_ROUND_STYLE: dict[str, dict[str, Any]] = {
    "firm": {"facecolor": theme.INK},
    "conditional": {"facecolor": theme.PALE_INK, "edgecolor": theme.INK, "hatch": "////"},
    "next_month": {"facecolor": theme.PALE_ORANGE},
    "later": {"facecolor": theme.ORANGE},
    "other": {"facecolor": theme.PALE_GREY, "edgecolor": theme.GREY, "hatch": "...."},
}


def rounds(briefing: Briefing, counts: pd.DataFrame, width: float = 1.0) -> Shown:
    """Answers of every round so far as stacked bars, each part labelled where it stands.

    `counts` is the frame of `measures.answer_counts`.
    """
    caption = f"回答の推移（{briefing.unit}数）"
    if counts.empty:
        return labels.nothing(caption, "回答の記録なし。")
    parts = round_parts(counts)
    names = _round_names(briefing, list(parts.index))
    with theme.style():
        figure = theme.new_figure(theme.HALF, 0.1 + 1.22 * max(len(parts), 1))
        axes = figure.add_subplot()
        for place, (_, row) in enumerate(parts.iterrows()):
            _stack(axes, place, row)
            axes.text(0, place - 0.24, names[place], va="bottom", weight="bold")
            axes.text(0, place + 0.24, _parts_text(briefing, row), va="top", fontsize=theme.SMALL)
        axes.set_ylim(len(parts) - 0.48, -0.5)
        axes.set_xlim(0, max(float(parts.sum(axis=1).max()) if len(parts) else 1.0, 1.0))
        _bare(axes)
    said = "。".join(
        f"{name}：{_parts_text(briefing, row)}"
        for name, (_, row) in zip(names, parts.iterrows(), strict=True)
    )
    return Drawing(figure, caption, f"{caption}の帯グラフ。{said}。", width)


def round_parts(counts: pd.DataFrame) -> pd.DataFrame:
    """Rounds x parts of their bar: firm, conditional, next_month, later, other."""
    table = counts.pivot_table(index="round", columns="bucket", values="count", fill_value=0)
    table = table.reindex(columns=[*measures.BUCKETS, measures.CONDITIONAL], fill_value=0)
    other = ["near_complete", "undecided", "unreadable", "not_answered"]
    return pd.DataFrame(
        {
            "firm": table["by_target"] - table["conditional"],
            "conditional": table["conditional"],
            "next_month": table["next_month"] + table["not_by_target"],
            "later": table["later"],
            "other": table[other].sum(axis=1),
        }
    )


def _round_names(briefing: Briefing, rounds_shown: Sequence[int]) -> list[str]:
    known = {one.number: labels.round_name(one, briefing) for one in briefing.campaign.rounds}
    return [known[number] for number in rounds_shown]


def _stack(axes: Axes, place: int, row: pd.Series) -> None:
    left = 0.0
    for part, look in _ROUND_STYLE.items():
        if row[part]:
            axes.barh(place, row[part], left=left, height=0.4, linewidth=0.6, **look)
        left += float(row[part])
    if row["firm"] > 0.35 * row.sum():
        share = labels.exact_share(float(row[["firm", "conditional"]].sum()), float(row.sum()))
        axes.text(
            0.012 * row.sum(),
            place,
            share,
            color="white",
            weight="bold",
            va="center",
            fontsize=theme.SIZE + 1,
        )


def _parts_text(briefing: Briefing, row: pd.Series) -> str:
    """What the bar holds, in words: 7月末まで1,718（うち条件付き212）、8月中21."""
    target = numbers.count(int(row["firm"] + row["conditional"]))
    text = f"{labels.bucket(briefing, 'by_target')} {target}"
    if row["conditional"]:
        text += f"（うち条件付き {numbers.count(int(row['conditional']))}）"
    for part, word in (("next_month", None), ("later", None), ("other", "ほか")):
        if row[part]:
            label = word or labels.bucket(briefing, part)
            text += f"、{label} {numbers.count(int(row[part]))}"
    return text


def _bare(axes: Axes) -> None:
    """Nothing but the bars: their labels say the numbers."""
    axes.set_xticks([])
    axes.set_yticks([])
    sns.despine(ax=axes, left=True, bottom=True)


def paces(briefing: Briefing, one: Outlook | None, width: float = 1.0) -> Shown:
    """Doses a day: the last seven days beside what the deadline needs and the goal."""
    caption = "1日あたりの接種回数（1回目と2回目の計）"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    bars = _pace_bars(briefing, one)
    with theme.style():
        figure = theme.new_figure(theme.HALF, 0.1 + 0.95 * max(len(bars), 1))
        axes = figure.add_subplot()
        top = max((value for _, value, _ in bars), default=1.0) or 1.0
        for place, (label, value, look) in enumerate(bars):
            axes.barh(place, value, height=0.5, **look)
            axes.text(0, place - 0.3, label, va="bottom", fontsize=theme.SIZE)
            axes.text(
                value + 0.015 * top,
                place,
                labels.pace(value),
                va="center",
                weight="bold",
                fontsize=theme.SIZE + 1,
            )
        axes.set_xlim(0, top * 1.32)
        axes.set_ylim(len(bars) - 0.65, -0.65)
        _bare(axes)
    said = "、".join(f"{label} {labels.pace(value)}" for label, value, _ in bars)
    return Drawing(figure, caption, f"{caption}の棒グラフ。{said}。", width)


def _pace_bars(briefing: Briefing, one: Outlook) -> list[tuple[str, float, dict[str, Any]]]:
    bars = [(f"現在（直近7日、{labels.REPORTED}）", one.pace, {"facecolor": theme.GREY})]
    if one.required == one.required and not briefing.past:
        look = {"facecolor": theme.INK}
        bars.append((f"必要（{_until(briefing)}）", one.required, look))
    goal = briefing.campaign.daily_goal
    if goal and briefing.level == "nation":
        hatched = {"facecolor": "white", "edgecolor": theme.INK, "hatch": "////"}
        bars.append((f"目標{labels.of_all(briefing)}", float(goal), hatched))
    return bars


def _until(briefing: Briefing) -> str:
    days = (briefing.campaign.deadline - briefing.campaign.as_of).days
    return f"期限までの{days}日間"


_SHADES: dict[str, dict[str, Any]] = {
    "ahead": {"facecolor": theme.INK},
    "on_plan": {"facecolor": theme.MID_INK},
    "behind": {"facecolor": "white", "edgecolor": theme.INK, "hatch": "////"},
    "no_data": {"facecolor": theme.PALE_GREY, "edgecolor": theme.GREY},
}


def prefectures(briefing: Briefing, order: pd.DataFrame, width: float = 1.0) -> Shown:
    """Prefectures by their projected share on the deadline, lowest first, in two columns.

    `order` is the frame of `measures.prefectures_in_order`.
    """
    when = dates.month_day(briefing.campaign.deadline)
    caption = f"期限（{when}）の2回目接種率の見込み、低い順"
    if order.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    half = (len(order) + 1) // 2
    with theme.style():
        figure = theme.new_figure(theme.FULL, 0.55 + min(0.25 * half, 4.5))
        columns = figure.subplots(1, 2, squeeze=False)[0]
        for axes, part in zip(columns, (order.iloc[:half], order.iloc[half:]), strict=True):
            _prefecture_column(axes, part, half)
    return Drawing(figure, caption, _prefecture_words(caption, order), width)


def _prefecture_column(axes: Axes, part: pd.DataFrame, rows: int) -> None:
    for place, row in enumerate(part.to_dict("records")):
        look = _SHADES[row["outlook"]]
        axes.barh(place, row["middle"] * 100, height=0.66, linewidth=0.6, **look)
        between = [row["low"] * 100, row["high"] * 100]
        # A white edge keeps the interval readable on a dark bar.
        axes.plot(between, [place, place], color="white", lw=3.2, solid_capstyle="butt")
        axes.plot(between, [place, place], color=theme.TEXT, lw=1.3)
        axes.plot([row["second_share"] * 100], [place], "|", color=theme.ORANGE, ms=7, mew=2.4)
        level = [row["target"] * 100] * 2
        axes.plot(level, [place - 0.5, place + 0.5], color=theme.TEXT, lw=1, ls=(0, (2, 1)))
        text = f"{numbers.percent(row['middle'], 0)}　{labels.OUTLOOKS[row['outlook']]}"
        axes.text(103, place, text, va="center", fontsize=theme.SMALL)
    axes.set_yticks(range(len(part)), list(part["name"]), fontsize=theme.SMALL)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 20, 40, 60, 80, 100], ["0", "20", "40", "60", "80", "100%"])
    sns.despine(ax=axes)


def _prefecture_words(caption: str, order: pd.DataFrame) -> str:
    said = "、".join(
        f"{row['name']}{numbers.percent(row['middle'], 0)}（{labels.OUTLOOKS[row['outlook']]}）"
        for row in order.to_dict("records")
    )
    return f"{caption}の棒グラフ。{said}。"
