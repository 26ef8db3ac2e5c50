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

# On a projected page: inches across and of one round, points of the words, and how many rounds.
_SCREEN, _LETTERS, _NEWEST = (5.6, 0.92), (13.0, 12.0), 4


def rounds(
    briefing: Briefing, counts: pd.DataFrame, width: float = 1.0, alone: bool = False
) -> Shown:
    """Answers of every round so far as stacked bars, each part labelled where it stands.

    `counts` is the frame of `measures.answer_counts`. `alone` is half of a projected page: larger
    letters, and of the rounds the newest four.
    """
    caption = f"回答の推移（{briefing.unit}数）"
    if counts.empty:
        return labels.nothing(caption, "回答の記録なし。")
    parts = round_parts(counts)
    names = _round_names(briefing, list(parts.index))
    shown = list(zip(names, parts.iterrows(), strict=True))[-_NEWEST if alone else 0 :]
    with theme.style():
        across, each = _SCREEN if alone else (theme.HALF, 1.08)
        figure = theme.new_figure(across, 0.6 + each * max(len(shown), 1))
        axes = figure.add_subplot()
        letters = _LETTERS if alone else (theme.SIZE, theme.SMALL)
        for place, (name, (_, row)) in enumerate(shown):
            _stack(axes, place, row)
            told = f"{name}　{_target_text(briefing, row)}", _parts_text(briefing, row)
            axes.text(0, place - 0.24, told[0], va="bottom", weight="bold", fontsize=letters[0])
            axes.text(0, place + 0.24, told[1], va="top", fontsize=letters[1])
        axes.set_ylim(len(shown) - 0.48, -0.5)
        axes.set_xlim(0, max(float(parts.sum(axis=1).max()) if len(parts) else 1.0, 1.0))
        bare(axes)
        legend(figure, _part_keys(briefing, parts), columns=2 if alone else 3)
        for one in figure.legends[0].get_texts() if alone else []:
            one.set_fontsize(letters[1])
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
