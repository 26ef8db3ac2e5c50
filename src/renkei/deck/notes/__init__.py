"""What stands under a page, and what a reader has to know before quoting a number."""

from renkei.deck.notes.by_key import bars, by_key, municipalities
from renkei.deck.notes.caveats import caveats, sample
from renkei.deck.notes.sources import source

__all__ = ["bars", "by_key", "caveats", "municipalities", "sample", "source"]
