"""Numbers as municipal offices write them."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from renkei.wording.numbers import read_number

# Written, value, then approx, bound and unit joined by spaces in that order.
READ = [
    ("約３万９千人", 39_000, "approx 人"),
    ("1,200回／日", 1200, "回/日"),
    ("日1,200回", 1200, "回/日"),
    ("一日当たり1,200回", 1200, "回/日"),
    ("1日あたり約500人", 500, "approx 人/日"),
    ("500人／1日", 500, "人/日"),
    ("５００名/日", 500, "名/日"),
    ("週2,500回", 2500, "回/週"),
    ("月1万回", 10_000, "回/月"),
    ("最大1,000回/日", 1000, "最大 回/日"),
    ("上限500人", 500, "上限 人"),
    ("千二百", 1200, ""),
    ("千二百人", 1200, "人"),
    ("二千三百四十五", 2345, ""),
    ("一万二千", 12_000, ""),
    ("二百", 200, ""),
    ("２百人", 200, "人"),
    ("2千5百人", 2500, "人"),
    ("3千人", 3000, "人"),
    ("12万千人", 121_000, "人"),
    ("一〇〇人", 100, "人"),
    ("壱万円", 10_000, "円"),
    ("1.5万", 15_000, ""),
    ("1万5,000人", 15_000, "人"),
    ("12万3,456人", 123_456, "人"),
    ("3千万円", 30_000_000, "円"),
    ("0.5億円", 50_000_000, "円"),
    ("約 3,600 万人", 36_000_000, "approx 人"),
    ("3万 9千人", 39_000, "人"),
    ("3割強", 0.3, "強 割"),
    ("８割弱", 0.8, "弱 割"),
    ("九割五分", 0.95, "割"),
    ("4.5割", 0.45, "割"),
    ("８７．５％", 0.875, "%"),
    ("87.5 %", 0.875, "%"),
    ("87.5ﾊﾟｰｾﾝﾄ", 0.875, "%"),
    ("100％", 1, "%"),
    ("120%", 1.2, "%"),
    ("87％程度", 0.87, "approx %"),
    ("0.1%未満", 0.001, "未満 %"),
    ("△0.5％", -0.005, "%"),
    ("△3", -3, ""),
    ("▲ 1,000", -1000, ""),
    ("－３", -3, ""),
    ("ー3人", -3, "人"),
    ("＋５", 5, ""),
    ("100人以上", 100, "以上 人"),
    ("100人超", 100, "超 人"),
    ("100人余り", 100, "余 人"),
    ("1,000人未満", 1000, "未満 人"),
    ("１００人前後", 100, "approx 人"),
    ("約100人弱", 100, "approx 弱 人"),
    ("およそ2,000", 2000, "approx"),
    ("2,000程度", 2000, "approx"),
    ("延べ1,200回", 1200, "回"),
    ("計500人", 500, "人"),
    ("約1,200人分", 1200, "approx 人分"),
    ("５箱", 5, "箱"),
    ("10ﾊﾞｲｱﾙ", 10, "バイアル"),
    ("3会場", 3, "会場"),
    ("¥1,000", 1000, "円"),
    ("1，234", 1234, ""),
    ("０", 0, ""),
    ("零", 0, ""),
    ("1.234", 1.234, ""),
    ("0.875", 0.875, ""),
    ("12,345,678", 12_345_678, ""),
    (1e5, 100_000, ""),
    (0.875, 0.875, ""),
    (-3, -3, ""),
    (Decimal("12.5"), 12.5, ""),
    (np.int64(12), 12, ""),
    (np.float64(0.5), 0.5, ""),
]


@pytest.mark.parametrize(("written", "value", "beside"), READ)
def test_a_number_in_an_offices_words(written, value, beside):
    number = read_number(written)
    assert (number.status, number.value) == ("number", value), number
    said = ["approx" if number.approx else "", number.bound, number.unit]
    assert " ".join(filter(None, said)) == beside


# More than one number, no number, or a number with something that is no unit.
REFUSED = [
    "1,23",
    "12,34",
    "1,2345",
    "0,875",
    "1、234",
    "1.234,5",
    "12-15",
    "10～20",
    "10人～20人",
    "8～9割",
    "二三人",
    "二三百人",
    "四、五人",
    "数十人",
    "半数",
    "(123)",
    "（123）",
    "100人x",
    "100人人",
    "100x",
    "x100",
    "100 200",
    "3×100",
    "1日500回×5日",
    "=100",
    "500人くらいかな",
    "500人（うち医師3人）",
    "1万2万",
    "十二百",
    "万人",
    "約",
    "％",
    "+",
    "1e3",
    "1E+05",
    "No.5",
    "⑤",
    "½",
    "10²",
    "Ⅲ",
    "3分の2",
    "7月31日",
    "2021/7/31",
    "未集計",
    "集計中",
    "未定",
    "不明",
    "X",
    "***",
    "#DIV/0!",
    "1.2.3",
    "1,000.",
    "..5",
    "5 0",
    "1O0",
    "l00",
    "090-1234-5678",
    "09012345678901234567890123456789x",
    "3" * 59 + "x",
    True,
    float("-inf"),
    complex(1, 2),
    Fraction(10) ** 400,
    Decimal("sNaN"),
    ["5"],
]


@pytest.mark.parametrize("written", REFUSED, ids=lambda case: str(case)[:40])
def test_what_is_not_one_number_is_refused(written):
    number = read_number(written)
    assert (number.status, number.value) == ("unreadable", None)
    assert number.reason


@pytest.mark.parametrize("written", ["−", "‐", "…", "該当なし", "#N/A", "ー", "－－"])
def test_a_dash_in_an_offices_words_is_neither_blank_nor_zero(written):
    assert (read_number(written).status, read_number(written).value) == ("dash", None)


@pytest.mark.parametrize("written", ["　", "\n", "\u200b", "NaN", "None", np.nan, None])
def test_a_blank_in_a_sheet_is_neither_dash_nor_zero(written):
    assert (read_number(written).status, read_number(written).value) == ("blank", None)
