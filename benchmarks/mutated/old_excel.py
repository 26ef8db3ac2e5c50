"""A return as an .xls of Excel 97, whole or with bytes changed: nothing in it is checked by sums."""

import datetime as dt
import random
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

from mutated.table import Cell, Leaf, Return

from renkei.intake.opening.compound_file import packed

_BOF, _EOF, _SHEET, _SST, _CONTINUE = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C
_FORMAT, _XF, _TEXT, _NUMBER, _SIZE = 0x041E, 0x00E0, 0x00FD, 0x0203, 0x0200
_FIRST, _LONGEST = 164, 8224
_EPOCH = dt.date(1899, 12, 30)


def xls_sent(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """The return saved as an .xls: read like the .xlsx."""
    return packed("Workbook", _stream(given.home)), "same"


def xls_flipped(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """Single bytes of the records are others."""
    changed = bytearray(_stream(given.home))
    for _ in range(rng.choice((1, 1, 1, 2, 5, 20))):
        at = rng.randrange(len(changed))
        changed[at] = rng.choice((changed[at] ^ (1 << rng.randrange(8)), rng.randrange(256)))
    return packed("Workbook", bytes(changed)), "reread"


def xls_cut(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """The file ends too early, or its directory is damaged."""
    content = bytearray(packed("Workbook", _stream(given.home)))
    if rng.random() < 0.5:
        return bytes(content[: rng.randrange(len(content))]), "intact"
    content[rng.randrange(512)] ^= 1 << rng.randrange(8)
    return bytes(content), "intact"


OLD: tuple[Callable[[random.Random, Return], tuple[bytes, str]], ...] = (
    xls_sent, xls_flipped, xls_cut,
)  # fmt: skip


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _wide(text: str, length: str = "<HB") -> bytes:
    return struct.pack(length, len(text), 1) + text.encode("utf-16-le")


def _bof(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _stream(leaf: Leaf) -> bytes:
    """The records of a workbook with one sheet."""
    shown = sorted({one.shown for row in leaf.rows for one in row})
    texts: dict[str, int] = {}
    cells = b"".join(
        _cell(row, column, one, shown.index(one.shown) + 1, texts)
        for row, line in enumerate(leaf.rows)
        for column, one in enumerate(line)
        if one.value is not None
    )
    head = _bof(5)
    for number, code in enumerate(shown):
        head += _record(_FORMAT, struct.pack("<H", _FIRST + number) + _wide(code))
    for code_number in (0, *range(_FIRST, _FIRST + len(shown))):
        head += _record(_XF, struct.pack("<HH", 0, code_number).ljust(20, b"\0"))
    named = struct.pack("<BB", 0, 0) + _wide(leaf.name, "<BB")
    tail = _shared(list(texts)) + _record(_EOF)
    head += (
        _record(_SHEET, struct.pack("<I", len(head) + 8 + len(named) + len(tail)) + named) + tail
    )
    size = struct.pack("<IIHHH", 0, len(leaf.rows), 0, leaf.width, 0)
    return head + _bof(0x10) + _record(_SIZE, size) + cells + _record(_EOF)


def _cell(row: int, column: int, one: Cell, style: int, texts: dict[str, int]) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(one.value, str):
        return _record(_TEXT, place + struct.pack("<I", texts.setdefault(one.value, len(texts))))
    number = (one.value - _EPOCH).days if isinstance(one.value, dt.date) else one.value
    return _record(_NUMBER, place + struct.pack("<d", number))


def _shared(texts: list[str]) -> bytes:
    """The shared texts in one record and those that continue it, divided between texts."""
    blocks = [struct.pack("<II", len(texts), len(texts))]
    for text in texts:
        if len(blocks[-1]) + len(_wide(text)) > _LONGEST:
            blocks.append(b"")
        blocks[-1] += _wide(text)
    return b"".join(_record(_CONTINUE if at else _SST, block) for at, block in enumerate(blocks))


def seen_xls(content: bytes, right: Return) -> list[Leaf] | None:
    """The sheet of an .xls as written here, records of other kinds left aside as Excel does.

    None where it is none.
    """
    try:
        return [_seen(content, right)]
    except (ValueError, IndexError, KeyError, struct.error, OverflowError):
        return None


def _seen(content: bytes, right: Return) -> Leaf:
    written = _stream(right.home)
    at = packed("Workbook", written).index(written)
    shown: dict[int, str] = {0: "General"}
    styles: list[int] = []
    texts: list[str] = []
    cells: dict[tuple[int, int], Cell] = {}
    blocks: list[bytes] = []
    for kind, body in _records(content[at:]):
        if kind == _FORMAT:
            shown[struct.unpack_from("<H", body)[0]] = _text(body, 2)[0]
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind in (_SST, _CONTINUE):
            blocks.append(body[8:] if kind == _SST else body)
        elif kind in (_TEXT, _NUMBER):
            texts = texts or [one for block in blocks for one in _texts(block)]
            row, column, style = struct.unpack_from("<HHH", body)
            code = shown[styles[style]] if kind == _NUMBER and style < len(styles) else "General"
            value: Any = struct.unpack_from("<d" if kind == _NUMBER else "<I", body, 6)[0]
            value = texts[value] if kind == _TEXT else _number(value, code)
            if (row, column) in cells or column >= 256:
                raise ValueError("a cell stands twice, or far off")
            origin = right.home.at(row, column).origin
            cells[row, column] = Cell(value, origin, code)
    height, width = (1 + max(place[axis] for place in cells) for axis in (0, 1))
    name = right.home.name
    rows = [[cells.get((row, column), Cell()) for column in range(width)] for row in range(height)]
    return Leaf(name, rows)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at, ends = 0, 0
    while ends < 2:
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if len(body) < length:
            raise ValueError("cut short")
        yield kind, body
        at, ends = at + 4 + length, ends + (kind == _EOF)


def _text(block: bytes, at: int) -> tuple[str, int]:
    """A text of one or two bytes a character, with runs of fonts and readings left aside."""
    length, how = struct.unpack_from("<HB", block, at)
    at += 3
    runs = struct.unpack_from("<H", block, at)[0] if how & 8 else 0
    at += 2 if how & 8 else 0
    more = struct.unpack_from("<I", block, at)[0] if how & 4 else 0
    at += 4 if how & 4 else 0
    end = at + length * (1 + how % 2)
    if end > len(block):
        raise ValueError("a text without end")
    text = block[at:end].decode("utf-16-le" if how % 2 else "latin-1", "replace")
    return text, end + 4 * runs + more


def _texts(block: bytes) -> Iterator[str]:
    at = 0
    while at < len(block):
        text, at = _text(block, at)
        yield text


def _number(value: float, shown: str) -> Any:
    bare = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", shown).lower()
    is_day = bool(re.search(r"[ymdge]", bare)) and bare != "general"
    if not is_day:
        return value
    moment = dt.datetime.combine(_EPOCH, dt.time()) + dt.timedelta(days=value)
    return moment.date() if moment.time() == dt.time() else moment
