"""The sheet of an item: what for, what stands in the way; this year's tasks and their plan."""

from collections.abc import Sequence
from typing import Any

from renkei.deck import labels
from renkei.deck.labels import Strong, line
from renkei.deck.tables.cells import Block, Cell, block, cell
from renkei.deck.theme import Drawing
from renkei.deck.work.gantt import dated, gantt_fy, undated
from renkei.deck.work.items import Bar, Item, Part
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import DONE, period, text
from renkei.deck.work.results import GOES_ON
from renkei.deck.work.results import UNDECIDED as UNDECIDED_YET
from renkei.deck.work.tables import first, grouped, short
from renkei.wording import dates

_NAMES = 12  # of those who proposed it, or lead it
UNREADABLE = "時期は原資料から読み取れない"
UNDECIDED = "時期は未定"
_CAPTION = "協議スケジュール・取組み内容"
Blocks = list[Block | Drawing]

# Characters of a line in the first and last column, where there are two columns or more.
_FEW, _MANY = (18, 58), (14, 28)
_ROW, _LINE, _CAPTION_HIGH = 0.05, 0.19, 0.45  # inches
_PAGE, _NOTE = 6.1, 0.17  # inches: below a heading; a note


def item_sheet(item: Item) -> list[Block]:
    """目標, 現状, 課題, 具体的手段, 効果 of an item that papers describe, and whose it is; else nothing."""
    sheet = item.sheet
    if sheet is None:
        return []
    parts = {
        "目標（目指す姿）": sheet.goals,
        "現状": sheet.state,
        "課題": sheet.issues,
        "具体的手段": sheet.means,
        "効果": sheet.effects,
    }
    cards: list[dict[str, Any]] = [
        {"label": "", "title": title, "lines": [line(f"・{one}") for one in texts], "foot": ""}
        for title, texts in parts.items()
    ]
    told = [line(Strong(name), f"　{given}") for name, given in _whose(item)]
    cards.append({"label": "", "title": "提案・担当", "lines": told, "foot": ""})
    return [{"type": "cards", "caption": "", "width": 1.0, "columns": 3, "items": cards}]


def _whose(item: Item) -> list[tuple[str, str]]:
    sheet = item.sheet
    told = {
        "提案市町村": item.sheet_proposers or item.proposers,
        "対象市町村": (sheet.covers,) if sheet else (),
        "県担当課": sheet.departments if sheet else item.departments,
    }
    return [(name, first(given, _NAMES, "")) for name, given in told.items() if given]


def tasks(plan: WorkPlan, part: Part) -> list[Block]:
    """This year's tasks, each with what it is to reach, under the source's own headings."""
    if not part.tasks:
        return []
    rows: list[list[Cell]] = []
    for place, one in enumerate(part.tasks):
        if one.under and (place == 0 or part.tasks[place - 1].under != one.under):
            rows.append([cell(f"【{one.under}】", strong=True, colspan=2, shade=1)])
        rows.append([cell(one.title), cell("\n".join(one.targets))])
    year = dates.long(plan.first_day).split("年")[0]
    return [block(part.lead, [[cell(f"{year}年度の取組み事項"), cell("目標")]], rows)]


def plan_pages(plan: WorkPlan, item: Item, part: Part) -> list[Blocks]:
    """The plan of a part of an item of the papers as pages: its tasks, what is drawn, what cannot be.

    A bar stands in a chart only where its time is known; the others are listed by group. As much
    stands on a page as has room there.
    """
    charts = gantt_fy(part.rows, plan.first_day, plan.as_of, _CAPTION)
    listed = _unknown(plan, part, UNREADABLE)
    return _paged([*tasks(plan, part), *charts, *listed], len(notes(plan, item, part)))


def register_pages(plan: WorkPlan, items: Sequence[Item]) -> list[Blocks]:
    """The plans of items of the register as pages: what is drawn of each, then what goes on."""
    named = len(items) > 1
    charts = [
        chart
        for item in items
        for part in item.parts
        for chart in gantt_fy(
            part.rows,
            plan.first_day,
            plan.as_of,
            f"{short(item.title)}　{_CAPTION}" if named else _CAPTION,
        )
    ]
    return _paged([*charts, *_progress(plan, items)], len(items))


def _paged(every: Blocks, notes: int) -> list[Blocks]:
    """As many blocks on each page as have room above its notes."""
    pages: list[Blocks] = []
    room = 0.0
    for one in every:
        high = _high(one)
        if not pages or high > room:
            pages.append([])
            room = _PAGE - notes * _NOTE
        pages[-1].append(one)
        room -= high
    return pages


