"""What an executed notebook holds that may be published: its slides, or its plain outputs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationError

from renkei.deck.markup import MIME
from renkei.errors import DataError
from renkei.publish.blocks import Block, Line, Part

CHECK_TAG = "working"


class Deck(Part):
    """The briefing a slide belongs to: whose, as of when, released when, and how it is set.

    `density` is "handout" (A4, printed) or "projected" (16:9, larger type); `font` is the
    packaged Noto Sans or, where it is installed, BIZ UDPゴシック.
    """

    campaign: str = ""
    title: str = ""
    area: str = ""
    area_name: str = ""
    as_of: date
    released: date | None = None
    office: str = ""
    sample: bool = False
    density: Literal["handout", "projected"] = "handout"
    font: Literal["noto", "biz-ud"] = "noto"


class Slide(Part):
    """One slide as the notebook handed it over (slide contract, version 1)."""

    version: Literal[1]
    deck: Deck
    kind: Literal["cover", "slide"] = "slide"
    heading: str = Field(min_length=1)
    lines: list[Line] = Field(default_factory=list)
    layout: Literal["row", "stack"] = "row"
    blocks: list[Block] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    source: str = ""


@dataclass(frozen=True)
class Publication:
    """What will be on the pages: `slides`, or `blocks` of a notebook that has none."""

    title: str
    slides: list[Slide] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    inputs_sha256: str | None = None

    @property
    def deck(self) -> Deck | None:
        """The deck of the first slide; None for a notebook without slides."""
        return self.slides[0].deck if self.slides else None

    @property
    def finding(self) -> str:
        """The heading of the first page that is no cover: the answer in one sentence."""
        return next((one.heading for one in self.slides if one.kind != "cover"), "")


def exported_cells(nb: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Cells that may be shown, numbered from 1: all but an analyst's checks."""
    for number, cell in enumerate(nb["cells"], start=1):
        if CHECK_TAG not in cell.get("metadata", {}).get("tags", []):
            yield number, cell


def read_slides(nb: Mapping[str, Any], name: str) -> list[Slide]:
    """The slides of an executed notebook, in order; empty when it shows none.

    Raises DataError when the notebook was not run, when a cell failed, or when a slide does not
    follow the slide contract; `name` says which notebook.
    """
    code = [cell for cell in nb["cells"] if cell["cell_type"] == "code"]
    if code and not any(cell.get("outputs") for cell in code):
        raise DataError("no slides in this notebook; run it first, or add --execute", where=name)
    return list(_slides(nb, name))


def _slides(nb: Mapping[str, Any], name: str) -> Iterator[Slide]:
    for number, cell in exported_cells(nb):
        for output in cell.get("outputs", ()):
            where = f"{name}, cell {number}"
            if output["output_type"] == "error":
                raise DataError(
                    f"the cell failed with {output.get('ename')}: {output.get('evalue')}",
                    where=where,
                    expected="a notebook that ran to its end",
                )
            content = output.get("data", {}).get(MIME)
            if content is not None:
                yield _read_slide(content, where)


def _read_slide(content: Any, where: str) -> Slide:
    try:
        return Slide.model_validate(content)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        raise DataError(f"slide field {path!r}: {first['msg']}", where=where) from problem
