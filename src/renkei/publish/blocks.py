"""What may stand on a slide: the blocks of the slide contract, version 1."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from renkei.publish.grid import columns_of

Line = list[tuple[str, bool]]  # runs of (text, strong)
Span = Annotated[int, Field(ge=1, le=100)]
Weight = Annotated[float, Field(gt=0, le=100)]
Shade = Annotated[int, Field(ge=0, le=3)]


class Part(BaseModel):
    """Anything of the contract: unknown keys are for other exporters and are passed over."""

    model_config = ConfigDict(extra="ignore", strict=False)


class Cell(Part):
    """One cell of a table; `shade` is none, pale, mid, or ink under white text (0 to 3)."""

    text: str = ""
    strong: bool = False
    align: Literal["left", "right", "center"] | None = None
    colspan: Span = 1
    rowspan: Span = 1
    shade: Shade = 0


Rows = list[list[Cell]]


class _Placed(Part):
    """A block beside others, as wide (or as high, in a stack) as its weight says."""

    caption: str = ""
    width: Weight = 1


class Table(_Placed):
    """Rows under a head, which is repeated when the rows go on to further pages.

    With `flows` they may do so however few they are; else a short table is wrong that does.
    A cell that reaches over rows is left out of the rows below it, as in HTML.
    """

    type: Literal["table"]
    head: Rows = []
    rows: Rows = []
    rules: list[int] = []
    row_header: bool = False
    flows: bool = False

    @model_validator(mode="after")
    def _check_places(self) -> "Table":
        """A head cell that does not say otherwise stands as the column below it does."""
        for rows in (self.head, self.rows):
            columns_of(rows)  # raises where cells would lie on one another
        for column, cell in enumerate(self.head[-1] if self.head else []):
            below = self.rows[0][column] if self.rows and column < len(self.rows[0]) else None
            if cell.align is None and below is not None and len(self.head) == 1:
                cell.align = below.align
        return self


class FigureData(Part):
    """The table behind a chart; the PDF does not print it."""

    head: Rows = []
    rows: Rows = []


class Figure(_Placed):
    """A drawing as SVG, with what it says in words."""

    type: Literal["figure"]
    svg: str
    alt: str = ""
    data: FigureData | None = None


class Text(_Placed):
    """Lines of text beside the other blocks."""

    type: Literal["text"]
    lines: list[Line] = []


class Quote(_Placed):
    """Words of somebody else, framed: a quotation, a statute."""

    type: Literal["quote"]
    title: str = ""
    lines: list[Line] = []
    source: str = ""


class Box(Part):
    """One number worth a box of its own."""

    value: str = ""
    label: str = ""
    note: str = ""


class Boxes(_Placed):
    """Numbers in boxes, side by side."""

    type: Literal["boxes"]
    items: list[Box] = []


class Card(Part):
    """One matter in a frame: where or when over its title, what of it, and a last line."""

    label: str = ""
    title: str = ""
    lines: list[Line] = []
    foot: str = ""


class Cards(_Placed):
    """Cards in equal columns; 0 columns lets the exporter choose."""

    type: Literal["cards"]
    columns: Annotated[int, Field(ge=0, le=8)] = 0
    items: list[Card] = []


Block = Annotated[
    Table | Figure | Text | Quote | Boxes | Cards,
    Field(discriminator="type"),
]
