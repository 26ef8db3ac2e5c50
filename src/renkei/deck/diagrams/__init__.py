"""Diagrams of words: the phases of a campaign, and who talks to whom."""

from renkei.deck.diagrams.organisation import organisation
from renkei.deck.diagrams.timeline import timeline

__all__ = ["organisation", "timeline"]
