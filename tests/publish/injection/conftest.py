"""A deck in whose every place every payload stands, and the page of its harmless twin."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei.publish import Published, export
from renkei.publish.html import DeckHTMLExporter

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40" width="300pt" height="40pt">'
    '<text x="2" y="20" style="font: 12px \'Noto Sans CJK JP\'">%s</text></svg>'
)
HARMLESS = "無害"


def escaped(text: str) -> str:
    """A text as matplotlib writes it into SVG."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in text[:40])
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    """Texts of many kinds that some program or other would run, follow or choke on."""
    file = Path(__file__).with_name("payloads.json")
    return [text for kind in json.loads(file.read_text()).values() for text in kind]


@pytest.fixture(scope="session")
def hostile_slide(make: dict[str, Callable[..., Any]]) -> Callable[[str], dict[str, Any]]:
    """A slide with one text in every place the contract has."""
    cell = make["cell"]

    def made(text: str) -> dict[str, Any]:
        table = {"head": [[cell("項目"), cell(text)]], "rows": [[cell(text), cell("1")]]}
        line, card = [[text, False], [text, True]], {"label": text, "title": text, "foot": text}
        drawing = {"type": "figure", "caption": text, "svg": SVG % escaped(text), "alt": text}
        blocks = [
            {"type": "table", "caption": text, "row_header": True, **table},
            {**drawing, "data": table},
            {"type": "boxes", "items": [{"value": text[:20], "label": text, "note": text}]},
            {"type": "cards", "caption": text, "items": [card | {"lines": [line]}]},
            {"type": "quote", "title": text, "lines": [line], "source": text},
            {"type": "text", "caption": text, "lines": [line]},
        ]
        deck = {"campaign": text, "title": text, "area_name": text, "office": text}
        parts = {"lines": [line], "notes": [text], "source": text, "deck": deck}
        return make["slide"](f"見出し{text}", blocks=blocks, layout="stack", **parts)

    return made


@pytest.fixture(scope="session")
def exported(
    payloads: list[str],
    hostile_slide: Callable[[str], dict[str, Any]],
    notebook: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Published:
    """The deck: a slide a payload."""
    folder = tmp_path_factory.mktemp("injection")
    return export(notebook(*map(hostile_slide, payloads)), folder)


@pytest.fixture(scope="session")
def harmless_page(
    payloads: list[str],
    hostile_slide: Callable[[str], dict[str, Any]],
    notebook: Callable[..., Any],
) -> str:
    """The page of its twin."""
    nb = notebook(*(hostile_slide(HARMLESS) for _ in payloads))
    return DeckHTMLExporter().from_notebook_node(nb)[0]
