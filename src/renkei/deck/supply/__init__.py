"""Deliveries of vaccine: boxes and doses by day and class, their running sum, what they cover."""

from renkei.deck.supply.chart import Need, chart
from renkei.deck.supply.deliveries import left_out, of_area, of_paper
from renkei.deck.supply.headline import headline, need, notes
from renkei.deck.supply.table import table

__all__ = ["Need", "chart", "headline", "left_out", "need", "notes", "of_area", "of_paper", "table"]
