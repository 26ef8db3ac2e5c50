"""What a value may be read as, told from the rules alone and apart from the product's readers.

Deliberately small: what is not understood here must be refused by the product, or be of the list
of values with their readings in `values.py`.
"""

import calendar
import contextlib
import datetime as dt
import math
import re
import unicodedata
from typing import Any

from mutated.table import ErrorValue, Formula

UNCOMPUTED = "（計算されていない数式）"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\ufe00-\ufe0f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|[※*]\d*|[\s:/・]")
_MARKS = re.compile(r"^[\s(\[]*(?:※|\*|注|備考|出典)[\d\s:)\]]*|[\s(\[]*[※*]\d*[)\]]*$|[\s*※†]")
_NUMBER = re.compile(r"(約|概ね|およそ)?([+-])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(.*)")
_IN_KANJI = {"一二〇〇": 1200.0, "千二百": 1200.0, "約3百": 300.0}
_UNITS = {
    "share": {"": 1, "%": 1, "割": 10},
    "count": dict.fromkeys(
        ("", "回", "人", "名", "回分", "回/日", "人/日", "/日", "回以上", "回程度", "人以上"), 1
    ),
}
_YEAR = r"(?:(?P<era>R|令和|H|平成|)(?P<y>\d{1,2}|元)[./年-]|(?P<west>20\d\d)[./年-])?"
_DAY = re.compile(rf"{_YEAR}(?P<m>\d{{1,2}})[./月](?P<d>\d{{1,2}})日?(?:頃|ごろ|目途|まで)?")
_PART = re.compile(
    rf"{_YEAR}(?P<m>\d{{1,2}})(?P<sign>月?)(?P<part>末日?|上旬|中旬|下旬|中|)(?:頃|ごろ|目途|まで)?"
)
_SPAN = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "中": (1, 31), "": (1, 31)}
Days = tuple[dt.date, dt.date | None]


def folded(said: str) -> str:
    """One spelling: NFKC, nothing invisible, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", said)).split())


def said(value: Any) -> str:
    """The text that stands for a value."""
    if isinstance(value, Formula):
        return UNCOMPUTED
    if value is None:
        return ""
    if isinstance(value, ErrorValue):
        return str(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        day = value.date().isoformat()
        return day if value.time() == dt.time() else f"{day} {value.time().isoformat()}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, int | float) and float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(float(value)) if isinstance(value, int | float) else str(value)


_DASHES = ("", "-", "‐", "－", "ー", "—", "―", "−", "–", "─", "/")
NOTHING = (
    "",
    "-",
    "なし",
    "無し",
    "特になし",
    "特に無し",
    "該当なし",
    "n/a",
    "#n/a",
    "<na>",
    "nan",
    "none",
    "null",
    "nat",
)


def is_blank(value: Any) -> bool:
    """Whether a value says nothing at all, or only a dash."""
    return folded(said(value)).lower() in (
        *_DASHES,
        "nan",
        "none",
        "null",
        "nat",
        "n/a",
        "#n/a",
        "<na>",
    )


def is_same(written: str, value: Any) -> bool:
    """Whether a text is what stands for a value.

    Of a number openpyxl writes sixteen digits; of a moment the reader keeps milliseconds.
    """
    if isinstance(value, float) and re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", written):
        return math.isclose(float(written), value, rel_tol=1e-14)
    if isinstance(value, dt.datetime) and value.microsecond:
        with contextlib.suppress(ValueError):
            return abs(dt.datetime.fromisoformat(written) - value) < dt.timedelta(milliseconds=1)
    return written == said(value)


def heading(value: Any) -> str:
    """A header as headers compare: folded, without brackets, marks, spaces and colons."""
    return _BRACKETS.sub("", folded(said(value)))


def number(value: Any, kind: str) -> float | None:
    """The number a cell of a share or a count holds; None where it must be refused."""
    factor = 1.0
    if isinstance(value, Formula | ErrorValue | bool):
        return None
    if isinstance(value, int | float):
        found, unit = float(value), ""
    elif isinstance(value, str):
        if folded(value) in _IN_KANJI:
            return _IN_KANJI[folded(value)] if kind == "count" else None
        match = _NUMBER.fullmatch(re.sub(r"(?<!\d) | (?!\d)", "", folded(value)))
        if not match or match[5] not in _UNITS[kind]:
            return None
        found = float(match[3].replace(",", "") + (match[4] or ""))
        found = -found if match[2] == "-" else found
        unit = match[5]
        factor = _UNITS[kind][unit]
    else:
        return None
    return _share(found * factor, unit) if kind == "share" else found if found >= 0 else None


def _share(percent: float, unit: str) -> float | None:
    if not unit and 0 < percent < 1:
        return round(percent, 6)
    if not unit and percent == 1:
        return None
    return round(percent / 100, 6) if 0 <= percent <= 100 else None


def plain_text(value: Any) -> str:
    """Free text as it stands, without control characters."""
    return _CONTROL.sub("", said(value)).strip()


def days(value: Any, as_of: dt.date, shown: str = "General", epoch: int = 1900) -> list[Days]:
    """The days a completion answer may bound, of the plainest kinds only; none for any other."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return [_as_shown(value, shown)] if abs(value.year - as_of.year) <= 6 else []
    if isinstance(value, bool | Formula | ErrorValue) or value is None:
        return []
    if isinstance(value, int | float):
        return _of_serial(float(value), as_of, shown, epoch)
    text = re.sub(r"(?<!\d) | (?!\d)", "", folded(said(value)))
    if re.fullmatch(r"\d{5}", text):
        return _of_serial(float(text), as_of, shown, epoch)
    text = re.sub(r"[※*]\d*$", "", text)
    if re.fullmatch(r"(R|令和)\d年?", text):
        year = 2018 + int(digits(text[-2:]) or digits(text[-1:]))
        return [(dt.date(year, 1, 1), dt.date(year, 12, 31))]
    match = _DAY.fullmatch(text) or _PART.fullmatch(text)
    return _of_text(match.groupdict(), as_of) if match else []


