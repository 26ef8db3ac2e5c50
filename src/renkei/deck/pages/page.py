"""A page of published facts: put on a deck, it carries their source and says they are no sample."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from IPython.display import display

from renkei.deck import labels
from renkei.deck.labels import Line, Strong, line
from renkei.deck.slides import Block, Deck, Layout, NotShown, Slide
from renkei.settings import Campaign
from renkei.settings.content.facts import Piece, Source, known
from renkei.settings.content.national import Entry, National, Phase, read_national
from renkei.wording import dates


@dataclass(frozen=True)
class Page:
    """What a page says; a page without a heading is left out of the deck."""

    heading: str
    blocks: tuple[Block, ...] = ()
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    layout: Layout = "row"

    def on(self, deck: Deck, *beside: Block, origin: str = "") -> Slide | NotShown:
        """The page as a slide of the nation's deck, with what else is to stand `beside` it.

        `origin` is where that is from: 出典, as `notes.source` gives it.
        """
        notes = [f"※ {note}" for note in self.notes]
        if deck.briefing.campaign.sample and self.sources:
            others = "、図表は" if beside else "であり、"
            ending = "である" if beside else "ではない"
            notes.append(f"※ このページの文章は公表資料の事実{others}{labels.SAMPLE}{ending}。")
        told = [source(self.sources), origin.removeprefix("出典：") if self.sources else origin]
        return deck.slide(
            self.heading,
            *self.blocks,
            *beside,
            lines=self.lines,
            notes=notes,
            source="、".join(filter(None, told)),
            layout=self.layout,
            levels=["nation"],
        )


NOTHING = Page("")


@dataclass(frozen=True)
class Pages:
    """Several slides, which a notebook shows one after another."""

    slides: tuple[Slide | NotShown, ...]

    def _ipython_display_(self) -> None:
        for one in self.slides:
            display(one)  # type: ignore[no-untyped-call]


def known_facts(campaign: Campaign) -> National:
    """The facts the campaign names, as far as they could be told on its day of release.

    Without such a file all parts are empty, and every page made of them is left out. Raises
    SettingsError where the file is not there or says something it may not.
    """
    if campaign.content is None:
        return National()
    return known(read_national(campaign.file, campaign.content), campaign.released)


def each(deck: Deck, facts: National, *makes: Callable[[National, Phase], Page]) -> Pages:
    """The pages of each phase of the campaign itself (not of those before), phase by phase."""
    return Pages(tuple(make(facts, phase).on(deck) for phase in facts.phases for make in makes))


def source(sources: Iterable[Source]) -> str:
    """出典：the documents with their pages: 総務省説明資料（令和5年1月）「総括」."""
    pages: dict[str, list[str]] = {}
    for one in sources:
        told = pages.setdefault(one.document, [])
        if one.page and f"「{one.page}」" not in told:
            told.append(f"「{one.page}」")
    named = "、".join(f"{document}{''.join(told)}" for document, told in pages.items())
    return f"出典：{named}" if named else ""


def words(pieces: Iterable[Piece]) -> list[str]:
    """The pieces of a text for `labels.line`."""
    return [Strong(one.text) if one.strong else one.text for one in pieces]


def plain(pieces: Iterable[Piece]) -> str:
    """A text without what is strong in it."""
    return "".join(one.text for one in pieces)


def when(entry: Entry) -> str:
    """The days of an entry as printed: R3.4.27, R4.1.12及び2.8, 同日; empty for one without."""
    if entry.when or entry.date is None:
        return entry.when or ""
    further = [f"{one.month}.{one.day}" for one in entry.and_on if one.year == entry.date.year]
    others = [dates.short(one) for one in entry.and_on if one.year != entry.date.year]
    return "及び".join([dates.short(entry.date), *further, *others])


def entry_line(entry: Entry) -> Line:
    """An entry of a log as a point of a list, its day in bold."""
    day = when(entry)
    return line("・", *([Strong(day), "　"] if day else []), *words(entry.text))