def _is_drawn(plan: WorkPlan, part: Part) -> bool:
    return any(dated(row.bars, plan.first_day) for row in part.rows)


def _progress(plan: WorkPlan, items: Sequence[Item]) -> list[Block]:
    """The bars of items of the register that go on, or ended otherwise than done.

    What came of those that are done, the page of the outcomes tells.
    """
    mine = plan.now[plan.now["item"].isin([item.title for item in items])]
    ended = mine["outcome"].notna() & (mine["status"] != DONE)
    told = mine[ended | mine["carry_over"].isin(GOES_ON)]
    rows = [
        (text(row["item"]), [
            cell(text(row["bar"])), cell(period(row) or UNDECIDED),
            cell(text(row["status"]) or labels.NO_VALUE),
            cell(text(row["carry_over"]) or labels.NO_VALUE),
            cell(text(row["outcome"]) or text(row["next_year"]) or labels.NO_VALUE),
        ])
        for row in told.to_dict("records")
    ]  # fmt: skip
    if not rows:
        return []
    undecided = "・未定の" if (told["carry_over"] == UNDECIDED_YET).any() else ""
    ended_badly = "、延期・中止した取組" if ended.any() else ""
    caption = f"次年度へ続く{undecided}取組{ended_badly}"
    head = ["取組内容", "時期", "進捗", "次年度の扱い", "結果（なければ次年度以降の取組）"]
    if len(items) > 1:
        return [grouped(caption, ["連携項目", *head], rows)]
    made = [cells for _, cells in rows]
    return [block(caption, [list(map(cell, head))], made) | {"flows": True}]


def _high(one: Block | Drawing) -> float:
    """How high a chart or a table is, in inches, near enough."""
    if isinstance(one, Drawing):
        return float(one.figure.get_figheight()) + _CAPTION_HIGH
    first, last = _FEW if len(one["head"][0]) == 2 else _MANY
    lines = [
        max(_lines(row[0]["text"], first), _lines(row[-1]["text"], last)) for row in one["rows"]
    ]
    return _CAPTION_HIGH + (len(lines) + 1) * _ROW + (sum(lines) + 1) * _LINE


def _lines(text: str, width: int) -> int:
    return sum(-(-len(one) // width) for one in text.split("\n"))


def _unknown(plan: WorkPlan, part: Part, told: str) -> list[Block]:
    """The bars without a time, by group, in the order of the source."""
    rows = [
        [cell(row.group or labels.NO_VALUE), cell("／ ".join(_named(bar) for bar in unknown))]
        for row in part.rows
        if (unknown := undated(row.bars, plan.first_day))
    ]
    if not rows:
        return []
    marked = any(bar.milestone for row in part.rows for bar in undated(row.bars, plan.first_day))
    key = "。●は節目" if marked else ""
    caption = f"{'このほかの' if _is_drawn(plan, part) else ''}取組み内容（{told}{key}）"
    return [block(caption, [[cell("項目"), cell("取組み内容")]], rows)]


def _named(bar: Bar) -> str:
    label = f"{'●' if bar.milestone else ''}{bar.label}"
    return f"{label}（{bar.told}）" if bar.told else label


def differ(item: Item) -> list[str]:
    """That the papers name other proposers on an item's sheet than in their overview."""
    if not item.sheet_proposers or item.sheet_proposers == item.proposers:
        return []
    return [
        f"※ 提案市町村は、WG開催状況の表では{'、'.join(item.proposers)}、個票では"
        f"{'、'.join(item.sheet_proposers)}と、原資料のなかで異なる。"
    ]


def whose(item: Item, named: bool = False) -> str:
    """Who proposed an item and who leads it, on one line; its name first where it is `named`."""
    told = [f"{name}：{given}" for name, given in _whose(item)]
    return "　".join([short(item.title), *told] if named else told)


def notes(plan: WorkPlan, item: Item, part: Part) -> list[str]:
    """What is to be known of a plan: its source's notes and where a time is from, else whose it is."""
    if item.sheet is None:
        return [whose(item)]
    told = [f"※ {text}" for text in part.notes]
    known: dict[str, list[str]] = {}
    for bar in part.bars:
        if bar.basis:
            known.setdefault(bar.basis, []).append(f"「{bar.label}」")
    if _is_drawn(plan, part):
        where = "、".join(f"{''.join(names)}は{basis}" for basis, names in known.items())
        told.append(
            "※ 図には、原資料に時期の記載があるものだけを示す"
            + (f"（{where}による）。" if where else "。")
        )
    return told
