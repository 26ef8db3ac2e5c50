"""Where the names of areas stand on their map: on the area, or on open sea beside a small one."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from matplotlib.path import Path

from renkei.deck import theme
from renkei.deck.figures.windows import Box, Placed, middle, size

LETTER = theme.LEAST  # points; every letter of a name is full-width
_COVERED = 0.6  # of a name's box: it would hide an area smaller than this, and stands beside it
_BESIDE = 3.0  # points from the area to a name beside it
_SPECK, DOT = 20.0, 2.6  # square points: of a smaller area no shade is seen; points: its dot
_ROWS = (0.1, 0.5, 0.9)  # of a box, where it is looked for land below it

Told = Callable[[str], Sequence[str]]


def largest(parts: Sequence[Placed]) -> dict[str, tuple[Placed, np.ndarray]]:
    """The part in which each area is drawn largest, with its largest ring there."""
    found: dict[str, tuple[Placed, np.ndarray]] = {}
    for part in parts:
        for code, own in part.rings.items():
            if code and (code not in found or size(own[0]) > size(found[code][1])):
                found[code] = part, own[0]
    return found


def specks(parts: Sequence[Placed]) -> dict[str, tuple[float, float]]:
    """The middle of every area too small for its shade to be seen: a dot stands there."""
    return {
        code: middle(ring)
        for code, (part, ring) in largest(parts).items()
        if sum(size(one) for one in part.rings[code]) < _SPECK
    }


def names(parts: Sequence[Placed], told: Told, page: Box) -> Iterator[tuple[str, Box]]:
    """What is written in which box: the largest areas first, where no other name stands yet.

    `told` gives what may be said of an area, the best first; where none has room, nothing is. The
    last, a mark or share alone, stands nowhere but on its area: beside it, it could be another's.
    """
    insets = [part.frame for part in parts if part.window.name]
    titles = [_title(part) for part in parts if part.window.name]
    dots, taken = specks(parts), list[Box]()
    in_order = sorted(largest(parts).items(), key=lambda one: (-size(one[1][1]), one[0]))
    for code, (part, ring) in in_order:
        inset = bool(part.window.name)
        barred = [*taken, *(titles if inset else insets)]
        others = [place for other, place in dots.items() if other != code]
        *whole, brief = told(code)
        for words in filter(None, (*whole, brief)):
            places = [
                (box, aside)
                for box, aside in _boxes(words, ring, part.frame if inset else page)
                if not any(meet(box, other) for other in barred)
                and not (aside and (words == brief or _on_land(box, part.rings)))
            ]
            # Beside a dot of its own, a name may come nearer to those of others.
            box = _clear_of(others, places, (_BESIDE, 0.0) if code in dots else (_BESIDE,))
            if box is not None:
                taken.append(box)
                yield words, box
                break


def _clear_of(
    dots: Sequence[tuple[float, float]],
    places: Sequence[tuple[Box, bool]],
    distances: Sequence[float],
) -> Box | None:
    """The first box at the first of the distances from the dots of others."""
    for far in (DOT + one for one in distances):
        around = [(x - far, y - far, x + far, y + far) for x, y in dots]
        for box, _ in places:
            if not any(meet(box, dot) for dot in around):
                return box
    return None


def _title(part: Placed) -> Box:
    """Where the name of an inset stands: its upper left corner."""
    left, _, _, top = part.frame
    wide = len(part.window.name) * LETTER
    return left + 3, top - 3 - 1.3 * LETTER, left + 3 + wide, top - 3


def _boxes(words: str, ring: np.ndarray, frame: Box) -> Iterator[tuple[Box, bool]]:
    """The places of words, the best first, each with whether it is beside the area."""
    x, y = middle(ring)
    on = room(words, x, y, frame)
    wide, high = on[2] - on[0], on[3] - on[1]
    hidden = size(ring) < _COVERED * wide * high
    if not hidden:
        yield on, False
    (left, low), (right, top) = ring.min(axis=0) - _BESIDE, ring.max(axis=0) + _BESIDE
    ends = ((right + wide / 2, y), (left - wide / 2, y), (x, low - high / 2), (x, top + high / 2))
    for across, up in ends:
        box = room(words, across, up, frame)
        if not meet(box, (left + 2, low + 2, right - 2, top - 2)):
            yield box, True
    if hidden:
        yield on, False


def room(words: str, x: float, y: float, frame: Box) -> Box:
    """The box of words around a point, kept inside of a frame."""
    left, bottom, right, top = frame
    half_wide, half_high = len(words) * LETTER / 2 + 1, LETTER * 0.65
    x = min(max(x, left + half_wide + 1), right - half_wide - 1)
    y = min(max(y, bottom + half_high + 1), top - half_high - 1)
    return x - half_wide, y - half_high, x + half_wide, y + half_high


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _on_land(box: Box, rings: Mapping[str, Sequence[np.ndarray]]) -> bool:
    """Whether any area lies below a box."""
    left, bottom, right, top = box
    across = np.linspace(left, right, max(int((right - left) // LETTER), 2))
    points = np.array([(x, bottom + part * (top - bottom)) for x in across for part in _ROWS])
    for ring in (ring for own in rings.values() for ring in own):
        (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
        if not meet(box, (west, south, east, north)):
            continue
        inside = ((ring > (left, bottom)) & (ring < (right, top))).all(axis=1).any()
        if inside or Path(ring).contains_points(points).any():
            return True
    return False
