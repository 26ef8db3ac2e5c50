"""The unit of every column of numbers, where the printed head leaves it to the page."""

import re
from collections.abc import Sequence

from renkei.publish.annex.data import COUNT, Data
from renkei.publish.annex.printed import GROUP
from renkei.wording.item_names import names_label, names_unit
from renkei.wording.text import fold

UNIT_OF_ALL = re.compile(
    r"[（(]((?:人口\d+人当たり)?(?:%|％|ポイント|回分?|[千百万億]*[人円件回]|箱|日|市区?町村|団体))[）)]$"
)
NAMED = {
    "累計": "回分", "採用": "行数", "除外": "行数", "差替え": "行数", "見出し等": "行数",
    "ファイル": "件", "読み取れず": "件", "訂正済み": "件", "訂正待ち": "件", "未完了": "件",
    "回答待ち": "件", "取組み": "件", "目標": "件", "接種実績": "回", "区分変更": "団体",
    "挙げた市区町村": "団体", "挙げた市町村": "団体", "挙げた団体": "団体",
}  # fmt: skip
"""Printed heads that are clear beside their table and not without it, and what they count."""

THEMSELVES = ("回分", "行", "箱")  # heads that are a unit: 回分数, not 回分（数）
WITHOUT_NOTES = re.compile(r"[（(][^（）()]*[）)]|[※*]\d*")


def with_units(columns: Sequence[Data], caption: str) -> None:
    """Add a unit to the name of every column of numbers without one.

    It is that of the whole table, at the end of its caption; or the one its head is known for;
    else it is said to be a number of something (数).
    """
    whole = UNIT_OF_ALL.search(caption.strip())
    for column in columns:
        if not column.is_numeric or names_label(column.name) or names_unit(column.name):
            continue
        if column.name == GROUP:
            column.name = "番号"  # a list's own numbers under no head
        else:
            bare = WITHOUT_NOTES.sub("", column.name).split("／")[-1].strip()
            unit = fold(whole[1]) if whole and bare not in THEMSELVES else NAMED.get(bare, COUNT)
            column.name += unit if bare in THEMSELVES else f"（{unit}）"
