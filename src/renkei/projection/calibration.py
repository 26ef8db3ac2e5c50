"""What past campaigns taught: the calibration table that ships with the package.

Derived by `benchmarks/skill/calibrate.py` from public data of campaigns abroad; no Japanese campaign is
in it, so that a replay of one is never judged by its own outcome. Small, plain JSON.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from renkei.projection.course import Doses

TABLE = "calibration.json"


@dataclass(frozen=True)
class Calibration:
    """Sums of the pooled regression and quantiles of what was missed.

    `products` [horizons, features, features] and `targets` [horizons, features] are the weighted
    sums of the least-squares fit, so that a campaign's own weeks can be added to them;
    `clips` [horizons] is how large an error counts in full. `missed` [bins, horizons, levels] are
    quantiles of the error about their median, in units of `intervals.unit`, by progress and days
    ahead; `shared` is the part of the error that areas of a campaign share.
    """

    products: Doses
    targets: Doses
    clips: Doses
    missed: Doses
    shared: float
    source: str


@lru_cache(maxsize=1)
def shipped() -> Calibration:
    """The table that ships with the package."""
    return from_json(resources.files("renkei.projection").joinpath(TABLE).read_text("utf-8"))


def from_json(text: str) -> Calibration:
    """Read a table as `to_json` writes it."""
    said = json.loads(text)
    arrays = {name: np.array(said[name]) for name in ("products", "targets", "clips", "missed")}
    return Calibration(**arrays, shared=said["shared"], source=said["source"])


def to_json(table: Calibration) -> str:
    """Write a table with six significant digits, the same on every machine."""
    arrays = {
        name: _rounded(getattr(table, name)) for name in ("products", "targets", "clips", "missed")
    }
    said = {"source": table.source, "shared": _rounded(np.array(table.shared)), **arrays}
    return (
        json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("]],", "]],\n") + "\n"
    )


def _rounded(values: Doses) -> object:
    return np.vectorize(lambda one: float(f"{one:.6g}"))(values).tolist()
