"""The parts of a phase that have a page of their own: issues heard, rules, contacts, statute."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from renkei.settings.content.facts import Dated, Source, Words
from renkei.settings.content.support import Support
from renkei.settings.fields import Checked, Date, Text

Node = Literal["headquarters", "areas", "ministries"]
_Months = Annotated[int, Field(ge=1, le=60)]


class Categories(Checked):
    """Categories in columns; `open` closes them with 等: there were others."""

    caption: Text
    columns: Annotated[list[list[Text]], Field(min_length=1)]
    open: bool = False


class Issue(Checked):
    """An issue heard, and what was done about it."""

    issue: Text
    responses: Annotated[list[Text], Field(min_length=1)]


class Issues(Checked):
    """Issues with their responses; `open` closes them with 等."""

    caption: Text
    items: Annotated[list[Issue], Field(min_length=1)]
    open: bool = False


class Quotation(Dated):
    """Words of somebody, with where and when they were said in the title."""

    title: Text
    lines: list[Words]


class Rule(Dated):
    """Months of an interval before and after, from when, and when areas were told.

    `size` is how many it is for, as printed: rounded, so that sizes are never added up.
    """

    group: Text
    size: Text
    before: _Months
    after: _Months
    effective: Date
    notified: Date | None = None

    @property
    def known_from(self) -> dt.date:
        """The day areas were told, or the first day it holds."""
        return self.notified or self.effective


class Rules(Checked):
    """Rules about intervals; `by` says who told the areas."""

    caption: Text
    by: Text | None = None
    items: list[Rule]
    notes: list[Text] = Field(default_factory=list)


class Contact(Checked):
    """A body, and the days on which it was called upon."""

    body: Text
    dates: list[Date]


class Contacts(Checked):
    """Who called upon which bodies when."""

    caption: Text
    by: Text
    items: list[Contact]


class Practice(Dated):
    """A good practice of an area; `days` on which it was held, announced before the first."""

    announced: ClassVar[frozenset[str]] = frozenset({"days"})

    area: Text
    title: Text
    days: list[Date] = Field(default_factory=list)

    @property
    def known_from(self) -> dt.date | None:
        """Its first day, or since when it is so."""
        return min(self.days, default=self.since)


class Practices(Checked):
    """Good practices that were shown to others."""

    caption: Text
    items: list[Practice]


class PaidSupport(Support, Dated):
    """What a dose is paid, as it stands in a paper, and the day of that paper (`since`)."""


class Member(Checked):
    """A role, and who holds it."""

    role: Text
    people: Annotated[list[Text], Field(min_length=1)]


class Headquarters(Checked):
    """Who co-ordinates: members by role, and what for."""

    name: Text
    members: list[Member] = Field(default_factory=list)
    tasks: list[Text] = Field(default_factory=list)


class Areas(Checked):
    """Those on the spot, in groups: levels of government, their associations."""

    name: Text
    groups: list[Annotated[list[Text], Field(min_length=1)]] = Field(default_factory=list)


class Ministries(Checked):
    """The other side of the headquarters."""

    name: Text


class Arrow(Checked):
    """What goes from one to another."""

    start: Node
    end: Node
    label: Text


class Organisation(Dated):
    """Who talks to whom, as it is from `since` on; `heading` says what it does."""

    title: Text
    heading: Text | None = None
    source: Source
    headquarters: Headquarters
    areas: Areas
    ministries: Ministries
    arrows: Annotated[list[Arrow], Field(min_length=1)]
    notes: list[Text] = Field(default_factory=list)


class Point(Checked):
    """A closing point, with its own notes."""

    text: Words
    notes: list[Text] = Field(default_factory=list)


class Summary(Dated):
    """The closing points; `heading` says them in a line."""

    title: Text
    heading: Text | None = None
    source: Source
    points: Annotated[list[Point], Field(min_length=1)]


class Article(Checked):
    """An article as printed; `strong` where the page is about it."""

    heading: Text | None = None
    text: Text
    strong: bool = False


class Statute(Checked):
    """Articles of a law."""

    title: Text
    source: Source
    articles: Annotated[list[Article], Field(min_length=1)]
