"""From an executed notebook to what will be on the pages."""

from collections.abc import Mapping
from typing import Any

from renkei.errors import DataError
from renkei.publish.plain import plain_blocks
from renkei.publish.slides import Publication, Slide, read_slides

SHA256 = 64


def read_publication(nb: Mapping[str, Any], resources: Mapping[str, Any]) -> Publication:
    """What may be published of `nb`: its slides, or its text and outputs when it has none.

    Raises DataError when there is nothing to show, a cell failed or a slide is malformed.
    """
    name = str(resources.get("metadata", {}).get("name") or "notebook")
    digest = _digest(nb, name)
    slides = read_slides(nb, name)
    if slides:
        return Publication(_title(slides[0]), slides=slides, inputs_sha256=digest)
    blocks = plain_blocks(nb)
    if not blocks:
        raise DataError("nothing to show in this notebook", where=name, expected="text or outputs")
    headings = (block for block in blocks if block["type"] == "heading")
    first = next(headings, None)
    title = "".join(text for text, _ in first["runs"]) if first else name
    return Publication(title or name, blocks=blocks, inputs_sha256=digest)


def _title(slide: Slide) -> str:
    deck = slide.deck
    area = "" if deck.area_name in deck.title else deck.area_name
    return "　".join(part for part in (deck.title or slide.heading, area) if part)


def _digest(nb: Mapping[str, Any], name: str) -> str | None:
    digest = nb["metadata"].get("renkei", {}).get("inputs_sha256")
    if digest is None:
        return None
    if not isinstance(digest, str) or len(digest) != SHA256 or not digest.isalnum():
        raise DataError(f"inputs_sha256 {digest!r}", where=name, expected="64 hexadecimal digits")
    return digest
