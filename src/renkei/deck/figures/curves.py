"""Curves by day: what was reported, and the fan of what is to come."""

import datetime as dt

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from renkei.deck import labels, theme
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Outlook
from renkei.deck.theme import Drawing, Shown
from renkei.wording import dates, numbers

_LINES = ((1, theme.GREY, (0, (5, 2)), "1回目"), (2, theme.INK, "-", "2回目"))
_OFFSET = "offset points"


def rates(briefing: Briefing, width: float = 1.0) -> Shown:
    """Reported shares of both doses by day, each line named at its end.

    The last week is shaded: its doses are still being reported.
    """
    name = briefing.name_of(briefing.area)
    caption = f"接種率の推移（{labels.REPORTED}）"
    paths = [briefing.path(briefing.area, dose, "reported") for dose, *_ in _LINES]
    if any(path.empty for path in paths):
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    ends = [float(path["q50"].iloc[-1]) for path in paths]
    with theme.style():
        figure = theme.new_figure(*theme.CURVES)
        axes = figure.add_subplot()
        for path, (_, color, dash, _) in zip(paths, _LINES, strict=True):
            axes.plot(_days(path), path["q50"] * 100, color=color, ls=dash, lw=2.4)
        _name_ends(axes, ends, _place(briefing.records_as_of))
        _shade_last_week(axes, briefing.records_as_of)
        axes.set_ylim(bottom=0)
        _percent_axis(axes, "対象者に占める割合")
        _day_axis(axes, briefing.campaign.sources.records.start, briefing.records_as_of)
    told = "、".join(
        f"{line[3]}{numbers.share(end)}" for line, end in zip(_LINES, ends, strict=True)
    )
    as_of = dates.month_day(briefing.records_as_of)
    return Drawing(figure, caption, f"{name}の{caption}の折れ線。{as_of}に{told}。", width)


def _name_ends(axes: Axes, ends: list[float], day: float) -> None:
    """Name the lines at their ends, apart from one another when the ends are close."""
    first, second = (end * 100 for end in ends)
    apart = 0.14 * max(first, second, 0.1)
    lift = max(apart - (first - second), 0.0) / 2
    for (_, color, _, name), height, share in zip(
        _LINES, (first + lift, second - lift), ends, strict=True
    ):
        axes.annotate(
            f"{name}\n{numbers.share(share)}",
            (day, max(height, 0.03 * first)),
            xytext=(6, 0),
            textcoords=_OFFSET,
            va="center",
            color=color,
            weight="bold",
            annotation_clip=False,
        )


def _shade_last_week(axes: Axes, last: dt.date) -> None:
    end = _place(last)
    axes.axvspan(end - 7, end, color=theme.PALE_GREY, alpha=0.5, lw=0)
    _above(axes, end, "直近7日は今後増える")


def fan(briefing: Briefing, one: Outlook | None, width: float = 1.0) -> Shown:
    """The second dose as reported, and its projection to the deadline with 50 and 80 % bands."""
    deadline = briefing.campaign.deadline
    caption = "2回目接種率：実績と見込み"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    start = briefing.campaign.sources.records.start
    end = max(deadline, briefing.records_as_of) + dt.timedelta(days=3)
    reported = briefing.path(briefing.area, 2, "reported")
    ahead = briefing.path(briefing.area, 2, "projected")
    ahead = ahead[ahead["date"] <= pd.Timestamp(end)]
    with theme.style():
        figure = theme.new_figure(*theme.CURVES)
        axes = figure.add_subplot()
        _bands(axes, ahead)
        axes.plot(_days(reported), reported["q50"] * 100, color=theme.INK, lw=2.6)
        axes.axvline(_place(deadline), color=theme.ORANGE, lw=2)
        _above(axes, _place(deadline), f"期限 {dates.month_day(deadline)}", "bold")
        axes.axhline(one.target * 100, color=theme.GREY, lw=1.2, ls=(0, (2, 2)))
        axes.set_ylim(0, 100)
        _percent_axis(axes, "対象者に占める割合")
        _day_axis(axes, start, end)
        _name_curves(axes, reported, ahead, one.target)
    return Drawing(figure, caption, _fan_words(briefing, caption, one), width)


