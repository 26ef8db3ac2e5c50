"""What the Typst template receives: data only, with line breaks and column widths worked out."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from renkei.deck.markup import SAMPLE_BADGE, stamp
from renkei.deck.svg import drawing_size, standalone_svg
from renkei.errors import DataError
from renkei.publish.glyphs import MissingGlyphs, em_width
from renkei.publish.slides import Block, Boxes, Cell, Deck, Figure, Line, Publication, Slide, Table
from renkei.wording.text import phrases

Spans = list[list[str]]  # lines of pieces; a piece is never broken
Rows = list[list[dict[str, Any]]]

WIDEST_PIECE = 12.0  # em; a longer phrase is broken, or it would leave a narrow column
WIDEST_NUMBER = 24.0
NUMBER = re.compile(r"[\d０-９.,，．/:＋+−\-±△▲%％（）()〜~約億万千百\s]*[^\s\d]{0,4}")
FONT_SIZE = re.compile(r"font(?:-size)?:[^;\"]*?([\d.]+)px")
SPACES = re.compile(r"([ \u3000]+)")
NOTE_MARK = re.compile(r"※\d+")
IN_NUMBER = re.compile(r"[\d.,][\d.,%％]")
MAY_NOT_START = re.compile(
    r"[、。，．・：；！？）」』】〕〉》］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)\]}%％〜]"
)

MAY_NOT_END = tuple("「『【（(〔［[{〈《")


class Typesetter:
    """Turns a publication into the template's data; `missing` gathers what could not be shown."""

    def __init__(self) -> None:
        self.missing = MissingGlyphs()

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

    def spans(self, text: str) -> Spans:
        """Lines of pieces between which a line may be broken."""
        return [_pieces(line) for line in self.missing.replace(text).split("\n")]

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
        return {
            "kind": slide.kind,
            "heading": [[piece for line in self.spans(slide.heading) for piece in line]],
            "stamp": self.spans(stamp(slide.deck.model_dump(mode="json"))),
            "badge": self.spans(SAMPLE_BADGE) if slide.deck.sample else None,
            "place": self.spans(slide.deck.area_name),
            "title": self.spans(slide.deck.title),
            "lines": self._lines(slide.lines),
            "blocks": [self._block(block) for block in slide.blocks],
            "notes": [self.spans(note) for note in slide.notes],
            "source": self.spans(slide.source) if slide.source else None,
        }

    def _lines(self, lines: Iterable[Line]) -> list[list[dict[str, Any]]]:
        return [
            [{"text": self.spans(text), "strong": strong} for text, strong in line]
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
            items = [
                {key: self.spans(value) for key, value in item.model_dump().items()}
                for item in block.items
            ]
            return common | {"items": items}
        return common | {"lines": self._lines(block.lines)}

    def _figure(self, figure: Figure) -> dict[str, Any]:
        svg = standalone_svg(figure.svg, replace=self.missing.replace)
        sizes = [float(size) for size in FONT_SIZE.findall(svg)]
        return {
            "svg": svg,
            "alt": self._line(figure.alt or figure.caption or "図"),
            "size": drawing_size(svg),
            "text": min(sizes, default=100.0),
        }

    def _table(self, table: Table) -> dict[str, Any]:
        count = max(
            (sum(cell.colspan for cell in row) for row in table.head + table.rows), default=0
        )
        # A short row would pull the next one up into it.
        body = [
            [*row, *[Cell()] * (count - sum(cell.colspan for cell in row))] for row in table.rows
        ]
        head = [
            # A head cell reaching below the head would leave it.
            [self._cell(cell) | {"rowspan": min(cell.rowspan, left)} for cell in row]
            for left, row in zip(range(len(table.head), 0, -1), table.head, strict=True)
        ]
        rows = [[self._cell(cell) | {"rowspan": 1} for cell in row] for row in body]
        natural, least = _column_widths(head, rows, count)
        return {
            "head": head,
            "rows": rows,
            "rules": [index for index in table.rules if 0 <= index < len(rows)],
            "columns": count,
            "natural": natural,
            "least": least,
        }

    def _cell(self, cell: Cell) -> dict[str, Any]:
        return {
            "text": self.spans(cell.text),
            "strong": cell.strong,
            "align": cell.align or "left",
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
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
        return {**block, "runs": self._lines([block["runs"]])[0]}


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


def _pieces(line: str) -> list[str]:
    """Phrases, spaces apart, none wider than a narrow column can hold."""
    if NUMBER.fullmatch(line) and em_width(line) <= WIDEST_NUMBER:
        return [line] if line else []
    parts = [part for phrase in phrases(line) for part in SPACES.split(phrase) if part]
    if NOTE_MARK.fullmatch(parts[0] if parts else ""):
        parts[:3] = ["".join(parts[:3])]  # a note's mark never ends a line
    return [piece for part in parts for piece in _narrow(part)]


def _narrow(phrase: str) -> list[str]:
    """The phrase, cut where it may be when it is too wide to stand on one line."""
    width = em_width(phrase)
    if width <= WIDEST_PIECE or (NUMBER.fullmatch(phrase) and width <= WIDEST_NUMBER):
        return [phrase]
    pieces = [""]
    for character in phrase:
        full = em_width(pieces[-1] + character) > WIDEST_PIECE / 4
        pair = pieces[-1][-1:] + character
        in_number = IN_NUMBER.fullmatch(pair) and em_width(pieces[-1]) < WIDEST_NUMBER
        held = MAY_NOT_START.match(character) or pair[0] in MAY_NOT_END or in_number
        if pieces[-1] and full and not held:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _column_widths(head: Rows, rows: Rows, count: int) -> tuple[list[float], list[float]]:
    """For each column, in em: the width that needs no line break, and the narrowest possible."""
    natural, least = [1.0] * count, [1.0] * count
    for index, spans in [*_single_cells(head), *_single_cells(rows)]:
        if index < count:
            natural[index] = max(natural[index], _widest_line(spans))
            least[index] = max(least[index], _widest_piece(spans))
    return natural, least


def _single_cells(rows: Rows) -> Iterable[tuple[int, Spans]]:
    """The texts of cells over one column, with the column they stand in."""
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(rows):
        column = 0
        for cell in row:
            while (line, column) in taken:
                column += 1
            if cell["colspan"] == 1:
                yield column, cell["text"]
            for lower in range(1, cell["rowspan"]):
                taken |= {(line + lower, column + further) for further in range(cell["colspan"])}
            column += cell["colspan"]


def _widest(spans: Spans, measure: Callable[[list[str]], float]) -> float:
    return max((measure(line) for line in spans), default=0.0)


def _widest_line(spans: Spans) -> float:
    return _widest(spans, lambda line: em_width("".join(line)))


def _widest_piece(spans: Spans) -> float:
    return _widest(spans, lambda line: max((em_width(piece) for piece in line), default=0.0))
