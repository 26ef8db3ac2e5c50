"""The phases of a campaign to scale, with what happened above and below them."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from renkei.deck import theme
from renkei.deck.diagrams.sheet import PAPER, SCREEN, Row, Sheet, em, height, point, rows
from renkei.deck.tables import cells
from renkei.deck.theme import Drawing, Shown
from renkei.settings.content.national import Event, Lane, National, Phase
from renkei.wording import dates

SIZES = (13.0, 12.0, 11.0, 10.0)
LARGE = (14.0, 13.0, 12.0)  # on a screen, where labels come before less
_LEAST_LAST = 0.13  # of the width: the phase that has no end yet
_GAP, _PAD, _LEADERS, _BAND, _TIP = 8.0, 6.0, 28.0, 54.0, 13.0
_WIDEST, _LEAST_SHARE = 340.0, 0.75  # of a box: points, and of the mean of its lane


@dataclass(frozen=True)
class _Box:
    """An event with its words, where its day is, where its box begins and how wide it is."""

    words: list[Row]
    day: float
    left: float
    width: float


@dataclass(frozen=True)
class _Side:
    """A lane's boxes in the order of their days."""

    boxes: list[_Box]
    size: float

    @property
    def high(self) -> float:
        return max((height(one.words, self.size) + 2 * _PAD for one in self.boxes), default=0.0)


def timeline(
    facts: National, until: dt.date, width: float = 1.0, alone: bool = False
) -> Shown | None:
    """Phases as chevrons as long as they lasted, to the day `until`; None where there are none.

    The government's events stand above, the ministry's below, in the order of their days. Where
    their texts do not fit, their labels stand in place of them. `alone` fills a projected page.
    """
    if not facts.history:
        return None
    room = SCREEN if alone else PAPER
    scale = _scale(facts, until, room[0])
    size, upper, lower = _fitted(facts, scale, room)
    above, below = _lane_height(upper), _lane_height(lower)
    with theme.style():
        sheet = Sheet(room[0], above + _BAND + below)
        _chevrons(sheet, facts.history, scale, (room[0], above), size)
        _lane(sheet, upper, facts.lanes.government, above, -1)
        _lane(sheet, lower, facts.lanes.ministry, above + _BAND, +1)
    return Drawing(sheet.figure, "", _words(facts), width, data=_data(facts))


def _scale(facts: National, until: dt.date, across: float) -> Callable[[dt.date], float]:
    """Where a day lies, in points; the last phase has no end and is drawn wide enough to read."""
    first, last = facts.history[0].start, facts.history[-1].start
    newest = max([until, last, *(one.date for one in facts.events)])
    days = max((newest - first).days + 1, (last - first).days / (1 - _LEAST_LAST), 30)
    return lambda day: (day - first).days / days * (across - _TIP)


def _fitted(
    facts: National, scale: Callable[[dt.date], float], room: tuple[float, float]
) -> tuple[float, _Side, _Side]:
    """Both lanes in the largest size that fits; with labels alone where no size does."""
    for short in (False, True):
        for size in LARGE if room == SCREEN else SIZES:
            upper, lower = (_side(facts, lane, scale, size, short, room[0]) for lane in _LANES)
            if _lane_height(upper) + _lane_height(lower) + _BAND <= room[1]:
                return size, upper, lower
    return size, upper, lower


_LANES: tuple[Lane, Lane] = ("government", "ministry")


def _side(
    facts: National,
    lane: Lane,
    scale: Callable[[dt.date], float],
    size: float,
    short: bool,
    across: float,
) -> _Side:
    events = [one for one in facts.events if one.lane == lane]
    if not events:
        return _Side([], size)
    widths = _widths([_length(one, short) for one in events], across)
    days = [scale(one.date) for one in events]
    boxes = [
        _Box(_event(one, (wide - 2 * _PAD) / size, short), day, left, wide)
        for one, day, left, wide in zip(
            events, days, _apart(days, widths, across), widths, strict=True
        )
    ]
    return _Side(boxes, size)


def _length(event: Event, short: bool) -> float:
    """About how much a box has to hold, in em."""
    return em(event.label) if short else em("".join([event.text, *event.points]))


def _widths(lengths: Sequence[float], across: float) -> list[float]:
    """Widths of a lane's boxes: wider for more words, so that all are about equally high."""
    least = sum(lengths) / len(lengths) * _LEAST_SHARE
    shares = [max(one, least) for one in lengths]
    room = across - len(lengths) * _GAP
    return [min(room * one / sum(shares), _WIDEST) for one in shares]


