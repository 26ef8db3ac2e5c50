"""Pages whose number follows the data: one sheet and one plan for every item."""

from collections.abc import Iterator
from dataclasses import dataclass

from IPython.display import display

from renkei.deck.labels import Line, Strong, line
from renkei.deck.slides import Deck, NotShown, Slide
from renkei.deck.work import headlines, progress, sheet, status
from renkei.deck.work.items import Item
from renkei.deck.work.plan import WorkPlan
from renkei.wording import dates


@dataclass(frozen=True)
class Pages:
    """Slides one after another; a notebook shows each of them."""

    slides: tuple[Slide | NotShown, ...]

    def __iter__(self) -> Iterator[Slide | NotShown]:
        return iter(self.slides)

    def _ipython_display_(self) -> None:
        for one in self.slides:
            display(one)  # type: ignore[no-untyped-call]


def item_pages(deck: Deck, plan: WorkPlan) -> Pages:
    """Every item in order: its sheet where papers describe it, then the plan of each part."""
    return Pages(tuple(page for one in plan.items for page in _pages(deck, plan, one)))


def _pages(deck: Deck, plan: WorkPlan, one: Item) -> Iterator[Slide | NotShown]:
    source = plan.source_of(one)
    head = headlines.item(one)
    yield deck.slide(head, *sheet.item_sheet(one), notes=sheet.differ(one), source=source)
    for part in one.parts:
        pages = sheet.plan_pages(plan, one, part)
        for number, blocks in enumerate(pages, start=1):
            more = f"（{number}／{len(pages)}）" if len(pages) > 1 else ""
            yield deck.slide(
                headlines.part(plan, one, part) + more,
                *blocks,
                notes=sheet.notes(plan, one, part),
                source=source,
                layout="stack",
            )


def lines(plan: WorkPlan) -> list[Line]:
    """In lines: which meeting it is, what has moved, how often groups met, and which have not."""
    silent = status.not_met(plan, status.since(plan))
    day = dates.month_day(plan.meeting.date)
    told = [line(Strong(plan.meeting.name), f"（{day}）　{plan.meeting.subject}")]
    changed = headlines.changed(plan, progress.changes(plan))
    met = headlines.met(plan)
    told += [line(f"{one}。") for one in (changed, met) if one]
    since = dates.month_day(status.since(plan))
    if silent:
        names = "、".join(dict.fromkeys(one.item for one in silent))
        told.append(
            line(f"{since}から開催のないWGは", Strong(f"{len(silent)}組"), f"（{names}）。")
        )
    return told
