"""What was done when: a log in two lanes, and themes with what they led to."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from renkei.deck.labels import Line, Strong, line
from renkei.deck.pages.page import NOTHING, Page, Part, done, entry_line, headed, plain, when
from renkei.deck.tables import cells
from renkei.settings.content.national import Entry, Lane, Lanes, National, Phase, Theme

Block = dict[str, Any]
_NARROWEST = 0.4  # of the page: a lane with little to tell


def log_part(facts: National, phase: Phase) -> Part | None:
    """What the government did beside what the ministry did, in one phase."""
    if not phase.log:
        return None
    newest = [_newest(entries) for _, entries in _lanes(facts.lanes, phase.log)]
    said = tuple(filter(None, newest)) or (phase.name,)
    return Part(said, tuple(log_lanes(facts.lanes, [phase])), layout="row")


def _newest(entries: Sequence[Entry]) -> str:
    """What was done last, as far as the entries say it in few words."""
    told = [one for one in entries if done(one)]
    # Of the same day the first: what it was about.
    return done(max(told, key=lambda one: one.newest or dt.date.min)) if told else ""


def log_lanes(lanes: Lanes, phases: Sequence[Phase]) -> list[Block]:
    """Logs as two lists side by side, as wide as they have to tell; an empty lane is left out.

    Several phases are told one after another, each under its name.
    """
    told: dict[str, list[Line]] = {}
    for phase in phases:
        for name, entries in _lanes(lanes, phase.log):
            if entries and len(phases) > 1:
                told.setdefault(name, []).append(line(Strong(f"{phase.mark}{phase.name}")))
            told.setdefault(name, []).extend(map(entry_line, entries))
    told = {name: lines for name, lines in told.items() if lines}
    lengths = [sum(_length(one) for one in lines) for lines in told.values()]
    return [
        {
            "type": "text",
            "caption": name,
            "width": min(max(length / sum(lengths), _NARROWEST), 1 - _NARROWEST),
            "lines": lines,
        }
        for (name, lines), length in zip(told.items(), lengths, strict=True)
    ]


def theme_outcome(facts: National, phase: Phase) -> Page:
    """Themes with what they led to, and what both lanes did for them."""
    if not phase.themes:
        return NOTHING
    reached = [one.outcome.short for one in phase.themes if one.outcome and one.outcome.short]
    said = reached or list(filter(None, (_newest(one.log) for one in phase.themes)))
    heading = headed(phase, said or [f"{phase.name}等"])
    return Page(heading, (theme_table(facts.lanes, phase.themes),), sources=(phase.source,))


def theme_table(lanes: Lanes, themes: Sequence[Theme]) -> Block:
    """A row a theme: name and outcome, the government's lane, the ministry's."""
    head = [cells.cell(name) for name in ("テーマ ⇒ 成果", lanes.government, lanes.ministry)]
    rows = [
        [
            cells.cell(_theme(one), strong=True),
            *(cells.cell(_entries(entries)) for _, entries in _lanes(lanes, one.log)),
        ]
        for one in themes
    ]
    return cells.block("", [head], rows)


def _theme(one: Theme) -> str:
    outcome = f"\n⇒〈成果〉{plain(one.outcome.text)}" if one.outcome else ""
    return f"〈{one.name}〉{outcome}"


def _entries(entries: Sequence[Entry]) -> str:
    return "\n".join(
        f"・{when(one)}{'　' if when(one) else ''}{plain(one.text)}" for one in entries
    )


def _lanes(lanes: Lanes, log: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    names: tuple[Lane, Lane] = ("government", "ministry")
    return [(getattr(lanes, lane), [one for one in log if one.lane == lane]) for lane in names]


def _length(one: Line) -> int:
    return sum(len(text) for text, _ in one)
