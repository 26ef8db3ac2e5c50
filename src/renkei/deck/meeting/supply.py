"""The deliveries the papers tell (source B, page B5)."""

import datetime as dt

import pandas as pd

from renkei.deck import supply as deliveries
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.vaccination import Deliveries
from renkei.wording import dates, numbers


def supply(meeting: Meeting | None) -> Page:
    """Boxes and doses by delivery with their running sum, beside what two doses for all take."""
    if meeting is None or meeting.supply is None:
        return NOTHING
    one = meeting.supply
    frame = deliveries.of_paper(one, meeting.date)
    need = deliveries.Need(one.people * one.doses_each, _need(one))
    return Page(
        _covers(one, frame, meeting.doses.as_of if meeting.doses else meeting.date),
        [deliveries.table(frame), deliveries.chart(frame, need)],
        notes=[*_assumed(one), *(f"注 {note}" for note in one.notes)],
        source=source(one.source),
    )


def _need(one: Deliveries) -> str:
    people = numbers.rounded(one.people, unit="人")
    return f"対象者{people}の{one.doses_each}回分"


def _covers(one: Deliveries, frame: pd.DataFrame, as_of: dt.date) -> str:
    """What has come, what it is with the planned ones, and how much of what everybody needs."""
    arrived = frame[frame["day"] <= pd.Timestamp(as_of)]
    guessed = "（推定）" if arrived["assumed"].any() else ""
    doses = numbers.count(arrived["doses"].sum())
    told = f"{one.cohort}の供給は{dates.month_day(as_of)}までに{doses}回分{guessed}"
    whole = one.deliveries[-1].cumulative
    share = numbers.share(whole / (one.people * one.doses_each))
    with_planned = f"、予定を含め{numbers.count(whole)}回分" if len(arrived) < len(frame) else ""
    return f"{told}{with_planned}（{one.doses_each}回分の必要数の{share}）"


def _assumed(one: Deliveries) -> list[str]:
    """Which weeks the paper does not tell."""
    known = [each.week for each in one.deliveries if each.week_from == "printed"]
    if len(known) == len(one.deliveries):
        return []
    told = "、".join(dates.month_day(day) for day in known)
    guessed = "※ 週と予定の別は推定。"
    return [f"{guessed}{told}の週は当時の報道で確認した。" if told else guessed]
