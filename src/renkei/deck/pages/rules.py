"""The rules of an interval with their notices, and the good practices shown to others."""

from typing import Any

from renkei.deck.labels import line
from renkei.deck.pages.page import NOTHING, Page
from renkei.deck.tables import cells
from renkei.deck.tables.cells import Cell, cell, right
from renkei.settings.content.national import National, Phase
from renkei.settings.content.parts import Practice, Practices, Rule, Rules
from renkei.wording import dates

Block = dict[str, Any]


def rules(facts: National, phase: Phase) -> Page:
    """By how many months intervals were shortened, and which practices were shown to others."""
    blocks: list[Block] = []
    said: list[str] = []
    notes: list[str] = []
    if phase.rules and phase.rules.items:
        blocks.append(interval_rules(phase.rules))
        said.append(_shortened(phase.rules))
        notes += phase.rules.notes
    if phase.practices:
        blocks.append(practice_cards(phase.practices))
        said.append(f"特徴的な取組事例{len(phase.practices.items)}件を紹介")
    if not blocks:
        return NOTHING
    heading = f"{phase.mark}{'、'.join(said)}"
    return Page(heading, tuple(blocks), (), tuple(notes), (phase.source,), "stack")


def _shortened(told: Rules) -> str:
    """接種間隔を最大2か月短縮（R4.1から3段階）: by group, from the first rule to the last."""
    most = max(each[0].before - each[-1].after for each in _groups(told.items))
    starts = sorted({rule.effective for rule in told.items})
    steps = f"{len(starts)}段階" if len(starts) > 1 else ""
    return f"接種間隔を最大{most}か月短縮（{dates.short(starts[0])}から{steps}）"


def _groups(items: list[Rule]) -> list[list[Rule]]:
    """The rules of each group and size, in the order in which they hold."""
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in sorted(items, key=lambda rule: rule.effective):
        groups.setdefault((rule.group, rule.size), []).append(rule)
    return list(groups.values())


def interval_rules(told: Rules) -> Block:
    """A row a rule: group, size as printed, months before and after, from when, when told."""
    known = any(rule.notified for rule in told.items)
    head = [cell("対象"), *map(right, ("人数", "変更前", "変更後", "短縮")), cell("適用")]
    head += [cell(told.by or "通知")] if known else []
    rows: list[list[Cell]] = []
    ruled: list[int] = []
    for each in _groups(told.items):
        ruled.append(len(rows))
        for rule in each:
            shared = [cell(rule.group, rowspan=len(each)), right(rule.size, rowspan=len(each))]
            rows.append([*(shared if rule is each[0] else []), *_rule(rule, known)])
    return cells.block(told.caption, [head], rows, ruled[1:])


def _rule(rule: Rule, known: bool) -> list[Cell]:
    told = [
        right(f"{rule.before}か月"),
        right(f"{rule.after}か月"),
        right(f"{rule.before - rule.after}か月", strong=True),
        cell(f"{dates.short(rule.effective)}から"),
    ]
    return [*told, cell(dates.short(rule.notified) if rule.notified else "－")] if known else told


def practice_cards(told: Practices) -> Block:
    """The practices as cards."""
    items = [
        {
            "label": one.area,
            "title": one.title,
            "lines": [line(_days(one))] if one.days else [],
            "foot": "",
        }
        for one in told.items
    ]
    return {"type": "cards", "caption": told.caption, "width": 1.0, "columns": 0, "items": items}


def _days(one: Practice) -> str:
    """11月4日(金)、11月11日(金): the year is plain from the page."""
    return "、".join(dates.long(day, weekday=True).split("年", 1)[1] for day in one.days)
