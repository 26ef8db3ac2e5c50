"""Pages whose number follows the data: one sheet and one plan for every item."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from IPython.display import display

from renkei.deck.labels import Line, Strong, line
from renkei.deck.slides import Deck, NotShown, Slide
from renkei.deck.work import headlines, progress, sheet, status
from renkei.deck.work.items import Item
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.tables import first, short
from renkei.wording import dates

_ROWS = 16  # of two tables on a page to hand out
_SILENT, _NAME = 4, 20  # items named in a line, and characters of a name


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
    """Every item in order: its sheet where papers describe it, then the plan of each part.

    Items of the register that are short share a page, where they have room on it.
    """
    described = [page for one in plan.items if one.sheet for page in _described(deck, plan, one)]
    return Pages((*described, *_registered(deck, plan)))


def _described(deck: Deck, plan: WorkPlan, one: Item) -> Iterator[Slide | NotShown]:
    source = plan.source_of(one)
    head = headlines.item(one)
    yield deck.slide(head, *sheet.item_sheet(one), notes=sheet.differ(one), source=source)
    for part in one.parts:
        notes = sheet.notes(plan, one, part)
        pages = sheet.plan_pages(plan, one, part)
        yield from _slides(deck, headlines.part(plan, one, part), pages, notes, source)


def _registered(deck: Deck, plan: WorkPlan) -> Iterator[Slide | NotShown]:
    known = [one for one in plan.items if not one.sheet]
    for together in _sharing(plan, known):
        pages = sheet.register_pages(plan, together)
        notes = [sheet.whose(one, named=len(together) > 1) for one in together]
        yield from _slides(deck, headlines.progressed(plan, together), pages, notes, plan.source)


def _slides(
    deck: Deck, heading: str, pages: Sequence[sheet.Blocks], notes: Sequence[str], source: str
) -> Iterator[Slide | NotShown]:
    for number, blocks in enumerate(pages, start=1):
        more = f"（{number}／{len(pages)}）" if len(pages) > 1 else ""
        yield deck.slide(heading + more, *blocks, notes=notes, source=source, layout="stack")


def _sharing(plan: WorkPlan, items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items one after another as far as they have room on one page."""
    together: list[Item] = []
    for one in items:
        if together and len(sheet.register_pages(plan, [*together, one])) > 1:
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def change_pages(deck: Deck, plan: WorkPlan) -> Pages:
    """What has changed and what is overdue: on one page where both are short and have room there."""
    changed, late = progress.changes(plan), progress.late(plan)
    heads = headlines.changed(plan, changed), headlines.overdue(late)
    moved, behind = progress.progress_table(plan, changed), progress.late_table(late)
    if all(heads) and len(changed) + len(late) <= deck.either(_ROWS, 0):
        under = {**behind, "caption": heads[1]}
        return Pages((deck.slide(heads[0], moved, under, source=plan.source, layout="stack"),))
    slides = zip(heads, (moved, behind), strict=True)
    return Pages(tuple(deck.slide(head, one, source=plan.source) for head, one in slides))


def lines(plan: WorkPlan) -> list[Line]:
    """In lines: which meeting it is, what has moved, how often groups met, and which have not."""
    day = dates.month_day(plan.meeting.date)
    told = [line(Strong(plan.meeting.name), f"（{day}）　{plan.meeting.subject}")]
    changed = headlines.changed(plan, progress.changes(plan))
    met = headlines.met(plan)
    told += [line(f"{one}。") for one in (changed, met) if one]
    return [*told, *_silent(plan)]


def _silent(plan: WorkPlan) -> list[Line]:
    """Which groups have not met, by item; none where no group has met at all, which is told."""
    silent = status.not_met(plan, status.since(plan))
    if not silent or not status.held(plan):
        return []
    since = status.since_when(plan)
    if len(silent) == status.count_groups(plan):
        return [line(f"{since}は、", Strong("いずれのWGも開催していない"), "。")]
    counts = Counter(short(one.item, _NAME) for one in silent)
    names = [name if count == 1 else f"{name}{count}組" for name, count in counts.items()]
    told = first(names, _SILENT, "項目")
    return [line(f"{since}開催のないWGは", Strong(f"{len(silent)}組"), f"（{told}）。")]
