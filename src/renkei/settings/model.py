"""What one params file may say: the checked model of a campaign."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.eligibility import Eligibility
from renkei.settings.fields import Checked, Date, Share, Slug, Source, Text
from renkei.settings.limits import LIMITS, Limits
from renkei.settings.sources import (
    MEASURES,
    PublishedSource,
    RegisterSource,
    Sources,
    SupplySource,
)

__all__ = ["Params", "PublishedSource", "RegisterSource", "Round", "SupplySource"]

Kind = Literal["doses", "eligibility", "stock"]
_PREFECTURE = r"^(0[1-9]|[1-3][0-9]|4[0-7])$"  # its code
_NEEDED: dict[Kind | None, tuple[str, ...]] = {
    "doses": ("interval_days", "complete", "wish_share", "rounds"),
    "eligibility": ("complete", "wish_share"),
    "stock": ("complete",),
    None: (),
}


class Complete(Checked):
    """What counts as complete: the last dose given to `share` of those it is counted against."""

    share: Share
    of: Literal["wish", "eligible"]


class WishShare(Checked):
    """The share of the eligible that wishes to take part, and where that figure is from."""

    value: Share
    basis: Literal["form", "assumed"]


class Round(Checked):
    """One survey of all areas: when it was sent out, its as-of date, and where returns arrive."""

    number: Annotated[int, Field(ge=1)]
    opened: Date
    as_of: Date
    published: Date | None = None
    returns: Source | None = None


class Params(Checked):
    """What one params file may say. Dates are ISO, shares lie between 0 and 1.

    `content`, `meeting`, `work` and `ranking` name a file of facts in `content/` beside the params
    file: for the national pages, a coordination meeting of a `prefecture` and the work it does
    together, a comparison of countries. `font` is the typeface of the pages.
    """

    campaign: Slug
    title: Text
    office: Text
    sample: bool = False
    as_of: Date
    released: Date
    deadline: Date
    cohort_label: Text
    measure: Literal["programme", "65-", "medical", "residents", "all"]
    doses: Literal[1, 2]
    eligibility: Eligibility | None = None
    interval_days: Annotated[int, Field(ge=1, le=365)] = 1
    complete: Complete = Complete(share=1.0, of="eligible")
    wish_share: WishShare = WishShare(value=1.0, basis="assumed")
    daily_goal: Annotated[int, Field(gt=0)] | None = None
    rounds: list[Round] = Field(default_factory=list)
    sources: Sources = Sources()
    limits: Limits = LIMITS
    content: Slug | None = None
    meeting: Slug | None = None
    work: Slug | None = None
    prefecture: Annotated[str, Field(pattern=_PREFECTURE)] | None = None
    ranking: Slug | None = None
    font: Literal["noto", "biz-ud"] = "noto"

    @property
    def projection_kind(self) -> Kind | None:
        """How completion is projected; None where nothing is.

        `doses`: two doses recorded day by day; `eligibility`: a later dose that opens by cohort;
        `stock`: totals as of days, of a campaign that states when it is complete.
        """
        if not self.sources.has_records:
            return None
        kind = self.sources.records.kind
        if self.eligibility:
            return "eligibility"
        if kind == "mynumber" and "complete" in self.model_fields_set:
            return "stock"
        return "doses" if kind == "snapshots" and self.doses == 2 else None

    @property
    def is_projected(self) -> bool:
        """Whether completion can be projected and briefed."""
        return self.projection_kind is not None

    @property
    def is_meeting(self) -> bool:
        """Whether it is a prefecture's coordination meeting, which makes one deck of its own."""
        return bool(self.meeting or self.work)

    @property
    def dose_numbers(self) -> tuple[int, ...]:
        """The numbers of the doses this campaign gives: 1 and 2, or the later dose alone."""
        return (self.eligibility.dose,) if self.eligibility else tuple(range(1, self.doses + 1))

    @property
    def recorded_doses(self) -> tuple[int, ...]:
        """The doses its records may hold: those it gives, and those a later dose follows."""
        earlier = self.eligibility.earlier if self.eligibility else ()
        return (*earlier, *self.dose_numbers)

    def uptake(self, cohort: str) -> float:
        """The share of a cohort's eligible that is expected to have the dose."""
        cohorts = self.eligibility.cohorts if self.eligibility else []
        stated = {one.id: one.uptake for one in cohorts}
        return stated.get(cohort) or self.wish_share.value

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        """Only a meeting may be without records; and it is somebody's."""
        if self.is_meeting and not self.prefecture:
            raise ValueError("prefecture: missing, without which nobody knows whose meeting it is")
        given = {"records": self.sources.given_records, "population": self.sources.given_population}
        missing = [f"key 'sources.{name}' is missing" for name, one in given.items() if not one]
        if missing and not (self.is_meeting and len(missing) == len(given)):
            raise ValueError("; ".join(missing))
        if missing and self.eligibility:
            raise ValueError("eligibility: without sources.records nothing is known of its cohorts")
        return self

    @model_validator(mode="after")
    def _fits_its_records(self) -> Self:
        """The measure is one its records know; a later dose has records of its cohorts."""
        if not self.sources.has_records:
            return self
        kind = self.sources.records.kind
        if self.eligibility and kind != "cohorts":
            raise ValueError(f"eligibility: its cohorts are not in {kind}; expected kind cohorts")
        if kind == "cohorts" and not self.eligibility:
            raise ValueError("eligibility: missing, without which records of cohorts say nothing")
        if self.measure not in MEASURES[kind]:
            known = " or ".join(MEASURES[kind])
            raise ValueError(f"measure: {self.measure!r} is not in {kind}; expected {known}")
        once = {"mynumber": "a card is given once", "cohorts": "a later dose is one dose"}
        if kind in once and self.doses != 1:
            raise ValueError(f"doses: {self.doses}, but {once[kind]}; expected 1")
        return self

    @model_validator(mode="after")
    def _says_what_a_projection_needs(self) -> Self:
        needed = list(_NEEDED[self.projection_kind])
        if needed and "wish_share" not in needed and self.complete.of == "wish":
            needed.append("wish_share")
        missing = [
            repr(key)
            for key in needed
            if key not in self.model_fields_set or not getattr(self, key)
        ]
        if missing:
            raise ValueError(f"{', '.join(missing)} missing, without which nothing is projected")
        return self

    @model_validator(mode="after")
    def _opens_after_its_records_begin(self) -> Self:
        if self.eligibility is None:
            return self
        begun = self.sources.records.start
        if self.eligibility.starts <= begun:
            raise ValueError(
                f"eligibility: the dose is given from {self.eligibility.starts}, not after the "
                f"first record day {begun} (sources.records.start); earlier doses are records too"
            )
        if self.deadline <= self.eligibility.starts:
            raise ValueError(
                f"deadline: {self.deadline} is not after {self.eligibility.starts}, the first "
                "day the dose is given"
            )
        return self

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.released < self.as_of:
            raise ValueError(
                f"released: {self.released} lies before as_of {self.as_of}; "
                "expected the day of release, on or after as_of"
            )
        if self.sources.has_records:
            self._begins_with_its_records(self.sources.records.start)
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

    def _begins_with_its_records(self, start: dt.date) -> None:
        if self.deadline <= start:
            raise ValueError(
                f"deadline: {self.deadline} is not after sources.records.start {start}"
            )
        if self.as_of < start:
            raise ValueError(
                f"as_of: {self.as_of} lies before the first record day {start} "
                "(sources.records.start)"
            )
