"""Whose row this is: the key of every row of a return, or why it cannot be decided."""

import contextlib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from renkei import areas
from renkei.areas import Area
from renkei.errors import DataError
from renkei.intake.forms.questions import KEYS, Header
from renkei.intake.opening.workbook import Grid
from renkei.wording.text import fold

_MARK = re.compile(r"^[(\[]?(?:※|\*|注|備考|出典)(?:\d{1,2}(?=[\s:)\]]|$))?[\s:)\]]*")
_MARK_AFTER = re.compile(r"[\s(\[]*(?:※|\*)\d{0,2}[)\]]*$")
_CODE = re.compile(r"\d+(?:\.0*)?|\d{5,6}\D.*")
_PREFECTURE_FILE = re.compile(r"^[\s_\-・]*(?:\d{1,2}[\s_\-.・]*)?(.{2,3}?[都道府県])")
_CODE_FILE = re.compile(r"^(\d{2})(?!\d)")


@dataclass(frozen=True)
class Key:
    """What a row is: an area's (`area`), or of `kind` rejected, subtotals, notes or blank.

    `marks` names the key cells whose mark of a note was left aside, each with what remained.
    """

    kind: str
    area: Area | None = None
    label: str = ""
    error: DataError | None = None
    candidates: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


def row_key(grid: Grid, row: int, header: Header, home: str) -> Key:
    """Decide whose row this is; `home` is the two digits of the file's prefecture, or "".

    A mark of a note (※, *, 注, 備考) makes no note of a row that has a name or the digits of a code:
    the mark is left aside and the rest decides. A note is a row that begins with a mark, names
    nobody and answers nothing; where notes stand in the column of names, one that is no area.
    """
    texts = grid.texts(row)
    if not any(texts):
        return Key("blank")
    if texts == grid.texts(header.row):
        return Key("notes")
    given = {one: texts[header.columns[one]] for one in KEYS if one in header.columns}
    bare = {one: _unmarked(text) for one, text in given.items()}
    marks = tuple((one, bare[one]) for one in given if bare[one] != given[one])
    code, prefecture, name = (bare.get(one, "") for one in KEYS)
    has_code = re.search(r"\d", fold(code)) is not None
    if "code" in dict(marks):
        has_code = _CODE.fullmatch(code) is not None
    is_note = _begins_with_mark(texts) and not has_code and not _answers(texts, header)
    if is_note and not name:
        return Key("notes")
    if code and not has_code:
        # A label or a remark in the code's column: 県計, ※確認中, or a note without a mark.
        code, name = "", name or code
    key = _decide(code, prefecture, name, home)
    alone = is_note and "name" in dict(marks) and not (code or prefecture)
    return Key("notes") if alone and key.kind == "rejected" else replace(key, marks=marks)


def _begins_with_mark(texts: Sequence[str]) -> bool:
    return bool(_MARK.match(fold(next(filter(None, texts)))))


def _answers(texts: Sequence[str], header: Header) -> bool:
    """Whether any column beside the keys holds an answer, not the mark itself."""
    others = [column for one, column in header.columns.items() if one not in KEYS]
    return any(texts[column] and not _MARK.match(fold(texts[column])) for column in others)


@functools.lru_cache(maxsize=16384)
def _unmarked(text: str) -> str:
    """A cell without the mark of a note before or after it; as it stands where it has none."""
    folded = fold(text)
    bare = _MARK_AFTER.sub("", _MARK.sub("", folded))
    return text if bare == folded else bare


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
