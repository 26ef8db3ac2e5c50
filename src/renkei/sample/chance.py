"""Draws that come out the same on every machine and Python: uniform numbers and sums of them."""

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Chance:
    """One stream of draws for one part of the sample; parts do not shift each other's draws.

    Only uniform draws are taken from the generator: its other distributions may change between
    releases of numpy, and go through mathematical libraries that differ between machines.
    """

    def __init__(self, seed: int, part: str) -> None:
        self._draws = np.random.Generator(np.random.PCG64([seed, zlib.crc32(part.encode())]))

    def uniform(self, *shape: int) -> Floats:
        """Draws from 0 up to 1."""
        return self._draws.random(shape)

    def bell(self, *shape: int) -> Floats:
        """Draws with mean 0 and deviation 1, near enough to normal and never beyond 6."""
        return np.asarray(self._draws.random((12, *shape)).sum(axis=0) - 6.0)

    def order(self, length: int) -> list[int]:
        """The numbers from 0 in a drawn order."""
        return [int(one) for one in np.argsort(self._draws.random(length), kind="stable")]

    def pick(self, weights: dict[Any, float], count: int) -> list[Any]:
        """Draw `count` keys, each as often as its weight says."""
        bounds = np.cumsum(list(weights.values()))
        found = np.searchsorted(bounds, self._draws.random(count) * bounds[-1], side="right")
        keys = list(weights)
        return [keys[min(int(one), len(keys) - 1)] for one in found]
