"""Which areas make up those above them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from renkei.projection.course import Doses

NATION = "00"


@dataclass(frozen=True)
class Hierarchy:
    """Which areas a sum is made of; sums go upwards only, nothing is allocated downwards.

    `parts` names for every summed area those with records of their own that make it up, the
    nation last.
    """

    parts: Mapping[str, tuple[str, ...]]

    def members(self, areas: tuple[str, ...]) -> Doses:
        """1 where an area is part of a sum: [sums, areas]."""
        rows = {area: row for row, area in enumerate(areas)}
        members = np.zeros((len(self.parts), len(areas)))
        for number, parts in enumerate(self.parts.values()):
            members[number, [rows[part] for part in parts]] = 1.0
        return members


def hierarchy(areas: tuple[str, ...]) -> Hierarchy:
    """Prefectures without records of their own from their municipalities; the nation from both.

    `areas` are those with records and eligible persons.
    """
    own = {area for area in areas if len(area) == 2}
    inside: dict[str, list[str]] = {}
    for area in areas:
        if len(area) == 6 and area[:2] not in own:
            inside.setdefault(area[:2], []).append(area)
    parts = {prefecture: tuple(found) for prefecture, found in sorted(inside.items())}
    nation = (*sorted(own), *(area for found in parts.values() for area in found))
    return Hierarchy({**parts, NATION: nation})
