"""Numbers inside texts, and when two ways of writing one mean the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from renkei.errors import UsageError
from renkei.wording.numbers import amount_of
from renkei.wording.text import fold

_STEPS = {"億": 10**8, "万": 10**4, "千": 1000}
_DIGITS = r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9_])(?P<about>約)?(?P<sign>[+\-±▲△])?(?P<value>{_DIGITS}(?:[億万千](?:{_DIGITS}[億万千]?)?)*)"
    r"(?![\d_])(?P<share>%)?(?P<under>未満|超)?"
)
_NAMES = re.compile(
    r"\d{4}-\d{2}-\d{2}|(?:令和|平成|[RH])\d{1,2}(?:[.年]\d{1,2}(?:[.月]\d{1,2}日?)?月?)?|\d{4}年度?"
    r"|\d{1,2}月(?:\d{1,2}日)?(?!分)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)|第\d+回?|※\d+|[1-9]回目"
)


@dataclass(frozen=True)
class Amount:
    """A number as it stands in a text: its value (a share of 1 where it is a percentage).

    `step` is what its last written digit is worth: 約3万9千 is 39,000 to the nearest 1,000.
    """

    text: str
    value: Fraction
    step: Fraction
    share: bool
    start: int

    def stands_for(self, exact: float | Fraction) -> bool:
        """Whether this is how an exact number would be printed: it lies within half a step."""
        off = abs(Fraction(exact) - abs(self.value))
        return off * 2 <= self.step

    def same_as(self, other: "Amount") -> bool:
        """Whether both write the same number: 1,718 and 1718, 約3万9千 and 39,000; +7 is 7."""
        return self.share == other.share and abs(self.value) == abs(other.value)


def amounts(text: str, about: bool = False) -> Iterator[Amount]:
    """Every number in a text, in order; 約, commas, signs, 億, 万, 千 and % are understood.

    `about`: all are rounded, as in a column headed （約）.
    Numbers of days, months, rounds and notes (6月2日, R3.4.27, 第3回, ※1) are names, not amounts.
    """
    folded = _NAMES.sub(lambda match: " " * len(match[0]), fold(text))
    for match in _AMOUNT.finditer(folded):
        value = amount_of(match["value"])
        if value is None:
            continue
        step = _step(match["value"], about=about or bool(match["about"]))
        scale = 100 if match["share"] else 1
        minus = match["sign"] in ("-", "▲", "△") and not _joins(folded, match.start())
        signed = -value if minus else value
        yield Amount(
            match.group(), signed / scale, step / scale, bool(match["share"]), match.start()
        )


def _joins(text: str, at: int) -> bool:
    """Whether what stands before a - makes it a dash of a day or a range."""
    return at > 0 and text[at - 1].isdigit()


def _step(written: str, about: bool) -> Fraction:
    """What the last written digit is worth; zeros at the end of 約6,120 are not counted out."""
    if about and (zeros := re.search(r"^[\d,]*?(0+)$", written)):
        return Fraction(10 ** len(zeros[1]))
    last = re.search(r"([\d,]+)(?:\.(\d+))?([億万千]*)$", written)
    assert last is not None
    worth = Fraction(Decimal(10) ** -len(last[2] or ""))
    for sign in last[3]:
        worth *= _STEPS[sign]
    return worth


def wanted(number: str) -> Amount:
    """The number a user asks for. Raises UsageError where it is none, or several."""
    found = list(amounts(number))
    if len(found) != 1:
        raise UsageError(
            f"{number!r} is {'no number' if not found else 'several numbers'}",
            where="--number",
            expected="one number as the page has it, such as 1,718, 約3万9千 or 98.7%",
        )
    return found[0]
