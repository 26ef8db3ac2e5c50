"""Where a line of text may break: between phrases, also where a run of bold letters ends."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from renkei.wording.text import phrases

LONGEST_PIECE = 10  # characters; more would be cut at the edge of a telephone

Piece = tuple[bool, str]  # whether the line may break before it, and its letters
Run = tuple[list[Piece], bool]  # its pieces, and whether they are strong


def broken(text: str) -> list[str]:
    """The text in pieces between which a line may break."""
    return list(_phrases(str(text or "")))


def broken_runs(line: Sequence[Sequence[Any]]) -> Iterator[Run]:
    """The runs of a line in pieces; phrases are those of the whole line, not of each run."""
    ends, at = set(), 0
    for piece in _phrases("".join(str(text) for text, _ in line)):
        at += len(piece)
        ends.add(at)
    start = 0
    for text, strong in line:
        told = str(text)
        cuts = [cut - start for cut in range(start + 1, start + len(told)) if cut in ends]
        bounds = [0, *cuts, len(told)]
        pieces = [told[low:high] for low, high in pairwise(bounds)]
        first = start in ends
        yield [(first or number > 0, piece) for number, piece in enumerate(pieces)], bool(strong)
        start += len(told)


@lru_cache(maxsize=4096)
def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrases(text, longest=LONGEST_PIECE))
