"""A deck of slides, each of which a notebook shows and an exporter publishes."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from renkei import areas
from renkei.deck import lead
from renkei.deck.briefing import Briefing, Level, open_briefing
from renkei.deck.labels import Line
from renkei.deck.marks import numbered
from renkei.deck.markup import MIME, slide_html
from renkei.deck.notes import by_key
from renkei.deck.theme import Drawing, font_here, use_font
from renkei.errors import UsageError
from renkei.settings import Campaign

T = TypeVar("T")
Density = Literal["handout", "projected"]
Layout = Literal["row", "stack"]

DENSITIES: tuple[Density, ...] = ("handout", "projected")
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
    """The slides of one area: what they share, and the briefing they are computed from.

    `density`: "handout" is printed and read at a table, "projected" is read from across a room.
    """

    briefing: Briefing
    density: Density = "handout"

    def either(self, handout: T, projected: T) -> T:
        """What a page holds at this density: how many rows or cards, or which blocks."""
        return handout if self.density == "handout" else projected

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
        layout: Layout = "row",
    ) -> Slide | NotShown:
        """A page with its finding as heading, its blocks, notes and source below.

        Blocks stand from left to right, or with layout "stack" one under another. The notes its
        marks refer to come first, then `notes`. `levels` are the kinds of area that have the page.
        A page without a finding says nothing and is left out.
        """
        return self._page("slide", heading, blocks, lines, notes, source, levels, layout)

    def _page(
        self,
        kind: str,
        heading: str,
        blocks: Iterable[Block] = (),
        lines: Iterable[Line] = (),
        notes: Iterable[str] = (),
        source: str = "",
        levels: Iterable[Level] = EVERY_LEVEL,
        layout: Layout = "row",
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
            "layout": layout,
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
            "density": self.density,
            "font": font_here(campaign.font),
        }


def open_deck(campaign: Campaign, area: str = areas.NATION, density: str = "handout") -> Deck:
    """Open the deck of one area: "00" the nation, "16" a prefecture, "162019" a municipality.

    `density`: "handout" (printed) or "projected". Raises UsageError for another, DataError for a
    code that is no area, InputMissing where a notebook did not run yet.
    """
    use_font(campaign.font)
    return Deck(open_briefing(campaign, area), known_density(density))


def known_density(density: str) -> Density:
    """The density of that name; UsageError where there is none."""
    for one in DENSITIES:
        if one == density:
            return one
    near = difflib.get_close_matches(density, DENSITIES, n=1)
    raise UsageError(
        f"no density {density!r}", where="density", expected=" or ".join(DENSITIES), nearest=near
    )
