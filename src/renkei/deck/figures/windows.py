"""The parts of a map: which areas are drawn where, far islands in insets of their own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from renkei import areas
from renkei.intake.boundaries import Boundaries, Ring

Box = tuple[float, float, float, float]

_VISIBLE, _PASSES = 0.2, 10  # square points: what a smaller triangle adds, print does not show
_DOT = 0.7  # points: a shorter shore is not drawn
_SPECK = 0.5  # square points: smaller islands are not drawn, but for an area's largest


@dataclass(frozen=True)
class Window:
    """Areas inside a box of longitude and latitude, shown in a part of the page (0 to 1).

    Without `bounds` it shows its areas whole. An inset has a `name` and a frame. `coast`: whether
    the shores are drawn as lines, without which small islands are lost in print.
    """

    codes: tuple[str, ...]
    page: Box
    bounds: Box | None = None
    name: str = ""
    coast: bool = True


@dataclass(frozen=True, eq=False)
class Placed:
    """The rings of one window as points on the page (1/72 inch), by area."""

    window: Window
    frame: Box
    rings: dict[str, list[np.ndarray]]
    borders: list[np.ndarray]  # between two prefectures
    coast: list[np.ndarray]  # with nothing drawn on the other side


def windows(area: str, wide: bool = False) -> tuple[Window, ...]:
    """The windows of the nation ("00") or of one prefecture, under a line for the legend.

    `wide`: on a page that is much wider than high.
    """
    if area == areas.NATION:
        every = tuple(one.short for one in areas.municipalities())
        return (  # the six villages of the Northern Territories are no municipality here: ""
            Window(
                (*every, ""), (0.01, 0.01, 0.99, 0.99), (128.4, 30.0, 149.0, 45.6), coast=False
            ),  # too long for lines of its own
            Window(every, (0.01, 0.635, 0.475, 0.99), (122.8, 23.9, 131.5, 30.0), "奄美・沖縄"),
            Window(every, (0.86, 0.02, 0.98, 0.2), (141.95, 26.5, 142.35, 27.15), "小笠原"),
        )
    own = tuple(one.short for one in areas.municipalities(area))
    if area == "47":
        return _okinawa(own, wide)
    if area not in _INSETS:
        return (Window(own, (0.01, 0.01, 0.99, 0.89)),)
    return tuple(Window(own, page, bounds, name) for page, bounds, name in _INSETS[area])


_INSETS: dict[str, tuple[tuple[Box, Box, str], ...]] = {  # where islands lie far off
    "13": (
        ((0.01, 0.38, 0.99, 0.89), (138.9, 35.48, 139.95, 35.92), ""),
        ((0.01, 0.01, 0.60, 0.36), (138.7, 32.3, 140.1, 34.9), "伊豆諸島"),
        ((0.62, 0.01, 0.99, 0.36), (141.95, 26.5, 142.35, 27.15), "小笠原"),
    ),
    "32": (  # Takeshima would make the rest small
        ((0.01, 0.01, 0.99, 0.89), (131.6, 34.25, 133.45, 35.65), ""),
        ((0.01, 0.61, 0.36, 0.89), (132.9, 35.95, 133.45, 36.4), "隠岐"),
    ),
    "42": (
        ((0.01, 0.01, 0.99, 0.64), (128.55, 32.5, 130.45, 33.6), ""),
        ((0.01, 0.6, 0.45, 0.89), (129.1, 33.65, 129.9, 34.75), "壱岐・対馬"),
    ),
    "46": (
        ((0.36, 0.01, 0.99, 0.89), (129.6, 30.95, 131.25, 32.35), ""),
        ((0.01, 0.01, 0.35, 0.89), (128.3, 26.95, 131.15, 30.95), "南の島々"),
    ),
}
# Okinawa: the Senkaku Islands, part of 石垣市, would make Yaeyama small.
_OKINAWA, _MIYAKO = (126.66, 26.0, 128.4, 27.12), (124.62, 24.6, 125.52, 25.0)
_SOUTH, _YAEYAMA, _DAITO = (
    (127.62, 26.06, 128.02, 26.46),
    (122.9, 23.98, 124.38, 24.64),
    (131.14, 25.78, 131.36, 26.0),
)
_SOUTHERN = (
    *("472018", "472051", "472085", "472107", "472115", "472123", "472131", "472158", "473243"),
    *("473251", "473260", "473278", "473286", "473294", "473481", "473502", "473626"),
)


def _okinawa(own: tuple[str, ...], wide: bool) -> tuple[Window, ...]:
    """The main island with those around it, its crowded south larger, and the far islands."""
    tall = (
        ((0.01, 0.33, 0.6, 0.89), (0.61, 0.33, 0.99, 0.89)),
        ((0.01, 0.01, 0.43, 0.31), (0.44, 0.01, 0.79, 0.31), (0.8, 0.01, 0.99, 0.31)),
    )
    broad = (
        ((0.33, 0.01, 0.69, 0.89), (0.7, 0.01, 0.99, 0.89)),
        ((0.01, 0.01, 0.32, 0.41), (0.01, 0.43, 0.2, 0.89), (0.21, 0.43, 0.32, 0.89)),
    )
    (main, south), (yaeyama, miyako, daito) = broad if wide else tall
    return (
        Window(own, main, _OKINAWA),
        Window(_SOUTHERN, south, _SOUTH, "本島中南部"),
        Window(own, yaeyama, _YAEYAMA, "八重山"),
        Window(own, miyako, _MIYAKO, "宮古"),
        Window(own, daito, _DAITO, "大東"),
    )


def placed(boundaries: Boundaries, window: Window, size: tuple[float, float]) -> Placed:
    """The rings of a window on a page of `size` inches, simplified to what print can show."""
    own = {code: boundaries.rings[code] for code in window.codes if code in boundaries.rings}
    map_points = _mercator(boundaries.points)
    west, south, east, north = _bounds(boundaries, window, own)
    corners = _mercator(np.array([[west, south], [east, north]]))
    frame = tuple(72 * size[place % 2] * one for place, one in enumerate(window.page))
    left, bottom, right, top = frame
    wide, high = corners[1] - corners[0]
    scale = min((right - left) / wide, (top - bottom) / high)
    shift = np.array(
        [left + (right - left - scale * wide) / 2, bottom + (top - bottom - scale * high) / 2]
    )
    points = (map_points - corners[0]) * scale + shift
    arcs, kept = _simplified(points, boundaries.starts), _inside(boundaries, window.bounds)
    drawn = {code: _ring_points(rings, arcs, kept) for code, rings in own.items()}
    rings = {code: those for code, those in drawn.items() if those}
    return Placed(window, (left, bottom, right, top), rings, *_lines(own, arcs, kept))


def _mercator(points: np.ndarray) -> np.ndarray:
    """Degrees of longitude, and latitude so stretched that shapes are true."""
    latitude = np.radians(points[:, 1])
    return np.column_stack([points[:, 0], np.degrees(np.arcsinh(np.tan(latitude)))])


def _bounds(boundaries: Boundaries, window: Window, own: dict[str, list[Ring]]) -> Box:
    """The box of a window: its own, or that of everything in it."""
    if window.bounds:
        return window.bounds
    numbers = {
        one if one >= 0 else ~one for rings in own.values() for ring in rings for one in ring
    }
    spans = [
        boundaries.points[boundaries.starts[one] : boundaries.starts[one + 1]] for one in numbers
    ]
    every = np.vstack(spans) if spans else np.array([[122.0, 24.0], [149.0, 46.0]])
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    return float(west), float(south), float(east) + 1e-6, float(north) + 1e-6


def _simplified(points: np.ndarray, starts: np.ndarray) -> list[np.ndarray]:
    """Every arc without the points print cannot show; neighbours share it, so no gap opens.

    A point goes that stands with its neighbours in a triangle too small to see (Visvalingam), of
    two neighbours one at a time; the ends of an arc stay.
    """
    arcs = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    points = np.round(points, 1)
    for turn in range(_PASSES):
        before, here, after = points[:-2], points[1:-1], points[2:]
        one, two = here - before, after - before
        seen = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]) / 2 >= _VISIBLE
        inner = (arcs[:-2] == arcs[1:-1]) & (arcs[1:-1] == arcs[2:])
        keep = np.ones(len(points), dtype=bool)
        keep[1:-1] = seen | ~inner | (np.arange(len(seen)) % 2 == turn % 2)
        points, arcs = points[keep], arcs[keep]
    cuts = np.searchsorted(arcs, np.arange(len(starts)))
    return [points[cuts[one] : cuts[one + 1]] for one in range(len(starts) - 1)]


def _inside(boundaries: Boundaries, bounds: Box | None) -> np.ndarray:
    """Which arcs begin inside the bounds: an island beyond them is not drawn."""
    if bounds is None:
        return np.ones(len(boundaries.starts) - 1, dtype=bool)
    first = boundaries.points[boundaries.starts[:-1]]
    west, south, east, north = bounds
    return np.asarray(
        (first[:, 0] >= west)
        & (first[:, 0] <= east)
        & (first[:, 1] >= south)
        & (first[:, 1] <= north)
    )


def _ring_points(
    rings: Sequence[Ring], arcs: list[np.ndarray], kept: np.ndarray
) -> list[np.ndarray]:
    """An area's rings, the largest first; specks are left out."""
    drawn = [
        np.concatenate([arcs[one] if one >= 0 else arcs[~one][::-1] for one in ring])
        for ring in rings
        if kept[ring[0] if ring[0] >= 0 else ~ring[0]]
    ]
    sized = sorted(((size(ring), ring) for ring in drawn), key=lambda one: -one[0])
    return [ring for place, (area, ring) in enumerate(sized) if place == 0 or area >= _SPECK]


def size(ring: np.ndarray) -> float:
    """The area of a closed ring in square points."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def middle(ring: np.ndarray) -> tuple[float, float]:
    """The centroid of a ring; of one without extent its first point."""
    x, y = ring[:, 0], ring[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    double = float(cross.sum())
    if math.isclose(double, 0, abs_tol=1e-6):
        return float(x[0]), float(y[0])
    return (
        float(((x + np.roll(x, -1)) * cross).sum() / (3 * double)),
        float(((y + np.roll(y, -1)) * cross).sum() / (3 * double)),
    )


def _lines(
    own: dict[str, list[Ring]], arcs: list[np.ndarray], kept: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The arcs between two prefectures, and those that only one area has."""
    sides: dict[int, list[str]] = {}
    for code, rings in own.items():
        for ring in rings:
            for one in ring:
                sides.setdefault(one if one >= 0 else ~one, []).append(code[:2])
    drawn = {one: both for one, both in sides.items() if kept[one]}
    borders = [arcs[one] for one, both in drawn.items() if len(set(both)) > 1]
    shores = [arcs[one] for one, both in drawn.items() if len(both) == 1]
    return borders, [one for one in shores if np.ptp(one, axis=0).max() >= _DOT]
