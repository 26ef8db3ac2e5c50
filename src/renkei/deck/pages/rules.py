"""The rules of an interval, the good practices shown to others, and what a dose is paid."""

from dataclasses import replace
from typing import Any

from renkei.deck.labels import line
from renkei.deck.meeting import Page as MeetingPage
from renkei.deck.meeting import claims_page, funds, thresholds
from renkei.deck.pages.page import Page, Part
from renkei.deck.slides import Layout
from renkei.deck.tables import cells
from renkei.deck.tables.cells import Cell, cell, right
from renkei.settings.content.facts import Source
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.national import Phase
from renkei.settings.content.parts import Practice, Practices, Rule, Rules
from renkei.wording import dates

Block = dict[str, Any]


def rules_part(phase: Phase) -> Part | None:
    """By how many months intervals were shortened, and which practices were shown to others."""
    blocks: list[Block] = []
    said: list[str] = []
    notes: list[str] = []
    single = bool(phase.rules and len(phase.rules.items) == 1)
    if phase.rules and phase.rules.items:
        blocks.append((one_rule if single else interval_rules)(phase.rules))
        said.append(_shortened(phase.rules))
        notes += phase.rules.notes
    if phase.practices and phase.practices.items:
        blocks.append(practice_cards(phase.practices, 1 if single else 0))
        said.append(_shown(phase.practices))
    layout: Layout = "row" if single else "stack"
    return Part(tuple(said), tuple(blocks), tuple(notes), layout) if said else None


def paid(phase: Phase) -> tuple[Page, ...]:
    """What a dose is paid and from which thresholds more, as the pages of a meeting tell it.

    Invented facilities, where the facts have some, show how the thresholds are read.
    """
    if phase.support is None:
        return ()
    papers = Meeting.model_construct(support=phase.support)  # of which these pages read no more
    paper = phase.support.source
    told = tuple(_of_paper(one, paper) for one in (funds(papers), thresholds(papers)))
    checked = _of_paper(claims_page(papers), f"{paper}の基準による判定（施設と回数は見本（架空））")
    return (*told, replace(checked, invented=True)) if checked.heading else told


def _of_paper(one: MeetingPage, paper: str) -> Page:
    # Notes come with their ※ there; here it is set before each.
    notes = tuple(note.removeprefix("※").strip() for note in one.notes)
    sources = (Source(document=paper),)
    return Page(one.heading, tuple(one.blocks), tuple(one.lines), notes, sources, one.layout)


def _shown(told: Practices) -> str:
    first = told.items[0]
    others = "など" if told.items[1:] else ""
    return f"{first.area}の「{first.title}」{others}を紹介"


def _shortened(told: Rules) -> str:
    """接種間隔を最大2か月短縮（R4.1から3段階）: by group, from the first rule to the last."""
    cuts = [each[0].before - each[-1].after for each in _groups(told.items)]
    starts = sorted({rule.effective for rule in told.items})
    steps = f"{len(starts)}段階" if len(starts) > 1 else ""
    most = "最大" if len(set(cuts)) > 1 else ""
    return f"接種間隔を{most}{max(cuts)}か月短縮（{dates.short(starts[0])}から{steps}）"


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


def one_rule(told: Rules) -> Block:
    """A rule that is the only one: a row for each of its parts."""
    (rule,) = told.items
    parts = {"対象": rule.group, "人数": rule.size, "変更前": f"{rule.before}か月"}
    parts |= {"変更後": f"{rule.after}か月", "短縮": f"{rule.before - rule.after}か月"}
    parts |= {"適用": f"{dates.short(rule.effective)}から"}
    parts |= {told.by or "通知": dates.short(rule.notified)} if rule.notified else {}
    rows = [[cell(name), cell(text, strong=name == "短縮")] for name, text in parts.items()]
    return cells.block(told.caption, [], rows, width=0.8)


def _rule(rule: Rule, known: bool) -> list[Cell]:
    told = [
        right(f"{rule.before}か月"),
        right(f"{rule.after}か月"),
        right(f"{rule.before - rule.after}か月", strong=True),
        cell(f"{dates.short(rule.effective)}から"),
    ]
    return [*told, cell(dates.short(rule.notified) if rule.notified else "－")] if known else told


def practice_cards(told: Practices, columns: int = 0) -> Block:
    """The practices as cards, so many to a row (0: as the press sees fit)."""
    items = [
        {
            "label": one.area,
            "title": one.title,
            "lines": [line(_days(one))] if one.days else [],
            "foot": "",
        }
        for one in told.items
    ]
    return {
        "type": "cards",
        "caption": told.caption,
        "width": 1.0,
        "columns": columns,
        "items": items,
    }


def _days(one: Practice) -> str:
    """11月4日(金)、11月11日(金): the year is plain from the page."""
    return "、".join(dates.long(day, weekday=True).split("年", 1)[1] for day in one.days)
