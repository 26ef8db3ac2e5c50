"""Rule 1-10: characters that other machines may show otherwise or not match."""

import re
from collections.abc import Iterator
from functools import lru_cache

from renkei.intake.lint.finding import (
    NOTICE,
    VIOLATION,
    Finding,
    Hit,
    Place,
    by_column,
    found,
)
from renkei.intake.lint.sheet import Sheet

# Signs of emoji and of Unicode's enclosed and square forms, in no Japanese code page.
_SIGNS = re.compile(
    "[\u2116-\u2121\u2150-\u2188\u2460-\u24ff\u2600-\u27bf\u3200-\u33ff\ufe30-\ufe4f"
    "\U0001f000-\U0001faff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_KANJI = re.compile(
    "[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_SAME_SIGN = set("～∥－￠￡￢")  # Windows gives these JIS signs another number
_KINDS = (
    (
        VIOLATION, "機種依存文字", "一般の文字に書き換えてください"
        "（例：①は「1」か「(1)」、Ⅲは「3」、㈱は「株式会社」、㎡は「平方メートル」）",
    ),
    (VIOLATION, "外字（私用領域の文字）", "一般の漢字か、かなに書き換えてください"),
    (VIOLATION, "目に見えない文字", "消してください（打ち直すと消えます）"),
    (NOTICE, "半角カナ", "全角のカナにしてください"),
    (NOTICE, "JIS第1・第2水準にない漢字", "固有名詞などでやむを得ない場合を除き、一般の漢字にしてください"),
)  # fmt: skip


def check(sheet: Sheet) -> Iterator[Finding]:
    """Every such character of the sheet, in titles and notes too; one finding a column and kind."""
    for number, (severity, kind, fix) in enumerate(_KINDS):
        hits = []
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                if cell.kind == "text" and _odd(cell.text)[number]:
                    hits.append(Hit(row, column, cell.text))
        for one in by_column("1-10", severity, kind, fix, hits):
            yield _named(one, number)
        if _odd(sheet.name)[number]:
            what = f"シート名に{kind}「{_odd(sheet.name)[number]}」があります"
            yield found("1-10", severity, what, fix, [Place("", sheet.name)])


def _named(finding: Finding, number: int) -> Finding:
    """The finding with the characters themselves in what it says."""
    signs = dict.fromkeys("".join(_odd(place.value)[number] for place in finding.places))
    shown = "".join(list(signs)[:10]) + ("…" if len(signs) > 10 else "")
    if number == 2:
        shown = " ".join(f"U+{ord(sign):04X}" for sign in list(signs)[:5])
    return Finding(
        finding.rule, finding.severity, f"{finding.what}「{shown}」が使われています",
        finding.fix, finding.places, finding.range,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _odd(text: str) -> tuple[str, ...]:
    """The characters of a text that are of each kind."""
    kinds: list[list[str]] = [[] for _ in _KINDS]
    for sign in dict.fromkeys(text):
        number = None if " " <= sign <= "~" else _kind(sign)
        if number is not None:
            kinds[number].append(sign)
    return tuple(map("".join, kinds))


@lru_cache(maxsize=65536)
def _kind(sign: str) -> int | None:
    """Which kind a character is of; None for one every machine has."""
    for number, pattern in ((1, _PRIVATE), (2, _INVISIBLE), (3, _HALF_KANA)):
        if pattern.match(sign):
            return number
    if sign in _SAME_SIGN or _encodes(sign, "shift_jis"):
        return None
    if _KANJI.match(sign):
        return 4
    return 0 if _SIGNS.match(sign) or _encodes(sign, "cp932") else None


def _encodes(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
