"""The HTML exporter: `jupyter nbconvert --to renkei-html notebook.ipynb`."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from traitlets import default

from renkei.deck.markup import STYLE, broken, section_html, stamp
from renkei.deck.svg import inline_svg
from renkei.publish.exporter import DeckExporter
from renkei.publish.glyphs import mark_unseen
from renkei.publish.policy import policy
from renkei.publish.press import TEMPLATES
from renkei.publish.slides import Publication

FOLDER = TEMPLATES / "renkei-html"
PAGE_STYLE, PRINT_STYLE, SCRIPT = (
    (FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "print.css", "present.js")
)
WHOLE_STYLE = "\n".join((STYLE, PAGE_STYLE, PRINT_STYLE))


class DeckHTMLExporter(DeckExporter):
    """Slides of an executed notebook as one file that asks for nothing."""

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = "Renkei HTML"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        return environment

    def published(self, publication: Publication) -> tuple[str, dict[str, Any]]:
        """The page."""
        return self.template.render(**page_values(publication)), {}


def page_values(publication: Publication) -> dict[str, Any]:
    """What the page template asks for; strings stay data and are escaped there."""
    slides = [_seen(slide.model_dump(mode="json")) for slide in publication.slides]
    deck = _seen(publication.deck.model_dump(mode="json")) if publication.deck else {}
    fingerprint = _fingerprint(publication.inputs_sha256)
    return {
        "title": mark_unseen(publication.title),
        "fingerprint": fingerprint,
        "deck": deck,
        "stamp": stamp(deck),
        "style": Markup(WHOLE_STYLE),
        "script": Markup(SCRIPT),
        "policy": policy(WHOLE_STYLE, SCRIPT if slides else ""),
        "inputs_sha256": publication.inputs_sha256,
        "headings": [broken(slide["heading"]) for slide in slides],
        "sections": [
            section_html(
                slide,
                prefix=f"slide-{number}",
                tag="h1" if number == 1 else "h2",
                page=f"スライド {number} / {len(slides)}",
                closing=[fingerprint] if number == len(slides) else [],
            )
            for number, slide in enumerate(slides, start=1)
        ],
        "blocks": [_seen(block) for block in publication.blocks],
        "drawing": _drawing,
    }


def _drawing(block: Mapping[str, Any], number: int) -> Markup:
    return Markup(inline_svg(block["svg"], label=block["alt"], prefix=f"drawing-{number}-"))


def _fingerprint(digest: str | None) -> str:
    if digest is None:
        return "入力の指紋：なし（手元での書き出し）"
    return f"入力の指紋（SHA-256）：{digest}"


def _seen(value: Any) -> Any:
    """The same structure with unprintable characters marked in every string."""
    if isinstance(value, str):
        return mark_unseen(value)
    if isinstance(value, dict):
        return {key: _seen(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(part) for part in value]
    return value
