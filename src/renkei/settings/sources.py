"""Where each input of a campaign lies, and by whose system it was made."""

import datetime as dt
from typing import Annotated, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, model_validator

from renkei.errors import SettingsError
from renkei.settings.eligibility import ALL
from renkei.settings.fields import Checked, Date, Slug, Source, Text

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
    """A folder of filled forms of one kind, in folders named by the day they were received.

    `campaign` is whose forms they are, where it is not this one.
    """

    path: Source
    campaign: Slug | None = None


class ReadinessSource(RegisterSource):
    """What is ready where; `form` says of which capabilities the campaign asks.

    `readiness`: what municipalities need for doses; `testing`: what prefectures need for tests and
    for patients at home, with the day each is ready.
    """

    form: Literal["readiness", "testing"] = "readiness"


class MapSource(Checked):
    """Boundaries of the municipalities as TopoJSON, and by whom they were made."""

    path: Source
    system: Text
    as_of: Date | None = None


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


_Part = TypeVar("_Part")


def _there(source: _Part | None, name: str) -> _Part:
    if source is None:
        raise SettingsError("this campaign has none", where=f"sources.{name}")
    return source


class Sources(Checked):
    """Where each input lies, relative to the raw folder; a meeting alone may have no records."""

    model_config = ConfigDict(serialize_by_alias=True)

    given_records: RecordSource | None = Field(default=None, alias="records")
    given_population: PopulationSource | None = Field(default=None, alias="population")
    published_rounds: PublishedSource | None = None
    map: MapSource | None = None
    liaison: RegisterSource | None = None
    supply: SupplySource | None = None
    work_plan: RegisterSource | None = None
    readiness: ReadinessSource | None = None
    practices: RegisterSource | None = None

    @property
    def has_records(self) -> bool:
        """Whether the campaign counts anything: records, and the population they are of."""
        return self.given_records is not None

    @property
    def records(self) -> RecordSource:
        """What was done. Raises SettingsError where the campaign has none (`has_records`)."""
        return _there(self.given_records, "records")

    @property
    def population(self) -> PopulationSource:
        """Who is eligible. Raises SettingsError where the campaign has none (`has_records`)."""
        return _there(self.given_population, "population")

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
