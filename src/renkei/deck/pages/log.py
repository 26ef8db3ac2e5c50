"""What was done when: a log in two lanes, and themes with what they led to."""

from collections.abc import Sequence
from typing import Any

from renkei.deck.labels import Line
from renkei.deck.pages.page import NOTHING, Page, entry_line, plain, when
from renkei.deck.tables import cells
from renkei.settings.content.national import Entry, Lane, Lanes, National, Phase, Theme
from renkei.wording import dates

Block = dict[str, Any]
_NARROWEST = 0.4  # of the page: a lane with little to tell


def dated_log(facts: National, phase: Phase) -> Page:
    """What the government did beside what the ministry did, in one phase."""
    if not phase.log:
        return NOTHING
    days = [day for one in phase.log for day in (one.date, *one.and_on) if day]
    span = f"（{dates.short(min(days))}～{dates.short(max(days))}）" if days else ""
    counted = [
        f"{name}{len(entries)}件" for name, entries in _lanes(facts.lanes, phase.log) if entries
    ]
    heading = f"{phase.mark}{phase.name}：{'、'.join(counted)}{span}"
    return Page(heading, tuple(log_lanes(facts.lanes, phase.log)), sources=(phase.source,))


def log_lanes(lanes: Lanes, log: Sequence[Entry]) -> list[Block]:
    """A log as two lists side by side, as wide as they have to tell; an empty lane is left out."""
    told = [(name, [entry_line(one) for one in entries]) for name, entries in _lanes(lanes, log)]
    told = [(name, lines) for name, lines in told if lines]
    lengths = [sum(_length(one) for one in lines) for _, lines in told]
    return [
        {
            "type": "text",
            "caption": name,
            "width": min(max(length / sum(lengths), _NARROWEST), 1 - _NARROWEST),
            "lines": lines,
        }
        for (name, lines), length in zip(told, lengths, strict=True)
    ]


def theme_outcome(facts: National, phase: Phase) -> Page:
    """Themes with what they led to, and what both lanes did for them."""
    if not phase.themes:
        return NOTHING
    done = sum(one.outcome is not None for one in phase.themes)
    count = len(phase.themes)
    share = "すべて" if done == count > 1 else f"うち{done}つ"
    reached = f"、{share}で成果" if done else ""
    heading = f"{phase.mark}{phase.name}等：{count}つの取組{reached}"
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
