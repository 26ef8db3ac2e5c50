"""The pages of one phase: its log, what was heard, its rules; together on one where they fit."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from renkei.deck.pages.heard import beside, heard_part
from renkei.deck.pages.log import log_lanes, log_part
from renkei.deck.pages.page import NOTHING, Page, Part, headed
from renkei.deck.pages.room import ROOM, needed, needed_beside
from renkei.deck.pages.rules import paid, rules_part
from renkei.settings.content.national import National, Phase

Parts = dict[str, Part]


def dated_log(facts: National, phase: Phase) -> Page:
    """What both lanes did, with what was heard and the rules where one page holds them.

    Short logs of phases that follow one another share the page of the first.
    """
    shared = _sharing(facts, phase)
    if len(shared) < 2:
        return _page("log", facts, phase)
    if phase is not shared[0]:
        return NOTHING
    last = log_part(facts, shared[-1])
    heading = headed(shared[-1], last.said) if last else ""
    sources = tuple(one.source for one in shared)
    return Page(heading, tuple(log_lanes(facts.lanes, shared)), sources=sources)


def _sharing(facts: National, phase: Phase) -> list[Phase]:
    """The phases whose logs one page holds, the given one among them."""
    shared: list[Phase] = []
    for one in facts.phases:
        alone = {"log"} in [set(parts) for parts in _arranged(facts, one)]
        fits = alone and needed_beside(log_lanes(facts.lanes, [*shared, one])) <= ROOM
        if fits:
            shared.append(one)
        elif phase in shared:
            return shared
        else:
            shared = [one] if alone else []
    return shared if phase in shared else []


def heard(facts: National, phase: Phase) -> Page:
    """What was heard, with the rules where one page holds them; nothing where the log has it."""
    return _page("heard", facts, phase)


def rules(facts: National, phase: Phase) -> Page:
    """Interval rules and practices, unless another page has them; then what a dose is paid."""
    page, more = _page("rules", facts, phase), paid(phase)
    return Page(page.heading, page.blocks, (), page.notes, page.sources, page.layout, more)


def _page(name: str, facts: National, phase: Phase) -> Page:
    """The page that begins with a part; NOTHING where the part stands on another one, or is none."""
    parts = next((one for one in _arranged(facts, phase) if next(iter(one)) == name), {})
    if not parts:
        return NOTHING
    alone = len(parts) == 1
    told = [beside(parts[name])] if alone else [*parts.values()]
    said = [one for part in told for one in part.said]
    blocks = tuple(block for part in told for block in part.blocks)
    notes = tuple(note for part in told for note in part.notes)
    layout = told[0].layout if alone else "stack"
    return Page(headed(phase, said), blocks, (), notes, (phase.source,), layout)


def _arranged(facts: National, phase: Phase) -> list[Parts]:
    """The parts of a phase on as few pages as hold them; the log rather by itself than others."""
    told = {"log": log_part(facts, phase), "heard": heard_part(phase), "rules": rules_part(phase)}
    parts = {name: part for name, part in told.items() if part}
    return next(pages for pages in _ways(parts) if all(map(_fits, pages)))


def _ways(parts: Parts) -> Iterator[list[Parts]]:
    """All ways to spread parts over pages in their order, fewest pages first."""
    names = [*parts]
    for number in range(len(names)):
        for cuts in combinations(range(1, len(names)), number):
            ends = pairwise((0, *cuts, len(names)))
            yield [{name: parts[name] for name in names[start:end]} for start, end in ends]
    if not names:
        yield []


def _fits(parts: Parts) -> bool:
    blocks = [block for part in parts.values() for block in part.blocks]
    notes = sum(len(part.notes) for part in parts.values())
    return len(parts) == 1 or needed(blocks, notes) <= ROOM
