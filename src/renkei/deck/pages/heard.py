"""What was heard from the areas, and when they were called upon."""

from dataclasses import replace
from typing import Any

from renkei.deck.labels import line
from renkei.deck.pages.page import Part, words
from renkei.deck.tables import cells
from renkei.deck.tables.cells import cell, right
from renkei.settings.content.national import Phase
from renkei.settings.content.parts import Categories, Contacts, Issues, Quotation
from renkei.wording import dates

Block = dict[str, Any]
_MORE = "等"


def heard_part(phase: Phase) -> Part | None:
    """Talk with the areas in one phase: issues answered, others heard, who was called upon."""
    blocks: list[Block] = []
    said: list[str] = []
    if phase.issues:
        blocks.append(issue_response(phase.issues))
        said.append(_answered(phase.issues))
    if phase.heard:
        blocks.append(category_list(phase.heard))
        said.append(_listed(phase.heard))
    if phase.contacts and any(one.dates for one in phase.contacts.items):
        blocks.append(contact_matrix(phase.contacts))
        said.append(_called(phase.contacts))
    if phase.quotation and phase.quotation.lines:
        blocks.append(quote(phase.quotation))
    return Part(tuple(said), tuple(blocks)) if said else None


def beside(part: Part) -> Part:
    """Two blocks of cards side by side, each one column, which fill a page better than rows do."""
    blocks: list[Any] = list(part.blocks)
    if [one["type"] for one in blocks] != ["cards", "cards"]:
        return part
    issues, others = blocks
    listed = {"lines": [one for item in others["items"] for one in item["lines"]]}
    columns = _cards(issues["caption"], issues["items"], 1), _cards(others["caption"], [listed], 1)
    return replace(part, blocks=columns, layout="row")


def _answered(told: Issues) -> str:
    """「ワクチン供給」に前倒しでの供給など、…で対応: each issue with its first response."""
    answers = []
    for one in told.items:
        first = one.responses[0].split("（")[0]
        answers.append(f"「{one.issue}」に{first}{'など' if one.responses[1:] else ''}")
    return f"{'、'.join(answers)}で対応"


def _listed(told: Categories) -> str:
    """The first category of each column, as examples: 「財政措置」などを聞き取り."""
    names = "".join(f"「{column[0]}」" for column in told.columns[:3])
    return f"自治体から{names}などを聞き取り"


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
