"""A sheet to draw words and boxes on, measured in points from its upper left corner."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle

from renkei.deck import theme
from renkei.wording import text as wording

_TOGETHER = re.compile(r"[0-9]+(?:・[0-9]+)+(?:回目?)?")  # 1・2回目
_SCRIPT_ENDS = re.compile(r"(?<=[ァ-ヶー])(?![ァ-ヶー])|(?<=[ぁ-ん])(?=[一-鿿])")
LEADING = 1.42  # of the size, from line to line
_POINTS = 72.0
PAPER = (theme.FULL * 72, theme.TALL * 72)  # points a diagram may take: across, down
SCREEN = (12.2 * 72, theme.TALL * 72)  # of a projected page, wider and lower than paper is


@dataclass(frozen=True)
class Row:
    """One line of words, `indent` em from the left; `lead` stands before it, in bold."""

    text: str
    strong: bool = False
    indent: float = 0.0
    lead: str = ""


def em(text: str) -> float:
    """About how wide a text is, in em; a letter of the Latin kind counts rather too much."""
    return sum(0.62 if unicodedata.east_asian_width(one) in ("Na", "H", "N") else 1 for one in text)


def wrapped(text: str, width: float, keep: Sequence[str] = ()) -> list[str]:
    """A text in lines of at most `width` em, broken where Japanese may be, not within `keep`."""
    lines = [""]
    for piece in _pieces(" ".join(text.split()), width, keep):
        if lines[-1] and em(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return [line for line in lines if line]


def _pieces(text: str, width: float, keep: Sequence[str]) -> Iterator[str]:
    """Pieces no wider than a line: phrases, else runs of one script, else single signs."""
    for phrase in wording.phrases(text, keep=[*_TOGETHER.findall(text), *keep]):
        for run in [phrase] if em(phrase) <= width else _SCRIPT_ENDS.split(phrase):
            yield from [run] if em(run) <= width else run


def rows(text: str, width: float, strong: bool = False, indent: float = 0.0) -> list[Row]:
    """A paragraph as rows, all of them indented by `indent` em."""
    return [Row(line, strong, indent) for line in wrapped(text, width - indent)]


def point(text: str, width: float) -> list[Row]:
    """A point of a list: its sign hangs before the rows."""
    first, *others = wrapped(text, width - 1) or [""]
    return [Row(f"・{first}"), *(Row(line, indent=1.0) for line in others)]


def height(lines: list[Row], size: float) -> float:
    """How high rows of a size are, in points."""
    return len(lines) * size * LEADING


class Sheet:
    """An empty figure of `width` x `height` points; y grows downwards."""

    def __init__(self, width: float, height: float) -> None:
        self.figure: Figure = theme.new_figure(width / _POINTS, height / _POINTS)
        self.figure.set_layout_engine("none")  # every point is placed here
        self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()

    def write(
        self, lines: list[Row], x: float, y: float, size: float, color: str = theme.TEXT
    ) -> float:
        """Rows from the left at x, the first with its upper edge at y; where they end."""
        for number, line in enumerate(lines):
            middle = y + (number + 0.5) * size * LEADING
            self._words(line.lead, x, middle, size, color, strong=True)
            self._words(line.text, x + line.indent * size, middle, size, color, line.strong)
        return y + height(lines, size)

    def centred(
        self, lines: list[Row], x: float, y: float, size: float, color: str = theme.TEXT
    ) -> None:
        """Rows about the point (x, y)."""
        top = y - height(lines, size) / 2
        for number, line in enumerate(lines):
            middle = top + (number + 0.5) * size * LEADING
            self._words(line.text, x, middle, size, color, line.strong, "center")

    def _words(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        color: str,
        strong: bool,
        side: Literal["left", "center"] = "left",
    ) -> None:
        weight = "bold" if strong else "normal"
        if words:
            self.axes.text(
                x, y, words, size=size, weight=weight, color=color, ha=side, va="center_baseline"
            )

    def box(self, x: float, y: float, width: float, high: float, fill: str, edge: str) -> None:
        """A rectangle with its upper left corner at (x, y)."""
        self.axes.add_patch(Rectangle((x, y), width, high, facecolor=fill, edgecolor=edge, lw=1))

    def shape(self, corners: list[tuple[float, float]], fill: str, edge: str) -> None:
        """A filled shape of straight sides."""
        self.axes.add_patch(Polygon(corners, facecolor=fill, edgecolor=edge, lw=1))

    def line(self, xs: list[float], ys: list[float], color: str, width: float = 1.0) -> None:
        """A line through points."""
        self.axes.plot(xs, ys, color=color, lw=width, solid_capstyle="butt")

    def dot(self, x: float, y: float, color: str) -> None:
        """A point on a line."""
        self.axes.plot([x], [y], marker="o", ms=5, color=color)

    def arrow(self, start: tuple[float, float], end: tuple[float, float], color: str) -> None:
        """A broad arrow from point to point."""
        look = "simple,head_length=11,head_width=16,tail_width=6"
        self.axes.add_patch(
            FancyArrowPatch(start, end, arrowstyle=look, color=color, shrinkA=0, shrinkB=0, lw=0)
        )
