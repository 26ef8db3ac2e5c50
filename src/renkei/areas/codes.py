"""Official codes of areas: six digits of which the last checks the others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from renkei.areas.errors import AmbiguousArea, CodeNameConflict, NotAnArea, UnknownArea
from renkei.areas.table import NATION, Area, register
from renkei.wording.text import fold

_BLANKS = {"", "-", "nan", "none", "nat", "<na>", "n/a", "null"}
_NORTHERN_VILLAGES = ("01695", "01696", "01697", "01698", "01699", "01700")
_LONGEST_SHOWN = 60


def check_digit(five: str) -> str:
    """The sixth digit of a five-digit code: (11 - (6a+5b+4c+3d+2e) mod 11) mod 10."""
    if not re.fullmatch(r"[0-9]{5}", five):
        raise UnknownArea(f'"{five}" has no check digit', expected="five digits")
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), five, strict=True))
    return str((11 - total % 11) % 10)


def is_valid_code(six: str) -> bool:
    """Whether a text has six digits of which the last is the check digit of the others."""
    return bool(re.fullmatch(r"[0-9]{6}", six)) and check_digit(six[:5]) == six[5]


def code_readings(digits: str) -> Mapping[int, Area]:
    """What a string of digits can mean: {6: area} read as six digits, {5: area} as five.

    A lost leading zero is put back; {2: area} is a prefecture's two digits. Twelve strings of
    municipalities have both readings (16322 is 上市町 by five digits and 士幌町 by six): a whole
    column must decide (`read_codes`; cleaning-rules.md, "Area codes").
    """
    return _every_reading().get(digits, {})


@lru_cache(maxsize=1)
def _every_reading() -> dict[str, dict[int, Area]]:
    """Every string of digits that is a code, with and without its leading zero."""
    known = register()
    found: dict[str, dict[int, Area]] = defaultdict(dict)
    for size in (6, 5):
        for six, area in known.by_code.items():
            for text in (six[:size], six[:size].lstrip("0")):
                found[text][size] = area
    for area in known.prefectures:
        for text in (area.short, area.short.lstrip("0")):
            found[text] = {2: area}
    return dict(found)


def agreeing(digits: str, possible: Iterable[Area], prefecture: Area | None) -> tuple[Area, ...]:
    """The readings of a code that lie in a prefecture, all without one.

    Raises UnknownArea where the code has no reading, CodeNameConflict where none lies there.
    """
    every = tuple(dict.fromkeys(possible))
    if not every:
        raise unknown_code(digits)
    if prefecture is None:
        return every
    kept = tuple(a for a in every if a.prefecture_code == prefecture.prefecture_code)
    if not kept:
        raise CodeNameConflict(
            f"code {digits} is {listed(every)} but the prefecture is {prefecture.name}",
            expected="a code and a prefecture that agree",
            candidates=(*every, prefecture),
        )
    return kept


def ambiguous_code(digits: str, kept: Iterable[Area], expected: str) -> AmbiguousArea:
    """The error of a code with more than one reading, which it shows."""
    candidates = tuple(kept)
    return AmbiguousArea(
        f"code {digits} is {listed(candidates)}", expected=expected, candidates=candidates
    )


def unknown_code(digits: str) -> UnknownArea | NotAnArea:
    """Why no area has this code."""
    if digits.zfill(2) == NATION or set(digits) == {"0"}:
        return NotAnArea(f"code {digits} is the nation", expected="a prefecture or municipality")
    if digits.zfill(6)[:5] in _NORTHERN_VILLAGES or digits.zfill(5) in _NORTHERN_VILLAGES:
        return UnknownArea(
            f"code {digits} is one of the six villages of the Northern Territories",
            expected="one of the 1,741 municipalities",
        )
    if len(digits) == 6 and not is_valid_code(digits):
        right = digits[:5] + check_digit(digits[:5])
        area = register().by_code.get(right)
        return UnknownArea(
            f"code {digits} fails its check digit: {digits[:5]} is followed by {right[5]}",
            expected=right + (f" ({area.full_name})" if area else ""),
            candidates=(area,) if area else (),
        )
    return UnknownArea(f"no area has the code {digits}", expected="an official code of six digits")


def cell_text(value: object) -> str:
    """A cell's text, folded at its edges; empty for every kind of blank."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    try:
        text = fold(str(value))
    except Exception:  # a foreign object may fail in any way when printed
        return type(value).__name__
    return "" if text.lower() in _BLANKS else text


def code_digits(code: object) -> str:
    """The digits of a code however a sheet holds them; empty for a blank. Raises UnknownArea."""
    given = cell_text(code)
    text = re.sub(r"\.0*$", "", given)
    if isinstance(code, bool) or (given and not re.fullmatch(r"[0-9]{1,6}", text)):
        quoted = given if isinstance(code, bool) else f'"{shortened(given)}"'
        raise UnknownArea(f"{quoted} is not a code", expected="an official code of six digits")
    return text


def listed(areas: Iterable[Area]) -> str:
    """Areas in one phrase: 富山県富山市 (162019) or 石川県金沢市 (172014)."""
    return " or ".join(f"{a.full_name} ({a.code})" for a in areas)


def shortened(text: str) -> str:
    """A text as an error shows it: its first 60 characters."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
