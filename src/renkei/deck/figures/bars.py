"""Bars: the rounds so far, doses a day, and the prefectures in order."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from renkei.deck import labels, measures, theme, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.figures.keys import Key, legend
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
        figure = theme.new_figure(theme.HALF, 0.6 + 1.08 * max(len(parts), 1))
        axes = figure.add_subplot()
        for place, (_, row) in enumerate(parts.iterrows()):
            _stack(axes, place, row)
            name = f"{names[place]}　{_target_text(briefing, row)}"
            axes.text(0, place - 0.24, name, va="bottom", weight="bold")
            axes.text(0, place + 0.24, _parts_text(briefing, row), va="top", fontsize=theme.SMALL)
        axes.set_ylim(len(parts) - 0.48, -0.5)
        axes.set_xlim(0, max(float(parts.sum(axis=1).max()) if len(parts) else 1.0, 1.0))
        _bare(axes)
        legend(figure, _part_keys(briefing, parts), columns=3)
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


def _target_text(briefing: Briefing, row: pd.Series) -> str:
    """The share of the bar's first two parts together, which is over neither of them alone."""
    share = labels.exact_share(float(row[["firm", "conditional"]].sum()), float(row.sum()))
    return f"{labels.bucket(briefing, 'by_target')} {share}"


def _part_keys(briefing: Briefing, parts: pd.DataFrame) -> list[Key]:
    """What each look of a round's bar stands for, of those there are."""
    target = labels.bucket(briefing, "by_target")
    words = {
        "firm": f"{target}（条件なし）" if parts["conditional"].any() else target,
        "conditional": f"{target}（条件付き）",
        "next_month": labels.bucket(briefing, "next_month"),
        "later": labels.bucket(briefing, "later"),
        "other": "ほか（未定・未回答など）",
    }
    shown = [part for part in words if parts[part].any()]
    return [(words[part], Patch(linewidth=0.6, **_ROUND_STYLE[part])) for part in shown]


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
    """Numbers a day: the last days, reported and adjusted, beside what is needed and the goal."""
    words = briefing.terms
    caption = f"1日あたりの{words.counts}{words.together}"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    bars = _pace_bars(briefing, one)
    with theme.style():
        figure = theme.new_figure(theme.HALF, 0.1 + 0.8 * max(len(bars), 1))
        axes = figure.add_subplot()
        top = max((value for _, value, _ in bars), default=1.0) or 1.0
        for place, (label, value, look) in enumerate(bars):
            axes.barh(place, value, height=0.5, **look)
            axes.text(0, place - 0.3, label, va="bottom", fontsize=theme.SIZE)
            axes.text(
                value + 0.015 * top,
                place,
                labels.pace(value, words.unit),
                va="center",
                weight="bold",
                fontsize=theme.SIZE + 1,
            )
        axes.set_xlim(0, top * 1.32)
        axes.set_ylim(len(bars) - 0.65, -0.65)
        _bare(axes)
    said = "、".join(f"{label} {labels.pace(value, words.unit)}" for label, value, _ in bars)
    return Drawing(figure, caption, f"{caption}の棒グラフ。{said}。", width)


def _pace_bars(briefing: Briefing, one: Outlook) -> list[tuple[str, float, dict[str, Any]]]:
    bars = [(_reported_period(briefing), one.pace_reported, {"facecolor": theme.GREY})]
    if briefing.lag == "adjusted":
        bars.append((f"直近7日、{labels.ADJUSTED}", one.pace, {"facecolor": theme.MID_INK}))
    if one.required == one.required and not briefing.past:
        look = {"facecolor": theme.INK}
        bars.append((f"必要（{_until(briefing)}）", one.required, look))
    goal = briefing.campaign.daily_goal
    # The goal is for all 47: beside the pace of some it would be compared with what it is not of.
    if goal and briefing.level == "nation" and briefing.whole_nation:
        hatched = {"facecolor": "white", "edgecolor": theme.INK, "hatch": "////"}
        bars.append(("目標", float(goal), hatched))
    return bars


def _reported_period(briefing: Briefing) -> str:
    if briefing.lag == "none":
        return labels.period(briefing)
    told = f"直近7日、{labels.reported(briefing)}"
    return f"{told}、{labels.UNADJUSTED}" if briefing.lag == "unadjusted" else told


def _until(briefing: Briefing) -> str:
    days = (briefing.campaign.deadline - briefing.campaign.as_of).days
    return f"期限までの{days}日間"


