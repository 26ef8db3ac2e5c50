"""The table of areas: 47 prefectures, 1,741 municipalities, their wards and former names."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from renkei.wording.text import fold_name

NATION = "00"
Names = dict[tuple[str, str], tuple["Area", ...]]


@dataclass(frozen=True)
class Area:
    """A prefecture or a municipality. `code` has six digits; `prefecture` is a name."""

    code: str
    name: str
    prefecture: str
    kana: str
    level: str
    county: str = ""

    @property
    def prefecture_code(self) -> str:
        """The two digits of the prefecture."""
        return self.code[:2]

    @property
    def short(self) -> str:
        """The key used in every frame: two digits a prefecture, six a municipality."""
        return self.prefecture_code if self.level == "prefecture" else self.code

    @property
    def full_name(self) -> str:
        """The name that is unique in the nation: 富山県, 富山県富山市."""
        return self.name if self.level == "prefecture" else self.prefecture + self.name


@dataclass(frozen=True)
class Register:
    """Every index the lookups need, built once.

    `by_key` is keyed as frames are, `by_code` by six digits (wards and retired codes lead to
    their municipality). `names` holds one index per rule in the order the rules apply: official
    names, wards, dated aliases, short names; keys are (two digits or "", folded name).
    """

    prefectures: tuple[Area, ...]
    municipalities: tuple[Area, ...]
    by_key: dict[str, Area]
    by_code: dict[str, Area]
    names: tuple[Names, ...]
    prefecture_names: dict[str, tuple[Area, ...]]
    counties: frozenset[str]


@lru_cache(maxsize=1)
def register() -> Register:
    """The register, read from the tables beside the package (sources: data/SOURCES.md)."""
    every = tuple(_areas())
    by_code = {area.code: area for area in every}
    wards, aliases = _rows("wards.csv"), _rows("aliases.csv")
    prefectures = tuple(a for a in every if a.level == "prefecture")
    short = {a: a.name if a.name == "北海道" else a.name[:-1] for a in prefectures}
    names = (
        _index((spelling, area) for area in every for spelling in _spellings(area)),
        _index(_ward_spellings(wards, by_code)),
        _index(_alias_spellings(aliases, by_code)),
        _index(_short_spellings(short, every)),
    )
    moved = [(row["code"], row["city_code"]) for row in wards]
    moved += [(row["old_code"], row["code"]) for row in aliases if row["old_code"]]
    return Register(
        prefectures=prefectures,
        municipalities=tuple(a for a in every if a.level == "municipality"),
        by_key={area.short: area for area in every},
        by_code={**{old: by_code[new] for old, new in moved}, **by_code},
        names=names,
        prefecture_names={fold_name(n): (a,) for a in prefectures for n in (a.name, short[a])},
        counties=frozenset(fold_name(a.county) for a in every if a.county),
    )


def _rows(file: str) -> list[dict[str, str]]:
    """The rows of one of the package's tables."""
    text = (files("renkei") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _areas() -> Iterator[Area]:
    """Every area in code order."""
    for row in _rows("areas.csv"):
        level = "prefecture" if row["name"] == row["prefecture"] else "municipality"
        yield Area(level=level, **row)


def _spellings(area: Area) -> Iterator[str]:
    """The full ways of writing an official name: with and without prefecture and county."""
    yield area.name
    if area.level == "municipality":
        yield area.prefecture + area.name
        if area.county:
            yield area.county + area.name
            yield area.prefecture + area.county + area.name


def _ward_spellings(
    wards: list[dict[str, str]], by_code: dict[str, Area]
) -> Iterator[tuple[str, Area]]:
    """Wards of designated cities, written with the city or alone."""
    for row in wards:
        city = by_code[row["city_code"]]
        yield row["name"], city
        yield city.prefecture + row["name"], city
        yield row["name"].removeprefix(city.name), city


def _alias_spellings(
    aliases: list[dict[str, str]], by_code: dict[str, Area]
) -> Iterator[tuple[str, Area]]:
    """Former and later names of the dated table."""
    for row in aliases:
        for county in {"", row["county"]}:
            yield county + row["old_name"], by_code[row["code"]]
            yield row["prefecture"] + county + row["old_name"], by_code[row["code"]]


def _short_spellings(short: dict[Area, str], every: tuple[Area, ...]) -> Iterator[tuple[str, Area]]:
    """A prefecture without 県, and with it every municipality such a word could also mean."""
    words = set(short.values())
    for area in every:
        word = short.get(area, area.name[:-1])
        if word in words and word != area.name:
            yield word, area


def _index(spellings: Iterable[tuple[str, Area]]) -> Names:
    """Folded spellings, in the nation ("") and inside their prefecture."""
    found: dict[tuple[str, str], dict[Area, None]] = defaultdict(dict)
    for spelling, area in spellings:
        for within in ("", area.prefecture_code):
            found[within, fold_name(spelling)][area] = None
    return {key: tuple(areas) for key, areas in found.items()}
