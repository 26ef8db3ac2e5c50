"""Four steps of shares with round limits between them, for the shades of bars and tiles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from renkei.deck.figures import looks
from renkei.deck.figures.looks import Look

_QUARTERS = (250, 500, 750)  # of a thousand, as all limits here
_WIDTHS = (100, 50, 20, 10)  # of a step, where shares lie too close for quarters
_ENOUGH = 3  # of the four steps, below which a map tells too little


@dataclass(frozen=True)
class Steps:
    """Three limits in thousandths: a share at a limit is in the step above it."""

    limits: tuple[int, int, int]

    def step(self, share: float) -> int:
        """0 to 3; judged as it is printed, so that a tile of 50 is never in the step below 50."""
        return _step(_printed(share), self.limits)

    def look(self, share: float) -> Look:
        """How a share is filled, the darker the higher."""
        return looks.STEPS[self.step(share)]

    def named(self, shares: Iterable[float]) -> list[tuple[str, Look]]:
        """The steps these shares are in, as a legend names them: 25%未満, 25～50%, 75%以上."""
        low, middle, high = (one // 10 for one in self.limits)
        names = (f"{low}%未満", f"{low}～{middle}%", f"{middle}～{high}%", f"{high}%以上")
        found = {self.step(one) for one in shares if isfinite(one)}
        return [(names[one], looks.STEPS[one]) for one in sorted(found)]


def steps(shares: Iterable[float]) -> Steps:
    """Quarters (25, 50, 75 %), or the widest steps of 10, 5, 2 or 1 points that tell shares apart.

    Of steps equally wide those that spread the shares most evenly. Where nothing tells them apart,
    all are in one of the quarters, and rightly look alike.
    """
    printed = [_printed(one) for one in shares if isfinite(one)]
    for choices in ((_QUARTERS,), *map(_of_width, _WIDTHS)):
        best = min(choices, key=lambda limits: _unevenness(printed, limits))
        if len({_step(one, best) for one in printed}) >= _ENOUGH:
            return Steps(best)
    return Steps(_QUARTERS)


def _of_width(width: int) -> list[tuple[int, int, int]]:
    return [(low, low + width, low + 2 * width) for low in range(width, 1000 - 2 * width, width)]


def _unevenness(printed: Sequence[int], limits: tuple[int, int, int]) -> tuple[int, int]:
    """How many steps are empty, then how many shares the fullest one has."""
    found = [_step(one, limits) for one in printed]
    counts = [found.count(step) for step in range(4)]
    return counts.count(0), max(counts)


def _step(printed: int, limits: tuple[int, int, int]) -> int:
    return sum(printed >= limit for limit in limits)


def _printed(share: float) -> int:
    """A share in thousandths as it is printed: whole percent from ten percent on."""
    tenths = int(share * 1000 + 0.5)
    return int(share * 100 + 0.5) * 10 if tenths >= 100 else tenths
