"""The fan forecast at each origin, over what happened."""

import math
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from renkei import areas
from renkei.deck import labels, theme
from renkei.deck.figures.data import behind, day, percent
from renkei.deck.theme import Data, Drawing, Shown
from renkei.projection.scoring import Outcome
from renkei.wording import dates

_DAYS_SHOWN = 45
_COLUMNS = 3
_WHOLE = 101  # percent, with room for the line itself
_BANDS = (
    (0.025, 0.975, theme.PALE_GREY, "95%"),
    (0.1, 0.9, theme.PALE_INK, "80%"),
    (0.25, 0.75, theme.MID_INK, "50%"),
)
_OUTER = (0.025, 0.1, 0.25, 0.75, 0.9, 0.975)
_HAPPENED: dict[str, Any] = {"color": theme.ORANGE, "lw": 2.4}
_LATER: dict[str, Any] = {"color": theme.ORANGE, "lw": 1.6, "ls": (0, (1, 1.5))}
_SEEN: dict[str, Any] = {"color": theme.GREY, "lw": 1.4}
_MEDIAN: dict[str, Any] = {"color": theme.INK, "lw": 1.8, "ls": (0, (4, 2))}


def fans(curves: pd.DataFrame, outcome: Outcome, area: str, dose: int, width: float = 1.0) -> Shown:
    """One panel an origin: the forecast's 50, 80 and 95 % bands over what came of it.

    `curves` are those of `backtest.gather`. What happened is drawn whole up to the last final day
    and dotted after it, where counts still grow; grey is what the snapshot of the day showed.
    """
    name = labels_of(area, dose)
    caption = f"{name}：各時点の見込みとその後の実績"
    own = curves if curves.empty else curves[(curves["area"] == area) & (curves["dose"] == dose)]
    if own.empty:
        return labels.nothing(caption, f"{area}の見込みはない。")
    origins = sorted(own["origin"].unique())
    columns = min(_COLUMNS, len(origins))
    rows = math.ceil(len(origins) / columns)
    happened = shares(outcome, area, dose)
    with theme.style():
        figure = theme.new_figure(theme.FULL, 0.6 + 2.7 * rows)
        panels = figure.subplots(rows, columns, sharey=True, squeeze=False).ravel()
        for axes, origin in zip(panels, origins, strict=False):
            curve = own[own["origin"] == origin]
            _panel(axes, curve, pd.Timestamp(origin), happened, outcome, name)
        for axes in panels[len(origins) :]:
            axes.set_axis_off()
        panels[0].set_ylim(0, min(panels[0].get_ylim()[1], _WHOLE))
        figure.supylabel("対象者に占める割合", fontsize=theme.SMALL)
        _keys(figure)
    said = [_words(own[own["origin"] == one], pd.Timestamp(one), happened) for one in origins]
    alt = f"{caption}の扇形図。{'。'.join(said)}。"
    return Drawing(figure, caption, alt, width, _data(own, happened))


def _data(own: pd.DataFrame, happened: pd.DataFrame) -> Data:
    """A row a day and kind of line of each origin, then what happened."""
    none, rows = [labels.NO_VALUE] * len(_OUTER), []
    for row in own.sort_values(["origin", "date"]).to_dict("records"):
        to_come = row["kind"] == "projected"
        kind = "見込み" if to_come else "その時点の報告値"
        bands = [percent(row[level]) for level in _OUTER] if to_come else none
        rows.append([day(row["origin"]), day(row["date"]), kind, percent(row[0.5]), *bands])
    for row in happened.to_dict("records"):
        kind = "実績（確定）" if row["final"] else "実績（未確定）"
        rows.append([labels.NO_VALUE, day(row["date"]), kind, percent(row["share"]), *none])
    head = ["時点", "日", "種別", "対象者に占める割合（見込みは中央値、%）"]
    return behind([*head, *(f"{level * 100:g}%点（%）" for level in _OUTER)], rows, words=3)


