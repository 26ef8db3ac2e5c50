"""What stands on each sheet: the contents, the notes, then the data in the order of the slides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from renkei.deck.markup import SAMPLE_BADGE, stamp
from renkei.publish.annex.data import Data
from renkei.publish.annex.places import with_prefecture
from renkei.publish.annex.printed import plain
from renkei.publish.annex.tables import joined, without_rest
from renkei.publish.annex.tidy import tidy
from renkei.publish.annex.units import with_units
from renkei.publish.blocks import Figure, FigureData, Table
from renkei.publish.slides import Deck, Publication, Slide

CONTENTS, NOTES = "目次", "注記"
HOW = (
    "数は印刷したものと同じで、単位は項目名に、約・超などの語は「付記」の列に、"
    "かっこの中の数は別の列に置いた。短い和暦は西暦にし、日には年を付けた。－は値がないことを表す。"
)
LONGEST_NAME = 31  # of a sheet, in the units Excel counts: a rare sign is two of them
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'：＊？／＼’\s]+")


@dataclass(frozen=True)
class Page:
    """One sheet: lines above its one table, and the columns of that table."""

    name: str
    columns: list[Data]
    above: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """A table or the data of a figure, as it is on sheet `name`; slides count from 1."""

    name: str
    caption: str
    kind: str
    slide: int
    columns: list[Data]
    notes: Sequence[str] = ()

    @property
    def rows(self) -> int:
        """How many records it has."""
        return len(self.columns[0].values)


def pages(publication: Publication) -> list[Page]:
    """Every sheet of the annex, the contents first."""
    parts = list(_parts(publication))
    notes = _notes(publication.slides, parts)
    data = [Page(part.name, part.columns) for part in parts]
    return [_contents(publication, parts), *notes, *data]


def _parts(publication: Publication) -> Iterator[Part]:
    number = 0
    for slide, caption, block in _blocks(publication):
        notes: list[str] = []
        shown: Table | FigureData | None = block.data if isinstance(block, Figure) else None
        if isinstance(block, Table):
            shown, notes = without_rest(block, caption)
        columns = _columns(shown, caption, publication.deck) if shown else []
        if columns and columns[0].values:
            number += 1
            kind, told = ("図" if isinstance(block, Figure) else "表"), plain(caption)
            yield Part(_name(number, kind, told), told, kind, slide, columns, notes)


def _columns(shown: Table | FigureData, caption: str, deck: Deck | None) -> list[Data]:
    """The data of a block; a notebook without a deck says neither year, place nor unit of it."""
    if deck is None:
        return tidy(shown.head, shown.rows)
    columns = with_prefecture(tidy(shown.head, shown.rows, deck.as_of), deck.area)
    with_units(columns, caption)
    return columns


def _blocks(publication: Publication) -> Iterator[tuple[int, str, Table | Figure]]:
    for number, slide in enumerate(publication.slides, start=1):
        for block in joined(one for one in slide.blocks if isinstance(one, Table | Figure)):
            yield number, block.caption or slide.heading, block
    for plain_block in publication.blocks:
        if plain_block["type"] == "table":
            yield 1, publication.title, Table.model_validate(plain_block)


def _name(number: int, kind: str, caption: str) -> str:
    """A name no other sheet has, of signs that Excel takes: 03_表_今回の回答."""
    name = f"{number:02d}_{kind}_" + NOT_IN_NAMES.sub(" ", caption).strip()
    while len(name.encode("utf-16-le")) > 2 * LONGEST_NAME:
        name = name[:-1]
    return name.strip()


def _contents(publication: Publication, parts: Sequence[Part]) -> Page:
    deck, slides = publication.deck, publication.slides
    of = [slides[part.slide - 1] if slides else None for part in parts]
    columns = [
        Data("シート", [part.name for part in parts]),
        Data("スライド番号", [part.slide for part in parts]),
        Data("スライドの見出し", [plain(slide.heading) if slide else "" for slide in of]),
        Data("題", [part.caption for part in parts]),
        Data("種類", [part.kind for part in parts]),
        Data("時点", [_day(slide.deck.as_of if slide else None) for slide in of]),
        Data("公表", [_day(slide.deck.released if slide else None) for slide in of]),
        Data("出典", [_source(slide) for slide in of]),
        Data("行数（行）", [part.rows for part in parts]),
    ]
    told = [stamp(deck.model_dump(mode="json")), deck.office] if deck else []
    told += [SAMPLE_BADGE] if deck and deck.sample else []
    mark = f"入力の指紋（SHA-256）：{publication.inputs_sha256 or 'なし（手元での書き出し）'}"
    above = [publication.title, "　".join(part for part in told if part), mark, HOW]
    return Page(CONTENTS, columns, [plain(line) for line in above if line])


def _notes(slides: Sequence[Slide], parts: Sequence[Part]) -> list[Page]:
    """What is said below tables and figures, and what rows sum up; no sheet where there is none."""
    told = [
        (n, plain(note))
        for n, slide in enumerate(slides, start=1)
        for note in (
            *slide.notes,
            *(note for part in parts if part.slide == n for note in part.notes),
        )
    ]
    if not told:
        return []
    return [
        Page(
            NOTES,
            [Data("スライド番号", [n for n, _ in told]), Data("注記", [note for _, note in told])],
        )
    ]


def _day(day: date | None) -> date | str:
    return day or ""


def _source(slide: Slide | None) -> str:
    return plain(slide.source).removeprefix("出典：") if slide else ""
