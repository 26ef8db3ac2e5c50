"""Boundaries of the municipalities out of a TopoJSON file, checked before anything is drawn."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

import numpy as np

from renkei import areas
from renkei.errors import DataError, InputMissing
from renkei.settings import Campaign
from renkei.settings.limits import LIMITS, Limits

Ring = tuple[int, ...]  # arcs by number, one after another; ~n is arc n backwards

_EAST, _NORTH = (
    (122.0, 155.0),
    (20.0, 46.5),
)  # Japan, from Okinotorishima to the Northern Territories
_CODES = ("lg_code", "N03_007", "code")  # properties that hold the official code, by source


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Shared lines and, by area, the rings they make.

    `points` are longitude and latitude, rows `starts[n]` to `starts[n + 1]` those of arc n. `rings`
    has a list for each six-digit code, outer rings and holes alike, and under "" what is no
    municipality of the register (the six villages of the Northern Territories).
    """

    points: np.ndarray
    starts: np.ndarray
    rings: dict[str, list[Ring]]


def read_boundaries(campaign: Campaign) -> Boundaries | None:
    """The boundaries a campaign names (`sources.map`); None where it names none.

    Raises InputMissing and DataError as `boundaries_of` does.
    """
    file = campaign.map_file()
    return None if file is None else boundaries_of(file, campaign.limits, campaign.raw)


def boundaries_of(file: Path, limits: Limits = LIMITS, inside: Path | None = None) -> Boundaries:
    """Read a TopoJSON file of polygons (topojson-specification 1.1): areas by official code.

    A file that leads out of the folder `inside` is not followed. Raises InputMissing where it
    cannot be read, DataError where it is too large or not what it should be; nothing it names is
    ever opened.
    """
    if inside is not None and not file.resolve().is_relative_to(inside.resolve()):
        raise InputMissing("leads out of the raw folder, and is not followed", where=str(file))
    content = _content(file, limits)
    try:
        return _read(content, limits)
    except _Wrong as wrong:
        raise DataError(wrong.what, where=str(file), expected=wrong.expected) from None


class _Wrong(Exception):
    """What is wrong, and what was expected; the caller knows the file."""

    def __init__(self, what: str, expected: str) -> None:
        self.what, self.expected = what, expected


def _content(file: Path, limits: Limits) -> dict[str, Any]:
    try:
        size = file.stat().st_size
        if size > limits.map_bytes:
            told = f"at most {limits.map_bytes:,}"
            raise DataError(f"{size:,} bytes", where=str(file), expected=told)
        content = json.loads(file.read_bytes(), parse_constant=_no_number)
    except OSError as error:
        raise InputMissing(error.strerror or "cannot be read", where=str(file)) from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"not JSON: {error}"[:200], where=str(file), expected="TopoJSON") from None
    if not isinstance(content, dict) or content.get("type") != "Topology":
        raise DataError("not a topology", where=str(file), expected='TopoJSON, "type": "Topology"')
    return content


def _no_number(name: str) -> Never:
    raise ValueError(f"{name} is no number")


def _read(content: dict[str, Any], limits: Limits) -> Boundaries:
    arcs = content.get("arcs")
    if (
        not isinstance(arcs, list)
        or not arcs
        or not all(isinstance(one, list) and one for one in arcs)
    ):
        raise _Wrong("arcs missing or empty", "a list of lists of positions")
    starts = np.concatenate([[0], np.cumsum([len(arc) for arc in arcs])]).astype(int)
    if starts[-1] > limits.map_points:
        raise _Wrong(f"{starts[-1]:,} points", f"at most {limits.map_points:,}")
    points = _placed(_numbers(arcs), starts, content.get("transform"))
    rings = _by_area(list(_shapes(content.get("objects"))), len(arcs))
    drawn = np.diff(starts)[_arcs_of(rings)].sum() if rings else 0
    if drawn > limits.map_points:
        raise _Wrong(f"{drawn:,} points to draw", f"at most {limits.map_points:,}")
    return Boundaries(points, starts, rings)


