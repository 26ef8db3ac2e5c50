"""What the looks of a figure stand for, on a line or two above it."""

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from renkei.deck import theme

Key = tuple[str, Artist]


def legend(figure: Figure, keys: Sequence[Key], columns: int) -> None:
    """Name the looks above the axes, so many to a line."""
    figure.legend(
        [look for _, look in keys],
        [word for word, _ in keys],
        loc="outside upper left",
        ncols=columns,
        fontsize=theme.SMALL,
        frameon=False,
        borderaxespad=0.0,
        borderpad=0.0,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=1.2,
    )
