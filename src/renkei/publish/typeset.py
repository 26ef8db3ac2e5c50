"""What the Typst template receives: data only, with line breaks and column widths worked out."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from typing import Any

from renkei.deck.markup import SAMPLE_BADGE, stamp
from renkei.deck.svg import drawing_size, standalone_svg
from renkei.errors import DataError
from renkei.publish.blocks import (
    Block,
    Box,
    Boxes,
    Card,
    Cards,
    Cell,
    Figure,
    Line,
    Quote,
    Rows,
    Table,
)
from renkei.publish.footnotes import referred
from renkei.publish.glyphs import MissingGlyphs, em_width
from renkei.publish.grid import columns_of, free_columns, reached_rows, title_rows
from renkei.publish.pieces import (
    WIDEST_ACROSS,
    WIDEST_IN_STATUTE,
    WIDEST_PIECE,
    Spans,
    Width,
    opening_mark,
    pieces,
    widest_line,
    widest_piece,
)
from renkei.publish.slides import Deck, Publication, Slide
from renkei.publish.typefaces import NOTO, NOTO_FAMILY, Typeface

Lines = list[dict[str, Any]]

WIDEST_MARK = 4.5  # em; a table of nothing wider, but its first column, is a matrix of marks
CARD_TITLE = 1.2  # of the size of a card's lines
FONT_SIZE = re.compile(r"font(?:-size)?:[^;\"]*?([\d.]+)px")


class Typesetter:
    """Turns a publication into the template's data; `missing` gathers what could not be shown."""

    def __init__(self, face: Typeface = NOTO) -> None:
        self.missing = MissingGlyphs(face)
        self._face = face
        self._cut: dict[tuple[str, float], Spans] = {}
        self._widths: dict[str, float] = {}

    def pages(self, publication: Publication) -> dict[str, Any]:
        """The whole document: metadata, slides or blocks, and the lines of the last page."""
        slides = [self._slide(slide) for slide in publication.slides]
        blocks = [self._plain(block) for block in publication.blocks]
        document = self._document(publication)
        closing = [_fingerprint(publication.inputs_sha256), self.missing.sentence()]
        return {
            "document": document,
            "slides": slides,
            "blocks": blocks,
            "closing": [self.spans(line) for line in closing if line],
        }

    def width(self, text: str) -> float:
        """The width of one line of text in em."""
        if text not in self._widths:
            self._widths[text] = em_width(text, self._face)
        return self._widths[text]

    def spans(self, text: str, widest: float = WIDEST_PIECE) -> Spans:
        """Lines of pieces between which a line may be broken."""
        key = text, widest
        if key not in self._cut:
            lines = self.missing.replace(text).split("\n")
            self._cut[key] = [pieces(line, self.width, widest) for line in lines]
        return self._cut[key]

    def _document(self, publication: Publication) -> dict[str, Any]:
        deck = publication.deck
        keywords = [] if deck is None else [deck.campaign, deck.area_name, deck.area]
        if publication.inputs_sha256:
            keywords.append(f"inputs-sha256:{publication.inputs_sha256}")
        description = "" if deck is None else _description(deck)
        return {
            "title": self._line(publication.title),
            "description": self._line(description or publication.title),
            "author": self._line(deck.office) if deck else "",
            "keywords": [self._line(word) for word in keywords if word],
        }

    def _line(self, text: str) -> str:
        return " ".join(self.missing.replace(text).split())

    def _slide(self, slide: Slide) -> dict[str, Any]:
        opening, heading, marks = referred(slide)
        blocks = zip(slide.blocks, marks, strict=True)
        return {
            "kind": slide.kind,
            "heading": [
                [piece for line in self.spans(slide.heading, WIDEST_ACROSS) for piece in line]
            ],
            "stamp": self.spans(stamp(slide.deck.model_dump(mode="json"))),
            "badge": self.spans(SAMPLE_BADGE) if slide.deck.sample else None,
            "place": self.spans(slide.deck.area_name),
            "title": self.spans(slide.deck.title),
            "lines": self._lines(slide.lines, WIDEST_ACROSS),
            "blocks": [self._block(block) | {"notes": notes} for block, notes in blocks],
            "noted": {"opening": opening, "heading": heading},
            "layout": slide.layout,
            "notes": self._lines(([(note, False)] for note in slide.notes), WIDEST_ACROSS),
            "source": self.spans(slide.source) if slide.source else None,
        }

    def _lines(self, lines: Iterable[Line], widest: float = WIDEST_PIECE) -> Lines:
        return [
            {
                "runs": [
                    {"text": self.spans(text, widest), "strong": strong} for text, strong in line
                ],
                "hang": self.width(opening_mark(line[0][0])) if line else 0.0,
            }
            for line in lines
        ]

    def _block(self, block: Block) -> dict[str, Any]:
        common = {
            "type": block.type,
            "width": block.width,
            "caption": self.spans(block.caption) if block.caption else None,
        }
        if isinstance(block, Table):
            return common | self._table(block)
        if isinstance(block, Figure):
            return common | self._figure(block)
        if isinstance(block, Boxes):
            return common | {"items": [self._box(item) for item in block.items]}
        if isinstance(block, Cards):
            items = [self._card(item) for item in block.items]
            return common | {"items": items, "columns": block.columns}
        quoted = isinstance(block, Quote)
        lines = self._lines(block.lines, WIDEST_IN_STATUTE if quoted else WIDEST_PIECE)
        least = self._widest_of(lines)
        if isinstance(block, Quote):
            title, source = self.spans(block.title), self.spans(block.source)
            return common | {"lines": lines, "least": least, "title": title, "source": source}
        return common | {"lines": lines, "least": least}

    def _widest_of(self, lines: Lines) -> float:
        """The narrowest width in em that cuts no piece of these lines."""
        return max(
            (
                line["hang"] + widest_piece(run["text"], self.width)
                for line in lines
                for run in line["runs"]
            ),
            default=0.0,
        )

    def _box(self, box: Box) -> dict[str, Any]:
        """A box's texts; `least` is the narrowest width of label and note in em."""
        parts = {key: self.spans(value) for key, value in box.model_dump().items()}
        least = max(widest_piece(parts[key], self.width) for key in ("label", "note"))
        return {**parts, "least": least}

    def _card(self, card: Card) -> dict[str, Any]:
        """A card's texts; `least` is its narrowest width in em of the lines' size."""
        lines, title = self._lines(card.lines), self.spans(card.title)
        label, foot = self.spans(card.label), self.spans(card.foot)
        widths = [widest_piece(title, self.width) * CARD_TITLE, self._widest_of(lines)]
        widths += [widest_piece(spans, self.width) for spans in (label, foot)]
        parts = {"label": label, "title": title, "lines": lines, "foot": foot}
        return parts | {"least": max(widths)}

    def _figure(self, figure: Figure) -> dict[str, Any]:
        svg = standalone_svg(figure.svg, replace=self.missing.replace)
        families = ", ".join(f"'{family}'" for family in self._face.families)
        svg = svg.replace(f"'{NOTO_FAMILY}'", families)
        sizes = [float(size) for size in FONT_SIZE.findall(svg)]
        return {
            "svg": svg,
            "alt": self._line(figure.alt or figure.caption or "図"),
            "size": drawing_size(svg),
            "text": min(sizes, default=100.0),
        }

    def _table(self, table: Table) -> dict[str, Any]:
        count = max(
            (
                column + cell.colspan
                for rows in (table.head, table.rows)
                for row, columns in zip(rows, columns_of(rows), strict=True)
                for cell, column in zip(row, columns, strict=True)
            ),
            default=0,
        )
        # A short row would pull the next one up into it.
        spare = free_columns(table.rows, count)
        body = [[*row, *[Cell()] * free] for row, free in zip(table.rows, spare, strict=True)]
        head, rows = self._rows(table.head, strong=True), self._rows(body)
        natural, least = _column_widths([*head, *rows], count, self.width)
        titles = title_rows(table.rows, count)
        held = reached_rows(table.rows)
        after = {line + 1 for line in titles}
        shaded = any(cell.shade for row in table.rows for cell in row)
        return {
            "head": head,
            "rows": rows,
            "rules": [index for index in table.rules if 0 <= index < len(rows)],
            "groups": [line for line in range(len(rows)) if line not in held | after],
            "titles": titles,
            "ruled": shaded or bool(held),
            "flows": table.flows,
            "shaded": shaded,
            "columns": count,
            "tight": max(natural[1:], default=WIDEST_MARK) < WIDEST_MARK,
            "natural": natural,
            "least": least,
            "bulk": _bulk(rows, count, self.width),
        }

    def _rows(self, rows: Rows, *, strong: bool = False) -> list[list[dict[str, Any]]]:
        """The cells with their columns; none reaches below the head, or below the body."""
        return [
            [
                self._cell(cell, strong)
                | {"x": column, "rowspan": min(cell.rowspan, len(rows) - line)}
                for cell, column in zip(row, columns, strict=True)
            ]
            for line, (row, columns) in enumerate(zip(rows, columns_of(rows), strict=True))
        ]

    def _cell(self, cell: Cell, strong: bool) -> dict[str, Any]:
        return {
            "text": self.spans(cell.text),
            "strong": strong or cell.strong,
            "align": cell.align or "left",
            "colspan": cell.colspan,
            "shade": cell.shade,
        }

    def _plain(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """A block of a notebook without slides, its texts made ready in place."""
        if block["type"] == "table":
            return self._block(Table.model_validate(block))
        if block["type"] == "figure":
            return self._block(Figure.model_validate(block))
        if block["type"] == "picture":
            return {**block, "alt": self._line(block["alt"]), "png": _bytes(block["png"])}
        if block["type"] == "code":
            return {"type": "code", "text": self.missing.replace(block["text"])}
        if block["type"] == "list":
            items = [[self._plain(part) for part in item] for item in block["items"]]
            return {**block, "items": items}
        return {**block, "runs": self._lines([block["runs"]])[0]["runs"]}


def _description(deck: Deck) -> str:
    sample = SAMPLE_BADGE if deck.sample else ""
    dates = stamp(deck.model_dump(mode="json"))
    return "　".join(part for part in (deck.title, deck.area_name, dates, sample) if part)


def _bytes(encoded: str) -> list[int]:
    """A picture as numbers, which is how JSON can carry it to Typst."""
    try:
        return list(base64.b64decode(encoded, validate=True))
    except binascii.Error as problem:
        raise DataError(f"a picture is not base64 ({problem})") from problem


def _fingerprint(inputs_sha256: str | None) -> str:
    if inputs_sha256:
        return f"入力の指紋（SHA-256）：{inputs_sha256}"
    return "入力の指紋：なし（手元での書き出し）"


def _column_widths(
    rows: list[list[dict[str, Any]]], count: int, width: Width
) -> tuple[list[float], list[float]]:
    """For each column, in em: the width that needs no line break, and the narrowest possible."""
    natural, least = [1.0] * count, [1.0] * count
    for cell in (cell for row in rows for cell in row if cell["colspan"] == 1):
        column = cell["x"]
        natural[column] = max(natural[column], widest_line(cell["text"], width))
        least[column] = max(least[column], widest_piece(cell["text"], width))
    return natural, least


def _bulk(rows: list[list[dict[str, Any]]], count: int, width: Width) -> list[float]:
    """For each column, in em, how long all its texts would be on one line."""
    found = [0.0] * count
    for cell in (cell for row in rows for cell in row if cell["colspan"] == 1):
        found[cell["x"]] += sum(width("".join(line)) for line in cell["text"])
    return found
