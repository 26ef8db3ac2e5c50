"""Finding the area a form means by a code, a name or both."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from renkei.areas.codes import (
    agreeing,
    ambiguous_code,
    cell_text,
    code_digits,
    code_readings,
    listed,
    shortened,
)
from renkei.areas.errors import AmbiguousArea, CodeNameConflict, NotAnArea, UnknownArea
from renkei.areas.table import NATION, Area, register
from renkei.wording.text import fold_name

_SUBTOTAL = re.compile(
    r".*計|全国|全県|全道|全都|全府|全市町村|全市区町村|全自治体|全団体|都道府県|総数|全体|.*平均"
)
_TRAILING_NOTE = re.compile(r"\([^()]*\)$|[::]$")


def prefectures() -> tuple[Area, ...]:
    """The 47 prefectures in code order."""
    return register().prefectures


def municipalities(prefecture: object = None) -> tuple[Area, ...]:
    """The 1,741 municipalities in code order, or those of one prefecture (code or name)."""
    wanted = _digits_of(prefecture_named(prefecture))
    every = register().municipalities
    return tuple(a for a in every if a.prefecture_code == wanted) if wanted else every


def label(short: str) -> str:
    """The printed name of a frame's key: 「全国」, 「富山県」, 「富山市」. Raises UnknownArea."""
    if short == NATION:
        return "全国"
    area = register().by_key.get(short)
    if area is None:
        raise UnknownArea(
            f'"{short}" is not the key of an area', expected='"00", two or six digits'
        )
    return area.name


def find(name: object = None, code: object = None, prefecture: object = None) -> Area:
    """The one area a form means by a code, a name, or both; wards lead to their city.

    `code` may be text or number, five or six digits, full-width, a float or short of its leading
    zero; `prefecture` is a name, a short name or a code, and alone finds the prefecture. Raises
    UnknownArea, AmbiguousArea, CodeNameConflict or NotAnArea. Order: cleaning-rules.md, "Names".
    """
    place = prefecture_named(prefecture)
    written = cell_text(name)
    if written:
        _refuse_subtotal(written)
    digits = code_digits(code)
    if digits:
        return _by_code(digits, written, place)
    if written:
        return _by_name(written, _digits_of(place))
    if place:
        return place
    raise UnknownArea("neither a code nor a name", expected="a code of six digits or a name")


def _by_code(digits: str, written: str, prefecture: Area | None) -> Area:
    """The area of a code, with prefecture and name as tie-breakers and as checks."""
    kept = agreeing(digits, code_readings(digits).values(), prefecture)
    if written:
        named = _named(_digits_of(prefecture), fold_name(written))
        agreed = tuple(a for a in kept if a in named)
        if not agreed:
            raise _conflict(digits, kept, written, named)
        kept = agreed
    if len(kept) > 1:
        raise ambiguous_code(digits, kept, "six digits, or the prefecture or the name beside it")
    return kept[0]


def _by_name(written: str, within: str) -> Area:
    """The area of a name, inside a prefecture when one is given."""
    hits = _named(within, fold_name(written))
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise AmbiguousArea(
            f'"{written}" is {listed(hits)}',
            expected="a code or the prefecture beside the name",
            candidates=hits,
        )
    place = f" in {label(within)}" if within else ""
    nearest = _nearest(written, within)
    raise UnknownArea(
        f'there is no area "{shortened(written)}"{place}',
        expected="the name of a prefecture or one of its municipalities",
        nearest=[a.full_name for a in nearest],
        candidates=nearest,
    )


@lru_cache(maxsize=16384)
def _named(within: str, key: str) -> tuple[Area, ...]:
    """Every area a folded name can mean, from the first rule that knows it."""
    known = register()
    official, wards, *others = (names.get((within, key), ()) for names in known.names)
    if not within and official and wards:
        return tuple(dict.fromkeys(official + wards))  # 中央区 of Tokyo, or a city's 中央区
    for hits in (official, wards, *others):
        if hits:
            return hits
    stripped = re.fullmatch(r"(.{1,5}?郡)(.+)", key) if within else None
    if stripped and stripped[1] not in known.counties:
        return known.names[0].get((within, stripped[2]), ())
    return ()


def _refuse_subtotal(written: str) -> None:
    """Raise NotAnArea for 計, 県計, 全国 … and for a county's row."""
    bare = _TRAILING_NOTE.sub("", fold_name(written))
    if _SUBTOTAL.fullmatch(bare) or bare in register().counties:
        raise NotAnArea(
            f'"{shortened(written)}" is a total or a group, not an area',
            expected="a prefecture or municipality",
        )


def _conflict(
    digits: str, kept: tuple[Area, ...], written: str, named: tuple[Area, ...]
) -> CodeNameConflict:
    """The error that shows what the code says and what the name says."""
    says = f"is {listed(named)}" if named else "is no area there"
    return CodeNameConflict(
        f'code {digits} is {listed(kept)} but the name "{shortened(written)}" {says}',
        expected="a code and a name of the same area",
        candidates=(*kept, *named),
    )


def _nearest(written: str, within: str) -> tuple[Area, ...]:
    """Up to three areas whose names look like this one: suggestions, never accepted."""
    known = register()
    key = fold_name(written)[:40]
    every = (*known.municipalities, *known.prefectures)
    pool = [a for a in every if within in ("", a.prefecture_code)]
    elsewhere = known.names[0].get(("", key), ()) if within else ()
    found = process.extract(
        key, [fold_name(a.name) for a in pool], scorer=fuzz.ratio, limit=3, score_cutoff=50
    )
    return (*elsewhere, *(pool[index] for _, _, index in found))[:3]


def prefecture_named(prefecture: object) -> Area | None:
    """The prefecture of a name, short name or code; None for a blank. Raises UnknownArea."""
    text = cell_text(prefecture)
    if not text:
        return None
    known = register()
    hits = known.prefecture_names.get(fold_name(text), ())
    if not hits and re.fullmatch(r"[0-9]{1,6}(\.0*)?", text):
        hits = tuple(code_readings(code_digits(text)).values())
    for area in hits:
        if area.level == "prefecture":
            return area
    names = [a.name for a in known.prefectures]
    nearest = process.extract(text[:40], names, limit=2, score_cutoff=50)
    raise UnknownArea(
        f'"{shortened(text)}" is not a prefecture',
        expected="the name or the two digits of a prefecture",
        nearest=[found[0] for found in nearest],
    )


def _digits_of(prefecture: Area | None) -> str:
    """The two digits by which names are indexed; empty for the whole nation."""
    return prefecture.prefecture_code if prefecture else ""
