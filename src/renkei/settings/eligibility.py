"""Who may have a later dose, and from when: cohorts, intervals in months, and their changes."""

import calendar
import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.fields import Checked, Date, Share, Slug, Text

ALL = "all"
"""The cohort that all cohorts of a campaign make together."""


class Rule(Checked):
    """From `effective` on the dose may be given `months` after the earlier one.

    `notified` is the day areas were told so; left out where no source names it, and then the rule
    counts as known from `effective` on.
    """

    months: Annotated[int, Field(ge=1, le=24)]
    effective: Date
    notified: Date | None = None

    @property
    def known_from(self) -> dt.date:
        """The first day on which anybody could plan by it."""
        return self.notified or self.effective

    @model_validator(mode="after")
    def _told_in_time(self) -> Self:
        if self.known_from > self.effective:
            raise ValueError(
                f"notified {self.notified} lies after effective {self.effective}; expected the day "
                "of the notice, or no such key where no source names it"
            )
        return self


class Cohort(Checked):
    """A group whose door opens by the same rules: medical workers, residents of facilities, …

    `uptake` is the share of its eligible that is expected to have the dose; the campaign's
    `wish_share` where it is left out.
    """

    id: Slug
    label: Text
    rules: Annotated[list[Rule], Field(min_length=1)]
    uptake: Share | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in zip(self.rules, self.rules[1:], strict=False):
            if later.effective <= earlier.effective:
                raise ValueError(
                    f"{self.id}: the rule of {later.effective} does not follow that of "
                    f"{earlier.effective}"
                )
        return self

    @property
    def starts(self) -> dt.date:
        """The first day the dose is given to this cohort."""
        return self.rules[0].effective

    def months_on(self, day: dt.date, known_by: dt.date | None = None) -> int | None:
        """The interval in force on a day, by the rules known by then; None while the door is shut.

        With `known_by` only rules notified by that day are looked at: what somebody who plans
        then expects of a later `day`.
        """
        known = [one for one in self.rules if known_by is None or one.known_from <= known_by]
        held = [one.months for one in known if one.effective <= day]
        return held[-1] if held else None

    def door(self, day: dt.date, known_by: dt.date | None = None) -> dt.date | None:
        """Whoever had the earlier dose on this day or before may have this one on `day`."""
        months = self.months_on(day, known_by)
        return None if months is None else _months_before(day, months)


class Eligibility(Checked):
    """A campaign of one later dose: its number, the dose it follows, and who may have it when.

    `after` is the number of that earlier dose, or `last`: the last of any number from the second
    on, the first two being one course (初回接種). `label` names the dose on the pages.
    """

    dose: Annotated[int, Field(ge=2, le=9)]
    label: Text
    after: Literal[1, 2, 3, 4, 5, 6, 7, 8, "last"]
    cohorts: Annotated[list[Cohort], Field(min_length=1)]

    @property
    def earlier(self) -> tuple[int, ...]:
        """Numbers of the doses the interval may count from."""
        if self.after == "last":
            return tuple(range(min(2, self.dose - 1), self.dose))
        return (self.after,)

    @property
    def starts(self) -> dt.date:
        """The first day the dose is given to anybody."""
        return min(one.starts for one in self.cohorts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the cohorts, in the order of the file."""
        return tuple(one.id for one in self.cohorts)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.after != "last" and self.after >= self.dose:
            raise ValueError(f"dose {self.dose} does not come after dose {self.after}")
        for place, name in enumerate(self.ids):
            if name == ALL:
                raise ValueError(f"{name!r} is what all cohorts together are called")
            if name in self.ids[:place]:
                raise ValueError(f"cohort {name!r} stands twice")
        return self


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
