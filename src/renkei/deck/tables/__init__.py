"""Frames as the tables of a page (slide contract: type "table")."""

from renkei.deck.tables.answers import answers
from renkei.deck.tables.constraints import constraints
from renkei.deck.tables.doses import doses, rates
from renkei.deck.tables.municipal import municipalities, own_answers
from renkei.deck.tables.plans import plan_and_pace
from renkei.deck.tables.receipt import received, reconciliation, sources

__all__ = [
    "answers",
    "constraints",
    "doses",
    "municipalities",
    "own_answers",
    "plan_and_pace",
    "rates",
    "received",
    "reconciliation",
    "sources",
]