def _of_serial(value: float, as_of: dt.date, shown: str, epoch: int) -> list[Days]:
    first = dt.date(1899, 12, 30) if epoch == 1900 else dt.date(1904, 1, 1)
    if 30000 <= value <= 60000:
        return days(first + dt.timedelta(days=int(value)), as_of, shown)
    return []


def _as_shown(day: dt.date, shown: str) -> Days:
    """A date cell as finely as its format shows it."""
    code = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", lambda found: found[0][1:-1], shown).lower()
    bare = re.sub(r"\$-\w+", "", code)
    if "d" in bare or not re.search(r"[gemy]", bare) or shown == "General":
        return day, day
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


def _of_text(part: dict[str, str | None], as_of: dt.date) -> list[Days]:
    month = int(part["m"] or 0)
    years = [as_of.year - 1, as_of.year, as_of.year + 1]  # where none is written
    if part["west"]:
        years = [int(part["west"])]
    elif part["y"]:
        count = 1 if part["y"] == "元" else int(part["y"] or 0)
        years = [count + (1988 if part["era"] in ("H", "平成") else 2018)] if count else []
    if part["y"] and not (part["era"] or part.get("d")):
        years = []  # 7-8 is no month of the seventh year
    if not (part["y"] or part["west"] or part.get("d") or "月" in (part.get("sign") or "")):
        years = []  # 7 alone is no month
    near = [year for year in years if abs(year - as_of.year) <= 6 and 1 <= month <= 12]
    found: list[Days] = []
    for year in near:
        last = calendar.monthrange(year, month)[1]
        first, until = _SPAN.get(part.get("part") or "", (last, last))
        if part.get("d"):
            first = until = int(part["d"] or 0)
        if part.get("d") is None or 1 <= first <= last:
            found.append((dt.date(year, month, first), dt.date(year, month, min(until, last))))
    return found


def digits(value: Any) -> str:
    """The digits of a code, "" where it is none."""
    text = _MARKS.sub("", folded(said(value))).replace(" ", "")
    match = re.fullmatch(r"(\d{1,6})(?:\.0*)?", text)
    return match[1] if match else ""


def bare_name(value: Any) -> str:
    """A name without spaces, brackets and marks of notes, folded."""
    return re.sub(r"[\s\[\]【】「」『』<>〈〉《》]", "", _MARKS.sub("", folded(said(value))))
