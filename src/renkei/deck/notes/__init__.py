"""What stands under a page, and what a reader has to know before quoting a number."""

from renkei.deck.notes.by_key import bars, by_key, municipalities
from renkei.deck.notes.meanings import facts, glossary, meanings, received, sample, unaccounted
from renkei.deck.notes.registers import calls, changes, issues, practices, readiness, stages
from renkei.deck.notes.sources import (
    boundaries,
    origins,
    ranking,
    ranking_notes,
    refused,
    register,
    source,
)

__all__ = [
    "bars",
    "boundaries",
    "by_key",
    "calls",
    "changes",
    "facts",
    "glossary",
    "issues",
    "meanings",
    "municipalities",
    "origins",
    "practices",
    "ranking",
    "ranking_notes",
    "readiness",
    "received",
    "refused",
    "register",
    "sample",
    "source",
    "stages",
    "unaccounted",
]
