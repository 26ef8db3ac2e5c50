"""Every text of the decks that moved between two editions, put side by side: the 正誤表."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from renkei.run.proof.said import Page, Said, said

Kind = Literal["number", "words", "added", "removed"]
Decks = Mapping[str, Sequence[Page]]

_PLACES = {
    "heading": "見出し",
    "line": "本文",
    "note": "注",
    "source": "出典",
    "caption": "表題",
    "table": "表",
    "figure": "図",
    "text": "文章",
    "quote": "引用",
    "box": "数値",
    "card": "囲み",
}


@dataclass(frozen=True)
class Erratum:
    """One place: the deck's area, the slide's number before and after (0: none), what stood there.

    `kind` is number where other numbers stand there now, words where only words changed, added or
    removed where the row, line or slide is in one of the editions alone.
    """

    area: str
    page_before: int
    page_after: int
    heading: str
    place: str
    before: str
    after: str
    kind: Kind


def errata(old: Decks, new: Decks) -> list[Erratum]:
    """What moved, deck by deck and slide by slide; slides are known by the notebook's cell.

    A deck that only one of the editions has is left out: nothing of it moved.
    """
    both = [area for area in new if area in old]
    return [one for area in both for one in _deck(area, old[area], new[area])]


def _deck(area: str, old: Sequence[Page], new: Sequence[Page]) -> Iterator[Erratum]:
    before = {page.key: page for page in old}
    for page in new:
        if page.key not in before:
            yield Erratum(
                area, 0, page.number, page.heading, "スライド", "（なし）", page.heading, "added"
            )
            continue
        yield from _slide(area, before[page.key], page)
    now = {page.key for page in new}
    for page in (one for one in old if one.key not in now):
        yield Erratum(
            area, page.number, 0, page.heading, "スライド", page.heading, "（なし）", "removed"
        )


def _slide(area: str, old: Page, new: Page) -> Iterator[Erratum]:
    """Texts at the same place; then what is left, as lines that changed their words, or rows."""
    before = {one.path: one for one in said([old])}
    after = {one.path: one for one in said([new])}
    for path in [one for one in after if one in before]:
        was, now = before.pop(path), after.pop(path)
        if was.text != now.text:
            yield _moved(area, was, now)
    lost, come = _rest(before.values()), _rest(after.values())
    for key in dict.fromkeys([*come, *lost]):
        for was_one, now_one in _pairs(lost.get(key, []), come.get(key, [])):
            yield _changed(area, old, new, was_one, now_one)


def _moved(area: str, was: Said, now: Said) -> Erratum:
    kind: Kind = "number" if _digits(was.text) != _digits(now.text) else "words"
    pages = was.page.number, now.page.number
    return Erratum(area, *pages, now.page.heading, _place(now), was.text, now.text, kind)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign in "+−-")


def _rest(texts: Iterable[Said]) -> dict[tuple[str, ...], list[Said]]:
    """What stands in one edition alone: cells together by their row, lines by their block."""
    groups: dict[tuple[str, ...], list[Said]] = {}
    for one in texts:
        is_cell = one.kind in ("table", "figure") and len(one.path) == 3
        key = ("row", *one.path[:2]) if is_cell else ("line", one.kind, one.path[0])
        groups.setdefault(key, []).append(one)
    return groups


def _pairs(lost: list[Said], come: list[Said]) -> Iterator[tuple[list[Said], list[Said]]]:
    """A row as a whole; lines one by one in their order."""
    if any(len(one.path) == 3 and one.row for one in [*lost, *come]):
        yield lost, come
        return
    for index in range(max(len(lost), len(come))):
        yield lost[index : index + 1], come[index : index + 1]


def _changed(area: str, old: Page, new: Page, lost: list[Said], come: list[Said]) -> Erratum:
    kind: Kind = "added" if not lost else "removed" if not come else "words"
    was, now = _together(lost), _together(come)
    if lost and come and _digits(was) != _digits(now):
        kind = "number"
    one = (come or lost)[0]
    place = _place(one, whole_row=len(lost) > 1 or len(come) > 1)
    return Erratum(area, old.number, new.number, new.heading, place, was, now, kind)


def _together(cells: list[Said]) -> str:
    if not cells:
        return "（なし）"
    if len(cells) == 1:
        return cells[0].text
    return "、".join(f"{one.column} {one.text}" for one in cells)


def _place(one: Said, whole_row: bool = False) -> str:
    caption = f"「{one.caption}」" if one.caption else ""
    row = f" {one.row}" if one.row else ""
    column = f"／{one.column}" if one.column and not whole_row else ""
    return f"{_PLACES.get(one.kind, one.kind)}{caption}{row}{column}"


def numbers_moved(rows: Sequence[Erratum]) -> int:
    """How many places say another number, or one more or fewer."""
    return sum(one.kind != "words" for one in rows)
