"""What stands under a page, and what a reader has to know before quoting a number."""

from renkei.deck.notes.by_key import bars, by_key, municipalities
from renkei.deck.notes.caveats import caveats, facts, sample
from renkei.deck.notes.registers import calls, issues, practices, readiness, stages
from renkei.deck.notes.sources import boundaries, ranking, register, source

__all__ = [
    "bars",
    "boundaries",
    "by_key",
    "calls",
    "caveats",
    "facts",
    "issues",
    "municipalities",
    "practices",
    "ranking",
    "readiness",
    "register",
    "sample",
    "source",
    "stages",
]
