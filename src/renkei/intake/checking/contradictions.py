"""Why a cell contradicts others of its entry or series, said in Japanese for whoever filled it in."""

import re

from renkei.settings import iso_date
from renkei.wording.dates import short

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# By rule: the end of the reason, the same in Japanese, and what to do.
CONTRADICTIONS = {
    "doses per box differ": (
        r" but a box of (\S+) holds ([\d,]+)", r"\1の1箱は\2回分です", "{}と記入してください。",
    ),
    "doses per box not known": (
        r" but how many doses a box of (\S+) holds is not set", r"\1の1箱当たり回分が定められていません",
        "こちらで確認します。記入はそのままで結構です。",
    ),
    "boxes and doses differ": (
        r" but (\S+) boxes of ([\d,]+) make ([\d,]+)", r"\1箱（1箱\2回分）では\3回分です",
        "回分か箱数を直してください。",
    ),
    "not the running sum": (
        r" but the deliveries up to (\S+) make ([\d,]+)", r"\1までの回分の合計は\2回分です",
        "累計回分か、それまでの回分を直してください。",
    ),
    "days out of order": (
        r" \((?:to )?\S+\) but (.+) is (\S+)", r"「\1」（\2）より前です", "時期の順序を確かめて、直してください。",
    ),
}  # fmt: skip


def contradiction_in_japanese(rule: str, reason: str, expected: str) -> tuple[str, str]:
    """What stands against a cell, without a full stop, and what to do about it."""
    pattern, said, how = CONTRADICTIONS[rule]
    match = re.fullmatch(f'.*"{pattern}', reason, re.DOTALL)
    told = match.expand(said) if match else "ほかの欄と合いません"
    return _ISO.sub(_short, told).replace("/", "～"), how.format(expected)


def _short(match: re.Match[str]) -> str:
    return short(iso_date(match[0]))
