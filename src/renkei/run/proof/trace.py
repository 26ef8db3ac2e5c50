"""From a number or a figure on a page back to the slide, the frame, the file and its cells."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from renkei.errors import InputMissing
from renkei.run.proof.amounts import Amount, amounts, wanted
from renkei.run.proof.facts import Fact, facts_of
from renkei.run.proof.kept import Kept
from renkei.run.proof.lineage import Lineage, lineage
from renkei.run.proof.places import Sources, sources_of
from renkei.run.proof.said import Page, Said, pages_of, said
from renkei.run.proof.scope import Scope, scope
from renkei.run.proof.search import Match, search, whole
from renkei.run.proof.views import Views
from renkei.wording.text import fold

_PERCENT = re.compile(r"[(（][^)）]*%[)）]$")
_BEFORE, _AFTER = 26, 10  # characters of a sentence that speak of a number in it


@dataclass(frozen=True)
class Place:
    """Where on the pages of a run something stands."""

    area: str
    of: int
    said: Said
    amount: Amount | None = None


@dataclass(frozen=True)
class Origin:
    """What a place is computed from: cells of the notebook, frames, and rows with their files.

    `matches` are rows that give the number; where `certain` is False they only hold the same
    number. `rests_on` are the frames the slide names, cut to the place's area, round and day: what
    a figure, or a number that no single rows give, is computed from.
    """

    lineage: Lineage
    scope: Scope
    matches: tuple[tuple[Match, Sources], ...]
    certain: bool
    rests_on: tuple[tuple[Match, Sources], ...]
    facts: tuple[Fact, ...]


def find_number(kept: Kept, number: str, area: str = "") -> list[Place]:
    """Every place of the decks, or of one area's, that says a number.

    Raises UsageError where `number` is none, InputMissing where no page says it.
    """
    asked = wanted(number)
    places = [
        Place(code, total, one, amount)
        for code, total, one in _said(kept, area)
        for amount in _amounts(one)
        if amount.same_as(asked)
    ]
    if not places:
        raise InputMissing(f"no page says {number!r}", where=_where(kept, area))
    return places


def find_figure(kept: Kept, caption: str, area: str = "") -> list[Place]:
    """The tables and figures whose caption, or slides whose heading, holds these words.

    Raises InputMissing naming the nearest captions where there is none.
    """
    words = fold(caption)
    places, known = [], set()
    for code, total, one in _said(kept, area):
        if one.kind not in ("caption", "heading"):
            continue
        known.add(one.text)
        if words in fold(one.text):
            places.append(Place(code, total, one))
    if not places:
        near = difflib.get_close_matches(caption, sorted(known), n=3, cutoff=0.2)
        raise InputMissing(
            f"no table or figure is called {caption!r}", where=_where(kept, area), nearest=near
        )
    return places


def _where(kept: Kept, area: str) -> str:
    return f"{kept.folder.parent.name}/{kept.name}" + (f"/{area}" if area else "")


def _said(kept: Kept, area: str) -> Iterator[tuple[str, int, Said]]:
    codes = [str(one["area"]) for one in kept.manifest["decks"]]
    for code in [str(kept.deck(area)["area"])] if area else codes:
        pages = deck_pages(kept, code)
        for one in said(pages):
            yield code, len(pages), one


def deck_pages(kept: Kept, area: str) -> list[Page]:
    """The slides of an area's deck. Raises InputMissing where its notebook is not kept."""
    notebook = kept.notebook(area)
    if notebook is None:
        carried = " (the deck was carried over from an earlier run)"
        raise InputMissing(
            f"the executed notebook of {area} is not kept"
            f"{carried if kept.deck(area).get('carried') else ''}",
            where=str(kept.notebooks),
            expected="the notebooks of the run: make the deck again",
        )
    return pages_of(notebook)


def _amounts(one: Said) -> Iterator[Amount]:
    """The amounts of a text; of a column in per cent they are shares."""
    share = one.kind in ("table", "figure") and bool(_PERCENT.search(one.column))
    for amount in amounts(one.text, about="（約" in one.column):
        if share and not amount.share:
            value, step = amount.value / 100, amount.step / 100
            yield Amount(amount.text, value, step, True, amount.start)
        else:
            yield amount


def origin(kept: Kept, views: Views, place: Place) -> Origin:
    """Lead a place back to rows, files and cells, as far as its words and its number do."""
    notebook = kept.notebook(place.area)
    assert notebook is not None  # its pages were read from it
    rests = lineage(notebook, place.said.page.cell)
    around = scope(place.said, _around(place), place.area, kept.manifest)
    here = [name for name in rests.frames if views.has(name)]
    found = search(views, tuple(here), place.amount, around) if place.amount else []
    certain = any(one.agrees for one in found)
    stated = facts_of(kept, place.amount) if rests.facts and not certain else ()
    kept_ones = found if certain else found[:3]
    return Origin(
        rests,
        around,
        tuple((one, sources_of(kept, views, one)) for one in kept_ones),
        certain,
        tuple((one, sources_of(kept, views, one)) for one in whole(views, tuple(here), around)),
        stated,
    )


def _around(place: Place) -> str:
    """The part of a sentence that speaks of the number; a cell speaks for itself."""
    text = fold(place.said.text)
    if place.amount is None or place.said.kind in ("table", "figure", "box"):
        return text
    start = place.amount.start
    return text[max(0, start - _BEFORE) : start + len(place.amount.text) + _AFTER]
