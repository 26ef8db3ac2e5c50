"""What the tests of the figures share: the words in a figure, and whether any two of them meet."""

from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from renkei.deck import theme
from renkei.deck.theme import Drawing

HOSTILE = "<b>&$x$#panic()=1+1"


@pytest.fixture(scope="session")
def hostile() -> str:
    """A name that is markup in four languages."""
    return HOSTILE


@pytest.fixture(scope="session")
def printed() -> Callable[[str, str], bool]:
    """Whether an SVG prints a text as it stands."""

    def told(svg: str, text: str) -> bool:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in svg

    return told


@pytest.fixture(scope="session")
def overlaps() -> Callable[[Drawing], list[tuple[str, str]]]:
    """The pairs of texts of a figure whose boxes meet, as the Agg renderer draws them."""

    def found(drawing: Drawing) -> list[tuple[str, str]]:
        with theme.style():
            canvas = FigureCanvasAgg(drawing.figure)
            canvas.draw()
            renderer = canvas.get_renderer()
            shown = [one for one in drawing.figure.findobj(Text) if _shown(one)]
            boxes = [(one.get_text(), one.get_window_extent(renderer).padded(-1)) for one in shown]
        return [
            (one, other)
            for (one, box), (other, beside) in combinations(boxes, 2)
            if box.overlaps(beside)
        ]

    return found


def _shown(text: Text) -> bool:
    return bool(text.get_visible() and text.get_text().strip() and text.get_figure())


@pytest.fixture(scope="session")
def cells() -> Callable[[Drawing], list[list[str]]]:
    """The rows of the table behind a figure, as texts; every row as long as the head."""

    def texts(drawing: Drawing) -> list[list[str]]:
        assert drawing.data is not None
        (head,) = drawing.data["head"]
        rows = [[cell["text"] for cell in row] for row in drawing.data["rows"]]
        assert rows and all(len(row) == len(head) for row in rows)
        return rows

    return texts
