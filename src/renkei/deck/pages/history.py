"""The way so far: the phases on a timeline, and who talks to whom."""

import datetime as dt

from renkei.deck import diagrams
from renkei.deck.pages.page import NOTHING, Page
from renkei.settings.content.national import National
from renkei.wording import dates


def timeline(facts: National, until: dt.date, alone: bool = False) -> Page:
    """The phases up to a day, and how many days the present one has lasted by then."""
    drawn = diagrams.timeline(facts, until, alone=alone)
    if drawn is None:
        return NOTHING
    now, begun = facts.history[-1], dates.year_month(facts.history[0].start)
    day = (until - now.start).days + 1
    number = len(facts.history)
    stages = f"{begun}から{number}段階、" if number > 1 else ""
    note = f"図は{dates.short(until)}まで。横の長さは期間に比例し、最後の段階の終わりは未定。"
    return Page(
        f"{stages}現在は{now.mark}{now.name}（{day}日目）",
        (drawn,),
        notes=(note,),
        sources=tuple(one.source for one in facts.history),
    )


def organisation(facts: National, alone: bool = False) -> Page:
    """Who talks to whom now."""
    one = facts.organisation
    drawn = diagrams.organisation(one, alone=alone)
    if one is None or drawn is None:
        return NOTHING
    return Page(one.heading or one.title, (drawn,), notes=tuple(one.notes), sources=(one.source,))
