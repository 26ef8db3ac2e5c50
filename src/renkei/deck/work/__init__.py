"""Joint work of a prefecture and its municipalities, as a coordination meeting reads it."""

from renkei.deck.work import headlines
from renkei.deck.work.gantt import gantt_fy
from renkei.deck.work.meetings import year
from renkei.deck.work.overview import overview
from renkei.deck.work.pages import Pages, change_pages, item_pages, lines
from renkei.deck.work.plan import WorkPlan, open_deck, open_plan
from renkei.deck.work.progress import changes, late, late_table, progress_table, status_boxes
from renkei.deck.work.results import (
    carried,
    carry_over_table,
    next_year,
    next_year_cards,
    outcome_table,
    outcomes,
)
from renkei.deck.work.sheet import item_sheet
from renkei.deck.work.source import (
    group_notes,
    papers,
    proposer_notes,
    readings,
    readings_table,
)
from renkei.deck.work.status import not_met, since, wg_status

__all__ = [
    "Pages",
    "WorkPlan",
    "carried",
    "carry_over_table",
    "change_pages",
    "changes",
    "gantt_fy",
    "group_notes",
    "headlines",
    "item_pages",
    "item_sheet",
    "late",
    "late_table",
    "lines",
    "next_year",
    "next_year_cards",
    "not_met",
    "open_deck",
    "open_plan",
    "outcome_table",
    "outcomes",
    "overview",
    "papers",
    "progress_table",
    "proposer_notes",
    "readings",
    "readings_table",
    "since",
    "status_boxes",
    "wg_status",
    "year",
]
