"""What was heard from the areas, and when they were called upon."""

from typing import Any

from renkei.deck.labels import line
from renkei.deck.pages.page import NOTHING, Page, words
from renkei.deck.tables import cells
from renkei.deck.tables.cells import cell, right
from renkei.settings.content.national import National, Phase
from renkei.settings.content.parts import Categories, Contacts, Issues, Quotation
from renkei.wording import dates

Block = dict[str, Any]
_MORE = "等"


def heard(facts: National, phase: Phase) -> Page:
    """Talk with the areas in one phase: issues answered, others heard, who was called upon."""
    blocks: list[Block] = []
    counted: list[str] = []
    asked: list[str] = []
    if phase.issues:
        blocks.append(issue_response(phase.issues))
        responses = sum(len(one.responses) for one in phase.issues.items)
        counted.append(f"主な課題{len(phase.issues.items)}件に対応{responses}件")
    if phase.heard:
        blocks.append(category_list(phase.heard))
        number = sum(len(column) for column in phase.heard.columns)
        other = "ほかの課題" if phase.issues else "課題"
        counted.append(f"{other}{number}項目{_MORE if phase.heard.open else ''}")
    if phase.contacts and any(one.dates for one in phase.contacts.items):
        blocks.append(contact_matrix(phase.contacts))
        asked.append(_called(phase.contacts))
    if not blocks:
        return NOTHING
    if phase.quotation and phase.quotation.lines:
        blocks.append(quote(phase.quotation))
    told = [f"自治体から聞き取った{'、'.join(counted)}"] if counted else []
    heading = f"{phase.mark}{'、'.join([*told, *asked])}"
    return Page(heading, tuple(blocks), sources=(phase.source,), layout="stack")


def issue_response(one: Issues) -> Block:
    """A card an issue: 課題 ⇒ 対応."""
    items = [
        {"label": "課題", "title": each.issue, "lines": [line(f"⇒ {r}") for r in each.responses]}
        for each in one.items
    ]
    if one.open:
        items[-1]["foot"] = _MORE
    return _cards(one.caption, items, len(items) if len(items) < 4 else 0)


def category_list(one: Categories) -> Block:
    """The columns of categories as they were printed; the last one ends with 等 where open."""
    columns = [[line(f"・{name}") for name in column] for column in one.columns]
    if one.open:
        columns[-1].append(line(_MORE))
    return _cards(one.caption, [{"lines": lines} for lines in columns], min(len(columns), 8))


def quote(one: Quotation) -> Block:
    """Words of somebody in a frame."""
    return {
        "type": "quote",
        "caption": "",
        "width": 1.0,
        "title": one.title,
        "lines": [line(*words(each)) for each in one.lines],
        "source": "",
    }


def _called(told: Contacts) -> str:
    asked = [one for one in told.items if one.dates]
    days = sum(len(one.dates) for one in asked)
    return f"{told.by}が{len(asked)}団体に延べ{days}回要請"


def contact_matrix(told: Contacts) -> Block:
    """A row a body: the days on which it was called upon, and how many."""
    most = max(len(one.dates) for one in told.items)
    head = [cell(name) for name in ("団体", *(f"{number}回目" for number in range(1, most + 1)))]
    rows = [
        [
            cell(one.body),
            *(cell(_day(one.dates, number)) for number in range(most)),
            right(f"{len(one.dates)}回"),
        ]
        for one in told.items
    ]
    return cells.block(told.caption, [[*head, right("計")]], rows)


def _day(days: list[Any], number: int) -> str:
    return dates.short(sorted(days)[number]) if number < len(days) else "－"


def _cards(caption: str, items: list[dict[str, Any]], columns: int) -> Block:
    empty = {"label": "", "title": "", "lines": [], "foot": ""}
    return {
        "type": "cards",
        "caption": caption,
        "width": 1.0,
        "columns": columns,
        "items": [empty | item for item in items],
    }
