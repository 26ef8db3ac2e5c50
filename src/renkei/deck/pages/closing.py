"""What it came to, the closing points, and the law behind it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from renkei.deck.labels import Strong, line
from renkei.deck.pages.page import NOTHING, Page, done, when, words
from renkei.deck.tables import cells
from renkei.settings.content.national import National, Outcome, Phase
from renkei.settings.content.parts import Statute, Summary

Block = dict[str, Any]


def outcomes(facts: National) -> Page:
    """A box for each campaign that is over, or so far; the newest is the heading.

    Where only earlier campaigns came to something yet, the page stands alone with what was done
    in them: beside a figure of this campaign their results would be read as its own.
    """
    own = [one for one in facts.outcomes if one.lines]
    known = [*(one for one in facts.achieved if one.lines), *own]
    if not known:
        return NOTHING
    last = known[-1]
    strong = [piece.text for told in last.lines for piece in told.text if piece.strong]
    title = last.title if own else f"これまでの{last.title}"
    heading = f"{title}：{strong[0]}" if strong else f"{title}の成果"
    notes = tuple(note for one in known for note in one.notes)
    phases = [] if own else _phases(facts, known)
    sources = [*(one.source for one in known), *(one.source for one in phases)]
    blocks = [outcome_boxes(known), *([_done(phases)] if phases else [])]
    return Page(heading, tuple(blocks), (), notes, tuple(sources), alone=not own)


def _phases(facts: National, known: Sequence[Outcome]) -> list[Phase]:
    """The phases that came to these outcomes, as far as their entries say what was done."""
    marks = {one.phase for one in known}
    return [p for p in facts.before if p.mark in marks and any(map(done, p.log))]


def _done(phases: Sequence[Phase]) -> Block:
    """What was done in each of the phases, in few words: a row a day, under the phase's name."""
    rows: list[list[cells.Cell]] = []
    begun: list[int] = []
    for phase in phases:
        begun.append(len(rows))
        rows.append([cells.cell(f"{phase.mark}{phase.name}", strong=True, colspan=2)])
        told = [one for one in phase.log if one.date and one.newest and one.short]
        for one in sorted(told, key=lambda one: one.date or dt.date.min):
            rows.append([cells.cell(when(one)), cells.cell(one.short or "")])
    return cells.block("これまでの動きと取組", [], rows, begun[1:], width=1.3)


def outcome_boxes(known: Sequence[Outcome]) -> Block:
    """A card a campaign: its title, and what it came to."""
    items = [
        {
            "label": "〈成果〉",
            "title": one.title,
            "lines": [line(*words(told.text)) for told in one.lines],
            "foot": "",
        }
        for one in known
    ]
    return {"type": "cards", "caption": "", "width": 1.0, "columns": 0, "items": items}


def summary(facts: National) -> Page:
    """The closing points beside the law; either may stand alone."""
    blocks, sources = [], []
    heading = facts.statute.title.removeprefix("◎") if facts.statute else ""
    if facts.summary:
        blocks.append(points(facts.summary))
        sources.append(facts.summary.source)
        based = f"、根拠は{heading}" if heading else ""
        heading = facts.summary.heading or f"{facts.summary.title}{based}"
    if facts.statute:
        blocks.append(statute(facts.statute))
        sources.append(facts.statute.source)
    return Page(heading, tuple(blocks), sources=tuple(sources)) if blocks else NOTHING


def points(one: Summary) -> Block:
    """The closing points as a list, each with its notes."""
    lines = []
    for each in one.points:
        lines.append(line("・", *words(each.text)))
        lines += [line(f"※ {note}") for note in each.notes]
    return {"type": "text", "caption": "", "width": 1.0, "lines": lines}


def statute(one: Statute) -> Block:
    """Articles of a law in a frame, as printed."""
    lines = []
    for each in one.articles:
        lines += [line(each.heading)] if each.heading else []
        lines.append(line(Strong(each.text) if each.strong else each.text))
    frame = {"type": "quote", "caption": "", "width": 1.0, "title": one.title}
    return frame | {"lines": lines, "source": ""}
