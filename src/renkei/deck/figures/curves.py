"""Curves by day: what was reported, and the fan of what is to come."""

import datetime as dt

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from renkei.deck import labels, theme
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Outlook
from renkei.deck.theme import Drawing, Shown
from renkei.wording import dates, numbers

_LINES = ((1, theme.GREY, (0, (5, 2)), "1回目"), (2, theme.INK, "-", "2回目"))


def rates(briefing: Briefing, width: float = 1.0) -> Shown:
    """Reported shares of both doses by day, each line named at its end.

    The last week is shaded: its doses are still being reported.
    """
    area = briefing.area
    caption = f"接種率の推移（{labels.REPORTED}）"
    if briefing.path(area, 1, "reported").empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    with theme.style():
        figure = theme.new_figure(*theme.CURVES)
        axes = figure.add_subplot()
        said = [_reported_line(axes, briefing, area, *one) for one in _LINES]
        last = pd.Timestamp(briefing.records_as_of)
        week = last - pd.Timedelta(days=7)
        axes.axvspan(week, last, color=theme.PALE_GREY, alpha=0.5, lw=0)
        axes.set_ylim(bottom=0)
        axes.text(
            week,
            1.01,
            "直近7日は今後増える",
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            fontsize=theme.SMALL,
        )
        _percent_axis(axes, "対象者に占める割合")
        _day_axis(axes, pd.Timestamp(briefing.campaign.sources.records.start), last)
    words = "、".join(one for one in said if one)
    return Drawing(
        figure, caption, f"{briefing.name_of(area)}の{caption}の折れ線。{words}。", width
    )


def _reported_line(
    axes: Axes, briefing: Briefing, area: str, dose: int, color: str, dash: object, name: str
) -> str:
    path = briefing.path(area, dose, "reported")
    if path.empty:
        return ""
    axes.plot(path["date"], path["q50"] * 100, color=color, ls=dash, lw=2.4)
    end = path.iloc[-1]
    share = numbers.share(float(end["q50"]))
    axes.annotate(
        f"{name}\n{share}",
        (end["date"], end["q50"] * 100),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=color,
        weight="bold",
        annotation_clip=False,
    )
    return f"{name} {dates.month_day(end['date'].date())}に{share}"


def fan(briefing: Briefing, one: Outlook | None, width: float = 1.0) -> Shown:
    """The second dose as reported, and its projection to the deadline with 50 and 80 % bands."""
    deadline = briefing.campaign.deadline
    caption = f"{briefing.name_of(briefing.area)}の2回目接種率：実績と見込み"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    with theme.style():
        figure = theme.new_figure(*theme.CURVES)
        axes = figure.add_subplot()
        start = pd.Timestamp(briefing.campaign.sources.records.start)
        end = pd.Timestamp(max(deadline, briefing.records_as_of)) + pd.Timedelta(days=3)
        _bands(axes, briefing, end)
        _reported(axes, briefing)
        _deadline(axes, deadline)
        _complete_level(axes, one.target, start)
        axes.set_ylim(0, 100)
        _percent_axis(axes, "対象者に占める割合")
        _day_axis(axes, start, end)
    return Drawing(figure, caption, _fan_words(briefing, caption, one), width)


def _bands(axes: Axes, briefing: Briefing, end: pd.Timestamp) -> None:
    ahead = briefing.path(briefing.area, 2, "projected")
    ahead = ahead[ahead["date"] <= end]
    if ahead.empty:
        return
    days = ahead["date"]
    for low, high, color in (("q10", "q90", theme.PALE_INK), ("q25", "q75", theme.MID_INK)):
        axes.fill_between(days, ahead[low] * 100, ahead[high] * 100, color=color, lw=0)
    axes.plot(days, ahead["q50"] * 100, color=theme.INK, lw=2.2, ls=(0, (4, 2)))
    middle = ahead.iloc[int(len(ahead) * 0.45)]
    axes.annotate(
        "見込み（中央値）\n濃い帯50%・淡い帯80%",
        (middle["date"], middle["q90"] * 100),
        xytext=(-8, 16),
        textcoords="offset points",
        ha="right",
        va="bottom",
        color=theme.INK,
        fontsize=theme.SMALL,
    )


def _reported(axes: Axes, briefing: Briefing) -> None:
    path = briefing.path(briefing.area, 2, "reported")
    if path.empty:
        return
    axes.plot(path["date"], path["q50"] * 100, color=theme.INK, lw=2.6)
    axes.annotate(
        f"実績（{labels.REPORTED}）",
        (path["date"].iloc[0], path["q50"].iloc[len(path) // 2] * 100),
        xytext=(4, 8),
        textcoords="offset points",
        ha="left",
        va="bottom",
        color=theme.INK,
        fontsize=theme.SMALL,
    )


def _deadline(axes: Axes, deadline: dt.date) -> None:
    """The deadline's line; its name stands above the frame, where nothing crosses it."""
    day = pd.Timestamp(deadline)
    axes.axvline(day, color=theme.ORANGE, lw=2)
    axes.text(
        day,
        1.01,
        f"期限 {dates.month_day(deadline)}",
        transform=axes.get_xaxis_transform(),
        ha="right",
        va="bottom",
        weight="bold",
        fontsize=theme.SMALL,
    )


def _complete_level(axes: Axes, target: float, start: pd.Timestamp) -> None:
    axes.axhline(target * 100, color=theme.GREY, lw=1.2, ls=(0, (2, 2)))
    axes.text(
        start + pd.Timedelta(days=1),
        target * 100 + 1,
        f"完了の水準 {numbers.percent(target, 0)}{mark('complete')}",
        va="bottom",
        fontsize=theme.SMALL,
        color=theme.TEXT,
    )


def _fan_words(briefing: Briefing, caption: str, one: Outlook) -> str:
    words = f"実績は{dates.month_day(briefing.records_as_of)}に{numbers.share(one.second_share)}"
    if one.at_deadline:
        words += (
            f"、期限の{dates.month_day(briefing.campaign.deadline)}に"
            f"{numbers.percent(one.at_deadline[1], 0)}（80%区間{labels.share_span(one.at_deadline)}）"
        )
    return f"{caption}の折れ線と帯。{words}。完了の水準は{numbers.percent(one.target, 0)}。"


def _percent_axis(axes: Axes, name: str) -> None:
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    axes.set_ylabel("")
    axes.set_title(name, loc="left", fontsize=theme.SMALL)
    axes.grid(axis="y", color=theme.PALE_GREY, lw=0.8)
    axes.set_axisbelow(True)
    sns.despine(ax=axes)


def _day_axis(axes: Axes, start: pd.Timestamp, end: pd.Timestamp) -> None:
    """From the first to the last day, a tick on the first of each month in words."""
    axes.set_xlim(start, max(end, start + pd.Timedelta(days=1)))
    firsts = pd.date_range(start, end, freq="MS")
    axes.set_xticks(firsts, [dates.month_day(day.date()) for day in firsts])
