"""What became of everything received, for the analyst: each count leads to its rows."""

from renkei.deck.story.display import Listing, Overview
from renkei.deck.story.piles import Story, tell

__all__ = ["Listing", "Overview", "Story", "tell"]
