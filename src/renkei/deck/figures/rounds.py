"""Answers of every round so far, as stacked bars."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from renkei.deck import labels, measures, theme
from renkei.deck.briefing import Briefing
from renkei.deck.figures.axes import bare
from renkei.deck.figures.data import behind, percent
from renkei.deck.figures.keys import Key, legend
from renkei.deck.theme import Data, Drawing, Shown
from renkei.wording import numbers

# Shade carries the order, hatching what a grey print would merge.
STYLES: dict[str, dict[str, Any]] = {
    "firm": {"facecolor": theme.INK, "edgecolor": theme.INK},
    "conditional": {"facecolor": theme.PALE_INK, "edgecolor": theme.INK, "hatch": "////"},
    "next_month": {"facecolor": theme.PALE_ORANGE, "edgecolor": theme.ORANGE},
    "later": {"facecolor": theme.ORANGE, "edgecolor": theme.ORANGE},
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
        bare(axes)
        legend(figure, _part_keys(briefing, parts), columns=3)
    said = "。".join(
        f"{name}：{_parts_text(briefing, row)}"
        for name, (_, row) in zip(names, parts.iterrows(), strict=True)
    )
    alt = f"{caption}の帯グラフ。{said}。"
    return Drawing(figure, caption, alt, width, _data(briefing, names, parts))


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
    for part, look in STYLES.items():
        if row[part]:
            axes.barh(place, row[part], left=left, height=0.4, linewidth=theme.EDGE, **look)
        left += float(row[part])


def _target_text(briefing: Briefing, row: pd.Series) -> str:
    """The share of the bar's first two parts together, which is over neither of them alone."""
    share = labels.exact_share(float(row[["firm", "conditional"]].sum()), float(row.sum()))
    return f"{labels.bucket(briefing, 'by_target')} {share}"


def _part_words(briefing: Briefing, parts: pd.DataFrame) -> dict[str, str]:
    """What the parts of a round's bar are called, of those there are."""
    target = labels.bucket(briefing, "by_target")
    words = {
        "firm": f"{target}（条件なし）" if parts["conditional"].any() else target,
        "conditional": f"{target}（条件付き）",
        "next_month": labels.bucket(briefing, "next_month"),
        "later": labels.bucket(briefing, "later"),
        "other": "ほか（未定・未回答など）",
    }
    return {part: word for part, word in words.items() if parts[part].any()}


def _part_keys(briefing: Briefing, parts: pd.DataFrame) -> list[Key]:
    words = _part_words(briefing, parts)
    return [(word, Patch(linewidth=theme.EDGE, **STYLES[part])) for part, word in words.items()]


def _data(briefing: Briefing, names: Sequence[str], parts: pd.DataFrame) -> Data:
    """A row a round and part of its bar."""
    words = _part_words(briefing, parts)
    rows = [
        [name, word, numbers.count(row[part]), percent(row[part] / row.sum())]
        for name, (_, row) in zip(names, parts.iterrows(), strict=True)
        for part, word in words.items()
    ]
    return behind(["照会", "終了の見込み", f"{briefing.unit}数", "割合（%）"], rows, words=2)


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
