"""The headings of the pages: what each one finds, computed."""

from renkei.deck.headlines.findings import (
    calls,
    changes,
    issues,
    practices,
    ranks,
    readiness,
    responses,
)
from renkei.deck.headlines.prefectures import prefectures
from renkei.deck.headlines.received import data_notes, meanings, refused
from renkei.deck.headlines.standing import (
    answers,
    briefing,
    constraints,
    municipal_map,
    municipalities,
    plan_against_pace,
    rates,
)

__all__ = [
    "answers",
    "briefing",
    "calls",
    "changes",
    "constraints",
    "data_notes",
    "issues",
    "meanings",
    "municipal_map",
    "municipalities",
    "plan_against_pace",
    "practices",
    "prefectures",
    "ranks",
    "rates",
    "readiness",
    "refused",
    "responses",
]