def _bands(axes: Axes, ahead: pd.DataFrame) -> None:
    days = _days(ahead)
    for low, high, color in (("q10", "q90", theme.PALE_INK), ("q25", "q75", theme.MID_INK)):
        axes.fill_between(days, ahead[low] * 100, ahead[high] * 100, color=color, lw=0)
    axes.plot(days, ahead["q50"] * 100, color=theme.INK, lw=2.2, ls=(0, (4, 2)))


def _name_curves(axes: Axes, reported: pd.DataFrame, ahead: pd.DataFrame, target: float) -> None:
    """Name level, curve and bands where nothing crosses: left of the rising upper edge."""
    left, right = axes.get_xlim()
    days = np.concatenate([_days(reported), _days(ahead)])
    edge = np.maximum.accumulate(np.concatenate([reported["q50"], ahead["q90"]]) * 100)
    level = f"完了の水準 {numbers.percent(target)}{mark('complete')}"
    _beside(axes, left + 1, target * 100, level, "left", theme.TEXT)
    floor = float(edge[days <= left + 0.32 * (right - left)].max(initial=0.0))
    _beside(axes, left + 1, floor, "実績（報告値）", "left", theme.INK)
    now = float(reported["q50"].max()) * 100 if len(reported) else 0.0
    for height in (45, 55, 35, 65, 25, 15):
        crossing = days[edge >= height]
        clear = abs(height + 4 - target * 100) > 10 and height > max(now + 3, floor + 9)
        if len(crossing) and clear and crossing[0] - left > 0.52 * (right - left):
            told = "見込み（中央値）\n濃い帯50%・淡い帯80%"
            _beside(axes, float(crossing[0]), height, told, "right", theme.INK)
            return


def _beside(axes: Axes, day: float, height: float, told: str, side: str, color: str) -> None:
    axes.annotate(
        told,
        (day, height),
        xytext=(-8 if side == "right" else 0, 3),
        textcoords=_OFFSET,
        ha=side,
        va="bottom",
        color=color,
        fontsize=theme.SMALL,
    )


def _above(axes: Axes, day: float, told: str, weight: str = "normal") -> None:
    """Words above the frame, where no curve crosses them."""
    axes.text(
        day,
        1.01,
        told,
        transform=axes.get_xaxis_transform(),
        ha="right",
        va="bottom",
        weight=weight,
        fontsize=theme.SMALL,
    )


def _fan_words(briefing: Briefing, caption: str, one: Outlook) -> str:
    words = f"実績は{dates.month_day(briefing.records_as_of)}に{numbers.share(one.second_share)}"
    if one.at_deadline and not briefing.settled:
        when = dates.month_day(briefing.campaign.deadline)
        between = f"80%区間{labels.share_span(one.at_deadline)}"
        words += f"、期限の{when}に{numbers.percent(one.at_deadline[1])}（{between}）の見込み"
    name = briefing.name_of(briefing.area)
    return f"{name}の{caption}の折れ線と帯。{words}。完了の水準は{numbers.percent(one.target)}。"


def _days(path: pd.DataFrame) -> np.ndarray:
    """The days of a path as matplotlib counts them."""
    return np.asarray([_place(day) for day in path["date"]], dtype=float)


def _place(day: dt.date) -> float:
    """A day on the axis."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def _percent_axis(axes: Axes, name: str) -> None:
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    axes.set_title(name, loc="left", fontsize=theme.SMALL)
    axes.grid(axis="y", color=theme.PALE_GREY, lw=0.8)
    axes.set_axisbelow(True)
    sns.despine(ax=axes)


def _day_axis(axes: Axes, start: dt.date, end: dt.date) -> None:
    """From the first to the last day, a tick on the first of each month in words."""
    axes.set_xlim(_place(start), _place(end) + (1 if start == end else 0))
    firsts = pd.date_range(start, end, freq="MS")
    places = [_place(day) for day in firsts]
    axes.set_xticks(places, [dates.month_day(day.date()) for day in firsts])
