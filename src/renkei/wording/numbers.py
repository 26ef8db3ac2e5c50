"""Numbers as offices write them; the forms decks print are in `number_forms`."""

import functools
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real

from renkei.wording.number_forms import count, count_share, percent, rounded, share, signed
from renkei.wording.text import OTHER_DIGITS, fold

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
_ARABIC = r"(?:[1-9]\d{0,2}(?:,\d{3})++|\d++)(?:\.\d++)?"
_DIGITS = "".join(_KANJI)
_TOKEN = re.compile(rf"{_ARABIC}|[{_DIGITS}]++|[{''.join(_SMALL | _LARGE)}]")
_SEVERAL = re.compile(  # 二三人 is two or three, 二三百 two or three hundred
    rf"(?<![{_DIGITS}])(?:一二|二三|三四|四五|五六|六七|七八|八九)(?![{_DIGITS}])"
)
_BOUND = "超|以上|未満|以下|弱|強|余り|余"
_UNIT = (
    "円|ポイント|pt|人分|人|名|回分|回|件|箱|本|枚|台|日間|日|週間|週|か月|ヶ月|ヵ月|月|年|時間|分|歳|世帯|"
    "施設|会場|チーム|班|レーン|ブース|か所|カ所|ヶ所|ヵ所|箇所|市区町村|市町村|都道府県|団体|自治体|バイアル|瓶|倍"
)
_CUT_SHORT = re.compile(
    rf"[万萬千百億][\d{_DIGITS}]$"
)  # 3万5 is 30,005 or, as people speak, 35,000
_SHAPE = re.compile(
    r"(?P<per>(?:[1一]?日|[1一]?週間?|[1一]?[かヶヵカ]月|月)(?:当たり|あたり|に)?)?"
    r"(?P<approx>約|概ね|おおむね|およそ|おおよそ|ほぼ)?(?:計|合計|延べ|全)?"
    r"(?P<limit>最大|最高|最低|最少|上限|下限|少なくとも)?"
    r"(?P<sign>[+\-ー▲△±])?(?P<yen>¥)?"
    rf"(?:(?P<amount>(?:{_TOKEN.pattern})++)(?P<ratio>%|割(?:(?P<bu>[1-9一二三四五六七八九])分)?)"
    rf"|(?P<whole>{_ARABIC})(?P<thousands>千円|百万円)"
    rf"|(?P<plain>(?:{_TOKEN.pattern})++)(?P<bound>{_BOUND})?(?P<unit>{_UNIT})?)"
    r"(?:/1?(?P<slash>日|週|月|年|人|回|箱))?"
    rf"(?P<after>{_BOUND})?(?P<around>程度|前後|くらい|ぐらい|ほど)?"
)
_WITH_SHARE = re.compile(r"([^()]+)\(([^()]+)\)")


@dataclass(frozen=True)
class Number:
    """A number as read. `status`: number, blank, dash or unreadable; blank, dash and 0 differ.

    `value` is None unless the status is number; percentages (%, 割) are fractions of 1. `bound` is the
    word itself (超, 以上, 未満, 以下, 弱, 強, 余, 最大, 上限 …); `unit` too, with its rate (回/日). Units of 千円 and 百万円 stay units and
    are never multiplied out; 万 and 億 are part of the amount. `share` is the percentage in brackets behind a count (59,333（約18%）).
    """

    raw: str
    status: str
    value: int | float | None = None
    approx: bool = False
    bound: str = ""
    unit: str = ""
    share: "Number | None" = None
    reason: str = ""


def read_number(raw: object) -> Number:
    """Read one cell as one number; never raises and never reads only a part of the text."""
    if raw is None or type(raw).__name__ in ("NAType", "NaTType"):
        return Number("", "blank")
    if isinstance(raw, bool):
        return _unreadable(str(raw), "a logical value is not a number")
    if isinstance(raw, Real | Decimal):
        return _read_numeric_cell(raw)
    if not isinstance(raw, str):
        return _unreadable(type(raw).__name__, "the cell holds neither text nor a number")
    return _known(raw) if len(raw) <= _LONGEST else _of_text(raw)


