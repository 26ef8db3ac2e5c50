"""Whose row this is: the key of every row of a return, or why it cannot be decided."""

import contextlib
import functools
import re
from dataclasses import dataclass

from renkei import areas
from renkei.areas import Area
from renkei.errors import DataError
from renkei.intake.questions import KEYS, Header
from renkei.intake.workbook import Grid
from renkei.wording.text import fold

_NOTE = re.compile(r"^[(\[]?(※|\*|注|備考|出典|\(注)")
_PREFECTURE_FILE = re.compile(r"^[\s_\-・]*(?:\d{1,2}[\s_\-.・]*)?(.{2,3}?[都道府県])")
_CODE_FILE = re.compile(r"^(\d{2})(?!\d)")


@dataclass(frozen=True)
class Key:
    """What a row is: an area's (`area`), or of `kind` rejected, subtotals, notes or blank."""

    kind: str
    area: Area | None = None
    label: str = ""
    error: DataError | None = None
    candidates: tuple[str, ...] = ()


def row_key(grid: Grid, row: int, header: Header, home: str) -> Key:
    """Decide whose row this is; `home` is the two digits of the file's prefecture, or ""."""
    texts = grid.texts(row)
    first = next((text for text in texts if text), "")
    if not first:
        return Key("blank")
    if _NOTE.match(fold(first)) or texts == grid.texts(header.row):
        return Key("notes")
    code, prefecture, name = (
        texts[header.columns[one]] if one in header.columns else "" for one in KEYS
    )
    if code and not re.search(r"\d", fold(code)):
        # A label in the code's column: 県計, or a note without a mark.
        code, name = "", name or code
    return _decide(code, prefecture, name, home)


@functools.lru_cache(maxsize=16384)
def _decide(code: str, prefecture: str, name: str, home: str) -> Key:
    try:
        area = areas.find(
            name=name or None, code=code or None, prefecture=prefecture or home or None
        )
    except areas.NotAnArea:
        return Key("subtotals", label=fold(name or code))
    except DataError as error:
        return Key("rejected", error=error, candidates=_candidates(error, name, home))
    if area.level == "prefecture":
        return _prefecture_row(code, name, area, home)
    if home and area.prefecture_code != home:
        strange = DataError(
            f"{area.full_name} ({area.code}) stands in the return of {areas.label(home)}",
            expected=f"a municipality of {areas.label(home)}",
        )
        return Key("rejected", area, error=strange)
    return Key("area", area)


def _prefecture_row(code: str, name: str, area: Area, home: str) -> Key:
    """A prefecture's own row is its total; a prefecture's name with nothing else is no key."""
    if (code or name) and home in ("", area.prefecture_code):
        return Key("subtotals", label=area.name)
    missing = DataError("neither a code nor a name", expected="a code of six digits or a name")
    return Key("rejected", error=missing)


def _candidates(error: DataError, name: str, home: str) -> tuple[str, ...]:
    """The municipalities a rejected row may have meant, so that a later row can correct it."""
    meant = {a.short for a in getattr(error, "candidates", ()) if a.level == "municipality"}
    with contextlib.suppress(DataError):
        meant.add(areas.find(name=name, prefecture=home or None).short)
    return tuple(sorted(key for key in meant if len(key) == 6 and home in ("", key[:2])))


def file_prefecture(file_name: str) -> str:
    """The two digits of the prefecture a file's name says: 16_富山県.xlsx is "16"; else ""."""
    name = fold(file_name)
    named = _PREFECTURE_FILE.match(name)
    if named:
        with contextlib.suppress(DataError):
            return areas.find(prefecture=named[1]).prefecture_code
    digits = _CODE_FILE.match(name)
    known = {area.prefecture_code for area in areas.prefectures()}
    return digits[1] if digits and digits[1] in known else ""
