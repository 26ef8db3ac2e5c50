"""What a prefecture and its municipalities agreed to do together in a year, as its papers say."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from renkei.settings.fields import Checked, Date, Text

Texts = list[Text]
Some = Annotated[list[Text], Field(min_length=1)]


class GroupMeeting(Checked):
    """A working group met on a day; `name` where the meeting has one of its own."""

    date: Date
    name: str = ""


class WorkingGroup(Checked):
    """What one group works at, whose departments lead it, and when it met, oldest first."""

    tasks: Some
    departments: Some
    meetings: list[GroupMeeting] = Field(default_factory=list)
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [one.date for one in self.meetings]
        if days != sorted(days):
            raise ValueError("meetings: not in the order of their days")
        return self


class Sheet(Checked):
    """The upper half of an item's sheet: 目標, 現状と課題, 具体的連携施策; `gist` of them in words."""

    gist: Text
    covers: Text
    departments: Some
    goals: Some
    state: Some
    issues: Some
    means: Some
    effects: Some


class Task(Checked):
    """One thing done this year, and what it is to reach; `under` what heading, where there are."""

    under: str = ""
    title: Text
    targets: Some


class PlannedBar(Checked):
    """A bar or ● milestone of the plan; its days are left out where the source no longer says them.

    `begins` and `ends` bound it, `ends` left out with `begins` given runs on. `basis` says in the
    source's words where the time is from.
    """

    label: Text
    begins: Date | None = None
    ends: Date | None = None
    milestone: bool = False
    basis: str = ""

    @model_validator(mode="after")
    def _says_its_days(self) -> Self:
        if self.begins and not self.basis:
            raise ValueError(f"{self.label!r} has days; basis: missing, which says where from")
        if self.ends and not self.begins:
            raise ValueError(f"{self.label!r} ends without beginning")
        if self.begins and self.ends and self.ends < self.begins:
            raise ValueError(f"{self.label!r} ends {self.ends}, before it begins")
        return self


class PlanRow(Checked):
    """A row of the plan: what it is about, and its bars in the order of the source."""

    group: Text
    bars: list[PlannedBar]


class Part(Checked):
    """One of the parts an item is worked at in: this year's tasks with targets, and the plan.

    `gist` is what is aimed at, for the heading; `lead` what the source says above the tasks.
    """

    title: str = ""
    gist: Text
    lead: str = ""
    tasks: Annotated[list[Task], Field(min_length=1)]
    rows: list[PlanRow] = Field(default_factory=list)
    notes: Texts = Field(default_factory=list)


class WorkItem(Checked):
    """One 連携推進項目. `sheet_proposers` where the item's sheet names others than the overview."""

    title: Text
    proposers: Some
    sheet_proposers: Texts = Field(default_factory=list)
    groups: Annotated[list[WorkingGroup], Field(min_length=1)]
    sheet: Sheet
    parts: Annotated[list[Part], Field(min_length=1)]
    source: Text


class YearMeeting(Checked):
    """One meeting of the headquarters: its day, what it is called, and what it is about."""

    date: Date
    name: Text
    subject: str = ""


class Reading(Checked):
    """A word of the source that was damaged, and how it is read here."""

    page: Text
    printed: Text
    read: Text


class WorkContent(Checked):
    """The year's joint work: its meetings in order, its items, and what was read otherwise."""

    title: Text
    fiscal_year: Annotated[int, Field(ge=1990, le=2100)]
    source: Text
    meetings: Annotated[list[YearMeeting], Field(min_length=1)]
    items: list[WorkItem] = Field(default_factory=list)
    group_notes: Texts = Field(default_factory=list)
    readings: list[Reading] = Field(default_factory=list)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [one.date for one in self.meetings]
        if days != sorted(set(days)):
            raise ValueError("meetings: not in the order of their days, each once")
        return self
