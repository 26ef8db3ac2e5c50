"""The prefecture beside names of municipalities, which other prefectures may have too."""

from collections.abc import Sequence
from functools import lru_cache

from renkei import areas
from renkei.publish.annex.data import Data
from renkei.publish.annex.printed import MISSING

NAME, NATION, NATION_NAME = "都道府県", "00", "全国"


def with_prefecture(columns: Sequence[Data], area: str) -> list[Data]:
    """The columns of a prefecture's or municipality's deck, with the prefecture beside its names.

    Added once, before the first column of which most texts name municipalities of the prefecture
    of `area` (two or six digits); columns of the nation's deck, where pages name both, stay.
    """
    found = list(columns)
    if area[:2] in ("", NATION) or any(column.name == NAME for column in found):
        return found
    known = _municipalities(area[:2])
    for place, column in enumerate(found):
        told = [one for one in column.values if one not in ("", MISSING)]
        if sum(one in known for one in told) * 2 > len(told):
            name = areas.find(prefecture=area[:2]).name
            others: list[int | float | str] = [
                MISSING if one == NATION_NAME else name for one in column.values
            ]
            return [*found[:place], Data(NAME, [*others]), *found[place:]]
    return found


@lru_cache(maxsize=64)
def _municipalities(prefecture: str) -> frozenset[str]:
    return frozenset(one.name for one in areas.municipalities(prefecture))
