"""One slide as a <section>: heading, lines, blocks side by side or stacked, notes and source."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from renkei.deck.markup.breaking import broken, broken_runs
from renkei.deck.markup.hanging import hanging
from renkei.deck.markup.table import body_groups, head_rows, is_wide
from renkei.deck.svg import drawing_size, inline_svg
from renkei.errors import DataError
from renkei.wording.date_forms import month_day

MIME = "application/vnd.renkei.slide+json"  # what a notebook hands over a slide as
SAMPLE_BADGE = "見本（架空のデータ）"
BLOCKS = ("table", "figure", "text", "boxes", "cards", "quote")
LAYOUTS = ("row", "stack")
NARROWEST = 270  # pt; a wider drawing scrolls on a narrow screen, for its words to stay legible

MANY = 18  # lines of the tables of a page, beyond which they are set smaller in print

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "slide.css").read_text(encoding="utf-8")


def _columns_for(cards: int) -> int:
    """How many cards stand side by side: few enough to leave no gap in the last row."""
    return cards if cards < 5 else min((4, 3), key=lambda columns: -cards % columns)


_environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
_environment.globals.update(
    broken=broken,
    broken_runs=broken_runs,
    hanging=hanging,
    head_rows=head_rows,
    body_groups=body_groups,
    columns_for=_columns_for,
    sample_badge=SAMPLE_BADGE,
)
_section = _environment.get_template("slide.html.j2")
_environment.get_template("blocks.html.j2")  # what the other imports, compiled along with it


def slide_html(slide: Mapping[str, Any]) -> str:
    """The slide as a piece of HTML with its own style, for a notebook's output.

    `slide` follows the slide contract, version 1; its strings are data and come out escaped.
    Raises DataError for a block or layout of unknown type or a figure that is not SVG.
    """
    content = json.dumps(slide, sort_keys=True, ensure_ascii=True, default=str)
    prefix = "s" + hashlib.sha256(content.encode()).hexdigest()[:12]
    return f"<div><style>{STYLE}</style>{section_html(slide, prefix=prefix)}</div>"


def section_html(
    slide: Mapping[str, Any],
    *,
    prefix: str,
    tag: str = "h2",
    page: str = "",
    closing: Sequence[str] = (),
) -> Markup:
    """The slide as a <section> whose ids start with `prefix`, its heading a `tag`.

    `closing` are lines at its foot that are seen in print only.
    """

    def figure(block: Mapping[str, Any], index: int) -> dict[str, Any]:
        label = str(block.get("alt") or block.get("caption") or "図")
        svg = inline_svg(block["svg"], label=label, prefix=f"{prefix}-{index}-")
        width = drawing_size(svg)[0]
        return {"svg": Markup(svg), "width": f"{width:g}pt", "scrolls": width > NARROWEST}

    where = str(slide.get("heading", ""))
    for block in slide.get("blocks", ()):
        _check("block type", block.get("type"), BLOCKS, where)
    _check("layout", slide.get("layout") or "row", LAYOUTS, where)
    section = _section.render(
        slide=slide,
        prefix=prefix,
        tag=tag,
        page=page,
        closing=closing,
        dense=_rows(slide) > MANY,
        stamp=stamp(slide["deck"]),
        figure=figure,
    )
    return Markup(section)


def stamp(deck: Mapping[str, Any]) -> str:
    """What the numbers stand for and when they were released: 6月2日時点・6月3日公表."""
    parts = []
    for key, word in (("as_of", "時点"), ("released", "公表")):
        if deck.get(key):
            day = date.fromisoformat(str(deck[key])[:10])
            parts.append(month_day(day) + word)
    return "・".join(parts)


def _rows(slide: Mapping[str, Any]) -> int:
    """How many lines the tables of a page have, a row with a sentence in it counted as two."""
    tables = [block for block in slide.get("blocks", ()) if block["type"] == "table"]
    rows = [row for table in tables for part in ("head", "rows") for row in table.get(part) or []]
    return sum(1 + any(is_wide(str(cell.get("text", ""))) for cell in row) for row in rows)


def _check(what: str, value: object, known: tuple[str, ...], where: str) -> None:
    if value not in known:
        raise DataError(f"{what} {value!r}", where=where, expected=" | ".join(known))
