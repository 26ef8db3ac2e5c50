"""Which notes of a slide each of its parts refers to, for a part may come to a page of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from renkei.publish.slides import Slide

MARK = re.compile(r"※(\d*)")
UNPRINTED = frozenset({"alt", "data", "type"})  # of a block


def referred(slide: Slide) -> tuple[list[int], list[int], list[list[int]]]:
    """Places of the notes that belong to the opening, to the heading, and to each block.

    A text refers to the notes that open with one of its marks: ※3, or ※ alone. To the opening
    belong those its lines refer to, and those that nothing refers to by a mark.
    """
    opens = [match.group() if (match := MARK.match(note)) else "" for note in slide.notes]
    if not any(opens):
        return list(range(len(opens))), [], [[] for _ in slide.blocks]

    def places(texts: Iterable[str]) -> list[int]:
        marks = {match.group() for text in texts for match in MARK.finditer(text)}
        return [place for place, mark in enumerate(opens) if mark in marks]

    heading = places([slide.heading])
    blocks = [places(_printed(block.model_dump())) for block in slide.blocks]
    lines = places(text for line in slide.lines for text, _ in line)
    known = {place for each in (heading, *blocks) for place in each}
    opening = [place for place in range(len(opens)) if place in lines or place not in known]
    return opening, heading, blocks


def _printed(part: Any) -> Iterator[str]:
    """Every text of a block that stands on the page; of a drawing its letters are in the SVG."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if key not in UNPRINTED:
                yield from _printed(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _printed(value)
