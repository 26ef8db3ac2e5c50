"""The PDF exporter: `jupyter nbconvert --to renkei-pdf notebook.ipynb`."""

import logging
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from renkei.publish.exporter import DeckExporter
from renkei.publish.press import Pressed, press
from renkei.publish.slides import Publication
from renkei.publish.typeset import Typesetter

log = logging.getLogger(__name__)


class DeckPDFExporter(DeckExporter):
    """Slides of an executed notebook as a tagged PDF, A4 landscape."""

    file_extension = ".pdf"
    output_mimetype = "application/pdf"
    export_from_notebook = "Renkei PDF"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".typ.j2"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF of `nb`; resources gain `renkei_pages` and `renkei_warnings`.

        Raises DataError when the notebook was not run or a slide cannot be printed.
        """
        publication, resources = self.publication(nb, resources, **kw)
        source = self.template.render(kind="deck" if publication.slides else "plain")
        released = publication.deck.released if publication.deck else None
        pressed = press(source, Typesetter().pages(publication), released)
        resources["renkei_pages"] = pressed.pages
        resources["renkei_warnings"] = list(overflows(pressed, publication))
        for warning in resources["renkei_warnings"]:
            log.warning(warning)
        return pressed.pdf, resources


def overflows(pressed: Pressed, publication: Publication) -> Iterator[str]:
    """One sentence for each slide that runs over its page or had to be set too small."""
    for index, slide in enumerate(publication.slides):
        marks = [span for span in pressed.spans if span["slide"] == index]
        pages = sorted({mark["page"] for mark in marks})
        if pages[-1] > pages[0] and not any(mark["flows"] for mark in marks):
            yield (
                f"slide 「{slide.heading}」 runs over onto page {pages[-1]}; "
                f"expected: everything on page {pages[0]}"
            )
        if "table" in marks[0]["small"]:
            yield f"slide 「{slide.heading}」: its table fits only with text below 11 pt"
        if "figure" in marks[0]["small"]:
            yield f"slide 「{slide.heading}」: text in its figure is printed below 9 pt"
