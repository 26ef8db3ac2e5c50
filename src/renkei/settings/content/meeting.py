"""What a coordination meeting's papers say: agenda, who came, where they sat, the year's meetings."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from renkei.settings.content.reading import read_content
from renkei.settings.content.vaccination import Budget, Deliveries, Doses, Sourced, Support
from renkei.settings.content.work import Reading
from renkei.settings.fields import Checked, Date, Text
from renkei.wording.date_forms import interval, last_day, short

_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


def _time(value: object) -> object:
    """Read `"15:30"`; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    try:
        if not re.fullmatch(r"\d{2}:\d{2}", value, re.ASCII):
            raise ValueError
        return dt.time.fromisoformat(value)
    except ValueError:
        raise ValueError(f'{value!r} is no time of day like "15:30"') from None


Time = Annotated[dt.time, BeforeValidator(_time)]


class AgendaItem(Checked):
    """One entry of an agenda: its number as printed, its text, and the entries under it."""

    mark: str = ""
    text: Text
    items: list["AgendaItem"] = Field(default_factory=list)


class Handout(Checked):
    """A paper handed out: 資料1, and its title."""

    mark: Text
    title: Text


class Agenda(Sourced):
    """The agenda as a tree, and the papers handed out."""

    items: Annotated[list[AgendaItem], Field(min_length=1)]
    handouts: list[Handout] = Field(default_factory=list)

    def lines(self) -> Iterator[tuple[int, AgendaItem]]:
        """Every entry with its depth, from 0, in the order printed."""
        yield from _walk(self.items, 0)


def _walk(items: list[AgendaItem], depth: int) -> Iterator[tuple[int, AgendaItem]]:
    for one in items:
        yield depth, one
        yield from _walk(one.items, depth + 1)


class Proxy(Checked):
    """Who came in somebody's place; `kana` is how the name is read, where printed."""

    role: Text
    name: Text
    kana: str = ""


class Attendee(Checked):
    """One place at the meeting, and who came instead where somebody did."""

    role: Text
    name: Text
    kana: str = ""
    proxy: Proxy | None = None


class Delegation(Checked):
    """One side of the meeting; `proxies` came for a member that the paper does not tell."""

    label: Text
    count: Annotated[int, Field(gt=0)]
    members: list[Attendee]
    proxies: list[Proxy] = Field(default_factory=list)

    @property
    def proxy_count(self) -> int:
        """How many came in somebody's place."""
        return len(self.proxies) + sum(one.proxy is not None for one in self.members)

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if len(self.members) != self.count:
            raise ValueError(f"count: {self.count} printed, but {len(self.members)} are listed")
        if self.proxy_count > self.count:
            raise ValueError(f"proxies: {self.proxy_count} for {self.count} members")
        return self


class Attendance(Sourced):
    """Who came, by side."""

    groups: Annotated[list[Delegation], Field(min_length=1)]


class Seat(Checked):
    """One seat: columns from the left and rows from the front, from 0; half steps are places too."""

    x: Annotated[float, Field(ge=0, le=40)]
    y: Annotated[float, Field(ge=0, le=40)]
    role: str = ""
    name: Text


class Seating(Sourced):
    """Who sits where; `generated` when it was laid out by rule and is no record of the meeting."""

    seats: Annotated[list[Seat], Field(min_length=1)]
    generated: bool = False

    @model_validator(mode="after")
    def _one_to_a_seat(self) -> Self:
        places = [(one.x, one.y) for one in self.seats]
        for one in self.seats:
            if places.count((one.x, one.y)) > 1:
                raise ValueError(f"seats: two at x {one.x:g}, y {one.y:g}")
        return self


class PartOfMonth(Checked):
    """About ten days of a month: 2021-08 and 下旬."""

    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    part: Literal["上旬", "中旬", "下旬"]

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last of its days."""
        year, month = (int(one) for one in self.month.split("-"))
        first, last = _PARTS[self.part]
        return dt.date(year, month, first), dt.date(year, month, min(last, last_day(year, month)))


class Session(Checked):
    """One meeting of the year: on a day, or about a part of a month."""

    day: Date | None = None
    around: PartOfMonth | None = None
    title: Text
    items: list[AgendaItem] = Field(default_factory=list)
    form: str = ""
    adhoc: bool = False

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day it may be on."""
        if self.day:
            return self.day, self.day
        assert self.around
        return self.around.days

    @property
    def when(self) -> str:
        """The day or the part of the month as printed: R3.6.4, R3.8下旬."""
        return short(self.day) if self.day else interval(*self.days, "ten_days")

    @property
    def fiscal_year(self) -> int:
        """The year whose April begins its fiscal year."""
        first = self.days[0]
        return first.year - (first.month < 4)

    @model_validator(mode="after")
    def _has_one_time(self) -> Self:
        if (self.day is None) == (self.around is None):
            raise ValueError("day or around: expected one of them")
        return self


class Schedule(Sourced):
    """The meetings of the year in their order; `notes` say what the paper leaves open."""

    title: Text
    sessions: Annotated[list[Session], Field(min_length=1)]
    notes: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in zip(self.sessions, self.sessions[1:], strict=False):
            if later.days[0] < earlier.days[0]:
                raise ValueError(f"sessions: {later.when} stands after {earlier.when}")
        return self


class Meeting(Checked):
    """The facts of one meeting. Every part may be absent: its page is then left out.

    `readings` are the words of its papers that are read otherwise than the scan has them.
    """

    body: Text
    session: Text
    date: Date
    starts: Time
    ends: Time
    venue: Text
    agenda: Agenda | None = None
    attendance: Attendance | None = None
    seating: Seating | None = None
    doses: Doses | None = None
    supply: Deliveries | None = None
    budget: Budget | None = None
    support: Support | None = None
    schedule: Schedule | None = None
    readings: list[Reading] = Field(default_factory=list)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends <= self.starts:
            raise ValueError(f"ends: {self.ends:%H:%M} is not after starts {self.starts:%H:%M}")
        return self


def read_meeting(path: Path) -> Meeting:
    """Read the facts of one meeting; SettingsError names file, key, expected and nearest."""
    return read_content(path, Meeting)
