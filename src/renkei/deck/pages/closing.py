"""What it came to, the closing points, and the law behind it."""

from collections.abc import Sequence
from typing import Any

from renkei.deck.labels import Strong, line
from renkei.deck.pages.page import NOTHING, Page, words
from renkei.settings.content.national import National, Outcome
from renkei.settings.content.parts import Statute, Summary

Block = dict[str, Any]


def outcomes(facts: National) -> Page:
    """A box for each campaign that is over, or so far; the newest is the heading."""
    known = [one for one in facts.outcomes if one.lines]
    if not known:
        return NOTHING
    last = known[-1]
    strong = [piece.text for told in last.lines for piece in told.text if piece.strong]
    heading = f"{last.title}：{strong[0]}" if strong else f"{last.title}の成果"
    notes = tuple(note for one in known for note in one.notes)
    return Page(heading, (outcome_boxes(known),), (), notes, tuple(one.source for one in known))


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
        heading = f"{facts.summary.title}：{len(facts.summary.points)}点{based}"
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
