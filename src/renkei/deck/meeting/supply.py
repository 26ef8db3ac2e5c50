"""The deliveries the papers tell (source B, page B5)."""

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
        _covers(one),
        [deliveries.table(frame), deliveries.chart(frame, need)],
        notes=[*_assumed(one), *(f"注 {note}" for note in one.notes)],
        source=source(one.source),
    )


def _need(one: Deliveries) -> str:
    people = numbers.rounded(one.people, unit="人")
    return f"対象者{people}の{one.doses_each}回分"


def _covers(one: Deliveries) -> str:
    """All doses, those planned too, and how much of what everybody needs they are."""
    doses = one.deliveries[-1].cumulative
    share = numbers.share(doses / (one.people * one.doses_each))
    told = f"{one.cohort}の供給は計{numbers.count(doses)}回分"
    return f"{told}、{_need(one)}の{share}"


def _assumed(one: Deliveries) -> list[str]:
    """Which weeks the paper does not tell."""
    known = [each.week for each in one.deliveries if each.week_from == "printed"]
    if len(known) == len(one.deliveries):
        return []
    told = "、".join(dates.month_day(day) for day in known)
    guessed = "※ 週と予定の別は推定。"
    return [f"{guessed}{told}の週は当時の報道で確認した。" if told else guessed]
