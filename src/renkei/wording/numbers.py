"""Numbers as offices write them; the forms decks print are in `number_forms`."""

import re
from dataclasses import dataclass
from fractions import Fraction
from numbers import Integral, Real

from renkei.wording.number_forms import count, count_share, percent, rounded, share, signed
from renkei.wording.text import fold

__all__ = [
    "Number",
    "count",
    "count_share",
    "percent",
    "read_number",
    "rounded",
    "share",
    "signed",
]

_LONGEST = 60
_BLANKS = {"", "nan", "none", "nat", "<na>", "null"}
_DASHES = {"-", "--", "---", "...", "n/a", "#n/a", "なし", "無し", "該当なし"}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "壱": 1, "弐": 2, "参": 3}
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TOKEN = re.compile(rf"{_ARABIC}|[{''.join(_KANJI)}]+|[{''.join(_SMALL | _LARGE)}]")
_BOUND = "超|以上|未満|以下|弱|強|余り|余"
_UNIT = (
    "円|ポイント|pt|人|名|回分|回|件|箱|本|枚|台|日間|日|週間|週|か月|ヶ月|ヵ月|月|年|時間|分|歳|世帯|"
    "施設|か所|カ所|ヶ所|ヵ所|箇所|市区町村|市町村|都道府県|団体|自治体|バイアル|瓶|倍"
)
_SHAPE = re.compile(
    r"(?P<per>(?:1日|日|1週間?|週)(?:当たり|あたり|に)?)?"
    r"(?P<approx>約|概ね|おおむね|およそ|おおよそ|ほぼ)?(?:計|合計|延べ|全)?"
    r"(?P<sign>[+\-▲△±])?"
    rf"(?:(?P<amount>(?:{_TOKEN.pattern})+?)(?P<ratio>%|割(?:(?P<bu>[1-9一二三四五六七八九])分)?)"
    rf"|(?P<whole>{_ARABIC})(?P<thousands>千円|百万円)"
    rf"|(?P<plain>(?:{_TOKEN.pattern})+)(?P<bound>{_BOUND})?(?P<unit>{_UNIT})?)"
    r"(?:/(?P<slash>日|週|月|年|人|回|箱))?"
    rf"(?P<after>{_BOUND})?(?P<around>程度|前後|くらい|ぐらい|ほど)?"
)


@dataclass(frozen=True)
class Number:
    """A number as read. `status`: number, blank, dash or unreadable; blank, dash and 0 differ.

    `value` is None unless the status is number; shares (%, 割) are fractions of 1. `bound` is the
    word itself (超, 以上, 未満, 以下, 弱, 強, 余); `unit` too. Units of 千円 and 百万円 stay units and
    are never multiplied out; 万 and 億 are part of the amount.
    """

    raw: str
    status: str
    value: int | float | None = None
    approx: bool = False
    bound: str = ""
    unit: str = ""
    reason: str = ""


def read_number(raw: object) -> Number:
    """Read one cell as one number; never raises and never reads only a part of the text."""
    if raw is None or type(raw).__name__ in ("NAType", "NaTType"):
        return Number("", "blank")
    if isinstance(raw, bool):
        return _unreadable(str(raw), "a logical value is not a number")
    if isinstance(raw, Real):
        return _read_numeric_cell(raw)
    if not isinstance(raw, str):
        return _unreadable(type(raw).__name__, "the cell holds neither text nor a number")
    text = fold(raw[: 2 * _LONGEST])
    if text.lower() in _BLANKS:
        return Number(raw, "blank")
    if text.lower() in _DASHES:
        return Number(raw, "dash")
    if len(text) > _LONGEST:
        return _unreadable(raw, "the text is too long for a number")
    if re.search(r"\d \d", text):
        return _unreadable(raw, "a space stands between digits")
    if any(c.isdecimal() and not c.isascii() for c in text):
        return _unreadable(raw, "the digits are of another script")
    return _read_text(raw, text.replace(" ", ""))


def _read_numeric_cell(raw: Real) -> Number:
    """A cell that is already a number; NaN is a blank."""
    value = int(raw) if isinstance(raw, Integral) else float(raw)
    if value != value:
        return Number("", "blank")
    if value in (float("inf"), float("-inf")):
        return _unreadable(str(raw), "infinity is not a count")
    return Number(str(raw), "number", int(value) if value == int(value) else value)


def _read_text(raw: str, text: str) -> Number:
    """A folded text without spaces."""
    match = _SHAPE.fullmatch(text)
    if match is None:
        return _unreadable(raw, "the text is not one number with at most one unit")
    part = match.groupdict()
    amount = amount_of(part["amount"] or part["whole"] or part["plain"])
    if amount is None:
        return _unreadable(raw, "the digits and 万, 千, 百 do not make one number")
    if part["sign"] == "±" and amount != 0:
        return _unreadable(raw, "± stands before a number other than 0")
    if part["ratio"]:
        amount = amount / 100 if part["ratio"] == "%" else amount / 10
        amount += (amount_of(part["bu"] or "〇") or Fraction(0)) / 100
    if part["sign"] in ("-", "▲", "△"):
        amount = -amount
    return Number(
        raw,
        "number",
        int(amount) if amount.denominator == 1 else float(amount),
        approx=bool(part["approx"] or part["around"]),
        bound=(part["bound"] or part["after"] or "").replace("余り", "余"),
        unit=_unit(part),
    )


def _unit(part: dict[str, str | None]) -> str:
    """The unit with its rate: 人, %, 千円, 回/日."""
    unit = (part["ratio"] or "")[:1] or part["thousands"] or part["unit"] or ""
    rate = part["slash"] or ("週" if "週" in (part["per"] or "") else "日" if part["per"] else "")
    return f"{unit}/{rate}" if rate else unit


def amount_of(text: str) -> Fraction | None:
    """The value of 3万9千, 1億2,345万, 三百五十, 二〇二一 or 1.5; None when it is not one number."""
    total = group = Fraction(0)
    pending: Fraction | None = None
    last_small, last_large = 10**4, 10**16
    for token in _TOKEN.findall(text):
        if token in _SMALL:
            if _SMALL[token] >= last_small:
                return None
            last_small = _SMALL[token]
            group, pending = group + (1 if pending is None else pending) * last_small, None
        elif token in _LARGE:
            if _LARGE[token] >= last_large or (pending is None and group == 0):
                return None
            last_small, last_large = 10**4, _LARGE[token]
            total, group, pending = total + (group + (pending or 0)) * last_large, Fraction(0), None
        elif pending is not None:
            return None
        else:
            pending = _digits(token)
    if pending is not None and total + group and pending >= min(last_small, last_large):
        return None
    return total + group + (pending or 0)


def _digits(token: str) -> Fraction:
    """Arabic digits, or kanji digits one by one."""
    return Fraction("".join(str(_KANJI.get(c, c)) for c in token if c != ","))


def _unreadable(raw: str, reason: str) -> Number:
    """A refusal with its reason."""
    return Number(raw, "unreadable", reason=reason)
