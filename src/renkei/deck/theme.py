"""How a figure looks: fonts from the installed packages, colours that survive a grey print."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

FONT = "Noto Sans CJK JP"

INK, ORANGE, GREY, TEXT = "#0017C1", "#FB5B01", "#767676", "#1A1A1A"
MID_INK, PALE_INK, PALE_ORANGE, PALE_GREY = "#7481E0", "#C9CFF6", "#FDBE99", "#D9D9D9"

# Inches at the size they are printed: A4 landscape leaves about 269 mm x 150 mm.
HALF, FULL = 4.7, 10.5
CURVES, NARROW = (4.1, 4.3), (3.6, 4.2)
SIZE, SMALL = 11.5, 10.0

STYLE: dict[str, Any] = {
    "font.family": FONT,
    "font.size": SIZE,
    "axes.titlesize": SIZE,
    "axes.labelsize": SIZE,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "axes.unicode_minus": False,
    "hatch.linewidth": 0.9,
    "svg.fonttype": "none",
    "svg.hashsalt": "renkei",
}


@dataclass(frozen=True)
class Drawing:
    """A finished figure with its caption and, in words, what it shows."""

    figure: Figure
    caption: str
    alt: str
    width: float = 1.0

    def __post_init__(self) -> None:
        # Laid out once and for all: each further layout would move lines by a hair.
        with style():
            self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")

    def block(self) -> dict[str, Any]:
        """The figure block of the slide contract."""
        return {
            "type": "figure",
            "caption": self.caption,
            "width": self.width,
            "svg": svg(self.figure),
            "alt": self.alt,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": svg(self.figure), "text/plain": self.alt}


Shown = Drawing | dict[str, Any]  # a figure, or the block of text that stands in for it


@lru_cache(maxsize=1)
def _fonts() -> None:
    """Make the packaged fonts known to matplotlib, once."""
    for package in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold):
        fontManager.addfont(str(package.FONT_PATH))


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this: the look holds for the figure and leaves the session's own settings."""
    _fonts()
    with mpl.rc_context(sns.axes_style("ticks") | STYLE):
        yield


def new_figure(width: float, height: float) -> Figure:
    """A figure of `width` x `height` inches that no window system keeps open."""
    return Figure(figsize=(width, height), layout="constrained")


def svg(figure: Figure) -> str:
    """The figure as SVG text: text stays text, and the same figure gives the same bytes."""
    page = io.StringIO()
    with style():
        figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
    return page.getvalue()
