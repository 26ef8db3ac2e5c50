"""How outlooks and classes of shares look and are marked, the same in bars, tiles and maps."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from renkei.deck import theme, verdicts
from renkei.deck.briefing import Briefing
from renkei.wording import numbers

Look = dict[str, Any]

# Shade carries the order; every pale fill has an edge, and a mark or a word stands with it.
OUTLOOKS: dict[str, Look] = {
    "ahead": {"facecolor": theme.INK, "edgecolor": theme.INK},
    "on_plan": {"facecolor": theme.MID_INK, "edgecolor": theme.INK},
    "behind": {"facecolor": theme.PALE_INK, "edgecolor": theme.INK},
    "no_data": {"facecolor": theme.PAPER, "edgecolor": theme.GREY, "hatch": "//"},
}
BEYOND: Look = {"facecolor": theme.MID_INK, "edgecolor": theme.INK}  # where no outlook is told
ABSENT: Look = {"facecolor": theme.PAPER, "edgecolor": theme.GREY}  # without records
STEPS: tuple[Look, ...] = (
    {"facecolor": theme.PAPER, "edgecolor": theme.GREY},
    {"facecolor": theme.PALE_INK, "edgecolor": theme.INK},
    {"facecolor": theme.MID_INK, "edgecolor": theme.INK},
    {"facecolor": theme.INK, "edgecolor": theme.INK},
)  # of a share, by three limits
_MARKS = {"ahead": "◎", "on_plan": "○", "behind": "▲", "no_data": "－"}
_SETTLED = {"ahead": "○", "on_plan": "○", "behind": "▲", "no_data": "－"}


def mark(briefing: Briefing, outlook: str) -> str:
    """The mark of an outlook, for where its word has no room; nothing where none is told."""
    marks = _SETTLED if briefing.settled else _MARKS
    return marks.get(outlook, "")


def word(briefing: Briefing, outlook: str) -> str:
    """An outlook as a legend names it."""
    return verdicts.word(briefing, outlook, done=False)


def on(look: Mapping[str, Any]) -> str:
    """The colour of text on a fill."""
    return theme.PAPER if look["facecolor"] == theme.INK else theme.TEXT


def bare(look: Mapping[str, Any]) -> Look:
    """A fill without its pattern, where text stands on it."""
    return {key: value for key, value in look.items() if key != "hatch"}


def unitless(share: str) -> str:
    """A printed share as a tile or map has room for it, the unit in the caption: 44, 9.3, <0.1."""
    bare = share.removeprefix("約").replace("%", "")
    return f"<{bare.removesuffix('未満')}" if bare.endswith("未満") else bare


def class_names(limits: Sequence[float]) -> list[str]:
    """The classes of shares: 25%未満, 25～50%, 50～75%, 75%以上."""
    whole = all(float(one * 100).is_integer() for one in limits)
    told = [numbers.percent(one, 0 if whole else 1) for one in limits]
    between = [f"{low[:-1]}～{high}" for low, high in pairwise(told)]
    return [f"{told[0]}未満", *between, f"{told[-1]}以上"]
