"""The one file of style: typeface, colours that survive a grey print, sizes, spacing."""

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
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from renkei.errors import SettingsError

FONT = "Noto Sans CJK JP"
TYPEFACES = {"noto": FONT, "biz-ud": "BIZ UDPGothic"}  # by the name a params file gives them

# Two colours and grey: distinct under protan-, deutan- and tritanopia, 3:1 and more on white.
INK, ORANGE, GREY, TEXT, PAPER = "#0017C1", "#FB5B01", "#767676", "#1A1A1A", "#FFFFFF"
# Their tints: as a fill with an edge of the full colour, beside a word, mark or hatching.
MID_INK, PALE_INK, PALE_ORANGE, PALE_GREY = "#7481E0", "#C9CFF6", "#FDBE99", "#D9D9D9"

# Inches at the size they are printed: A4 landscape leaves about 269 mm x 150 mm, two blocks side
# by side 261 mm together.
HALF, FULL, TALL = 4.7, 10.5, 5.0
CURVES, NARROW = (4.1, 4.3), (3.6, 4.2)
BESIDE_TILES, TILES = (5.35, TALL), (4.85, TALL)
MAP = (4.45, 4.6)
# Alone on a projected page, where a smaller figure has larger letters.
WIDE_TILES, WIDE_MAP, WIDE_CURVES = (12.2, 4.3), (8.0, 4.3), (8.0, 3.3)
WIDE_BARS = 9.0  # over the whole width of a page
SIZE, SMALL, LEAST = 11.5, 10.0, 9.0  # points; nothing is set smaller than the last
EDGE, LINE, RULE = 0.6, 2.4, 0.8  # points: round a fill, a line of data, a line of the frame

STYLE: dict[str, Any] = {
    "font.size": SIZE,
    "axes.titlesize": SIZE,
    "axes.titley": 1.0,  # said, not looked for: nothing is above the frame that a title gives way to
    "axes.labelsize": SIZE,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "text.color": TEXT,
    "text.parse_math": False,  # a $ in a name is a $
    "axes.labelcolor": TEXT,
    "axes.edgecolor": GREY,
    "axes.linewidth": RULE,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "axes.unicode_minus": False,
    "hatch.linewidth": 0.9,
    "svg.fonttype": "none",
    "svg.hashsalt": "renkei",
}

Data = dict[str, Any]  # the table behind a figure: "head" and "rows" of cells
_chosen = [FONT]


@dataclass(frozen=True)
class Drawing:
    """A finished figure with its caption, in words what it shows, and the table behind it."""

    figure: Figure
    caption: str
    alt: str
    width: float = 1.0
    data: Data | None = None

    def __post_init__(self) -> None:
        # Laid out once and for all: each further layout would move lines by a hair.
        engine = self.figure.get_layout_engine()
        if engine is not None:
            with style():
                engine.execute(self.figure)
            self.figure.set_layout_engine("none")

    def block(self) -> dict[str, Any]:
        """The figure block of the slide contract."""
        told = {
            "type": "figure",
            "caption": self.caption,
            "width": self.width,
            "svg": svg(self.figure),
            "alt": self.alt,
        }
        return told | ({"data": self.data} if self.data else {})

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": svg(self.figure), "text/plain": self.alt}


Shown = Drawing | dict[str, Any]  # a figure, or the block of text that stands in for it


def use_font(name: str) -> str:
    """Draw in this typeface from here on ("noto", "biz-ud"); the family that is drawn in.

    Where it is not installed, Noto is. Raises SettingsError for a name that is none.
    """
    _chosen[0] = TYPEFACES[font_here(name)]
    return _chosen[0]


def font_here(name: str) -> str:
    """The name of the typeface that stands for `name` on this machine: "noto" where it is missing.

    Raises SettingsError for a name that is none.
    """
    if name not in TYPEFACES:
        raise SettingsError(f"no typeface {name!r}", where="font", expected=" or ".join(TYPEFACES))
    _fonts()
    return name if TYPEFACES[name] in fontManager.get_font_names() else "noto"


@lru_cache(maxsize=1)
def _fonts() -> None:
    """Make the packaged fonts known to matplotlib, once."""
    for package in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold):
        fontManager.addfont(str(package.FONT_PATH))


@lru_cache(maxsize=1)
def _look() -> dict[str, Any]:
    return dict(sns.axes_style("ticks")) | STYLE


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this: the look holds for the figure and leaves the session's own settings."""
    _fonts()
    look: Any = _look() | {"font.family": [*dict.fromkeys((_chosen[0], FONT))]}
    with mpl.rc_context(look):
        yield


def new_figure(width: float, height: float) -> Figure:
    """A figure of `width` x `height` inches that no window system keeps open."""
    return Figure(figsize=(width, height), layout="constrained")


def svg(figure: Figure) -> str:
    """The figure as SVG text: text stays text, and the same figure gives the same bytes."""
    page, canvas, dpi = io.StringIO(), figure.canvas, figure.dpi
    # savefig would draw all of it once more beforehand, for a layout that is made already.
    with style():
        drawn: Any = FigureCanvasSVG(figure)
        drawn.print_svg(page, metadata={"Date": None, "Creator": None})
    figure.set_canvas(canvas)
    figure.dpi = dpi
    return page.getvalue()
