"""The meetings of the year: which have been, which is this one, which are to come."""

from renkei.deck import labels
from renkei.deck.tables.cells import Block, block, cell
from renkei.deck.work.plan import WorkPlan
from renkei.wording import dates


def year(plan: WorkPlan) -> Block:
    """Every meeting of the year: day, name and subject, this one marked."""
    rows = []
    for one in plan.content.meetings:
        mine = one is plan.meeting
        day = dates.long(one.date, weekday=True)
        texts = [day, one.name, one.subject or labels.NO_VALUE, "今回" if mine else ""]
        rows.append([cell(text, strong=mine) | {"shade": int(mine)} for text in texts])
    head = [cell(word) for word in ("日", "会議", "議題", "")]
    return block("", [head], rows)
