"""The budget in thousands of yen with its sources (source B, page B6)."""

from typing import Any

from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.vaccination import Budget, BudgetItem, Funding, Measure
from renkei.wording import numbers

_PALE = 1  # shade of an item's own row, which its number and amount set apart too


def budget(meeting: Meeting | None) -> Page:
    """Items and amounts, what is done with them, by whom, and where the money is from."""
    if meeting is None or meeting.budget is None:
        return NOTHING
    one = meeting.budget
    note = "※ 計は原資料になく、各項目の額を足したもの。事業ごとの額は示されていない。"
    return Page(
        _most(one),
        [_table(one)],
        notes=[note] if one.total is None else [],
        source=source(one.source),
    )


def _most(one: Budget) -> str:
    """The sum, and the item that takes the most of it."""
    largest = max(one.items, key=lambda item: item.thousand_yen)
    total = f"{one.title}は計{numbers.count(one.computed)}千円"
    if len(one.items) == 1:
        return total
    return f"{total}、うち{largest.title}に{numbers.count(largest.thousand_yen)}千円"


def _table(one: Budget) -> Block:
    names = [cell(name) for name in ("事業（担当）", "内容", "財源")]
    rows: list[list[Cell]] = []
    rules = []
    for number, item in enumerate(one.items, start=1):
        rules += [len(rows)] if rows else []
        rows += _item(number, item)
    rules.append(len(rows))
    rows.append(_amount("計" if one.total is not None else "計（算出）※", one.computed))
    return block(one.title, [[*names, right("予算額（千円）")]], rows, rules)


def _item(number: int, item: BudgetItem) -> list[list[Cell]]:
    """The item with its amount, then a row for each of its measures."""
    own = _amount(f"{number}) {item.title}", item.thousand_yen, shade=_PALE)
    return [own, *(_measure(measure, item.title) for measure in item.measures)]


def _amount(name: str, thousand_yen: int, **look: Any) -> list[Cell]:
    amount = right(numbers.count(thousand_yen), strong=True, **look)
    return [cell(name, strong=True, colspan=3, **look), amount]


def _measure(one: Measure, item: str) -> list[Cell]:
    """What is done; its name only where it has another than its item, which stands above it."""
    name = "" if one.title == item else f"○{one.title}"
    details = [one.text, *(f"・{detail}" for detail in one.details)]
    return [
        cell(f"{name}（{one.section}）"),
        cell("\n".join(details)),
        cell("\n".join(_funding(each) for each in one.funding)),
        right(""),
    ]


def _funding(one: Funding) -> str:
    return f"{one.name}（{one.rate}）" if one.rate else one.name
