"""Rates by day: each dose of an area, and the groups of people by themselves."""

import datetime as dt

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from renkei.deck import labels, measures, theme
from renkei.deck.briefing import Briefing
from renkei.deck.figures.axes import above, day_axis, days_of, percent_axis, place
from renkei.deck.figures.data import behind
from renkei.deck.figures.events import (
    Events,
    Marked,
    make_room,
    mark_events,
    more_height,
    told,
    within,
)
from renkei.deck.figures.keys import legend
from renkei.deck.figures.lines import OF, name_ends, past, past_keys, rows_of, share
from renkei.deck.measures import Given, Outlook
from renkei.deck.theme import Data, Drawing, Shown
from renkei.wording import dates, numbers

_FRAME = 0.9  # inches of a figure's height that are not its axes
_GROUPS = (
    (theme.INK, "-"),
    (theme.ORANGE, (0, (4, 1.2))),
    (theme.GREY, (0, (1.2, 1.0))),
    (theme.INK, (0, (5, 1.5, 1, 1.5))),
    (theme.GREY, (0, (5, 1.5, 1, 1.5, 1, 1.5))),
)


def rates(
    briefing: Briefing, width: float = 1.0, events: Events = (), alone: bool = False
) -> Shown:
    """Shares of the doses by day, as reported and as adjusted, each line named at its end.

    Where nothing is adjusted the last week is shaded: its doses are still being reported.
    `events` (with `date` and `label`, or pairs) are marked where they fall on the days shown.
    `alone` fills a projected page, with larger letters.
    """
    one = measures.outlook(briefing, briefing.area)
    caption = f"{briefing.terms.rates}の推移"
    doses = briefing.terms.doses
    paths = [briefing.path(briefing.area, dose.number, "reported") for dose in doses]
    if one is None or any(path.empty for path in paths):
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    start = max(briefing.first_day, paths[0]["date"].min().date())
    marked = within(events, start, briefing.records_as_of)
    across, height = theme.WIDE_CURVES if alone else theme.NARROW
    more = 0.0 if alone else more_height(marked)
    with theme.style():
        figure = theme.new_figure(across, height + more)
        axes = figure.add_subplot()
        for given, path, color in zip(one.given, paths, _colors(len(doses)), strict=True):
            past(axes, briefing, given, path, color)
        axes.set_ylim(bottom=0)
        percent_axis(axes, OF)
        day_axis(axes, start, briefing.records_as_of)
        for step in (make_room, mark_events):
            step(axes, marked, height + more - _FRAME)
        name_ends(axes, _ends(one), place(briefing.records_as_of))
        if briefing.lag == "unadjusted":
            _shade_last_week(axes, briefing.records_as_of, labels.period(briefing))
        legend(figure, past_keys(briefing, theme.INK), columns=2)
    words = _words(briefing, caption, one, marked)
    return Drawing(figure, caption, words, width, _data(briefing, paths))


def _colors(doses: int) -> list[str]:
    """The dose that completes in ink, those before it grey."""
    return [*[theme.GREY] * (doses - 1), theme.INK]


def _ends(one: Outlook) -> list[tuple[str, float, str]]:
    """What the ends of the lines are called, with both shares, half-way between them."""
    ends = []
    for given, color in zip(one.given, _colors(len(one.given)), strict=True):
        late = given.adjusted_share
        name = f"{given.dose.name}\n{numbers.share(given.share)}"
        name += f"\n補正後\n{numbers.share(late)}" if late is not None else ""
        ends.append((name, 100 * (given.share + (late or given.share)) / 2, color))
    return ends


def _shade_last_week(axes: Axes, last: dt.date, days: str) -> None:
    end = place(last)
    axes.axvspan(end - 7, end, color=theme.PALE_GREY, alpha=0.5, lw=0)
    above(axes, end, f"{days}は今後増える")


def _words(briefing: Briefing, caption: str, one: Outlook, marked: Marked) -> str:
    given = "、".join(_given(each) for each in one.given)
    name, as_of = briefing.name_of(briefing.area), dates.month_day(briefing.records_as_of)
    words = f"{name}の{caption}の折れ線。{as_of}に{given}。"
    return f"{words}できごと：{told(marked)}。" if marked else words


