"""Official codes of areas: six digits of which the last checks the others."""

import re

from renkei.areas.errors import NotAnArea, UnknownArea
from renkei.areas.table import NATION, Area, register
from renkei.wording.text import fold

_BLANKS = {"", "-", "nan", "none", "nat", "<na>", "n/a", "null"}
_NORTHERN_VILLAGES = ("01695", "01696", "01697", "01698", "01699", "01700")


def check_digit(five: str) -> str:
    """The sixth digit of a five-digit code: (11 - (6a+5b+4c+3d+2e) mod 11) mod 10."""
    if not re.fullmatch(r"[0-9]{5}", five):
        raise UnknownArea(f'"{five}" has no check digit', expected="five digits")
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), five, strict=True))
    return str((11 - total % 11) % 10)


def is_valid_code(six: str) -> bool:
    """Whether a text has six digits of which the last is the check digit of the others."""
    return bool(re.fullmatch(r"[0-9]{6}", six)) and check_digit(six[:5]) == six[5]


def code_readings(digits: str) -> dict[int, Area]:
    """What a string of digits can mean: {6: area} read as six digits, {5: area} as five.

    A lost leading zero is put back. Twelve strings have both readings (16322 is 上市町 by five
    digits and 士幌町 by six): a whole column must decide (cleaning-rules.md, "Area codes").
    """
    known = register()
    if len(digits) <= 2:
        area = known.by_key.get(digits.zfill(2))
        return {2: area} if area else {}
    readings = {}
    if len(digits) in (5, 6) and is_valid_code(six := digits.zfill(6)) and six in known.by_code:
        readings[6] = known.by_code[six]
    if len(digits) in (4, 5):
        six = digits.zfill(5) + check_digit(digits.zfill(5))
        if six in known.by_code:
            readings[5] = known.by_code[six]
    return readings


def unknown_code(digits: str) -> UnknownArea | NotAnArea:
    """Why no area has this code."""
    if digits.zfill(2) == NATION:
        return NotAnArea("code 00 is the nation", expected="a prefecture or municipality")
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
    text = fold(str(value))
    return "" if text.lower() in _BLANKS else text


def code_digits(code: object) -> str:
    """The digits of a code however a sheet holds them; empty for a blank."""
    if isinstance(code, bool):
        raise UnknownArea(f"{code} is not a code", expected="an official code of six digits")
    text = re.sub(r"\.0*$", "", cell_text(code))
    if text and not re.fullmatch(r"[0-9]{1,6}", text):
        raise UnknownArea(f'"{code}" is not a code', expected="an official code of six digits")
    return text
