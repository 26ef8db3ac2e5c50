"""Typst in this process: data in, PDF out, fonts loaded once."""

import json
import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from renkei.errors import DataError
from renkei.publish.glyphs import FONT_FOLDERS

STANDARDS: tuple[Literal["ua-1"], Literal["a-2a"]] = ("ua-1", "a-2a")
JAPAN = timezone(timedelta(hours=9))
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
TEMPLATES = Path(__file__).parent / "templates"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pressed:
    """A finished PDF; `spans` says on which pages each slide stands."""

    pdf: bytes
    spans: list[dict[str, Any]]

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        return max(int(span["page"]) for span in self.spans)


@cache
def fonts() -> typst.Fonts:
    """The two fonts of the pages; no font of the machine is ever looked at."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in FONT_FOLDERS],
    )


def press(source: str, data: Mapping[str, Any], released: date | None) -> Pressed:
    """Compile `source`, which reads `data` as /deck.json, into a PDF/UA-1, PDF/A-2a file.

    The same source, data and date give the same bytes. Raises DataError with Typst's message,
    naming the slide when one slide alone brings it about.
    """
    try:
        return _compile(source, data, released)
    except typst.TypstError as problem:
        where = _culprit(source, data, released)
        raise DataError(f"the PDF cannot be made: {problem.message}", where=where) from problem


def _compile(source: str, data: Mapping[str, Any], released: date | None) -> Pressed:
    with tempfile.TemporaryDirectory(prefix="renkei-") as folder:
        root = Path(folder)
        for part in (TEMPLATES / "renkei-pdf").glob("*.typ"):
            (root / part.name).write_bytes(part.read_bytes())
        (root / "deck.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / "main.typ").write_text(source, encoding="utf-8")
        compiler = typst.Compiler(str(root / "main.typ"), root=str(root), font_paths=fonts())
        moment = datetime.combine(released, time(), JAPAN) if released else UNDATED
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[*STANDARDS], timestamp=moment
        )
        spans = json.loads(compiler.query("<span>", field="value"))
    for warning in warnings:
        log.warning("Typst: %s", warning.message)
    assert isinstance(pdf, bytes)
    return Pressed(pdf, spans)


def _culprit(source: str, data: Mapping[str, Any], released: date | None) -> str | None:
    """The heading of the first slide that cannot be compiled on its own."""
    for slide in data["slides"]:
        try:
            _compile(source, {**data, "slides": [slide]}, released)
        except typst.TypstError:
            heading = "".join(piece for line in slide["heading"] for piece in line)
            return f"slide 「{heading}」"
    return None
