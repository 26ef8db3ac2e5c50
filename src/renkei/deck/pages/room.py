"""About how much of a page blocks take; the press measures, and breaks what is too much."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from renkei.deck.diagrams.sheet import LEADING, em
from renkei.deck.labels import Line

ROOM = 410.0  # points of an A4 page between a heading of two lines and two lines of notes
_SIZE, _WIDTH = 12.0, 745.0  # points: the smallest type, and how wide a page is
_CAPTION, _GAP, _NOTE = 24.0, 12.0, 14.0
_CARD, _LABEL, _TITLE = 22.0, 16.0, 19.0  # of a card: its edges, the lines of its head
_ROW = 18.5  # of a table: its words with the least above and below them
_GUTTER = 23.0  # between blocks side by side
_USUAL = 20 * _SIZE  # how wide a card is best

Block = dict[str, Any]


def needed(blocks: Sequence[Any], notes: int = 0) -> float:
    """Points that blocks of the slide contract need in the smallest type, with `notes` of theirs."""
    apart = _GAP * (len(blocks) - 1)
    return sum(map(_block, blocks)) + apart + notes * _NOTE


def needed_beside(blocks: Sequence[Any]) -> float:
    """The same of blocks of text side by side: what the highest of them needs."""
    free, total = _WIDTH - _GUTTER * (len(blocks) - 1), sum(one["width"] for one in blocks)
    return max(_CAPTION + _lines(one["lines"], free * one["width"] / total) for one in blocks)


def _block(block: Block) -> float:
    caption = _CAPTION if block["caption"] else 0.0
    if block["type"] == "table":
        return caption + (len(block["head"]) + len(block["rows"])) * _ROW
    if block["type"] == "cards":
        return caption + _cards(block)
    if block["type"] == "quote":
        return caption + _lines(block["lines"], _WIDTH - 30) + _SIZE * LEADING + 2 * _GAP
    return caption + _lines(block["lines"], _WIDTH)


def _cards(block: Block) -> float:
    items = block["items"]
    across = block["columns"] or min(len(items), max(round(_WIDTH / _USUAL), 1))
    across = 2 if not block["columns"] and len(items) == 4 else across
    high = [_card(one, _WIDTH / across - _GAP) for one in items]
    rows = [high[start : start + across] for start in range(0, len(high), across)]
    return sum(map(max, rows)) + _GAP * (len(rows) - 1)


def _card(item: Block, width: float) -> float:
    title = ceil(em(item["title"]) * 14 / (width - 12)) * _TITLE
    label = _LABEL if item["label"] else 0.0
    foot = _SIZE * LEADING if item["foot"] else 0.0
    return _CARD + label + title + _lines(item["lines"], width - 12) + foot


def _lines(lines: Iterable[Line], width: float) -> float:
    """Lines of text with a little between them."""
    long = [em("".join(text for text, *_ in one)) * _SIZE / width for one in lines]
    return sum(ceil(one) * _SIZE * LEADING + 2 for one in long)
