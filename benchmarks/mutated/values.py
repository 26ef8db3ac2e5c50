"""Values that offices and attackers write into cells, with what a completion must read as."""

import datetime as dt
import random
from typing import Any

from mutated.table import ErrorValue, Formula

Reading = tuple[str, dt.date | None, dt.date | None]
"""Status, earliest and latest day."""


def _dated(first: str, last: str | None) -> Reading:
    open_end = None if last is None else dt.date.fromisoformat(last)
    return "dated", dt.date.fromisoformat(first), open_end


_NEVER: Reading = ("unreadable", None, None)
_OPEN: Reading = ("undecided", None, None)
_NONE: Reading = ("no_answer", None, None)

# As of 2021-05-12; the rules name each of these, and each must be read so.
ANSWERS: dict[Any, Reading] = {
    "7月末": _dated("2021-07-31", "2021-07-31"),
    "７月末頃": _dated("2021-07-31", "2021-07-31"),
    "7月中旬": _dated("2021-07-11", "2021-07-20"),
    "8月上旬": _dated("2021-08-01", "2021-08-10"),
    "8月下旬": _dated("2021-08-21", "2021-08-31"),
    "8月中": _dated("2021-08-01", "2021-08-31"),
    "8月以降": _dated("2021-08-01", None),
    "R3.8": _dated("2021-08-01", "2021-08-31"),
    "Ｒ３．８": _dated("2021-08-01", "2021-08-31"),
    "R3.7.31": _dated("2021-07-31", "2021-07-31"),
    "令和3年７月31日": _dated("2021-07-31", "2021-07-31"),
    "㋿3年8月10日": _dated("2021-08-10", "2021-08-10"),
    "2021/8/10": _dated("2021-08-10", "2021-08-10"),
    "R3.7.31～R3.8.10": _dated("2021-07-31", "2021-08-10"),
    "R4.7～8": _dated("2022-07-01", "2022-08-31"),
    "7月第3週": _dated("2021-07-15", "2021-07-21"),
    "令和3年度": _dated("2021-04-01", "2022-03-31"),
    "年度末": _dated("2022-03-31", "2022-03-31"),
    "7月末（医療従事者の確保が前提）": _dated("2021-07-31", "2021-07-31"),
    dt.date(2021, 8, 3): _dated("2021-08-03", "2021-08-03"),
    dt.datetime(2021, 8, 4, 9, 30): _dated("2021-08-04", "2021-08-04"),  # noqa: DTZ001
    44408: _dated("2021-07-31", "2021-07-31"),
    "44408": _dated("2021-07-31", "2021-07-31"),
    "概ね完了": ("near_complete", None, None),
    "完了": ("complete", None, None),
    "未定": _OPEN,
    "検討中": _OPEN,
    "見込めない": _OPEN,
    "秋頃": _OPEN,
    None: _NONE,
    "－": _NONE,
    "なし": _NONE,
    "変更なし": _NEVER,  # the first round has nothing to carry
    "〃": _NEVER,
    "R3.2.30": _NEVER,
    "R3.7.311": _NEVER,
    "令和0年": _NEVER,
    "13月": _NEVER,
    "2003-07-31": _NEVER,
    dt.date(1999, 7, 31): _NEVER,
}

# Hostile, or slips of the pen: none of these is a day, a share, a number or an area.
SLIPS: tuple[Any, ...] = (
    "R3.7.31x", "R3.7.32", "７月３２日", "平成3年7月31日", "7月末 8月末", "7月末\n8月末", "7月末→8月末",
    "7月31", "7-8", "R3.13.1", "R3.7.31 R3.8.31", "31日", "月末", "20210732", "0x7", "1e5",
    "７月末<b>", "<script>alert(1)</script>", "=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0",
    "../../etc/passwd", "C:\\回答.xlsx", "'; DROP TABLE answers; --", "{{7*7}}", "%s%n", "${jndi:x}",
    "😀", "\u202e13.7.3R", "\u200b", "\ufeff", "ﾅﾅｶﾞﾂ", "県計", "小計", "合計", "計", "富山市", "162019",
    "※", "※1", "注", "（例）", "記入例", "総数", "コード", "終了見込み", "市区町村名", "-", "ー", "〃", "同上",
    "1 2", "1,20", "12,00", "1.2.3", "１２００人くらい？", "千二百", "約3百", "50〜60", "50%以上？", "101%", "-5", "▲5",
    "NaN", "inf", "NULL", "nan", "None", "TRUE", "#N/A", "#REF!", "1200円", "12時", "一二〇〇",
    "あ" * 3000, "7月末" * 50, "，，，", '"', '""', "a,b", "|", "\t",
    True, False, 0, 1, -1, 0.5, 1.5, 100, 100.5, 99999999, 10**15, -0.0001, 1e308, 1e-300, 12345.678,
    dt.time(12, 30), dt.timedelta(hours=30), dt.date(1950, 1, 1), dt.datetime(2021, 8, 1, 0, 0, 1),  # noqa: DTZ001
    Formula("=1+1"), Formula("=SUM(A1:A9)"), Formula('=HYPERLINK("http://x","7月末")'),
    Formula("=[1]Sheet1!A1"), ErrorValue("#N/A"), ErrorValue("#DIV/0!"), ErrorValue("#REF!"),
)  # fmt: skip

NUMBERS: tuple[Any, ...] = (
    None, 0, 12, 87.5, 0.875, 100, 1200, "1,200", "１２００", "約300", "87.5%", "８７．５％", "1200回", "1200人",
    "7割", " 45 ", "-", 55.55, 1,
)  # fmt: skip

TEXTS: tuple[Any, ...] = (
    None, "会場の確保", "医療従事者の確保が前提", " 前後に空白 ", "二行の\n文", "なし", "特になし", "タブ\t区切り", 12, 3.5,
    dt.date(2021, 7, 1), "㈱㍻①Ⅳ", "髙﨑𠮷野家", "ｶﾅ", "<b>太字</b> & \"引用\"", "=見出し", "#１", "全角　空白",
)  # fmt: skip


def any_value(rng: random.Random) -> Any:
    """A value of any type, usual or hostile, now and then nothing but chance."""
    pools = (tuple(ANSWERS), SLIPS, SLIPS, NUMBERS, TEXTS)
    return _chance(rng) if rng.random() < 0.15 else rng.choice(rng.choice(pools))


def fitting(rng: random.Random, kind: str) -> Any:
    """A value that an office may well write into a cell of this kind."""
    pools = {"completion": tuple(ANSWERS), "share": NUMBERS, "count": NUMBERS}
    return rng.choice(pools.get(kind, TEXTS))


def _chance(rng: random.Random) -> Any:
    if rng.random() < 0.3:
        return rng.choice((rng.uniform(-1e6, 1e6), rng.randint(-(10**6), 10**6), rng.random()))
    signs = "0123456789.-/～年月日末中旬上下頃約計県市R令和※()（）〇一二三 　,%\n😀é߀٣𝟕²①"
    return "".join(rng.choice(signs) for _ in range(rng.randint(1, 12)))