def _of_text(raw: str) -> Number:
    """A cell that holds text."""
    text = fold(raw[: 2 * _LONGEST])
    if text.lower() in _BLANKS:
        return Number(raw, "blank")
    if text.lower() in _DASHES:
        return Number(raw, "dash")
    if len(text) > _LONGEST:
        return _unreadable(raw, "the text is too long for a number")
    if re.search(r"\d \d", text):
        return _unreadable(raw, "a space stands between digits")
    if OTHER_DIGITS.search(text):
        return _unreadable(raw, "the digits are of another script")
    text = text.replace(" ", "").replace("パーセント", "%")
    if match := _WITH_SHARE.fullmatch(text):
        return _read_with_share(raw, match[1], match[2])
    return _read_text(raw, text)


_known = functools.lru_cache(maxsize=4096)(_of_text)  # a total reads its rows again


def _read_with_share(raw: str, count_text: str, share_text: str) -> Number:
    """A count with its share in brackets; a dash there is a share that could not be computed."""
    number, part = _read_text(raw, count_text), read_number(share_text)
    if number.value is None or number.unit in ("%", "割"):
        return _unreadable(raw, "no count stands before the brackets")
    if part.status != "dash" and part.unit not in ("%", "割"):
        return _unreadable(raw, "the brackets hold no share")
    return replace(number, share=part)


def _read_numeric_cell(raw: Real | Decimal) -> Number:
    """A cell that is already a number; NaN is a blank."""
    try:
        value = int(raw) if isinstance(raw, Integral) else float(raw)
        written = str(raw)
    except (ValueError, OverflowError):  # a signalling NaN, or thousands of digits
        return _unreadable(type(raw).__name__, "the cell holds no number of a usual size")
    if value != value:
        return Number("", "blank")
    if value in (float("inf"), float("-inf")):
        return _unreadable(written, "infinity is not a count")
    return Number(written, "number", int(value) if value == int(value) else value)


def _read_text(raw: str, text: str) -> Number:
    """A folded text without spaces."""
    match = _SHAPE.fullmatch(text)
    if match is None or (match["yen"] and match["unit"]):
        return _unreadable(raw, "the text is not one number with at most one unit")
    if _SEVERAL.search(text):
        return _unreadable(raw, "two digits side by side may be a range, as in 二三人")
    part = match.groupdict()
    if _CUT_SHORT.search(part["amount"] or part["plain"] or ""):
        return _unreadable(raw, "a single digit follows 万, 千 or 百, which may be cut short")
    if re.fullmatch(r"[千百万億]円", text):
        return _unreadable(raw, "a unit stands without a number")
    amount = amount_of(part["amount"] or part["whole"] or part["plain"])
    if amount is None:
        return _unreadable(raw, "the digits and 万, 千, 百 do not make one number")
    if part["sign"] == "±" and amount != 0:
        return _unreadable(raw, "± stands before a number other than 0")
    if part["ratio"]:
        amount = amount / 100 if part["ratio"] == "%" else amount / 10
        amount += (amount_of(part["bu"] or "〇") or Fraction(0)) / 100
    if part["sign"] in ("-", "ー", "▲", "△"):
        amount = -amount
    return Number(
        raw,
        "number",
        int(amount) if amount.denominator == 1 else float(amount),
        approx=bool(part["approx"] or part["around"]),
        bound=(part["bound"] or part["after"] or part["limit"] or "").replace("余り", "余"),
        unit=_unit(part),
    )


def _unit(part: dict[str, str | None]) -> str:
    """The unit with its rate: 人, %, 千円, 回/日."""
    unit = (part["ratio"] or "")[:1] or part["thousands"] or part["unit"] or ""
    unit = "円" if part["yen"] else unit
    rate = part["slash"] or next((c for c in "日週月" if c in (part["per"] or "")), "")
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
