"""The decks of a run as rows, tiles and groups, with what each is found by."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from renkei import areas
from renkei.areas import NATION
from renkei.deck.markup import broken
from renkei.deck.tiles import TILES
from renkei.deck.verdicts import OUTLOOKS
from renkei.errors import DataError, RenkeiError

Deck = dict[str, Any]

AREA = re.compile("[0-9]{2}(?:[0-9]{4})?", re.ASCII)
DENSITIES = {"projected": "投影用"}  # named beside the links; to hand out is what is usual
FILES = {"html": "deck.html", "pdf": "deck.pdf", "annex": "annex.xlsx"}
# The same marks, and in the page's style the same shades, as on the tile map in the decks.
MARKS = {"ahead": "◎", "on_plan": "○", "behind": "▲", "no_data": "－", "beyond": "－"}

BRIEF = {OUTLOOKS["beyond"]: "範囲外"}  # as a square of the map has room for it, on one line


def decks_of(manifest: Mapping[str, Any], base: str = "") -> list[Deck]:
    """Every deck of a run in code order, its files as links below `base`.

    Raises DataError for an area that is not a code, since it becomes part of a link.
    """
    rows = [_deck(deck, manifest, base) for deck in manifest["decks"]]
    return sorted(rows, key=lambda deck: (len(deck["area"]), deck["area"]))


def of_prefectures(decks: Iterable[Deck]) -> list[Deck]:
    """The decks of prefectures alone."""
    return [deck for deck in decks if len(deck["area"]) == 2 and deck["area"] != NATION]


def by_prefecture(decks: list[Deck]) -> list[tuple[str, list[Deck]]]:
    """Municipal decks under their prefecture's name, in code order."""
    groups: dict[str, list[Deck]] = {}
    for deck in decks:
        if len(deck["area"]) == 6:
            groups.setdefault(deck["area"][:2], []).append(deck)
    return [(label_of(code) or f"都道府県コード{code}", group) for code, group in groups.items()]


def tiles(manifest: Mapping[str, Any], decks: Iterable[Deck]) -> list[Deck]:
    """The 47 prefectures in code order with their place on the map, deck or none."""
    made = {deck["area"]: deck for deck in decks}
    placed = []
    for code in sorted(TILES):
        column, row = TILES[code]
        name = label_of(code)
        deck = made.get(code) or {**_said(manifest, code), "area": code, "html": "", "pdf": ""}
        short = name if name == "北海道" else name[:-1]
        brief = BRIEF.get(deck["word"], deck["word"])
        place = {"column": column + 1, "row": row + 1}
        placed.append({**deck, "short": short, "brief": brief, "name": name, **place})
    return placed


def tally(shown: Iterable[Deck]) -> list[tuple[str, str, int]]:
    """How many there are of each outlook, as (outlook, words, number), the best first."""
    counted = Counter((one["outlook"], one["mark"], one["word"]) for one in shown if one["outlook"])
    order = list(OUTLOOKS)
    found = sorted(counted.items(), key=lambda item: order.index(item[0][0]))
    return [(outlook, f"{mark} {word}", count) for (outlook, mark, word), count in found]


def words(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The outlooks in words, those of the run itself where it has some."""
    own = manifest.get("outlook_words") or {}
    return OUTLOOKS | {str(key): str(word) for key, word in own.items() if key in OUTLOOKS}


def _deck(deck: Mapping[str, Any], manifest: Mapping[str, Any], base: str) -> Deck:
    area = str(deck["area"])
    if not AREA.fullmatch(area):
        raise DataError(f"area {area!r}", where="manifest, decks", expected="two or six digits")
    links = {
        key: quote(f"{base}{area}/{file}") if deck.get(key) else "" for key, file in FILES.items()
    }
    other = deck.get("inputs_sha256") != manifest.get("inputs_sha256")
    return {
        **links,
        **_said(manifest, area),
        "area": area,
        "name": str(deck["name"]),
        "pages": deck.get("pages"),
        "density": DENSITIES.get(str(deck.get("density")), ""),
        "finding": broken(str(deck.get("finding") or "")),
        "carried": bool(deck.get("carried")) and other,
        "find": " ".join(filter(None, (str(deck["name"]), _kana(area), area))),
    }


def _said(manifest: Mapping[str, Any], area: str) -> dict[str, str]:
    outlook = str((manifest.get("outlooks") or {}).get(area, ""))
    if outlook not in OUTLOOKS:
        return {"outlook": "", "mark": "", "word": ""}
    return {"outlook": outlook, "mark": MARKS[outlook], "word": words(manifest)[outlook]}


def label_of(code: str) -> str:
    """The name of an area, empty for a code that is none."""
    try:
        return areas.label(code)
    except RenkeiError:
        return ""


def _kana(code: str) -> str:
    try:
        return "" if code == NATION else areas.find(code=code).kana
    except RenkeiError:
        return ""
