"""Pages of a coordination meeting, computed from the facts of its papers."""

from renkei.deck.meeting.agenda import agenda, attendees
from renkei.deck.meeting.budget import budget
from renkei.deck.meeting.claims import claims, example_doses
from renkei.deck.meeting.claims_page import claims_page, claims_table, invented
from renkei.deck.meeting.doses import doses
from renkei.deck.meeting.facts import open_facts
from renkei.deck.meeting.page import Page
from renkei.deck.meeting.schedule import schedule
from renkei.deck.meeting.seating import seating, seating_chart
from renkei.deck.meeting.supply import supply
from renkei.deck.meeting.support import funds, thresholds

__all__ = [
    "Page",
    "agenda",
    "attendees",
    "budget",
    "claims",
    "claims_page",
    "claims_table",
    "doses",
    "example_doses",
    "funds",
    "invented",
    "open_facts",
    "schedule",
    "seating",
    "seating_chart",
    "supply",
    "thresholds",
]
