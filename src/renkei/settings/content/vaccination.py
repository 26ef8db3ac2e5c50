"""What the papers say of vaccination: doses given, deliveries, budget and unit prices."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.content.support import Support
from renkei.settings.fields import Checked, Date, Text
from renkei.wording import numbers

__all__ = ["Budget", "Deliveries", "Doses", "Sourced", "Support"]

Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(gt=0)]


class Sourced(Checked):
    """A part of the papers, and where in them it stands."""

    source: Text


class Given(Checked):
    """Doses given: their exact count, and the share as it is printed."""

    count: Count
    share: Annotated[str, Field(pattern=r"^約?\d{1,3}(\.\d)?%$")]


class DoseRow(Checked):
    """One area's doses of one table; the target is the printed figure, rounded to `rounded_to`."""

    area: Text
    target: Positive
    rounded_to: Positive
    doses: Annotated[list[Given], Field(min_length=1)]

    def reproduced(self, dose: Given) -> bool:
        """Whether the printed share follows from the printed, rounded target."""
        return numbers.share(dose.count / self.target) == dose.share

    @model_validator(mode="after")
    def _shares_are_possible(self) -> Self:
        """Every share follows from the target, or from one that is printed as this one is."""
        for one in self.doses:
            if not self.reproduced(one) and not self._possible(one):
                raise ValueError(
                    f"share: {one.share} of {self.area} is not {one.count:,} of about "
                    f"{self.target:,}; expected {numbers.share(one.count / self.target)}"
                )
        return self

    def _possible(self, dose: Given) -> bool:
        """Whether a target that is rounded to this one gives the share."""
        shown = float(re.sub("[約%]", "", dose.share))
        slack = 0.05 if "." in dose.share else 0.5
        least, most = dose.count * 100 / (shown + slack), dose.count * 100 / (shown - slack)
        half = self.rounded_to / 2
        return least < self.target + half and most > self.target - half


class DoseTable(Checked):
    """The doses of one record system: tables of two systems are never added up."""

    title: Text
    started: Date
    target_label: Text
    system: Text
    rows: Annotated[list[DoseRow], Field(min_length=1)]

    @model_validator(mode="after")
    def _same_doses_everywhere(self) -> Self:
        if len({len(one.doses) for one in self.rows}) > 1:
            raise ValueError("rows: expected the same number of doses in each")
        return self


class Doses(Sourced):
    """Doses given as of a day, one table for each record system."""

    as_of: Date
    deadline: Date | None = None
    tables: Annotated[list[DoseTable], Field(min_length=1)]


class Delivery(Checked):
    """One delivery; the cumulative figure is the printed one, boxes and doses follow from it."""

    week: Date
    week_from: Literal["printed", "assumed"]
    boxes: Positive
    doses_per_box: Positive
    cumulative: Positive

    @property
    def doses(self) -> int:
        """The doses of the delivery: boxes times the doses of a box."""
        return self.boxes * self.doses_per_box


class Deliveries(Sourced):
    """Deliveries in their order, for whom, and how many people they are to serve."""

    title: Text
    cohort: Text
    area: Annotated[str, Field(pattern=r"^(\d{2}|\d{6})$")]
    people: Positive
    doses_each: Positive
    deliveries: Annotated[list[Delivery], Field(min_length=1)]
    notes: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        total = 0
        for number, one in enumerate(self.deliveries, start=1):
            total += one.doses
            if one.cumulative != total:
                raise ValueError(
                    f"deliveries: the cumulative figure of delivery {number} is "
                    f"{one.cumulative:,}, but the deliveries up to it make {total:,}"
                )
        return self


class Funding(Checked):
    """Where the money is from, and the nation's part of it where printed: 国10/10."""

    name: Text
    rate: str = ""


class Measure(Checked):
    """What is done with the money, by which section, from which source."""

    title: Text
    section: Text
    text: Text
    details: list[Text] = Field(default_factory=list)
    funding: Annotated[list[Funding], Field(min_length=1)]


class BudgetItem(Checked):
    """One item with its amount in thousands of yen; those of its measures are not printed."""

    title: Text
    thousand_yen: Positive
    measures: Annotated[list[Measure], Field(min_length=1)]


class Budget(Sourced):
    """Items of a budget; `total` is the printed sum in thousands of yen, where there is one."""

    title: Text
    items: Annotated[list[BudgetItem], Field(min_length=1)]
    total: Positive | None = None

    @property
    def computed(self) -> int:
        """The sum of the items in thousands of yen."""
        return sum(one.thousand_yen for one in self.items)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.total is not None and self.total != self.computed:
            raise ValueError(f"total: {self.total:,} printed, but the items make {self.computed:,}")
        return self
