"""Which area, day, round and dose the words around a number speak of."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from renkei import areas
from renkei.run.proof.said import Said
from renkei.wording.text import fold

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_ROUND = re.compile(r"第(\d+)回")
_DOSE = re.compile(r"([1-9])回目")


@dataclass(frozen=True)
class Scope:
    """Of whom and when a number speaks; `day`, `round` and `dose` are None where nothing is said.

    `words` are the words beside it: of its row, column and caption, or its sentence.
    """

    area: str
    words: str
    day: dt.date | None = None
    round: int | None = None
    dose: int | None = None

    def of_area(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of this area and, of the nation or a prefecture, of all that lie in it."""
        if "area" not in frame or self.area == areas.NATION:
            return frame
        return frame[frame["area"].str.startswith(self.area, na=False)]


def scope(one: Said, text: str, area: str, manifest: Mapping[str, Any]) -> Scope:
    """What the place of a text says of its numbers; `text` is the part of it around the number."""
    words = fold(" ".join(filter(None, (one.row, one.column, text))))
    around = f"{words} {fold(one.caption)}"
    as_of = dt.date.fromisoformat(str(manifest["as_of"])[:10])
    found_round = _ROUND.search(fold(one.row)) or _ROUND.search(around)
    dose = _DOSE.search(fold(f"{one.column} {one.row}")) or _DOSE.search(words)
    return Scope(
        area=_area(one.row, area) or area,
        words=around,
        day=_day(fold(one.row), as_of) or _day(fold(one.column), as_of),
        round=int(found_round[1]) if found_round else None,
        dose=int(dose[1]) if dose else None,
    )


def _day(text: str, as_of: dt.date) -> dt.date | None:
    """The day a label names; one without a year is the nearest to the as-of date."""
    try:
        if iso := _ISO.search(text):
            return dt.date.fromisoformat(iso[0])
        if day := _DAY.search(text):
            years = (as_of.year + off for off in (-1, 0, 1))
            days = [dt.date(year, int(day[1]), int(day[2])) for year in years]
            return min(days, key=lambda one: abs(one - as_of))
    except ValueError:
        return None
    return None


def _area(label: str, deck: str) -> str:
    """The area a label names; in a prefecture's deck its municipalities without its name."""
    known = _names(deck[:2])
    for part in reversed(label.split("／")):
        name = re.sub(r"[※\s].*$", "", part.strip())
        if name in known:
            return known[name]
    return ""


@cache
def _names(prefecture: str) -> dict[str, str]:
    names = {"全国": areas.NATION}
    names |= {one.name: one.short for one in areas.prefectures()}
    for one in areas.municipalities():
        names[f"{areas.label(one.prefecture_code)}{one.name}"] = one.short
        if one.prefecture_code == prefecture:
            names[one.name] = one.short
    return names
