"""What is done together: items, their groups and bars, whether from papers or from a register."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from renkei.settings.content.work import Part as PaperPart
from renkei.settings.content.work import PlannedBar, Sheet, Task, WorkItem


@dataclass(frozen=True)
class Bar:
    """One line of a plan. `begins` None: the time is not known; `ends` None then or runs on.

    A milestone stands for an event between its days; `held` says that it has been. `status` is the
    register's word, "" where none is told; `late` says that its time is over without it being done. `told` is the time in
    words where no day of it is known.
    """

    label: str
    begins: dt.date | None = None
    ends: dt.date | None = None
    milestone: bool = False
    held: bool = False
    status: str = ""
    late: bool = False
    told: str = ""
    basis: str = ""

    @property
    def put_off(self) -> bool:
        """Whether it is postponed; what was held before is not."""
        return self.status == "延期" and not self.held


@dataclass(frozen=True)
class Row:
    """Bars of one group, in their order."""

    group: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Part:
    """A part of an item: this year's tasks with their targets, and its rows of the plan."""

    title: str
    tasks: tuple[Task, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    gist: str = ""
    lead: str = ""

    @property
    def bars(self) -> Iterator[Bar]:
        """Every bar of every row."""
        for row in self.rows:
            yield from row.bars


@dataclass(frozen=True)
class Met:
    """A meeting of a working group: its day, and its name where it has one."""

    day: dt.date
    name: str = ""


@dataclass(frozen=True)
class Group:
    """A working group: what it works at, who leads it, when it met, oldest first."""

    tasks: tuple[str, ...]
    departments: tuple[str, ...]
    meetings: tuple[Met, ...]
    note: str = ""

    def last_met(self, day: dt.date) -> Met | None:
        """Its latest meeting up to a day."""
        held = [one for one in self.meetings if one.day <= day]
        return held[-1] if held else None


@dataclass(frozen=True)
class Item:
    """One 連携推進項目; `sheet` only where papers describe it."""

    title: str
    proposers: tuple[str, ...]
    groups: tuple[Group, ...]
    parts: tuple[Part, ...]
    sheet: Sheet | None = None
    sheet_proposers: tuple[str, ...] = ()
    source: str = ""

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments of its groups, each once."""
        return tuple(dict.fromkeys(name for group in self.groups for name in group.departments))


def of_papers(one: WorkItem) -> Item:
    """An item as its papers say it."""
    return Item(
        title=one.title,
        proposers=tuple(one.proposers),
        groups=tuple(
            Group(
                tuple(group.tasks),
                tuple(group.departments),
                tuple(Met(held.date, held.name) for held in group.meetings),
                group.note,
            )
            for group in one.groups
        ),
        parts=tuple(_part(part) for part in one.parts),
        sheet=one.sheet,
        sheet_proposers=tuple(one.sheet_proposers),
        source=one.source,
    )


def _part(part: PaperPart) -> Part:
    rows = tuple(Row(row.group, tuple(_bar(bar) for bar in row.bars)) for row in part.rows)
    return Part(part.title, tuple(part.tasks), rows, tuple(part.notes), part.gist, part.lead)


def _bar(bar: PlannedBar) -> Bar:
    return Bar(bar.label, bar.begins, bar.ends, bar.milestone, basis=bar.basis)
