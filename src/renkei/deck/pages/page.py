"""A page of published facts: put on a deck, it carries their source and says they are no sample."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from IPython.display import display

from renkei.deck import labels
from renkei.deck.diagrams.sheet import em
from renkei.deck.labels import Line, Strong, line
from renkei.deck.meeting import invented
from renkei.deck.slides import Block, Deck, Layout, NotShown, Slide
from renkei.settings import Campaign
from renkei.settings.content.facts import Piece, Source, known
from renkei.settings.content.national import Entry, National, Phase, read_national
from renkei.wording import dates

_OPENING = "「（『"  # between pieces a line may break, and must not end with one of these
_MONTH = re.compile(r"令和(?P<year>[0-9]{1,2})年(?P<month>[0-9]{1,2})月")
_REIWA = 2018  # the year before the first of 令和
_HEADING = 62.0  # em in two lines beside the dates


@dataclass(frozen=True)
class Page:
    """What a page says; a page without a heading is left out of the deck.

    `more` are pages that follow it (`each` shows them); `alone`: nothing may stand beside it;
    `invented`: its rules are facts, and what they are applied to is not.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    layout: Layout = "row"
    more: tuple["Page", ...] = ()
    alone: bool = False
    invented: bool = False

    def on(self, deck: Deck, *beside: Block, origin: str = "") -> Slide | NotShown:
        """The page as a slide of the nation's deck, with what else is to stand `beside` it.

        `origin` is where that is from: 出典, as `notes.source` gives it. Both are left out of a page
        that has to stand alone.
        """
        if self.alone:
            beside, origin = (), ""
        notes = [f"※ {note}" for note in self.notes]
        released = deck.briefing.campaign.released
        if any(later(one.document, released) for one in self.sources):
            upto = dates.short(released)
            notes.append(f"※ 出典は後日の資料。記載は{upto}（公表日）までの事実に限る。")
        if deck.briefing.campaign.sample and self.sources and not self.invented:
            others = "、図表は" if beside else "であり、"
            ending = "である" if beside else "ではない"
            notes.append(f"※ このページの文章は公表資料の事実{others}{labels.SAMPLE}{ending}。")
        told = [source(self.sources), origin.removeprefix("出典：") if self.sources else origin]
        slide = deck.slide(
            self.heading,
            *self.blocks,
            *beside,
            lines=self.lines,
            notes=notes,
            source="、".join(filter(None, told)),
            layout=self.layout,
            levels=["nation"],
        )
        return invented(slide) if self.invented else slide


NOTHING = Page("")


@dataclass(frozen=True)
class Part:
    """A part of a phase's pages: what a heading may say of it, most important first; its blocks.

    `layout` is that of a page it has to itself.
    """

    said: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    layout: Layout = "stack"


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
    SettingsError where the file is not there or says something it may not. A campaign of invented
    records is not told what the real one came to: beside its own figures that would be false.
    """
    if campaign.content is None:
        return National()
    facts = known(read_national(campaign.file, campaign.content), campaign.released)
    return facts.model_copy(update={"outcomes": []}) if campaign.sample else facts


def each(deck: Deck, facts: National, *makes: Callable[[National, Phase], Page]) -> Pages:
    """The pages of each phase of the campaign itself (not of those before), phase by phase."""
    made = (make(facts, phase) for phase in facts.phases for make in makes)
    return Pages(tuple(page.on(deck) for one in made for page in (one, *one.more)))


def source(sources: Iterable[Source]) -> str:
    """出典：the documents with their pages: 総務省説明資料（令和5年1月）「総括」."""
    pages: dict[str, list[str]] = {}
    for one in sources:
        told = pages.setdefault(one.document, [])
        if one.page and f"「{one.page}」" not in told:
            told.append(f"「{one.page}」")
    named = "、".join(f"{document}{''.join(told)}" for document, told in pages.items())
    return f"出典：{named}" if named else ""


def later(document: str, day: dt.date) -> bool:
    """Whether a document's name says a month after a day's: 総務省説明資料（令和5年1月）."""
    named = _MONTH.search(document)
    if named is None:
        return False
    year, month = _REIWA + int(named["year"]), int(named["month"])
    return (year, month) > (day.year, day.month)


def words(pieces: Iterable[Piece]) -> list[str]:
    """The pieces of a text for `labels.line`; a bracket opens the piece it belongs to."""
    told: list[str] = []
    opened = ""
    for one in pieces:
        text = opened + one.text
        bare = text.rstrip(_OPENING)
        opened = text[len(bare) :]
        told.append(Strong(bare) if one.strong else bare)
    return [*told, opened]


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


def headed(phase: Phase, said: Sequence[str]) -> str:
    """A heading of two lines: the phase's mark and as much of what is said as they hold."""
    told = f"{phase.mark}{said[0]}"
    for one in said[1:]:
        if em(f"{told}、{one}") <= _HEADING:
            told = f"{told}、{one}"
    return told


def done(entry: Entry) -> str:
    """What was done and when, in few words; empty where the entry has none of them or no day."""
    day = entry.newest
    return f"{entry.short}（{dates.short(day)}）" if entry.short and day else ""


def entry_line(entry: Entry) -> Line:
    """An entry of a log as a point of a list, its day in bold."""
    day = when(entry)
    return line("・", *([Strong(day), "　"] if day else []), *words(entry.text))
