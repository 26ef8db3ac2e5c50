"""Good practices as cards: where, what, and who could use it."""

from collections.abc import Sequence
from typing import Any

from renkei import areas
from renkei.deck import labels
from renkei.deck.briefing import Briefing
from renkei.deck.labels import line
from renkei.deck.measures import Practice
from renkei.deck.measures.movers import full_name
from renkei.wording import dates, numbers

_NAMED, _LONGEST = 2, 90  # users named on a card; characters of a summary


def practices(briefing: Briefing, found: Sequence[Practice], cards: int) -> dict[str, Any]:
    """The first `cards` practices (measures.practices), one card each."""
    items = [_card(briefing, one) for one in found[:cards]]
    return {"type": "cards", "caption": "", "width": 1.0, "columns": 0, "items": items}


def _card(briefing: Briefing, one: Practice) -> dict[str, Any]:
    place = areas.label(one.area)
    if len(one.area) == 6:
        place = areas.label(one.area[:2]) + place
    parts = [place, dates.short(one.date) if one.date else ""]
    return {
        "label": "　".join(part for part in parts if part),
        "title": labels.cut(one.title, 40),
        "lines": [line(labels.cut(one.summary, _LONGEST))] if one.summary else [],
        "foot": users(briefing, one),
    }


def users(briefing: Briefing, one: Practice) -> str:
    """Who could use it: how many municipalities name an issue it answers, the largest by name."""
    if not one.users:
        return ""
    names = [full_name(briefing, area) for area in one.users[:_NAMED]]
    more = "など" if len(one.users) > _NAMED else ""
    count = f"{numbers.count(len(one.users))}{briefing.unit}"
    issues = "".join(f"「{issue}」" for issue in one.issues)
    return f"{issues}を調査票又は聞き取りで挙げた{count}（{'、'.join(names)}{more}）"
