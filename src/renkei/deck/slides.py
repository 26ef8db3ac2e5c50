"""A deck of slides, each of which a notebook shows and an exporter publishes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from renkei import areas
from renkei.deck import lead
from renkei.deck.briefing import Briefing, Level, open_briefing
from renkei.deck.labels import Line
from renkei.deck.marks import numbered
from renkei.deck.markup import MIME, slide_html
from renkei.deck.notes import by_key
from renkei.deck.theme import Drawing
from renkei.settings import Campaign

EVERY_LEVEL: tuple[Level, ...] = ("nation", "prefecture", "municipality")

Block = Drawing | Mapping[str, Any]


@dataclass(frozen=True)
class Slide:
    """One page. A notebook shows it as HTML; `content` follows the slide contract."""

    content: dict[str, Any]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIME: self.content, "text/html": slide_html(self.content)}

    def __repr__(self) -> str:
        return f"<slide: {self.content['heading']}>"


@dataclass(frozen=True)
class NotShown:
    """A page that the deck of this area does not have: a notebook shows nothing in its place."""

    heading: str

    def _ipython_display_(self) -> None:
        """Display nothing at all."""


@dataclass(frozen=True)
class Deck:
    """The slides of one area: what they share, and the briefing they are computed from."""

    briefing: Briefing

    def cover(self, levels: Iterable[Level] = EVERY_LEVEL) -> Slide | NotShown:
        """The first page: title, area, both dates, office."""
        title, lines = self.briefing.campaign.title, lead.cover(self.briefing)
        return self._page("cover", title, lines=lines, levels=levels)

    def slide(
        self,
        heading: str,
        *blocks: Block,
        lines: Iterable[Line] = (),
        notes: Iterable[str] = (),
        source: str = "",
        levels: Iterable[Level] = EVERY_LEVEL,
    ) -> Slide | NotShown:
        """A page with its finding as heading, blocks from left to right, notes and source below.

        The notes its marks refer to come first, then `notes`. `levels` are the kinds of area that
        have the page. A page without a finding says nothing and is left out.
        """
        return self._page("slide", heading, blocks, lines, notes, source, levels)

    def _page(
        self,
        kind: str,
        heading: str,
        blocks: Iterable[Block] = (),
        lines: Iterable[Line] = (),
        notes: Iterable[str] = (),
        source: str = "",
        levels: Iterable[Level] = EVERY_LEVEL,
    ) -> Slide | NotShown:
        if self.briefing.level not in levels or not heading:
            return NotShown(heading)
        drawn = [one.block() if isinstance(one, Drawing) else dict(one) for one in blocks]
        marked = {"lines": [[list(run) for run in one] for one in lines], "blocks": drawn}
        page, marks = numbered(marked, by_key(self.briefing))
        content = {
            "version": 1,
            "deck": self._stamp(),
            "kind": kind,
            "heading": heading,
            **page,
            "notes": [*marks, *notes],
            "source": source,
        }
        return Slide(content)

    def _stamp(self) -> dict[str, Any]:
        campaign = self.briefing.campaign
        return {
            "campaign": campaign.campaign,
            "title": campaign.title,
            "area": self.briefing.area,
            "area_name": self.briefing.name,
            "as_of": campaign.as_of.isoformat(),
            "released": campaign.released.isoformat(),
            "office": campaign.office,
            "sample": campaign.sample,
        }


def open_deck(campaign: Campaign, area: str = areas.NATION) -> Deck:
    """Open the deck of one area: "00" the nation, "16" a prefecture, "162019" a municipality.

    Raises DataError for a code that is no area, InputMissing where a notebook did not run yet.
    """
    return Deck(open_briefing(campaign, area))
