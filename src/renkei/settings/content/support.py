"""What a dose is paid, and the thresholds from which more is paid."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.fields import Checked, Date, Text

Positive = Annotated[int, Field(gt=0)]
Facility = Literal["診療所", "病院"]


class Fund(Checked):
    """A national fund: its purpose, its budget in 億円 where printed, what it covers."""

    name: Text
    purpose: str = ""
    hundred_million_yen: Positive | None = None
    budget: str = ""
    lines: list[Text]


class Addition(Checked):
    """What is added to the price of a dose at a time of day."""

    label: Text
    yen: Positive


class UnitPrice(Checked):
    """The price of a dose in yen, and what is added out of hours and on holidays."""

    label: Text
    yen: Positive
    additions: list[Addition] = Field(default_factory=list)

    def rows(self) -> list[tuple[str, int, int]]:
        """By time of day: its label, what is added, and the price with it."""
        added = [(one.label, one.yen, self.yen + one.yen) for one in self.additions]
        return [(self.label, 0, self.yen), *added]


class WeeklyRule(Checked):
    """So many doses a week in so many weeks by a day: so much more for each dose of those weeks."""

    mark: Text
    facility: Facility
    least: Positive
    weeks: Positive
    until: Date
    per_dose: Positive

    @property
    def least_pay(self) -> int:
        """What it pays at least, in yen: the fewest doses in the fewest weeks."""
        return self.least * self.weeks * self.per_dose


class DailyRule(Checked):
    """So many doses a day: a fixed sum for the day, not together with the rule of `not_with`."""

    mark: Text
    least: Positive
    per_day: Positive
    not_with: Text
    until: Date | None = None


class StaffedRule(Checked):
    """Days of so many doses with special staff, on days of so many weeks: staff paid by the hour."""

    mark: Text
    facility: Facility
    least: Positive
    days_a_week: Positive
    weeks: Positive
    until: Date
    doctor_hour: Positive
    nurse_hour: Positive
    added_to: Text


class Thresholds(Checked):
    """The three schemes: by week, by day, and by hours of staff."""

    weekly: Annotated[list[WeeklyRule], Field(min_length=1)]
    daily: DailyRule
    staffed: StaffedRule


class Example(Checked):
    """An invented facility: doses of each day of its weeks, the first of them a Monday."""

    name: Text
    facility: Facility
    begins: Date
    weeks: list[Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=7, max_length=7)]]
    special: bool = False
    doctor_hours: Annotated[float, Field(ge=0)] = 0.0
    nurse_hours: Annotated[float, Field(ge=0)] = 0.0

    @property
    def days(self) -> list[tuple[dt.date, int]]:
        """Every day with its doses."""
        counts = [one for week in self.weeks for one in week]
        return [(self.begins + dt.timedelta(days=n), one) for n, one in enumerate(counts)]

    @model_validator(mode="after")
    def _begins_on_a_monday(self) -> Self:
        if self.begins.weekday():
            raise ValueError(f"begins: {self.begins} is no Monday")
        if "見本" not in self.name:
            raise ValueError(f"name: {self.name!r} is invented and does not say 見本")
        return self


class Support(Checked):
    """National support: the funds, the price of a dose, the thresholds, invented examples."""

    source: Text
    title: Text
    lead: Text
    funds: list[Fund] = Field(default_factory=list)
    unit_price: UnitPrice
    thresholds: Thresholds
    notes: list[Text] = Field(default_factory=list)
    examples: list[Example] = Field(default_factory=list)
