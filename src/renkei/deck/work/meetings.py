"""The meetings of the year: which have been, which is this one, which are to come."""

import datetime as dt

from renkei.deck import labels
from renkei.deck.tables.cells import Block, block, cell
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.progress import counts
from renkei.deck.work.register import DONE, standing
from renkei.wording import dates


def year(plan: WorkPlan) -> list[Block]:
    """Every meeting of the year: day, name and subject, how much was done by then, this one marked.

    None where one alone is known. Its caption says when the next one is.
    """
    if len(plan.content.meetings) < 2:
        return []
    rows = []
    for one in plan.content.meetings:
        mine = one is plan.meeting
        day = dates.long(one.date, weekday=True)
        name = f"{one.name}（今回）" if mine else one.name
        texts = [day, name, one.subject or labels.NO_VALUE]
        texts += [_done(plan, one.date)] if len(plan.register) else []
        rows.append([cell(text, strong=mine) | {"shade": int(mine)} for text in texts])
    done = ["完了した取組"] if len(plan.register) else []
    head = [cell(word) for word in ("日", "会議", "議題", *done)]
    return [block(f"今年度の本部会議（{_next(plan)}）", [head], rows)]


def _next(plan: WorkPlan) -> str:
    later = [one for one in plan.content.meetings if one.date > plan.meeting.date]
    return f"次回は{dates.month_day(later[0].date)}" if later else "今回が最後"


def _done(plan: WorkPlan, day: dt.date) -> str:
    """How many bars were done on the day of a meeting, of all: 4／40."""
    if day > plan.meeting.date:
        return labels.NO_VALUE
    then = standing(plan.register, min(day, plan.as_of))
    return f"{counts(then)[DONE]}／{len(then)}"
