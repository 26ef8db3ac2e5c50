"""The register of the work plan on a day: what stands, what has changed, what is overdue."""

import datetime as dt
from typing import Any

import pandas as pd

from renkei.deck.work.items import Bar, Group, Item, Met, Part, Row

MEETINGS = ("会議", "部会", "協議会", "検討会", "連絡会")  # what a milestone that is one is called
KEY = ["area", "item", "group", "bar"]
DONE, DROPPED = "完了", "中止"
_PERIODS = ("start", "end", "milestone_on")


def standing(register: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """What the frame "work_plan" said on a day: one row a bar, the latest value of every cell.

    Of the rows of a key received by then the latest stands, and a blank overwrites nothing
    (cleaning-rules.md, "Sheets"); bars keep the order in which they first came.
    """
    known = register[register["received"].isna() | (register["received"] <= pd.Timestamp(day))]
    ordered = known.sort_values("received", kind="stable", na_position="first")
    filled = ordered.assign(**{name: ordered[name].replace("", None) for name in _words(ordered)})
    latest = filled.groupby(KEY, sort=False, dropna=False).last().reset_index()
    return _times_together(latest, filled)


def _times_together(latest: pd.DataFrame, filled: pd.DataFrame) -> pd.DataFrame:
    """The days of a time belong to its words: both are of the last row that gives the time."""
    for name in _PERIODS:
        columns = [name, f"{name}_earliest", f"{name}_latest"]
        given = filled[filled[name].notna()].drop_duplicates(KEY, keep="last")
        latest = latest.drop(columns=columns).merge(given[[*KEY, *columns]], on=KEY, how="left")
    return latest


def _words(frame: pd.DataFrame) -> list[str]:
    return [
        name
        for name in map(str, frame)
        if name not in KEY and frame[name].dtype.kind not in "Mbifu"
    ]


def text(value: Any) -> str:
    """A cell as text; nothing where it is blank."""
    return "" if pd.isna(value) else str(value)


def day(value: Any) -> dt.date | None:
    """A cell as a day; None where it is blank."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def items(rows: pd.DataFrame, as_of: dt.date) -> tuple[Item, ...]:
    """The items of a register as it stands, each with its groups and bars."""
    found = []
    for title, mine in rows.groupby("item", sort=False):
        groups = tuple(
            Row(
                text(name),
                tuple(bar for row in bars.to_dict("records") for bar in _bars(row, as_of)),
            )
            for name, bars in mine.groupby("group", sort=False, dropna=False)
        )
        part = Part("", (), groups)
        found.append(Item(str(title), names_of(mine["proposers"]), _groups(mine, as_of), (part,)))
    return tuple(found)


def names_of(cells: pd.Series) -> tuple[str, ...]:
    """Names separated by 、 in any row of a column, each once."""
    every = (name.strip() for one in cells.dropna() for name in str(one).split("、"))
    return tuple(dict.fromkeys(name for name in every if name))


def _groups(rows: pd.DataFrame, as_of: dt.date) -> tuple[Group, ...]:
    """The working groups of an item; their meetings are the milestones so called that were held."""
    found = []
    for name, mine in rows.groupby("working_group", sort=False, dropna=False):
        held = [Met(on, text(row["milestone"])) for row in mine.to_dict("records")
                if (on := held_on(row, as_of)) and _is_meeting(row)]  # fmt: skip
        ordered = tuple(sorted(held, key=lambda one: one.day))
        found.append(Group((text(name),), names_of(mine["departments"]), ordered))
    return tuple(found)


def _is_meeting(row: dict[Any, Any]) -> bool:
    return any(word in text(row["milestone"]) for word in MEETINGS)


def held_on(row: dict[Any, Any], as_of: dt.date) -> dt.date | None:
    """When a milestone was held: its day, or the reported one where that is earlier.

    None while nothing is reported (実施日 blank), or where the day is still to come.
    """
    planned, actual = day(row["milestone_on_latest"]), day(row["actual"])
    if not text(row["milestone"]) or actual is None or actual > as_of:
        return None
    return actual if planned is None or actual < planned else planned


def _bars(row: dict[Any, Any], as_of: dt.date) -> list[Bar]:
    """The bar of a row, and its milestone where it has one."""
    bars = [
        Bar(
            label=text(row["bar"]),
            begins=day(row["start_earliest"]),
            ends=_last_day(row),
            status=text(row["status"]),
            late=bar_is_late(row, as_of),
            told=_told(row, "start", "end"),
        )
    ]
    if text(row["milestone"]):
        on = day(row["milestone_on_earliest"])
        held = held_on(row, as_of) is not None
        bars.append(
            Bar(
                label=text(row["milestone"]),
                begins=on,
                ends=day(row["milestone_on_latest"]) or on,
                milestone=True,
                held=held,
                status=text(row["status"]),
                late=milestone_is_late(row, as_of),
                told=_told(row, "milestone_on"),
            )
        )
    return bars


def _last_day(row: dict[Any, Any]) -> dt.date | None:
    """The last day of a bar; the end of its first month where no end can be read."""
    if pd.isna(row["end_earliest"]):
        return day(row["start_latest"])
    return day(row["end_latest"])


def period(row: dict[Any, Any]) -> str:
    """From when to when in the register's words: R3.7～R3.9, R3.7, R4.4～; "" where none is told."""
    start, end = text(row["start"]), text(row["end"])
    if start == end or not end:
        return start
    return f"{start}～" if start and end.endswith("以降") else "～".join(filter(None, (start, end)))


def _told(row: dict[Any, Any], *names: str) -> str:
    return "～".join(text(row[name]) for name in names if text(row[name]))


def not_done(row: dict[Any, Any]) -> bool:
    """Whether a bar is still to be done: neither finished nor dropped."""
    return text(row["status"]) not in (DONE, DROPPED)


def bar_is_late(row: dict[Any, Any], as_of: dt.date) -> bool:
    """Whether a bar's last day has passed without it being done."""
    last = day(row["end_latest"])
    return not_done(row) and last is not None and last < as_of


def milestone_is_late(row: dict[Any, Any], as_of: dt.date) -> bool:
    """Whether a milestone's last day has passed and nothing says that it was held."""
    last = day(row["milestone_on_latest"])
    waiting = bool(text(row["milestone"])) and held_on(row, as_of) is None
    return waiting and not_done(row) and last is not None and last < as_of