def _numbers(arcs: list[Any]) -> np.ndarray:
    """Every position of every arc, as it stands in the file."""
    try:
        flat = [(x, y) for arc in arcs for x, y, *_ in arc]
        if not all(type(value) in (int, float) for pair in flat for value in pair):
            raise TypeError
        return np.asarray(flat, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise _Wrong("arcs hold something else than positions", "two numbers each") from None


def _placed(points: np.ndarray, starts: np.ndarray, transform: Any) -> np.ndarray:
    """Longitude and latitude: with a transform, positions are steps from one to the next."""
    if transform is not None:
        scale, move = _pair(transform, "scale"), _pair(transform, "translate")
        summed = np.cumsum(points, axis=0)
        before = np.vstack([[0.0, 0.0], summed])[starts[:-1]]
        points = (summed - np.repeat(before, np.diff(starts), axis=0)) * scale + move
    low, high = np.array([_EAST[0], _NORTH[0]]), np.array([_EAST[1], _NORTH[1]])
    if not (np.isfinite(points).all() and (points >= low).all() and (points <= high).all()):
        raise _Wrong("a boundary lies outside of Japan", "degrees of longitude and latitude")
    return points


def _pair(transform: Any, name: str) -> np.ndarray:
    pair = transform.get(name) if isinstance(transform, dict) else None
    numbers = isinstance(pair, list) and [type(one) in (int, float) for one in pair] == [True] * 2
    if not numbers:
        raise _Wrong(f"transform.{name} is {str(pair)[:40]}", "two numbers")
    return np.asarray(pair, dtype=float)


def _shapes(objects: Any) -> Iterator[tuple[object, list[Ring]]]:
    """The code and the rings of every geometry; a geometry without form is left out."""
    if not isinstance(objects, dict) or not objects:
        raise _Wrong("no objects", "one GeometryCollection of municipalities")
    for name, one in objects.items():
        inner = one.get("geometries") if isinstance(one, dict) else None
        if not isinstance(inner, list):
            raise _Wrong(f"object {name[:40]!r} has no geometries", "a GeometryCollection")
        for shape in inner:
            if not isinstance(shape, dict):
                raise _Wrong("a geometry that is none", "Polygon or MultiPolygon")
            yield _code(shape), list(_rings(shape))


def _code(shape: dict[str, Any]) -> object:
    properties = shape.get("properties")
    known = properties if isinstance(properties, dict) else {}
    found = next((known[name] for name in _CODES if known.get(name)), shape.get("id"))
    return found if isinstance(found, str | int) and len(str(found)) < 12 else None


def _rings(shape: dict[str, Any]) -> Iterator[Ring]:
    kind, arcs = shape.get("type"), shape.get("arcs")
    if kind is None:
        return
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(arcs, list):
        raise _Wrong(f"a geometry of type {str(kind)[:40]!r}", "Polygon or MultiPolygon with arcs")
    for polygon in [arcs] if kind == "Polygon" else arcs:
        for ring in polygon if isinstance(polygon, list) else [None]:
            if not isinstance(ring, list) or not all(type(one) is int for one in ring):
                raise _Wrong("a ring that is none", "a list of numbers of arcs")
            if ring:
                yield tuple(ring)


def _by_area(shapes: list[tuple[object, list[Ring]]], arcs: int) -> dict[str, list[Ring]]:
    """Rings by six-digit code, wards with their city; five or six digits decided for all codes."""
    codes = areas.read_codes(code for code, _ in shapes)
    rings: dict[str, list[Ring]] = {}
    for cell, (_, own) in zip(codes, shapes, strict=True):
        if any(not -arcs <= one < arcs for ring in own for one in ring):
            raise _Wrong("a ring of an arc that is not there", f"numbers below {arcs:,}")
        is_municipality = cell.area is not None and cell.area.level == "municipality"
        rings.setdefault((cell.code or "") if is_municipality else "", []).extend(own)
    if not set(rings) - {""}:
        told = f"official codes as {' or '.join(_CODES)} or id"
        raise _Wrong("no municipality among the geometries", told)
    return rings


def _arcs_of(rings: dict[str, list[Ring]]) -> np.ndarray:
    """The number of every arc as often as it is drawn."""
    used = [one for own in rings.values() for ring in own for one in ring]
    numbers = np.asarray(used, dtype=int)
    return np.where(numbers < 0, ~numbers, numbers)
