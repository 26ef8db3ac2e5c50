"""A slide as HTML, the same in JupyterLab and in the exported page."""

from renkei.deck.markup.breaking import broken
from renkei.deck.markup.slide import (
    MIME,
    SAMPLE_BADGE,
    STYLE,
    section_html,
    slide_html,
    stamp,
)

__all__ = ["MIME", "SAMPLE_BADGE", "STYLE", "broken", "section_html", "slide_html", "stamp"]
