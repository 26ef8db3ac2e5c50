"""What one params file may say: the checked model of a campaign."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from renkei.settings.limits import LIMITS, Limits


def _iso_date(value: object) -> object:
    """Read `2021-06-02`; anything else is left for the model to refuse."""
    return iso_date(value) if isinstance(value, str) else value


def iso_date(text: str) -> dt.date:
    """The day `YYYY-MM-DD` names; ValueError says what was expected."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'{text!r} is no date of the calendar like "2021-06-02"') from None


def _inside_raw(value: str) -> str:
    """A source stays inside the raw folder: no absolute path, no `..`."""
    path = Path(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value:
        raise ValueError(f"{value!r} leaves the raw folder")
    if "**" in value:
        raise ValueError(f"{value!r} holds **; expected a folder, a file, or names with * in one")
    return value


MEASURES = {
    "snapshots": ("programme", "65-"),
    "kantei": ("programme", "medical"),
    "mynumber": ("residents",),
}

Date = Annotated[dt.date, BeforeValidator(_iso_date)]
Source = Annotated[str, Field(min_length=1), BeforeValidator(_inside_raw)]
Share = Annotated[float, Field(gt=0, le=1)]
Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Complete(_Checked):
    """What counts as complete: the last dose given to `share` of those it is counted against."""

    share: Share
    of: Literal["wish", "eligible"]


class WishShare(_Checked):
    """The share of the eligible that wishes to take part, and where that figure is from."""

    value: Share
    basis: Literal["form", "assumed"]


class Round(_Checked):
    """One survey of all areas: when it was sent out, its as-of date, and where returns arrive."""

    number: Annotated[int, Field(ge=1)]
    opened: Date
    as_of: Date
    published: Date | None = None
    returns: Source | None = None


class RecordSource(_Checked):
    """What was done: which kind of files say it, by whose system, from which day on.

    `snapshots` are of a dose record system, files named `YYYY-MM-DD.csv|.ndjson[.gz]`; `kantei`
    the Prime Minister's Office's workbooks and tables named `YYYY-MM-DD.csv`; `mynumber` the
    tables of My Number cards by municipality, named `YYYY-MM-DD.csv`.
    """

    path: Source
    system: Text
    start: Date
    kind: Literal["snapshots", "kantei", "mynumber"] = "snapshots"


class PopulationSource(_Checked):
    """Who is eligible, by area: the register's workbook, a My Number table, or a CSV."""

    path: Source
    system: Text
    as_of: Date


class PublishedSource(_Checked):
    """Totals of rounds whose returns are not public, and which campaign's rows to read."""

    path: Source
    campaign: str


class RegisterSource(_Checked):
    """A folder of filled forms of one kind, in folders named by the day they were received."""

    path: Source


class DosesPerBox(_Checked):
    """How many doses a box holds from a day on."""

    since: Date = Field(alias="from")
    doses: Annotated[int, Field(gt=0)]


class SupplySource(RegisterSource):
    """Deliveries, and the doses a box holds, by the day from which it does."""

    doses_per_box: Annotated[list[DosesPerBox], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in zip(self.doses_per_box, self.doses_per_box[1:], strict=False):
            if later.since <= earlier.since:
                raise ValueError(f"doses_per_box: {later.since} does not follow {earlier.since}")
        return self

    def doses_on(self, day: dt.date) -> int | None:
        """How many doses a box delivered on a day holds; None before the first day given."""
        held = [one.doses for one in self.doses_per_box if one.since <= day]
        return held[-1] if held else None


class Sources(_Checked):
    """Where each input lies, relative to the raw folder."""

    records: RecordSource
    population: PopulationSource
    published_rounds: PublishedSource | None = None
    liaison: RegisterSource | None = None
    supply: SupplySource | None = None
    work_plan: RegisterSource | None = None
    readiness: RegisterSource | None = None
    practices: RegisterSource | None = None

    @property
    def registers(self) -> dict[str, RegisterSource]:
        """The registers this campaign has, by the name of their form."""
        given = {
            "liaison": self.liaison,
            "supply": self.supply,
            "work_plan": self.work_plan,
            "readiness": self.readiness,
            "practices": self.practices,
        }
        return {name: source for name, source in given.items() if source}


class Params(_Checked):
    """What one params file may say. Dates are ISO, shares lie between 0 and 1."""

    campaign: Slug
    title: Text
    office: Text
    sample: bool = False
    as_of: Date
    released: Date
    deadline: Date
    cohort_label: Text
    measure: Literal["programme", "65-", "medical", "residents"]
    doses: Literal[1, 2]
    interval_days: Annotated[int, Field(ge=1, le=365)] = 1
    complete: Complete = Complete(share=1.0, of="eligible")
    wish_share: WishShare = WishShare(value=1.0, basis="assumed")
    daily_goal: Annotated[int, Field(gt=0)] | None = None
    rounds: list[Round] = []
    sources: Sources
    limits: Limits = LIMITS

    @property
    def is_projected(self) -> bool:
        """Whether completion can be projected and briefed: two doses, recorded day by day."""
        return self.doses == 2 and self.sources.records.kind == "snapshots"

    @model_validator(mode="after")
    def _fits_its_records(self) -> Self:
        """The measure is one its records know; what a projection needs is said where there is one."""
        kind = self.sources.records.kind
        if self.measure not in MEASURES[kind]:
            known = " or ".join(MEASURES[kind])
            raise ValueError(f"measure: {self.measure!r} is not in {kind}; expected {known}")
        if kind == "mynumber" and self.doses != 1:
            raise ValueError(f"doses: {self.doses}, but a card is given once; expected 1")
        needed = ("interval_days", "complete", "wish_share", "rounds") if self.is_projected else ()
        missing = [
            repr(key)
            for key in needed
            if key not in self.model_fields_set or not getattr(self, key)
        ]
        if missing:
            raise ValueError(f"{', '.join(missing)} missing, without which nothing is projected")
        return self

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.released < self.as_of:
            raise ValueError(
                f"released: {self.released} lies before as_of {self.as_of}; "
                "expected the day of release, on or after as_of"
            )
        if self.deadline <= self.sources.records.start:
            raise ValueError(
                f"deadline: {self.deadline} is not after sources.records.start "
                f"{self.sources.records.start}"
            )
        if self.as_of < self.sources.records.start:
            raise ValueError(
                f"as_of: {self.as_of} lies before the first record day "
                f"{self.sources.records.start} (sources.records.start)"
            )
        for earlier, later in zip(self.rounds, self.rounds[1:], strict=False):
            if (
                later.number <= earlier.number
                or later.opened <= earlier.opened
                or later.as_of <= earlier.as_of
            ):
                raise ValueError(f"rounds: round {later.number} does not follow {earlier.number}")
        for one in self.rounds:
            if one.as_of < one.opened:
                raise ValueError(f"rounds: round {one.number} has as_of before opened")
        return self
