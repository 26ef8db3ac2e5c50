"""A whole column of codes: five or six digits is decided once, for every cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from renkei.areas.codes import agreeing, ambiguous_code, code_digits, code_readings
from renkei.areas.errors import AreaError
from renkei.areas.find import prefecture_named
from renkei.areas.table import Area


@dataclass(frozen=True)
class CodeCell:
    """One cell of a column of codes: its area, or why there is none.

    `candidates` are the areas an unreadable cell could have meant. Wards lead to their city.
    """

    raw: object
    area: Area | None = None
    reason: str = ""
    candidates: tuple[Area, ...] = ()

    @property
    def code(self) -> str | None:
        """Six digits, or None where the cell is unreadable or blank."""
        return self.area.code if self.area else None


@dataclass(frozen=True)
class CodeColumn:
    """The cells of a column in its order; `digits` is 5, 6 or None (undecided), `why` says why."""

    cells: tuple[CodeCell, ...]
    digits: int | None
    why: str

    def __iter__(self) -> Iterator[CodeCell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, at: int) -> CodeCell:
        return self.cells[at]


@dataclass(frozen=True)
class _Scanned:
    """A cell's digits and what they can mean alone, or the error that says why nothing.

    `size` is 5 or 6 where only that many digits make a code, 0 where both do; else None.
    """

    digits: str
    readings: Mapping[int, Area]
    size: int | None = None
    error: AreaError | None = None


def read_codes(column: Iterable[object], prefecture: object = None) -> CodeColumn:
    """Read a column of codes, five or six digits decided for all cells together, never for one.

    Cells may be text or numbers, full-width, floats, short of their leading zero, blank or junk;
    no cell raises. What decides is the cells that only one of the two makes a code; where there
    are none, the prefecture (a name or code, or one for each cell) of the ambiguous ones; where
    both kinds stand in the column nothing does, and ambiguous cells are unreadable. A code
    outside its prefecture is unreadable too. Raises UnknownArea for a single prefecture that is
    none, ValueError for prefectures of another number than the cells (cleaning-rules.md, "Area
    codes").
    """
    raws = list(column)
    places = _places(prefecture, len(raws))
    scanned = [_scan(raw) for raw in raws]
    digits, why = _decide(scanned, places)
    cells = map(_read_cell, raws, scanned, places, [digits] * len(raws))
    return CodeColumn(tuple(cells), digits, why)


def _places(prefecture: object, count: int) -> list[Area | AreaError | None]:
    """The prefecture of each cell, or the error of one that is none."""
    if isinstance(prefecture, str) or not isinstance(prefecture, Iterable):
        return [prefecture_named(prefecture)] * count
    given = list(prefecture)
    if len(given) != count:
        raise ValueError(f"{count} codes but {_counted(len(given), 'prefecture')}")
    return [_place(one) for one in given]


def _place(prefecture: object) -> Area | AreaError | None:
    try:
        return prefecture_named(prefecture)
    except AreaError as error:
        return error.with_traceback(None)


def _scan(raw: object) -> _Scanned:
    """What a cell can mean; the kinds of cell a table holds are remembered."""
    return _remembered(raw) if isinstance(raw, str | int | float) else _scan_anew(raw)


def _scan_anew(raw: object) -> _Scanned:
    try:
        digits = code_digits(raw)
    except AreaError as error:
        return _Scanned("", {}, error=error.with_traceback(None))
    readings = code_readings(digits)
    sizes = readings.keys() & {5, 6}
    return _Scanned(digits, readings, 0 if len(sizes) == 2 else next(iter(sizes), None))


_remembered = lru_cache(maxsize=16384, typed=True)(_scan_anew)


def _decide(
    scanned: Sequence[_Scanned], places: Sequence[Area | AreaError | None]
) -> tuple[int | None, str]:
    """Five or six digits for the whole column, and why; None where nothing decides."""
    found = Counter(scan.size for scan in scanned)
    if found[5] and found[6]:
        shown = {size: next(s.digits for s in scanned if s.size == size) for size in (5, 6)}
        six, five = (f"{_counted(found[n])}, as {shown[n]}" for n in (6, 5))
        return None, f"the column mixes six digits ({six}) and five ({five})"
    if found[6] or found[5]:
        return _only(found)
    if not found[0]:
        return None, "no cell has five or six digits"
    return _break_tie(scanned, places)


def _break_tie(
    scanned: Sequence[_Scanned], places: Sequence[Area | AreaError | None]
) -> tuple[int | None, str]:
    """Let the prefectures beside the ambiguous cells decide, if they agree."""
    fits = Counter(
        size
        for scan, place in zip(scanned, places, strict=True)
        if scan.size == 0 and isinstance(place, Area)
        for size, area in scan.readings.items()
        if area.prefecture_code == place.prefecture_code
    )
    five, six = fits[5], fits[6]
    if five and six:
        cells = f"five digits in {_counted(five)} and six in {six}"
        return None, f"the prefectures beside the codes fit {cells}"
    if five or six:
        digits, why = _only(fits)
        return digits, f"by its prefecture {why}"
    return None, "no cell decides between five and six digits"


def _only(found: Counter[int] | Counter[int | None]) -> tuple[int, str]:
    """The one size of which there are cells."""
    size, other = (6, "five") if found[6] else (5, "six")
    name = "six" if size == 6 else "five"
    return size, f"{_counted(found[size])} can only have {name} digits, none only {other}"


def _read_cell(
    raw: object, scan: _Scanned, place: Area | AreaError | None, digits: int | None
) -> CodeCell:
    """One cell by the column's decision."""
    if scan.error:
        return _refused(raw, scan.error)
    if not scan.digits:
        return CodeCell(raw, reason="the cell is blank")
    if isinstance(place, AreaError):
        return _refused(raw, place)
    readings: Iterable[Area] = scan.readings.values()
    if scan.size == 0:
        if digits is None:
            expected = "five or six digits in the whole column"
            return _refused(raw, ambiguous_code(scan.digits, readings, expected))
        readings = (scan.readings[digits],)
    try:
        return CodeCell(raw, agreeing(scan.digits, readings, place)[0])
    except AreaError as error:
        return _refused(raw, error)


def _refused(raw: object, error: AreaError) -> CodeCell:
    return CodeCell(raw, reason=str(error), candidates=error.candidates)


def _counted(number: int, noun: str = "cell") -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
