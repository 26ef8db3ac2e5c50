"""What the slides of a deck say, text by text, each with its place on the slide."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from pydantic import ValidationError

from renkei.deck.markup import MIME
from renkei.errors import DataError, InputMissing
from renkei.publish.annex.printed import columns
from renkei.publish.blocks import Block, Boxes, Cards, Figure, Quote, Rows, Table, Text
from renkei.publish.slides import Slide, exported_cells

_NUMBERS = re.compile(r"[0-9０-９][0-9０-９,，.．]*")
Line = list[tuple[str, bool]]


@dataclass(frozen=True)
class Page:
    """A slide: its number in the deck, the notebook's cell it is from, and what it holds."""

    number: int
    cell: str
    turn: int
    content: Mapping[str, Any] = field(repr=False)

    @property
    def heading(self) -> str:
        """The finding over the slide."""
        return str(self.content["heading"])

    @property
    def key(self) -> str:
        """By which the slides of two runs are put side by side: cell, and which of that cell."""
        return f"{self.cell}/{self.turn}"


@dataclass(frozen=True)
class Said:
    """A text of a slide: in which block, row and column it stands; `path` is its place."""

    page: Page
    kind: str
    text: str
    caption: str = ""
    row: str = ""
    column: str = ""
    path: tuple[str, ...] = ()


def pages_of(notebook: Path) -> list[Page]:
    """The slides of an executed notebook, in the order of the deck.

    Raises InputMissing where it is not there, DataError where it is no executed notebook.
    """
    try:
        nb = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    except OSError:
        raise InputMissing("the executed notebook is not kept", where=str(notebook)) from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise DataError(f"not a notebook: {error}", where=str(notebook)) from None
    pages: list[Page] = []
    for number, cell in exported_cells(nb):
        shown = (one.get("data", {}).get(MIME) for one in cell.get("outputs", ()))
        for turn, content in enumerate(one for one in shown if one is not None):
            key = str(cell.get("id") or number)
            pages.append(Page(len(pages) + 1, key, turn, content))
    return pages


def said(pages: Iterable[Page]) -> Iterator[Said]:
    """Every text of the slides; of a figure its data, or where it has none its description."""
    for page in pages:
        try:
            slide = Slide.model_validate(page.content)
        except ValidationError as problem:
            raise DataError(f"not a slide: {problem.errors()[0]['msg']}", where=page.key) from None
        yield Said(page, "heading", slide.heading, path=("heading",))
        yield from _lines(page, "line", slide.lines)
        seen: dict[str, int] = {}
        for block in slide.blocks:
            name = f"{block.type} {masked(block.caption)}"
            seen[name] = seen.get(name, 0) + 1
            yield from _block(page, block, f"{name} {seen[name]}")
        yield from _texts(page, "note", slide.notes)
        if slide.source:
            yield Said(page, "source", slide.source, path=("source",))


def masked(text: str) -> str:
    """A text with its numbers left out: what two runs have in common."""
    return _NUMBERS.sub("#", text)


def _lines(
    page: Page, kind: str, lines: Iterable[Line], caption: str = "", block: str = ""
) -> Iterator[Said]:
    told = ("".join(text for text, _ in line) for line in lines)
    return _texts(page, kind, told, caption, block)


def _texts(
    page: Page, kind: str, texts: Iterable[str], caption: str = "", block: str = ""
) -> Iterator[Said]:
    """Lines one under another, known by their words; of the same words by their order."""
    seen: dict[str, int] = {}
    for text in texts:
        words = masked(text)
        seen[words] = seen.get(words, 0) + 1
        yield Said(page, kind, text, caption, path=(kind, block, words, str(seen[words])))


def _block(page: Page, block: Block, key: str) -> Iterator[Said]:
    if block.caption:
        yield Said(page, "caption", block.caption, block.caption, path=(key, "caption"))
    if isinstance(block, Table):
        yield from _table(page, "table", block.caption, block.head, block.rows, key)
    elif isinstance(block, Figure) and block.data and block.data.rows:
        yield from _table(page, "figure", block.caption, block.data.head, block.data.rows, key)
    elif isinstance(block, Figure):
        yield Said(page, "figure", block.alt, block.caption, path=(key, "alt"))
    elif isinstance(block, Text | Quote):
        yield from _lines(page, block.type, block.lines, block.caption, key)
    elif isinstance(block, Boxes):
        for number, box in enumerate(block.items):
            for name in ("value", "note"):
                text = str(getattr(box, name))
                place = (key, box.label or str(number), name)
                yield Said(page, "box", text, block.caption, row=box.label, path=place)
    elif isinstance(block, Cards):
        for number, card in enumerate(block.items):
            told = [card.label, card.title, *("".join(t for t, _ in one) for one in card.lines)]
            frame = f"{key} {number}"
            yield from _texts(page, "card", [*told, card.foot], block.caption, frame)


def _table(page: Page, kind: str, caption: str, head: Rows, rows: Rows, key: str) -> Iterator[Said]:
    """The cells of a table, each with the name of its row and of its column."""
    found = columns(head, rows)
    count = len(found[0].cells) if found else 0
    grid = [[column.cells[row] for column in found] for row in range(count)]
    labels = row_labels(grid)
    names = [masked(column.name) for column in found]
    if len(set(names)) < len(names):
        names = [column.name for column in found]
    for row, label in zip(grid, labels, strict=True):
        for column, name, text in zip(found, names, row, strict=True):
            if text and text not in label.split("／"):
                yield Said(page, kind, text, caption, label, column.name, (key, label, name))


def row_labels(grid: list[list[str]]) -> list[str]:
    """What each row is called: as few of its columns as tell the rows apart, words before numbers.

    Rows that no columns tell apart are numbered.
    """
    width = len(grid[0]) if grid else 0
    words = sorted(range(width), key=lambda place: (_is_numeric(grid, place), place))
    labels = [""] * len(grid)
    for count in range(1, min(width, 3) + 1):
        chosen = sorted(words[:count])
        labels = ["／".join(row[place] for place in chosen if row[place]) for row in grid]
        if len(set(labels)) == len(labels):
            return labels
    seen: dict[str, int] = {}
    for index, label in enumerate(labels):
        seen[label] = seen.get(label, 0) + 1
        labels[index] = f"{label}（{seen[label]}）" if seen[label] > 1 else label
    return labels


def _is_numeric(grid: list[list[str]], place: int) -> bool:
    """Whether a column holds amounts rather than names; days are names."""
    told = [row[place] for row in grid if row[place]]
    amounts = [text for text in told if _AMOUNT.match(text)]
    return not told or len(amounts) * 2 > len(told)


_AMOUNT = re.compile(
    r"^[約+＋\-−－±△▲]?[\d,.]+(?:[万千億]|\.\d)*(?:[%％人回件位超]|[(（]|／|$)|^[－◎○△]$"
)
