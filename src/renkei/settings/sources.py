"""Where each input of a campaign lies, and by whose system it was made."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.eligibility import ALL
from renkei.settings.fields import Checked, Date, Source, Text

MEASURES = {
    "snapshots": ("programme", "65-"),
    "kantei": ("programme", "medical"),
    "mynumber": ("residents",),
    "cohorts": (ALL,),
}
"""By kind of records: whom the figures of a campaign may be about."""


class RecordSource(Checked):
    """What was done: which kind of files say it, by whose system, from which day on.

    `snapshots` are of a dose record system, files named `YYYY-MM-DD.csv|.ndjson[.gz]`; `kantei`
    the Prime Minister's Office's workbooks and tables named `YYYY-MM-DD.csv`; `mynumber` the
    tables of My Number cards by municipality, named `YYYY-MM-DD.csv`; `cohorts` of a dose record
    system that tells the cohorts of `eligibility`, files named `YYYY-MM-DD.csv[.gz]`.
    """

    path: Source
    system: Text
    start: Date
    kind: Literal["snapshots", "kantei", "mynumber", "cohorts"] = "snapshots"


class PopulationSource(Checked):
    """Who is eligible, by area: the register's workbook, a My Number table, or a CSV."""

    path: Source
    system: Text
    as_of: Date


class PublishedSource(Checked):
    """Totals of rounds whose returns are not public, and which campaign's rows to read."""

    path: Source
    campaign: str


class RegisterSource(Checked):
    """A folder of filled forms of one kind, in folders named by the day they were received."""

    path: Source


class DosesPerBox(Checked):
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


class Sources(Checked):
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
