"""What stands under a page, and what a reader has to know before quoting a number."""

from renkei.deck.notes.by_key import bars, by_key, municipalities
from renkei.deck.notes.caveats import caveats, facts, sample
from renkei.deck.notes.registers import calls, changes, issues, practices, readiness, stages
from renkei.deck.notes.sources import boundaries, ranking, ranking_notes, refused, register, source

__all__ = [
    "bars",
    "boundaries",
    "by_key",
    "calls",
    "caveats",
    "changes",
    "facts",
    "issues",
    "municipalities",
    "practices",
    "ranking",
    "ranking_notes",
    "readiness",
    "refused",
    "register",
    "sample",
    "source",
    "stages",
]
