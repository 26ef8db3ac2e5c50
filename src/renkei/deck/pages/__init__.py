"""Pages of published facts: what was done when, what was heard, by which rules, by what law."""

from renkei.deck.pages.closing import outcomes, summary
from renkei.deck.pages.history import organisation, timeline
from renkei.deck.pages.log import theme_outcome
from renkei.deck.pages.page import Page, Pages, each, known_facts
from renkei.deck.pages.phase import dated_log, heard, rules

__all__ = [
    "Page",
    "Pages",
    "dated_log",
    "each",
    "heard",
    "known_facts",
    "organisation",
    "outcomes",
    "rules",
    "summary",
    "theme_outcome",
    "timeline",
]
