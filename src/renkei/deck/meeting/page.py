"""A page computed from the papers of a meeting, ready for `Deck.slide`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from renkei.deck.labels import Line
from renkei.deck.slides import Block, Layout


@dataclass(frozen=True)
class Page:
    """A page: `deck.slide(page.heading, *page.blocks, **page.told)`.

    Without a heading there is nothing to say, and the deck leaves the page out.
    """

    heading: str
    blocks: Sequence[Block] = ()
    lines: Sequence[Line] = ()
    notes: Sequence[str] = ()
    source: str = ""
    layout: Layout = "row"

    @property
    def told(self) -> dict[str, Any]:
        """What stands around the blocks, by the names `Deck.slide` gives it."""
        return {
            "lines": self.lines,
            "notes": self.notes,
            "source": self.source,
            "layout": self.layout,
        }


NOTHING = Page("")


def source(where: str) -> str:
    """The line at the foot that says which paper a page is from."""
    return f"出典：{where}"
