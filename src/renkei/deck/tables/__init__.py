"""Frames as the tables of a page (slide contract: type "table")."""

from renkei.deck.tables.answers import answers
from renkei.deck.tables.calls import calls
from renkei.deck.tables.constraints import constraints
from renkei.deck.tables.doses import doses, rates
from renkei.deck.tables.issues import issues, logged, responses, stages
from renkei.deck.tables.meanings import meanings
from renkei.deck.tables.movers import movers, moves
from renkei.deck.tables.municipal import largest_behind, municipalities, own_answers
from renkei.deck.tables.plans import plan_and_pace, plan_then_pace
from renkei.deck.tables.practices import practices
from renkei.deck.tables.prefectures import lowest
from renkei.deck.tables.ranks import ranks
from renkei.deck.tables.readiness import readiness
from renkei.deck.tables.receipt import (
    received,
    reconciliation,
    refused,
    refused_apart,
    sources,
    trace,
)

__all__ = [
    "answers",
    "calls",
    "constraints",
    "doses",
    "issues",
    "largest_behind",
    "logged",
    "lowest",
    "meanings",
    "movers",
    "moves",
    "municipalities",
    "own_answers",
    "plan_and_pace",
    "plan_then_pace",
    "practices",
    "ranks",
    "rates",
    "readiness",
    "received",
    "reconciliation",
    "refused",
    "refused_apart",
    "responses",
    "sources",
    "stages",
    "trace",
]
