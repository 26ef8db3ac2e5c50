"""Curves by day: what was reported, what is still to be, and the fan of what is to come."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from renkei.deck import labels, theme
from renkei.deck.briefing import Briefing
from renkei.deck.figures.axes import OFFSET, above, beside, day_axis, days_of, percent_axis, place
from renkei.deck.figures.keys import Key, legend
from renkei.deck.marks import mark
from renkei.deck.measures import Given, Outlook, outlook
from renkei.deck.theme import Drawing, Shown
from renkei.wording import dates, numbers

_OF = "対象者に占める割合"
_LOOKS: dict[str, dict[str, Any]] = {
    "reported": {"ls": "-", "lw": 2.4},
    "adjusted": {"ls": (0, (1.2, 1.0)), "lw": 2.4},
    "projected": {"ls": (0, (4, 2)), "lw": 2.2},
}
_BANDS = (("q10", "q90", theme.PALE_INK, "80%区間"), ("q25", "q75", theme.MID_INK, "50%区間"))


def rates(briefing: Briefing, width: float = 1.0) -> Shown:
    """Shares of the doses by day, as reported and as adjusted, each line named at its end.

    Where nothing is adjusted the last week is shaded: its doses are still being reported.
    """
    one = outlook(briefing, briefing.area)
    caption = f"{briefing.terms.rates}の推移"
    doses = briefing.terms.doses
    paths = [briefing.path(briefing.area, dose.number, "reported") for dose in doses]
    if one is None or any(path.empty for path in paths):
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    with theme.style():
        figure = theme.new_figure(*theme.NARROW)
        axes = figure.add_subplot()
        for given, path, color in zip(one.given, paths, _colors(len(doses)), strict=True):
            _past(axes, briefing, given, path, color)
        axes.set_ylim(bottom=0)
        _name_ends(axes, one.given, place(briefing.records_as_of))
        if briefing.lag == "unadjusted":
            _shade_last_week(axes, briefing.records_as_of)
        percent_axis(axes, _OF)
        start = max(briefing.first_day, paths[0]["date"].min().date())
        day_axis(axes, start, briefing.records_as_of)
        legend(figure, _past_keys(briefing, theme.INK), columns=2)
    told = "、".join(f"{each.dose.name}{_share(each)}" for each in one.given)
    name, as_of = briefing.name_of(briefing.area), dates.month_day(briefing.records_as_of)
    return Drawing(figure, caption, f"{name}の{caption}の折れ線。{as_of}に{told}。", width)


def _colors(doses: int) -> list[str]:
    """The dose that completes in ink, those before it grey."""
    return [*[theme.GREY] * (doses - 1), theme.INK]


def _past(axes: Axes, briefing: Briefing, given: Given, path: pd.DataFrame, color: str) -> None:
    """One dose as reported, and above it as adjusted."""
    late = briefing.path(briefing.area, given.dose.number, "adjusted")
    axes.plot(days_of(late), late["q50"] * 100, color=color, **_LOOKS["adjusted"])
    axes.plot(days_of(path), path["q50"] * 100, color=color, **_LOOKS["reported"])


def _past_keys(briefing: Briefing, color: str) -> list[Key]:
    keys = [(labels.reported(briefing), "reported")]
    if briefing.lag == "adjusted":
        keys.append((labels.ADJUSTED, "adjusted"))
    elif briefing.lag == "unadjusted":
        keys = [(f"{keys[0][0]}、{labels.UNADJUSTED}", "reported")]
    return [(name, Line2D([], [], color=color, **_LOOKS[look])) for name, look in keys]


def _share(given: Given) -> str:
    """A share as reported, and beside it the adjusted one by its name."""
    share = numbers.share(given.share)
    if given.adjusted_share is None:
        return share
    return f"{share}（{labels.ADJUSTED}{numbers.share(given.adjusted_share)}）"


def _name_ends(axes: Axes, every: tuple[Given, ...], day: float) -> None:
    """Name the lines at their ends, apart from one another when the ends are close."""
    ends = [100 * (one.share + (one.adjusted_share or one.share)) / 2 for one in every]
    lines = 4 if every[-1].adjusted_share is not None else 2
    heights = _apart(ends, 0.08 * lines * axes.get_ylim()[1])
    for one, height, color in zip(every, heights, _colors(len(every)), strict=True):
        late = one.adjusted_share
        told = f"{one.dose.name}\n{numbers.share(one.share)}"
        told += f"\n補正後\n{numbers.share(late)}" if late is not None else ""
        axes.annotate(
            told,
            (day, height),
            xytext=(6, 0),
            textcoords=OFFSET,
            va="center",
            color=color,
            weight="bold",
            fontsize=theme.SMALL,
            linespacing=1.3,
            annotation_clip=False,
        )


def _apart(ends: list[float], least: float) -> list[float]:
    """Heights of labels at least so far apart, the last one clear of the ground."""
    heights = [max(ends[-1], least / 2)]
    for end in reversed(ends[:-1]):
        heights.insert(0, max(end, heights[0] + least))
    return heights


def _shade_last_week(axes: Axes, last: dt.date) -> None:
    end = place(last)
    axes.axvspan(end - 7, end, color=theme.PALE_GREY, alpha=0.5, lw=0)
    above(axes, end, "直近7日は今後増える")


def fan(briefing: Briefing, one: Outlook | None, width: float = 1.0) -> Shown:
    """The dose that completes: reported, adjusted, and projected with 50 and 80 % bands."""
    caption = f"{briefing.terms.rate}：実績と見込み"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    reported, ahead = _path(briefing, "reported"), _ahead(briefing)
    if reported.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    end = max(briefing.day_ahead, briefing.records_as_of) + dt.timedelta(days=3)
    with theme.style():
        figure = theme.new_figure(*theme.CURVES)
        axes = figure.add_subplot()
        _fan(axes, ahead)
        _past(axes, briefing, one.last, reported, theme.INK)
        _deadline(axes, briefing)
        axes.axhline(one.target * 100, color=theme.GREY, lw=1.2, ls=(0, (2, 2)))
        axes.set_ylim(0, 100)
        percent_axis(axes, _OF)
        day_axis(axes, max(briefing.first_day, reported["date"].min().date()), end)
        level = f"完了の水準 {numbers.percent(one.target)}{mark('complete')}"
        beside(axes, axes.get_xlim()[0] + 1, one.target * 100, level, "left", theme.TEXT)
        legend(figure, [*_past_keys(briefing, theme.INK), *_ahead_keys(ahead)], columns=2)
    return Drawing(figure, caption, _fan_words(briefing, caption, one), width)


def _path(briefing: Briefing, kind: str) -> pd.DataFrame:
    return briefing.path(briefing.area, briefing.terms.last.number, kind)


def _ahead(briefing: Briefing) -> pd.DataFrame:
    """The projected days up to the last one shown, joined to where the past ends."""
    end = max(briefing.day_ahead, briefing.records_as_of) + dt.timedelta(days=3)
    ahead = _path(briefing, "projected")
    ahead = ahead[ahead["date"] <= pd.Timestamp(end)]
    past = _path(briefing, "adjusted")
    past = (past if len(past) else _path(briefing, "reported")).tail(1)
    bands = ["q10", "q25", "q75", "q90"]
    joined = past.assign(**{band: past["q50"] for band in bands})
    return pd.concat([joined, ahead], ignore_index=True) if len(ahead) else ahead


def _fan(axes: Axes, ahead: pd.DataFrame) -> None:
    days = days_of(ahead)
    for low, high, color, _ in _BANDS:
        bottom, top = (np.asarray(ahead[one] * 100, dtype=float) for one in (low, high))
        axes.fill_between(days, bottom, top, color=color, lw=0)
    axes.plot(days, ahead["q50"] * 100, color=theme.INK, **_LOOKS["projected"])


def _ahead_keys(ahead: pd.DataFrame) -> list[Key]:
    if ahead.empty:
        return []
    middle = Line2D([], [], color=theme.INK, **_LOOKS["projected"])
    bands = [(name, Patch(facecolor=color, lw=0)) for *_, color, name in reversed(_BANDS)]
    return [("見込み（中央値）", middle), *bands]


def _deadline(axes: Axes, briefing: Briefing) -> None:
    """The deadline as a line; where it lies beyond the figure, in words."""
    deadline = briefing.campaign.deadline
    if briefing.beyond:
        above(axes, place(briefing.day_ahead), "期限は図の範囲外", "bold")
        return
    axes.axvline(place(deadline), color=theme.ORANGE, lw=2)
    above(axes, place(deadline), f"期限 {dates.month_day(deadline)}", "bold")


def _fan_words(briefing: Briefing, caption: str, one: Outlook) -> str:
    words = f"実績は{dates.month_day(briefing.records_as_of)}に{_share(one.last)}"
    if one.ahead and not briefing.settled:
        when = briefing.called(briefing.day_ahead)
        between = f"80%区間{labels.share_span(one.ahead)}"
        words += f"、{when}に{numbers.percent(one.ahead[1])}（{between}）の見込み"
    name = briefing.name_of(briefing.area)
    return f"{name}の{caption}の折れ線と帯。{words}。完了の水準は{numbers.percent(one.target)}。"
