"""Typst in this process: data in, PDF out, fonts loaded once."""

import atexit
import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal

import typst

from renkei.errors import DataError
from renkei.publish.typefaces import NOTO, Typeface

STANDARDS: tuple[Literal["ua-1"], Literal["a-2a"]] = ("ua-1", "a-2a")
JAPAN = timezone(timedelta(hours=9))
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
TEMPLATES = Path(__file__).parent / "templates"
MAIN = TEMPLATES / "renkei-pdf" / "main.typ"
EMPTY = TEMPLATES / "renkei-pdf" / "empty.typ"
AGE = 11
"""So many compilations later Typst forgets what it has remembered of one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """How a deck is to be printed: dated when, for paper or screen, in which fonts."""

    released: date | None
    density: str
    face: Typeface


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
def fonts(face: Typeface) -> typst.Fonts:
    """The fonts of the pages; no other font of the machine is ever looked at."""
    folders = [path.parent for path in NOTO.files]
    others = [path for path in face.files if path not in NOTO.files]
    if others:  # away from their neighbours, of which one could be another Noto
        folders.append(Path(mkdtemp(prefix="renkei-fonts-")))
        atexit.register(shutil.rmtree, folders[-1], ignore_errors=True)
    for path in others:
        shutil.copy(path, folders[-1])
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def press(
    data: Mapping[str, Any],
    released: date | None,
    density: str = "handout",
    face: Typeface = NOTO,
) -> Pressed:
    """Compile `data` (see `Typesetter.pages`) into a PDF/UA-1, PDF/A-2a file.

    The same data, date, density and fonts give the same bytes. Raises DataError with Typst's
    message, naming the slide when one slide alone brings it about.
    """
    job = Job(released, density, face)
    try:
        return _compile(data, job)
    except typst.TypstError as problem:
        where = _culprit(data, job)
        raise DataError(f"the PDF cannot be made: {problem.message}", where=where) from problem
    finally:
        _forget(face)


@cache
def _nothing(face: Typeface) -> typst.Compiler:
    return typst.Compiler(str(EMPTY), root=str(EMPTY.parent), font_paths=fonts(face))


def _forget(face: Typeface) -> None:
    """Make Typst forget the deck: it keeps the last ten, 0.1 GB each, and no deck is like another."""
    for _ in range(AGE):
        _nothing(face).compile(format="svg")


def _compile(data: Mapping[str, Any], job: Job) -> Pressed:
    compiler = typst.Compiler(
        str(MAIN),
        root=str(MAIN.parent),
        font_paths=fonts(job.face),
        sys_inputs={
            "deck": json.dumps(data, ensure_ascii=False),
            "density": job.density,
            "fonts": json.dumps(job.face.families),
        },
    )
    moment = datetime.combine(job.released, time(), JAPAN) if job.released else UNDATED
    pdf, warnings = compiler.compile_with_warnings(
        format="pdf", pdf_standards=[*STANDARDS], timestamp=moment
    )
    spans = json.loads(compiler.query("<span>", field="value"))
    for warning in warnings:
        log.warning("Typst: %s", warning.message)
    assert isinstance(pdf, bytes)
    return Pressed(pdf, spans)


def _culprit(data: Mapping[str, Any], job: Job) -> str | None:
    """The heading of the first slide that cannot be compiled on its own."""
    for slide in data["slides"]:
        try:
            _compile({**data, "slides": [slide]}, job)
        except typst.TypstError:
            heading = "".join(piece for line in slide["heading"] for piece in line)
            return f"slide 「{heading}」"
    return None
