"""Cells of one entry against each other: days in their order, an end after its start, who proposed."""

import re
from typing import Any

import pandas as pd

from renkei import areas
from renkei.errors import DataError
from renkei.intake.forms.liaison import LIAISON, STEPS
from renkei.intake.forms.work_plan import WORK_PLAN
from renkei.intake.sheets.settling import Standing
from renkei.wording.dates import stored
from renkei.wording.text import fold

_BETWEEN_NAMES = re.compile(r"[、,・;/\s]+")
_THE_PREFECTURE = ("県", "都", "道", "府", "都道府県")


def check_days(one: Standing) -> None:
    """Refuse each day of a liaison entry that lies before an earlier step.

    Heard ≤ forwarded ≤ replied ≤ returned ≤ closed, as far as the days are given.
    """
    before = ""
    for step in STEPS:
        day = one.row[step]
        if _is_missing(day):
            continue
        if before and day < one.row[before]:
            title, earlier = (LIAISON.by_name[name].title for name in (step, before))
            one.refuse(
                step,
                "days out of order",
                f'{title} is "{one.written(step)}" ({day}) but {earlier} is {one.row[before]}',
                f"a day on or after {one.row[before]}",
            )
        else:
            before = step


def check_plan(one: Standing) -> None:
    """Refuse the end of a bar that lies before its start, and proposers that are no such areas."""
    start, end = one.row["start_earliest"], one.row["end_latest"]
    if not _is_missing(start) and not _is_missing(end) and end < start:
        began = stored(start, one.row["start_latest"])
        titles = [WORK_PLAN.by_name[name].title for name in ("start", "end")]
        one.refuse(
            "end",
            "days out of order",
            f'{titles[1]} is "{one.written("end")}" (to {end}) but {titles[0]} is {began}',
            f"a time that does not end before {start}",
        )
    _check_proposers(one)


def _check_proposers(one: Standing) -> None:
    for name in _BETWEEN_NAMES.split(fold(one.row["proposers"])):
        if not name or name in _THE_PREFECTURE:
            continue
        try:
            areas.find(name=name, prefecture=one.row["area"])
        except DataError as error:
            title = WORK_PLAN.by_name["proposers"].title
            one.refuse(
                "proposers",
                "unknown area",
                f'{title} is "{one.written("proposers")}" ({error.what})',
                error.expected or "",
                ", ".join(error.nearest),
            )
            return


def _is_missing(value: Any) -> bool:
    return bool(pd.isna(value))