def _given(given: Given) -> str:
    return f"{given.dose.name}{share(given)}"


def _data(briefing: Briefing, paths: list[pd.DataFrame]) -> Data:
    """A row a day, dose and kind of line."""
    rows = []
    for dose, path in zip(briefing.terms.doses, paths, strict=True):
        late = briefing.path(briefing.area, dose.number, "adjusted")
        rows += rows_of(path, dose.name, labels.reported(briefing))
        rows += rows_of(late, dose.name, labels.ADJUSTED)
    return behind(["日", briefing.terms.counts, "種別", f"{OF}（%）"], rows, words=3)


def rates_by_group(briefing: Briefing, width: float = 1.0, events: Events = ()) -> Shown:
    """One panel a dose: the share of all who are counted and of each group of them, by day.

    The groups are those of `measures.group_days`, as reported; each has its own denominator.
    """
    caption = f"区分別の{briefing.terms.rates}の推移"
    days = measures.group_days(briefing)
    if days.empty:
        return labels.nothing(caption, "区分別の記録なし。")
    start, end = days["date"].min().date(), days["date"].max().date()
    marked, groups = within(events, start, end), list(dict.fromkeys(days["group"]))
    doses = [one for one in briefing.terms.doses if one.number in set(days["dose"])]
    height = 3.7 + more_height(marked)
    with theme.style():
        figure = theme.new_figure(theme.FULL if len(doses) > 1 else theme.FULL / 2, height)
        panels = figure.subplots(1, len(doses), sharey=True, squeeze=False)[0]
        for axes, dose in zip(panels, doses, strict=True):
            _panel(axes, days[days["dose"] == dose.number], groups)
            percent_axis(axes, f"{dose.name}、各区分の{OF}")
            day_axis(axes, start, end)
        for step in (make_room, mark_events):
            step(panels[0], marked, height - _FRAME)  # the panels share their height
        for axes, dose in zip(panels, doses, strict=True):
            name_ends(axes, _group_ends(days[days["dose"] == dose.number], groups), place(end))
    said = "。".join(_group_words(days[days["dose"] == one.number], one.name) for one in doses)
    words = f"{briefing.name_of(briefing.area)}の{caption}の折れ線。{said}。"
    rows = []
    for dose in doses:
        for group in groups:
            path = days[(days["dose"] == dose.number) & (days["group"] == group)]
            rows += rows_of(path.rename(columns={"share": "q50"}), dose.name, group)
    data = behind(["日", briefing.terms.counts, "区分", f"{OF}（%）"], rows, words=3)
    return Drawing(figure, caption, words, width, data)


def _panel(axes: Axes, days: pd.DataFrame, groups: list[str]) -> None:
    for group, (color, dashes) in zip(groups, _GROUPS, strict=False):
        path = days[days["group"] == group]
        axes.add_line(
            Line2D(days_of(path), path["share"] * 100, color=color, ls=dashes, lw=theme.LINE)
        )
    axes.autoscale_view()
    axes.set_ylim(bottom=0)


def _group_ends(days: pd.DataFrame, groups: list[str]) -> list[tuple[str, float, str]]:
    """The groups at the last day, the highest first."""
    last = days.groupby("group")["share"].last()
    looks = dict(zip(groups, _GROUPS, strict=False))
    ends = [
        (f"{group} {numbers.share(share)}", 100 * share, _readable(looks[group][0]))
        for group, share in last.items()
        if group in looks
    ]
    return sorted(ends, key=lambda one: -one[1])


def _readable(color: str) -> str:
    """A line's colour for its name; orange is too pale for text."""
    return theme.TEXT if color == theme.ORANGE else color


def _group_words(days: pd.DataFrame, dose: str) -> str:
    last = days.groupby("group", sort=False)["share"].last()
    return f"{dose}は" + "、".join(f"{name}{numbers.share(one)}" for name, one in last.items())
