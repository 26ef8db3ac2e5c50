"""Doses given, a table for each record system, never added up (source B, page B4)."""

from collections.abc import Sequence

from renkei.deck import labels
from renkei.deck.labels import Line, Strong
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.tables.cells import Block, block, cell, right
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.vaccination import DoseRow, Doses, DoseTable, Given
from renkei.wording import dates, numbers


def doses(meeting: Meeting | None) -> Page:
    """Doses as of a day in the form of the paper; what the papers' figures leave to be given."""
    if meeting is None or meeting.doses is None:
        return NOTHING
    one = meeting.doses
    return Page(
        _first_doses(one),
        [_table(one, table, number) for number, table in enumerate(one.tables, start=1)],
        lines=_lead(one),
        notes=_notes(one),
        source=source(f"{one.source}（{dates.short(one.as_of)}現在）"),
        layout="stack",
    )


def _first_doses(one: Doses) -> str:
    """How many of each table's first area have the first dose."""
    area = one.tables[0].rows[0].area
    told = "、".join(f"{_group(table)}が{table.rows[0].doses[0].share}" for table in one.tables)
    return f"{area}の1回目接種率は{told}（{dates.month_day(one.as_of)}現在）"


def _group(table: DoseTable) -> str:
    """Whom a table is about: 医療従事者 of 医療従事者向け優先接種."""
    return table.title.split("向け")[0]


def _lead(one: Doses) -> list[Line]:
    others = [row.area for row in one.tables[0].rows[1:]]
    lines = [_compared(one, place, area) for place, area in enumerate(others, start=1)]
    return [*lines, *_left_to_give(one)]


def _compared(one: Doses, place: int, area: str) -> Line:
    told = "、".join(
        f"{_group(table)}が{table.rows[place].doses[0].share}"
        for table in one.tables
        if len(table.rows) > place
    )
    return labels.line(f"{area}の1回目接種率は{told}。集計するシステムが異なり、合算しない。")


def _left_to_give(one: Doses) -> list[Line]:
    """What the last table's first area has still to give for everybody's doses by the deadline."""
    row = one.tables[-1].rows[0]
    if one.deadline is None or one.deadline <= one.as_of:
        return []
    left = len(row.doses) * row.target - sum(dose.count for dose in row.doses)
    days = (one.deadline - one.as_of).days
    if left <= 0:
        return []
    whom = f"{row.area}の{_group(one.tables[-1])}全員が{dates.month_part(one.deadline)}までに"
    amount = f"残り{numbers.rounded(left, unit='回')}、1日平均{labels.pace(left / days)}（算出）"
    return [labels.line(f"{whom}{len(row.doses)}回接種するには、", Strong(amount), "。")]


def _table(one: Doses, table: DoseTable, number: int) -> Block:
    names = [f"{place}回目" for place in range(1, len(table.rows[0].doses) + 1)]
    results = f"接種実績（{dates.month_day(one.as_of)}現在）"
    head = [
        [
            cell("区分", rowspan=2),
            right(table.target_label, rowspan=2),
            cell(results, "center", colspan=len(names)),
        ],
        [right(name) for name in names],
    ]
    started = f"{dates.month_day(table.started)}～"
    caption = f"{number}. {table.title}（{started}）　{table.system}の実績"
    return block(caption, head, [_row(row, strong=not at) for at, row in enumerate(table.rows)])


def _row(row: DoseRow, strong: bool) -> list[dict[str, object]]:
    target = numbers.rounded(row.target, unit="人")
    counts = [right(_given(row, one), strong) for one in row.doses]
    return [cell(row.area, strong=strong), right(target), *counts]


def _given(row: DoseRow, one: Given) -> str:
    mark = "" if row.reproduced(one) else "※"
    return f"{numbers.count(one.count)}（{one.share}）{mark}"


def _notes(one: Doses) -> list[str]:
    """That shares are as printed, where the printed denominator does not give them."""
    odd: Sequence[str] = [
        f"{row.area}・{_group(table)}"
        for table in one.tables
        for row in table.rows
        if not all(row.reproduced(dose) for dose in row.doses)
    ]
    left = "残りの回数は、約の付く対象者数から求めた概数。期限は高齢者向け接種の全国のもの。"
    told = [left] if _left_to_give(one) else []
    if not odd:
        return told
    return [
        *told,
        f"※ {'、'.join(odd)}の割合は原資料のまま。分母は四捨五入する前の人数で、約の付く人数からは再計算しない。",
    ]