def _event(event: Event, ems: float, short: bool) -> list[Row]:
    told = rows(event.label if short else event.text, ems)
    points = [] if short else [row for one in event.points for row in point(one, ems)]
    return [Row(dates.short(event.date), strong=True), *told, *points]


def _apart(days: Sequence[float], widths: Sequence[float], across: float) -> list[float]:
    """Left edges of boxes about their days, in order, none over another, all on the sheet."""
    lefts: list[float] = []
    free = 1.0
    for day, wide in zip(days, widths, strict=True):
        lefts.append(max(day - wide / 2, free))
        free = lefts[-1] + wide + _GAP
    bound = across - 1.0
    for number in reversed(range(len(lefts))):
        lefts[number] = min(lefts[number], bound - widths[number])
        bound = lefts[number] - _GAP
    return lefts


def _lane_height(side: _Side) -> float:
    title = side.size * 1.8
    return title + side.high + _LEADERS if side.boxes else 2.0


def _chevrons(
    sheet: Sheet,
    phases: Sequence[Phase],
    scale: Callable[[dt.date], float],
    place: tuple[float, float],
    size: float,
) -> None:
    """The phases on a band of a width, whose upper edge is at y."""
    across, top = place
    ends = [scale(one.start) for one in phases[1:]] + [across - _TIP]
    for phase, right in zip(phases, ends, strict=True):
        left, now = scale(phase.start), phase is phases[-1]
        middle, notch = top + _BAND / 2, 0.0 if phase is phases[0] else _TIP
        corners = [(left, top), (right, top), (right + _TIP, middle), (right, top + _BAND)]
        corners += [(left, top + _BAND), (left + notch, middle)]
        sheet.shape(corners, theme.INK if now else theme.PALE_INK, "white")
        room = right - left - notch
        named = _named(phase, room, size)
        sheet.centred(named, left + notch + room / 2, middle, size, "white" if now else theme.TEXT)


def _named(phase: Phase, room: float, size: float) -> list[Row]:
    """Mark and name, and from when; the mark alone where there is no room for more."""
    since = Row(f"{dates.short(phase.start)}～")
    told = [*rows(f"{phase.mark} {phase.name}", room / size, strong=True), since]
    fits = all(em(row.text) * size <= room for row in told) and height(told, size) <= _BAND
    return told if fits else [Row(phase.mark, strong=True)]


def _lane(sheet: Sheet, side: _Side, name: str, edge: float, way: int) -> None:
    """Boxes beside the band, whose edge is at y = `edge`, upwards (-1) or downwards (+1)."""
    if not side.boxes:
        return
    color, fill = (theme.GREY, "white") if way < 0 else (theme.INK, "white")
    for one in side.boxes:
        high = height(one.words, side.size) + 2 * _PAD
        near = edge + way * _LEADERS
        top = near if way > 0 else near - high
        middle = one.left + one.width / 2
        sheet.line([one.day, one.day, middle], [edge, edge + way * 8, near], color)
        sheet.dot(one.day, edge, color)
        sheet.box(one.left, top, one.width, high, fill, color)
        sheet.write(one.words, one.left + _PAD, top + _PAD, side.size)
    title = [Row(name, strong=True)]
    far = edge + way * (_LEADERS + side.high)
    y = far - side.size * 1.7 if way < 0 else far + side.size * 0.3
    sheet.write(title, 1.0, y, side.size, theme.TEXT)


def _words(facts: National) -> str:
    phases = "、".join(
        f"{one.mark}{one.name}（{dates.short(one.start)}から）" for one in facts.history
    )
    return f"段階の年表。{phases}。{_told(facts)}"


def _told(facts: National) -> str:
    parts = []
    for lane in _LANES:
        told = [f"{dates.short(e.date)} {e.text}" for e in facts.events if e.lane == lane]
        if told:
            parts.append(f"{getattr(facts.lanes, lane)}：{'、'.join(told)}。")
    return "".join(parts)


def _data(facts: National) -> theme.Data:
    """The table behind: phase, day, lane, what."""
    head = [[cells.cell(name) for name in ("段階", "日付", "区分", "内容")]]
    return {"head": head, "rows": list(_data_rows(facts))}


def _data_rows(facts: National) -> Iterable[list[cells.Cell]]:
    for phase in facts.history:
        for event in phase.events:
            words = (
                f"{phase.mark}{phase.name}",
                dates.short(event.date),
                getattr(facts.lanes, event.lane),
                "。".join([event.text, *event.points]),
            )
            yield [cells.cell(word) for word in words]