def labels_of(area: str, dose: int) -> str:
    """The name of an area with the number of the dose."""
    named = areas.label(area) if area else ""
    return f"{named} {dose}回目"


def shares(outcome: Outcome, area: str, dose: int) -> pd.DataFrame:
    """What happened: day, share of the eligible, and whether it is final."""
    if area not in outcome.areas or dose not in outcome.given:
        return pd.DataFrame({"date": [], "share": [], "final": []}).astype({"final": bool})
    row = outcome.areas.get_loc(area)
    share = outcome.given[dose][row] / outcome.eligible[row]
    is_final = outcome.days <= outcome.final
    return pd.DataFrame({"date": outcome.days, "share": share, "final": is_final})


def _panel(
    axes: Axes,
    curve: pd.DataFrame,
    origin: pd.Timestamp,
    happened: pd.DataFrame,
    outcome: Outcome,
    name: str,
) -> None:
    end = origin + pd.Timedelta(days=_DAYS_SHOWN)
    seen = curve[curve["kind"] == "reported"]
    ahead = curve[(curve["kind"] == "projected") & (curve["date"] <= end)]
    for low, high, color, _ in _BANDS:
        axes.fill_between(_days(ahead), ahead[low] * 100, ahead[high] * 100, color=color, lw=0)
    axes.plot(_days(ahead), ahead[0.5] * 100, **_MEDIAN)
    axes.plot(_days(seen), seen[0.5] * 100, **_SEEN)
    later = happened[(happened["date"] >= outcome.final) & (happened["date"] <= end)]
    final = happened[happened["final"] & (happened["date"] <= end)]
    axes.plot(_days(later), later["share"] * 100, **_LATER)
    axes.plot(_days(final), final["share"] * 100, **_HAPPENED)
    axes.axvline(_place(origin), color=theme.TEXT, lw=0.8)
    when = f"{name}　{dates.month_day(origin.date())}時点"
    axes.set_title(when, loc="left", fontsize=theme.SIZE)
    axes.set_xlim(_place(origin - pd.Timedelta(days=30)), _place(end))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    firsts = pd.date_range(origin - pd.Timedelta(days=30), end, freq="MS")
    axes.set_xticks([_place(day) for day in firsts], [f"{day.month}月" for day in firsts])
    axes.grid(axis="y", color=theme.PALE_GREY, lw=0.8)
    axes.set_axisbelow(True)
    sns.despine(ax=axes)


def _keys(figure: Figure) -> None:
    looks = {
        "実績（確定）": Line2D([], [], **_HAPPENED),
        "実績（未確定）": Line2D([], [], **_LATER),
        "その時点の報告値": Line2D([], [], **_SEEN),
        "見込みの中央値": Line2D([], [], **_MEDIAN),
        **{f"{name}区間": Patch(facecolor=color) for *_, color, name in reversed(_BANDS)},
    }
    figure.legend(
        list(looks.values()),
        list(looks),
        loc="outside upper left",
        ncols=len(looks),
        fontsize=theme.SMALL,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.0,
    )


def _words(curve: pd.DataFrame, origin: pd.Timestamp, happened: pd.DataFrame) -> str:
    """How many of the days known by now the 80 % interval held."""
    ahead = curve[curve["kind"] == "projected"].merge(happened[happened["final"]], on="date")
    inside = int(((ahead[0.1] <= ahead["share"]) & (ahead["share"] <= ahead[0.9])).sum())
    when = f"{dates.month_day(origin.date())}時点"
    if ahead.empty:
        return f"{when}：その後の確定した実績はまだない"
    return f"{when}：確定した{len(ahead)}日のうち80%区間の中に{inside}日"


def _days(rows: pd.DataFrame) -> np.ndarray:
    """Days as matplotlib counts them."""
    return np.asarray([_place(day) for day in rows["date"]], dtype=float)


def _place(day: pd.Timestamp) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]
