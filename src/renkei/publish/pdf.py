"""The PDF exporter: `jupyter nbconvert --to renkei-pdf notebook.ipynb`."""

from collections.abc import Iterator
from typing import Any

from renkei.errors import DataError
from renkei.publish.exporter import DeckExporter
from renkei.publish.press import Pressed, press
from renkei.publish.slides import Publication
from renkei.publish.typefaces import typeface
from renkei.publish.typeset import Typesetter


class DeckPDFExporter(DeckExporter):
    """Slides of an executed notebook as a tagged PDF: A4 landscape, or 16:9 to project."""

    file_extension = ".pdf"
    output_mimetype = "application/pdf"
    export_from_notebook = "Renkei PDF"

    def published(self, publication: Publication) -> tuple[bytes, dict[str, Any]]:
        """The PDF; the resources gain `renkei_pages`.

        Raises DataError when a slide cannot be printed.
        """
        deck = publication.deck
        face = typeface(deck.font if deck else "noto")
        pages = Typesetter(face).pages(publication)
        density = deck.density if deck else "handout"
        pressed = press(pages, deck.released if deck else None, density, face)
        faults = list(overflows(pressed, publication))
        if faults:
            raise DataError(_together(faults))
        return pressed.pdf, {"renkei_pages": pressed.pages}


FAULTS = {
    "over": "it runs over its place; expected: fewer lines, rows or cards, or two slides",
    "table": "its table fits only with text below the smallest that can be read; "
    "expected: fewer columns or shorter texts",
    "figure": "text in its figure is printed too small; expected: at least 9 pt, so "
    "a larger figure or larger letters",
}


def overflows(pressed: Pressed, publication: Publication) -> Iterator[tuple[str, str]]:
    """The heading and the fault of each slide that runs over or had to be set too small.

    A long table that goes on under its repeated head is none.
    """
    for index, slide in enumerate(publication.slides):
        marks = [span for span in pressed.spans if span["slide"] == index]
        pages = sorted({mark["page"] for mark in marks})
        found = dict.fromkeys(fault for mark in marks for fault in mark["faults"])
        if pages[-1] > pages[0] and not any(mark["flows"] for mark in marks):
            found.setdefault("over")
        for fault in found:
            yield slide.heading, FAULTS[fault]


def _together(faults: list[tuple[str, str]]) -> str:
    """All faults of a deck in one sentence, so that they can be put right at once."""
    return "; ".join(f"slide 「{heading}」: {fault}" for heading, fault in faults)
