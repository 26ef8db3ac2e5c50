"""The fan: what was reported, what is still to be, and the bands of what is to come."""

import datetime as dt

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from renkei.deck import labels, theme
from renkei.deck.briefing import Briefing
from renkei.deck.figures.axes import above, beside, day_axis, days_of, percent_axis, place
from renkei.deck.figures.data import behind, day, percent
from renkei.deck.figures.keys import Key, legend
from renkei.deck.figures.lines import LOOKS, OF, past, past_keys, rows_of, share
from renkei.deck.marks import mark
from renkei.deck.measures import Outlook
from renkei.deck.theme import Data, Drawing, Shown
from renkei.wording import dates, numbers

_BANDS = (("q10", "q90", theme.PALE_INK, "80%区間"), ("q25", "q75", theme.MID_INK, "50%区間"))
_QUANTILES = {"q50": "中央値", "q25": "25%点", "q75": "75%点", "q10": "10%点", "q90": "90%点"}


def fan(briefing: Briefing, one: Outlook | None, width: float = 1.0, alone: bool = False) -> Shown:
    """The dose that completes: reported, adjusted, and projected with 50 and 80 % bands.

    `alone` fills a projected page, with larger letters.
    """
    caption = f"{briefing.terms.rate}：実績と見込み"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    reported, ahead = _path(briefing, "reported"), _ahead(briefing)
    if reported.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    end = max(briefing.day_ahead, briefing.records_as_of) + dt.timedelta(days=3)
    with theme.style():
        figure = theme.new_figure(*(theme.WIDE_CURVES if alone else theme.CURVES))
        axes = figure.add_subplot()
        _bands(axes, ahead)
        past(axes, briefing, one.last, reported, theme.INK)
        _deadline(axes, briefing)
        axes.axhline(one.target * 100, color=theme.GREY, lw=1.2, ls=(0, (2, 2)))
        axes.set_ylim(0, 100)
        percent_axis(axes, OF)
        day_axis(axes, max(briefing.first_day, reported["date"].min().date()), end)
        level = f"完了の水準 {numbers.percent(one.target)}{mark('complete')}"
        beside(axes, axes.get_xlim()[0] + 1, one.target * 100, level, "left", theme.TEXT)
        legend(
            figure,
            [*past_keys(briefing, theme.INK), *_ahead_keys(ahead)],
            columns=3 if alone else 2,
        )
    words, data = _words(briefing, caption, one), _data(briefing, reported, ahead)
    return Drawing(figure, caption, words, width, data)


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


def _bands(axes: Axes, ahead: pd.DataFrame) -> None:
    days = days_of(ahead)
    for low, high, color, _ in _BANDS:
        bottom, top = (np.asarray(ahead[one] * 100, dtype=float) for one in (low, high))
        axes.fill_between(days, bottom, top, color=color, lw=0)
    axes.plot(days, ahead["q50"] * 100, color=theme.INK, **LOOKS["projected"])


def _ahead_keys(ahead: pd.DataFrame) -> list[Key]:
    if ahead.empty:
        return []
    middle = Line2D([], [], color=theme.INK, **LOOKS["projected"])
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


def _words(briefing: Briefing, caption: str, one: Outlook) -> str:
    words = f"実績は{dates.month_day(briefing.records_as_of)}に{share(one.last)}"
    if one.ahead and not briefing.settled:
        when = labels.day_ahead(briefing)
        between = f"80%区間{labels.share_span(one.ahead)}"
        words += f"、{when}に{numbers.percent(one.ahead[1])}（{between}）の見込み"
    name = briefing.name_of(briefing.area)
    return f"{name}の{caption}の折れ線と帯。{words}。完了の水準は{numbers.percent(one.target)}。"


def _data(briefing: Briefing, reported: pd.DataFrame, ahead: pd.DataFrame) -> Data:
    """A row a day and kind of line; the quantiles of those still to come."""
    late, none = _path(briefing, "adjusted"), [labels.NO_VALUE] * (len(_QUANTILES) - 1)
    rows = [[*row, *none] for row in rows_of(reported, labels.reported(briefing))]
    rows += [[*row, *none] for row in rows_of(late, labels.ADJUSTED)]
    to_come = ahead[ahead["kind"] == "projected"] if len(ahead) else ahead
    for row in to_come.to_dict("records"):
        rows.append([day(row["date"]), "見込み", *(percent(row[one]) for one in _QUANTILES)])
    units = [f"{name}（%）" for name in list(_QUANTILES.values())[1:]]
    head = ["日", "種別", f"{briefing.terms.rate}（見込みは中央値、%）", *units]
    return behind(head, rows, words=2)