_SHADES: dict[str, dict[str, Any]] = {
    "ahead": {"facecolor": theme.INK},
    "on_plan": {"facecolor": theme.MID_INK},
    "behind": {"facecolor": theme.PALE_INK},
    "no_data": {"facecolor": "white", "edgecolor": theme.GREY},
}
_BEYOND: dict[str, Any] = {"facecolor": theme.MID_INK}  # where no outlook is told


def prefectures(briefing: Briefing, order: pd.DataFrame, width: float = 1.0) -> Shown:
    """Prefectures by their share on the day the pages tell, lowest first, in two columns.

    `order` is the frame of `measures.prefectures_in_order`.
    """
    when = briefing.called(briefing.day_ahead)
    day = f"{when}（120日後）" if briefing.beyond else f"期限（{when}）"
    caption = f"{day}の{briefing.terms.rate}{'' if briefing.settled else 'の見込み'}、低い順"
    if order.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    half = (len(order) + 1) // 2
    with theme.style():
        figure = theme.new_figure(theme.FULL, 0.8 + min(0.25 * half, 4.5))
        columns = figure.subplots(1, 2, squeeze=False)[0]
        for axes, part in zip(columns, (order.iloc[:half], order.iloc[half:]), strict=True):
            _prefecture_column(briefing, axes, part, half)
        keys = _prefecture_keys(briefing, order)
        legend(figure, keys, columns=len(keys))
    return Drawing(figure, caption, _prefecture_words(briefing, caption, order), width)


_INTERVAL: dict[str, Any] = {"color": theme.GREY, "lw": 1.1}
_NOW: dict[str, Any] = {"color": theme.ORANGE, "marker": "|", "ms": 6, "mew": 1.8, "ls": "none"}
_LEVEL: dict[str, Any] = {"color": theme.TEXT, "marker": "|", "ms": 7, "mew": 1.2, "ls": "none"}


def _prefecture_keys(briefing: Briefing, order: pd.DataFrame) -> list[Key]:
    """What the shades, the line and the ticks stand for."""
    found = set() if briefing.beyond else set(order["outlook"])
    keys: list[Key] = [
        (verdicts.word(briefing, one, done=False), Patch(linewidth=0.6, **look))
        for one, look in _SHADES.items()
        if one in found
    ]
    if not briefing.settled:
        keys.append(("80%区間", Line2D([], [], **_INTERVAL)))
        now = dates.month_day(briefing.records_as_of)
        keys.append((f"{now}の{labels.reported(briefing)}", Line2D([], [], **_NOW)))
    return [*keys, ("完了の水準", Line2D([], [], **_LEVEL))]


def _prefecture_column(briefing: Briefing, axes: Axes, part: pd.DataFrame, rows: int) -> None:
    for place, row in enumerate(part.to_dict("records")):
        look = _BEYOND if briefing.beyond else _SHADES[row["outlook"]]
        axes.barh(place, row["middle"] * 100, height=0.62, linewidth=0.6, **look)
        if not briefing.settled:
            axes.plot([row["low"] * 100, row["high"] * 100], [place, place], **_INTERVAL)
            axes.plot([row["share"] * 100], [place], **_NOW)
        axes.plot([row["target"] * 100], [place], **_LEVEL)
        axes.text(103, place, _beside_bar(briefing, row), va="center", fontsize=theme.SMALL)
    names = [row["name"] + verdicts.marks_beside(row["flags"]) for _, row in part.iterrows()]
    axes.set_yticks(range(len(part)), names, fontsize=theme.SMALL)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 20, 40, 60, 80, 100], ["0", "20", "40", "60", "80", "100%"])
    sns.despine(ax=axes)


def _beside_bar(briefing: Briefing, row: Mapping[Any, Any]) -> str:
    """The share and, where the deadline is within view, the outlook with its probability."""
    share = labels.ahead(briefing, row["middle"])
    if briefing.beyond:
        return share
    return f"{share}　{verdicts.outlook(briefing, row['outlook'], row['p_deadline'], row['done'])}"


def _prefecture_words(briefing: Briefing, caption: str, order: pd.DataFrame) -> str:
    said = "、".join(
        f"{row['name']}{_beside_bar(briefing, row).replace('　', '、')}"
        for row in order.to_dict("records")
    )
    return f"{caption}の棒グラフ。{said}。"
