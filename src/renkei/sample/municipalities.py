"""Who takes part in the invented campaign: residents 65+ and how fast each place really is."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from renkei import areas
from renkei.sample.chance import Chance, Floats, Whole

RESIDENTS = 35_500_000  # residents 65+ of the invented nation
START = dt.date(2021, 4, 12)  # the first record day

# The twenty designated cities of 2021 (政令指定都市).
_DESIGNATED = (
    "011002 041009 111007 121002 141003 141305 141500 151009 221007 221309 "
    "231002 261009 271004 271403 281000 331007 341002 401005 401307 431001"
)
# Invented: median residents 65+ and the deviation of their logarithm, by kind of municipality.
_SIZES = {
    "designated": (300_000, 0.30),
    "capital": (85_000, 0.35),
    "ward": (80_000, 0.45),
    "city": (22_000, 0.75),
    "town": (4_300, 0.60),
    "village": (1_150, 0.70),
}
# Large places answer later than small ones.
_LATER = {
    "designated": 0.7,
    "capital": 0.5,
    "ward": 0.5,
    "city": 0.1,
    "town": -0.15,
    "village": -0.4,
}
_MIDDLE = dt.date(2021, 6, 10)  # when half of the first doses are given in a middling place
_STRAGGLERS, _SPRINTERS = 0.035, 0.02


@dataclass(frozen=True)
class Municipalities:
    """All 1,741 municipalities in code order, one entry each in every array.

    `lateness` is what the office feels (0 in the middle, late above); `middle` is the day, counted
    from START, on which half of the first doses are given; `stretch` how many days the campaign
    is drawn out; `wish` the share of residents that wishes to take part; `early` is the place
    that has reached its goal already.
    """

    areas: tuple[areas.Area, ...]
    eligible: Whole
    lateness: Floats
    middle: Floats
    stretch: Floats
    wish: Floats
    early: int

    @property
    def codes(self) -> list[str]:
        """Six-digit codes."""
        return [one.code for one in self.areas]

    @property
    def peak(self) -> Floats:
        """Doses on the busiest day, both doses."""
        return self.eligible * self.wish / (4 * self.stretch) * 1.6


def kind(area: areas.Area) -> str:
    """Designated city, first city of its prefecture, special ward, city, town or village."""
    if area.code in _DESIGNATED:
        return "designated"
    if area.code[2:5] == "201":
        return "capital"
    return {"区": "ward", "市": "city", "町": "town", "村": "village"}[area.name[-1]]


def draw_municipalities(seed: int) -> Municipalities:
    """Invent every municipality: its residents, its temper and its true pace."""
    places = areas.municipalities()
    kinds = [kind(one) for one in places]
    chance = Chance(seed, "municipalities")
    lateness = chance.bell(len(places)) + np.array([_LATER[one] for one in kinds])
    pace = 0.55 * lateness + 0.70 * chance.bell(len(places)) + 0.40 * _by_prefecture(places, seed)
    middle = (_MIDDLE - START).days + 7.0 * pace + 5.0 * np.maximum(pace, 0.0) ** 2
    stretch = 9.5 * np.exp(0.18 * chance.bell(len(places)))
    rare = chance.uniform(len(places))
    sprinting = rare < _SPRINTERS
    straggling = rare > 1 - _STRAGGLERS
    middle = middle + np.where(straggling, 26.0, 0.0) - np.where(sprinting, 16.0, 0.0)
    stretch = np.where(sprinting, stretch * 0.6, np.where(straggling, stretch * 1.3, stretch))
    wish = np.clip(0.875 + 0.03 * chance.bell(len(places)), 0.80, 0.95)
    drawn = _residents(kinds, Chance(seed, "residents"))
    eligible = _capitals_first(drawn, places, kinds)
    early = int(np.argmin(eligible))
    middle[early], stretch[early] = (dt.date(2021, 4, 21) - START).days, 1.5
    return Municipalities(places, eligible, lateness, middle, stretch, wish, early)


def _by_prefecture(places: tuple[areas.Area, ...], seed: int) -> Floats:
    """What the municipalities of one prefecture share: its own order of who goes first."""
    drawn = Chance(seed, "prefectures").bell(len(areas.prefectures()))
    return np.array([drawn[int(one.prefecture_code) - 1] for one in places])


def _residents(kinds: list[str], chance: Chance) -> Whole:
    """Invented residents 65+ by municipality, RESIDENTS in all but for rounding."""
    median = np.array([_SIZES[one][0] for one in kinds], dtype=float)
    spread = np.array([_SIZES[one][1] for one in kinds])
    drawn = median * np.exp(spread * chance.bell(len(kinds)))
    return np.asarray(np.rint(drawn * (RESIDENTS / drawn.sum())), dtype=np.int64)


def _capitals_first(residents: Whole, places: tuple[areas.Area, ...], kinds: list[str]) -> Whole:
    """Let the first city of a prefecture change places with a city that was drawn larger."""
    ranked = residents.copy()
    for capital in (index for index, one in enumerate(kinds) if one == "capital"):
        mine = places[capital].prefecture_code
        cities = [
            index
            for index, one in enumerate(kinds)
            if one in ("capital", "city") and places[index].prefecture_code == mine
        ]
        largest = max(cities, key=lambda index: int(ranked[index]))
        ranked[[capital, largest]] = ranked[[largest, capital]]
    return ranked
