"""The words a reader needs before quoting a number."""

from renkei.deck import notes
from renkei.deck.briefing import Briefing
from renkei.deck.tables.cells import Block, block, cell


def meanings(briefing: Briefing) -> Block:
    """Each word of the deck with what it means here; they may go on to another page."""
    rows = [[cell(word), cell(told)] for word, told in notes.glossary(briefing)]
    return block("", [[cell("用語"), cell("意味")]], rows) | {"flows": True}
