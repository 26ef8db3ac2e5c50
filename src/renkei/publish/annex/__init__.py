"""annex.xlsx: the tables and the figures' data of a deck, one tidy sheet each."""

from renkei.publish.annex.exporter import DeckAnnexExporter
from renkei.publish.annex.workbook import annex_bytes

__all__ = ["DeckAnnexExporter", "annex_bytes"]
