"""The map of the municipalities, where the campaign has their boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch, PathPatch, Rectangle
from matplotlib.path import Path

from renkei import areas
from renkei.deck import labels, theme, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.figures import looks
from renkei.deck.figures.data import behind, percent
from renkei.deck.figures.looks import Look
from renkei.deck.figures.placenames import DOT, names, specks
from renkei.deck.figures.windows import Box, Placed, placed, windows
from renkei.deck.theme import Data, Drawing, Shown
from renkei.intake.boundaries import Boundaries
from renkei.wording import numbers

_SIZE = theme.LEAST
# What has completed before the deadline is over, and told apart from what is on its way.
_DONE: Look = {"facecolor": theme.INK, "edgecolor": theme.PAPER, "hatch": "////"}
_DONE_MARK = "●"
Size = tuple[float, float]  # inches
_OTHERS: Look = {"facecolor": theme.PAPER, "edgecolor": theme.GREY}


@dataclass(frozen=True, eq=False)
class Shading:
    """What is told of each area: its class, and in brief; each class with its word and fill."""

    told: str
    classes: pd.Series
    brief: pd.Series
    words: Mapping[str, str]
    fills: Mapping[str, Look]
    brief_first: bool = True


def municipal_map(
    briefing: Briefing,
    listed: pd.DataFrame,
    boundaries: Boundaries | None,
    width: float = 1.0,
    alone: bool = False,
) -> Shown:
    """The deck's municipalities by their outlook, shaded as the bars of the prefectures are.

    `listed` is the frame of `measures.municipal_list`. Where the deadline lies too far off for an
    outlook, by their reported share in four steps. In a prefecture's map names stand where they
    have room. Where nothing is known of any municipality, or no boundaries are supplied, a
    sentence stands in its place. `alone` fills a projected page, with larger letters.
    """
    shading = _shares(briefing, listed) if briefing.beyond else _outlooks(briefing, listed)
    caption = f"{briefing.unit}別の{shading.told}"
    if boundaries is None:
        return labels.nothing(caption, "境界データなし。")
    if set(shading.classes) <= {"no_data"}:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    figure = _figure(briefing, boundaries, shading, theme.WIDE_MAP if alone else theme.MAP)
    counts = "、".join(f"{word}{count}" for word, count in _counted(shading))
    alt = f"{briefing.name}の{caption}の地図。{counts}。"
    return Drawing(figure, caption, alt, width, _data(briefing, listed))


def _outlooks(briefing: Briefing, listed: pd.DataFrame) -> Shading:
    """The outlooks as `verdicts.word` tells them in lists: what is done is a class of its own."""
    by_area = listed.set_index("area")
    outlooks, over = by_area["outlook"], by_area["done"].fillna(False).astype(bool)
    # Once records have reached the deadline, only what became complete after it is.
    over &= outlooks.eq("behind") if briefing.settled else outlooks.ne("no_data")
    marks = {one: looks.mark(briefing, one) for one in looks.OUTLOOKS}
    words = {one: f"{mark} {looks.word(briefing, one)}" for one, mark in marks.items()}
    done = verdicts.word(briefing, "behind", done=True)
    classes = outlooks.mask(over, "done")
    return Shading(
        "期限に向けた見通し",
        classes,
        classes.map(marks | {"done": _DONE_MARK}).fillna(""),
        {"done": f"{_DONE_MARK} {done}"} | words,
        {"done": _DONE} | looks.OUTLOOKS,
    )


def _shares(briefing: Briefing, listed: pd.DataFrame) -> Shading:
    """Four steps of the reported share, a quarter of the areas each as far as whole per cents go."""
    shares = listed.set_index("area")["share"]
    quarters = shares.dropna().quantile([0.25, 0.5, 0.75]) if shares.notna().any() else [0.5]
    limits = sorted({max(round(float(one), 2), 0.01) for one in quarters})
    place = np.searchsorted(limits, shares.to_numpy(dtype=float), side="right")
    known = shares.notna().to_numpy()
    steps = [
        str(step) if is_known else "no_data" for step, is_known in zip(place, known, strict=True)
    ]
    fills = dict(zip(map(str, range(4)), looks.STEPS[4 - len(limits) - 1 :], strict=False))
    words = dict(zip(fills, looks.class_names(limits), strict=True)) | {"no_data": labels.NO_RECORD}
    brief = shares.map(lambda one: looks.unitless(numbers.share(one)), na_action="ignore")
    return Shading(
        f"{briefing.terms.rate}（{labels.reported(briefing)}、%）",
        pd.Series(steps, index=shares.index),
        brief.fillna(""),
        words,
        fills | {"no_data": looks.OUTLOOKS["no_data"]},
        brief_first=False,
    )


def _data(briefing: Briefing, listed: pd.DataFrame) -> Data:
    """A row a municipality: its outlook with the probability, and its reported share."""
    rows = []
    for row in listed.to_dict("records"):
        known = row["outlook"] in ("ahead", "on_plan", "behind")
        told = verdicts.word(briefing, row["outlook"], row["done"]) if known else labels.NO_VALUE
        chance = labels.chance(row["p_deadline"]) if known else labels.NO_VALUE
        rows.append([row["name"], told, chance, percent(row["share"])])
    share = f"{briefing.terms.rate}（{labels.reported(briefing)}、%）"
    return behind([briefing.unit, "見通し", "期限までに完了する確率", share], rows, words=3)


def _counted(shading: Shading) -> list[tuple[str, str]]:
    """The word of each class there is, and of how many areas it is told."""
    counts = shading.classes.value_counts()
    return [
        (word, numbers.count(counts[one])) for one, word in shading.words.items() if one in counts
    ]


def _figure(briefing: Briefing, boundaries: Boundaries, shading: Shading, size: Size) -> Figure:
    across, height = size
    area = areas.NATION if briefing.level == "nation" else briefing.prefecture
    with theme.style():
        # Its own units are points on paper: nothing is left for a layout to move.
        figure = Figure(figsize=(across, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, across * 72)
        axes.set_ylim(0, height * 72)
        axes.set_axis_off()
        parts = [placed(boundaries, one, size) for one in windows(area, wide=across > height * 1.5)]
        for part in parts:
            _draw(axes, part, shading)
        if area != areas.NATION:
            _specks(axes, parts, shading)
            _names(axes, parts, shading, (0.0, 0.0, across * 72, height * 72))
        found = [one for one in shading.words if one in set(shading.classes)]
        keys = [
            (f"{word}　{count}{briefing.unit}", Patch(linewidth=theme.EDGE, **shading.fills[one]))
            for one, (word, count) in zip(found, _counted(shading), strict=True)
        ]
        nation = area == areas.NATION
        axes.legend(
            [look for _, look in keys],
            [word for word, _ in keys],
            loc="upper left",  # the nation's on open sea, a prefecture's above its map
            bbox_to_anchor=(0.01, 0.62 if nation else 0.99),
            ncols=1 if nation else 2,
            fontsize=theme.SMALL,
            frameon=False,
            borderaxespad=0.0,
            borderpad=0.0,
        )
    return figure


def _draw(axes: Axes, part: Placed, shading: Shading) -> None:
    """One window: a shape for each class, thin lines between areas, stronger ones around."""
    left, bottom, right, top = part.frame
    if part.window.name:
        frame: dict[str, Any] = {
            "facecolor": "none",
            "edgecolor": theme.GREY,
            "linewidth": theme.RULE,
        }
        axes.add_artist(Rectangle((left, bottom), right - left, top - bottom, **frame))
        axes.text(left + 3, top - 3, part.window.name, va="top", fontsize=_SIZE)
    classes = shading.classes.to_dict()
    of_class: dict[str, list[np.ndarray]] = {}
    for code, rings in part.rings.items():
        of_class.setdefault(str(classes.get(code, "")), []).extend(rings)
    for name in [*shading.fills, ""]:
        if name in of_class:
            look: dict[str, Any] = dict(shading.fills.get(name, _OTHERS)) | {
                "edgecolor": theme.PAPER
            }
            if look["facecolor"] == theme.PAPER:
                look["edgecolor"] = theme.GREY
            axes.add_artist(PathPatch(_compound(of_class[name]), linewidth=0.25, **look))
    strokes = [*part.borders, *(part.coast if part.window.coast else [])]
    if strokes:
        lines = {"facecolor": "none", "edgecolor": theme.GREY, "linewidth": 0.4}
        axes.add_artist(PathPatch(_compound(strokes, closed=False), **lines))


def _compound(rings: Sequence[np.ndarray], closed: bool = True) -> Path:
    """Many rings as one shape, so that holes stay open."""
    codes = []
    for ring in rings:
        own = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
        own[0] = Path.MOVETO
        if closed and len(ring) > 1:
            own[-1] = Path.CLOSEPOLY
        codes.append(own)
    return Path(np.concatenate(rings), np.concatenate(codes))


def _names(axes: Axes, parts: Sequence[Placed], shading: Shading, page: Box) -> None:
    """Mark or share and name of each area; alone the mark or share where both have no room."""

    def told(code: str) -> tuple[str, str]:
        short, name = str(shading.brief.get(code, "")), areas.label(code)
        return (short + name if shading.brief_first else name + short), short

    for words, box in names(parts, told, page):
        _write(axes, words, box)


def _specks(axes: Axes, parts: Sequence[Placed], shading: Shading) -> None:
    """A dot in its shade for every area too small for its shade to be seen."""
    for code, place in specks(parts).items():
        look = shading.fills.get(str(shading.classes.get(code, "")), _OTHERS)
        axes.add_artist(Circle(place, DOT, linewidth=theme.EDGE, **looks.bare(look)))


def _write(axes: Axes, told: str, box: Box) -> None:
    axes.text(
        (box[0] + box[2]) / 2,
        (box[1] + box[3]) / 2,
        told,
        ha="center",
        va="center_baseline",
        fontsize=_SIZE,
        bbox={"facecolor": theme.PAPER, "edgecolor": "none", "alpha": 0.9, "pad": 0.4},
    )
