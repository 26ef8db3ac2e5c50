"""The forms in which decks print numbers (cleaning-rules.md, "Numbers": printing)."""

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Integral

_NOTHING = "－"
Figure = float | Fraction | Integral


def count(n: Figure) -> str:
    """An exact count with thousands commas: 「59,333」; a missing number is 「－」."""
    exact = _exact(n)
    return _NOTHING if exact is None else _signed_commas(_half_up(exact))


def share(ratio: Figure) -> str:
    """A share of 1: 「約18%」, below ten per cent one decimal 「約0.8%」, exactly all 「100%」."""
    exact = _exact(ratio)
    if exact is None:
        return _NOTHING
    if exact in (0, 1):
        return f"{exact * 100}%"
    sign, size = "−" if exact < 0 else "", abs(exact)
    tenths = _half_up(size * 1000)
    if tenths >= 100:
        return f"約{sign}{_half_up(size * 100):,}%"
    if not tenths and exact > 0:
        return "0.1%未満"
    return f"約{sign}{tenths // 10}.{tenths % 10}%"


def count_share(n: Figure, denominator: Figure) -> str:
    """A count and its share of an unrounded denominator: 「59,333（約18%）」.

    The denominator must not be a 約 figure; without one (0 or missing) the share is 「－」.
    """
    whole, part = _exact(denominator), _exact(n)
    if part is None or not whole:
        return f"{count(n)}（{_NOTHING}）"
    return f"{count(n)}（{share(part / whole)}）"


def rounded(n: Figure, unit: str = "") -> str:
    """A target in the words of the source documents: 「約3万9千人」, 「約477万人」, 「約3,600万人」.

    Rounded to 百 below ten thousand, to 千 below a million, to 万 below ten million, to 百万 above;
    below a thousand the exact count.
    """
    exact = _exact(n)
    if exact is None:
        return _NOTHING
    if exact < 1000:
        return count(n) + unit
    steps = ((10**4, 100), (10**6, 1000), (10**7, 10**4))
    step = next((step for limit, step in steps if exact < limit), 10**6)
    value = _half_up(exact / step) * step
    if value < 10**4:
        return f"約{value:,}{unit}"
    hundred_millions, rest = divmod(value, 10**8)
    myriads, ones = divmod(rest, 10**4)
    words = f"{hundred_millions:,}億" if hundred_millions else ""
    words += f"{myriads:,}万" if myriads else ""
    words += f"{ones // 1000}千" if ones else ""
    return f"約{words}{unit}"


def signed(n: Figure) -> str:
    """A change: 「+102」, 「−3」, 「±0」."""
    exact = _exact(n)
    if exact is None:
        return _NOTHING
    whole = _half_up(exact)
    return f"+{whole:,}" if whole > 0 else f"{_signed_commas(whole)}" if whole else "±0"


def percent(ratio: Figure, decimals: int = 0) -> str:
    """A share of 1 as a plain percentage, halves rounded up: percent(0.987, 1) is 「98.7%」."""
    exact = _exact(ratio)
    if exact is None:
        return _NOTHING
    scaled = Decimal(_half_up(exact * 100 * 10**decimals)).scaleb(-decimals)
    return f"{scaled:,.{decimals}f}%".replace("-", "−")


def _exact(n: Figure) -> Fraction | None:
    """The number as people wrote it (0.15 is 15/100); None for what is missing."""
    if n is None or type(n).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(n, Fraction):
        return n
    if isinstance(n, Integral):
        return Fraction(int(n))
    number = float(n)
    return Fraction(Decimal(repr(number))) if isfinite(number) else None


def _half_up(value: Fraction) -> int:
    """Round to a whole number, halves away from zero (四捨五入)."""
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return whole if value.numerator >= 0 else -whole


def _signed_commas(whole: int) -> str:
    """Thousands commas and a true minus sign."""
    return f"{whole:,}".replace("-", "−")
