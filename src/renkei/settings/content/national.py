"""What the state and a ministry did in a campaign, phase by phase, as a document tells it."""

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.content.facts import Dated, Short, Source, Words
from renkei.settings.content.parts import (
    Categories,
    Contacts,
    Issues,
    Organisation,
    PaidSupport,
    Practices,
    Quotation,
    Rules,
    Statute,
    Summary,
)
from renkei.settings.content.reading import followed, read_content
from renkei.settings.fields import Checked, Date, Slug, Text

Lane = Literal["government", "ministry"]


class Lanes(Checked):
    """What the two lanes of a log and of the timeline are called."""

    government: Text
    ministry: Text


class Event(Dated):
    """A day on the timeline; `label` names it where there is little room."""

    lane: Lane
    date: Date
    label: Annotated[str, Field(min_length=1, max_length=10)]
    text: Text
    points: list[Text] = Field(default_factory=list)

    @property
    def known_from(self) -> dt.date:
        """The day itself."""
        return self.date


class Entry(Dated):
    """One entry of a log: its day, and further ones; `when` is printed in place of the day.

    `short` says in the entry's own words, in a few of them, what was done: for headings.
    """

    lane: Lane
    date: Date | None = None
    and_on: list[Date] = Field(default_factory=list)
    when: Text | None = None
    text: Words
    short: Short | None = None

    @property
    def known_from(self) -> dt.date | None:
        """The day itself, or since when it is so."""
        return self.date or self.since

    @property
    def newest(self) -> dt.date | None:
        """The last of its days."""
        return max(filter(None, (self.date, *self.and_on)), default=None)


class Told(Dated):
    """A text that is known from a day on; `short` as an entry's."""

    text: Words
    short: Short | None = None


class Outcome(Checked):
    """What a campaign came to, in a box of its own; `phase` is the mark of its phase."""

    title: Text
    phase: Text | None = None
    source: Source
    lines: list[Told]
    notes: list[Text] = Field(default_factory=list)


class Theme(Checked):
    """A theme, what it led to, and what was done for it."""

    name: Text
    outcome: Told | None = None
    log: list[Entry] = Field(default_factory=list)


class Phase(Dated):
    """A numbered phase from its first day on; the next one ends it."""

    mark: Text
    name: Text
    start: Date
    source: Source
    events: list[Event] = Field(default_factory=list)
    log: list[Entry] = Field(default_factory=list)
    heard: Categories | None = None
    issues: Issues | None = None
    quotation: Quotation | None = None
    rules: Rules | None = None
    contacts: Contacts | None = None
    themes: list[Theme] = Field(default_factory=list)
    practices: Practices | None = None
    support: PaidSupport | None = None

    @property
    def known_from(self) -> dt.date:
        """Its first day."""
        return self.start


class National(Checked):
    """The facts of the national pages. A part that is not given leaves its page out.

    `follows` names the file of what came before; `before` are the phases told there, `achieved`
    what they came to.
    """

    follows: Slug | None = None
    lanes: Lanes = Lanes(government="政府の動き", ministry="所管省の取組")
    phases: list[Phase] = Field(default_factory=list)
    before: list[Phase] = Field(default_factory=list)
    organisations: list[Organisation] = Field(default_factory=list)
    outcomes: list[Outcome] = Field(default_factory=list)
    achieved: list[Outcome] = Field(default_factory=list)
    summary: Summary | None = None
    statute: Statute | None = None

    @property
    def history(self) -> list[Phase]:
        """All phases, those told before first."""
        return [*self.before, *self.phases]

    @property
    def organisation(self) -> Organisation | None:
        """Who talks to whom now: the last of those told."""
        return self.organisations[-1] if self.organisations else None

    @property
    def events(self) -> list[Event]:
        """The dated events of all phases, in order of days."""
        return sorted((e for one in self.history for e in one.events), key=lambda e: e.date)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in pairwise(self.history):
            if later.start <= earlier.start:
                raise ValueError(f"phases: {later.mark} does not begin after {earlier.mark}")
        first = dt.date.min
        for before, after in pairwise(self.organisations):
            if (after.since or first) <= (before.since or first):
                raise ValueError(f"organisations: {after.since} is not after {before.since}")
        return self

    def after(self, earlier: "National") -> "National":
        """These facts as the continuation of earlier ones: what is not told again still holds."""
        given = self.model_fields_set
        kept = ("lanes", "summary", "statute")
        parts = {name: getattr(self if name in given else earlier, name) for name in kept}
        return National.model_validate(
            {
                "follows": self.follows,
                "phases": self.phases,
                "before": earlier.history,
                "organisations": [*earlier.organisations, *self.organisations],
                "outcomes": self.outcomes,
                "achieved": [*earlier.achieved, *earlier.outcomes],
                **parts,
            }
        )


def read_national(params: Path, name: str) -> National:
    """Read a file of national facts beside a params file, and those it follows.

    Raises SettingsError naming file, key, what was expected and the nearest key.
    """
    facts = National()
    for file in followed(params, name):
        facts = read_content(file, National).after(facts)
    return facts
