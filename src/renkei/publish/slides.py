"""What an executed notebook holds that may be published: its slides, or its plain outputs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from renkei.deck.markup import MIME
from renkei.errors import DataError

CHECK_TAG = "working"

Line = list[tuple[str, bool]]
Span = Annotated[int, Field(ge=1, le=100)]
Weight = Annotated[float, Field(gt=0, le=100)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=False)


class Deck(_Part):
    """The briefing a slide belongs to: whose, as of when, released when."""

    campaign: str = ""
    title: str = ""
    area: str = ""
    area_name: str = ""
    as_of: date
    released: date | None = None
    office: str = ""
    sample: bool = False


class Cell(_Part):
    """One cell of a table; spans are used in the head only."""

    text: str = ""
    strong: bool = False
    align: Literal["left", "right", "center"] | None = None
    colspan: Span = 1
    rowspan: Span = 1


class Table(_Part):
    """Rows under a head, which is repeated when the rows go on to further pages."""

    type: Literal["table"]
    caption: str = ""
    width: Weight = 1
    head: list[list[Cell]] = []
    rows: list[list[Cell]] = []
    rules: list[int] = []
    row_header: bool = False

    @model_validator(mode="after")
    def _align_head(self) -> "Table":
        """A head cell that does not say otherwise stands as the column below it does."""
        for column, cell in enumerate(self.head[-1] if self.head else []):
            below = self.rows[0][column] if self.rows and column < len(self.rows[0]) else None
            if cell.align is None and below is not None and len(self.head) == 1:
                cell.align = below.align
        return self


class Figure(_Part):
    """A drawing as SVG, with what it says in words."""

    type: Literal["figure"]
    caption: str = ""
    width: Weight = 1
    svg: str
    alt: str = ""


class Text(_Part):
    """Lines of text beside the other blocks."""

    type: Literal["text"]
    caption: str = ""
    width: Weight = 1
    lines: list[Line] = []


class Box(_Part):
    """One number worth a box of its own."""

    value: str = ""
    label: str = ""
    note: str = ""


class Boxes(_Part):
    """Numbers in boxes, side by side."""

    type: Literal["boxes"]
    caption: str = ""
    width: Weight = 1
    items: list[Box] = []


Block = Annotated[Table | Figure | Text | Boxes, Field(discriminator="type")]


class Slide(_Part):
    """One slide as the notebook handed it over (slide contract, version 1)."""

    version: Literal[1]
    deck: Deck
    kind: Literal["cover", "slide"] = "slide"
    heading: str = Field(min_length=1)
    lines: list[Line] = []
    blocks: list[Block] = []
    notes: list[str] = []
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
