"""Numbers a day, beside what is needed and the goal."""

from typing import Any

from renkei.deck import labels, lead, theme
from renkei.deck.briefing import Briefing
from renkei.deck.figures.axes import bare
from renkei.deck.figures.data import behind
from renkei.deck.measures import Outlook
from renkei.deck.theme import Drawing, Shown


def paces(briefing: Briefing, one: Outlook | None, width: float = 1.0) -> Shown:
    """Numbers a day: the last days, reported and adjusted, beside what is needed and the goal.

    As wide as the page where the answer's blocks stand one under another (`lead.layout`).
    """
    words = briefing.terms
    caption = f"1日あたりの{words.counts}{words.together}"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    bars = _pace_bars(briefing, one)
    stacked = lead.layout(briefing) == "stack"
    across, each = (theme.WIDE_BARS, 0.62) if stacked else (theme.HALF, 0.8)
    with theme.style():
        figure = theme.new_figure(across, 0.1 + each * max(len(bars), 1))
        axes = figure.add_subplot()
        top = max((value for _, value, _ in bars), default=1.0) or 1.0
        for place, (label, value, look) in enumerate(bars):
            axes.barh(place, value, height=0.5, **look)
            axes.text(0, place - 0.3, label, va="bottom", fontsize=theme.SIZE)
            axes.text(
                value + 0.015 * top,
                place,
                labels.pace(value, words.unit),
                va="center",
                weight="bold",
                fontsize=theme.SIZE + 1,
            )
        axes.set_xlim(0, top * (1.15 if stacked else 1.32))
        axes.set_ylim(len(bars) - 0.65, -0.65)
        bare(axes)
    said = "、".join(f"{label} {labels.pace(value, words.unit)}" for label, value, _ in bars)
    rows = [[label, labels.daily(value)] for label, value, _ in bars]
    data = behind(["ペース", f"1日あたり（約、{words.unit}）"], rows)
    return Drawing(figure, caption, f"{caption}の棒グラフ。{said}。", width, data)


def _pace_bars(briefing: Briefing, one: Outlook) -> list[tuple[str, float, dict[str, Any]]]:
    bars = [(_reported_period(briefing), one.pace_reported, {"facecolor": theme.GREY})]
    if briefing.lag == "adjusted":
        told = f"{labels.period(briefing)}、{labels.ADJUSTED}"
        bars.append((told, one.pace, {"facecolor": theme.MID_INK}))
    if one.required == one.required and not briefing.past:
        look = {"facecolor": theme.INK}
        bars.append((f"必要（{_until(briefing)}）", one.required, look))
    goal = briefing.campaign.daily_goal
    # The goal is for all 47: beside the pace of some it would be compared with what it is not of.
    if goal and briefing.level == "nation" and briefing.whole_nation:
        hatched = {"facecolor": "white", "edgecolor": theme.INK, "hatch": "////"}
        bars.append(("目標", float(goal), hatched))
    return bars


def _reported_period(briefing: Briefing) -> str:
    if briefing.lag == "none":
        return labels.period(briefing)
    told = f"{labels.period(briefing)}、{labels.reported(briefing)}"
    return f"{told}、{labels.UNADJUSTED}" if briefing.lag == "unadjusted" else told


def _until(briefing: Briefing) -> str:
    days = (briefing.campaign.deadline - briefing.campaign.as_of).days
    return f"期限までの{days}日間"
