"""Readiness: what is in place where, since when, and whether the capacity meets the need."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from renkei import areas
from renkei.deck.briefing import Briefing
from renkei.deck.measures.progress import day
from renkei.intake.forms.readiness import PREPARATIONS

Mark = Literal["all", "most", "few", "none"]

PREPARED = tuple(one.name for one in PREPARATIONS)
DATED = ("vouchers_sent", "booking_opened")
_MOST, _HALF = 0.8, 0.5


@dataclass(frozen=True)
class Standing:
    """One capability of one area: its mark, and the day it is ready in the whole area.

    Of a municipality `all` is 済, `most` 一部, `few` 未. Of a prefecture the share of municipalities
    that have it, of those that need it: `all` from 80 %, `most` from 50 %, `few` below. `none`:
    not needed, or not answered. `ready` is the last day of any municipality, None where one has
    not said it; `given` says of how many it is known.
    """

    mark: Mark
    share: float
    ready: dt.date | None = None
    given: int = 0


@dataclass(frozen=True)
class Prepared:
    """One row of the matrix: an area, its capabilities by name, capacity a day and the need.

    `capacity` is NaN where no municipality gives it, `need` where nothing is projected.
    """

    area: str
    name: str
    asked: int
    answered: int
    standings: dict[str, Standing]
    capacity: float
    need: float


def readiness(briefing: Briefing) -> list[Prepared]:
    """The nation's prefectures, or a prefecture's municipalities, in code order.

    Empty where no municipality has answered.
    """
    frame = briefing.of_area(briefing.frames["readiness"])
    frame = frame[frame["current"]]
    if frame.empty:
        return []
    by_area = dict(list(frame.groupby(frame["area"].str[: 2 if _national(briefing) else 6])))
    keys = (
        [one.short for one in areas.prefectures()]
        if _national(briefing)
        else list(briefing.municipalities)
    )
    return [_prepared(briefing, key, by_area.get(key, frame.head(0))) for key in keys]


def in_place(briefing: Briefing) -> dict[str, tuple[int, int]]:
    """How many municipalities have each capability in place, and how many of them need it."""
    frame = briefing.of_area(briefing.frames["readiness"])
    frame = frame[frame["current"]]
    found = {}
    for name in PREPARED:
        counts = frame[name].value_counts()
        needed = sum(int(counts.get(one, 0)) for one in ("済", "一部", "未"))
        if needed:
            found[name] = (int(counts.get("済", 0)), needed)
    return found


def _national(briefing: Briefing) -> bool:
    return briefing.level == "nation"


def _prepared(briefing: Briefing, key: str, part: pd.DataFrame) -> Prepared:
    asked = len(areas.municipalities(key)) if len(key) == 2 else 1
    states = {name: _state(part[name].fillna("")) for name in PREPARED}
    dated = {name: _dated(briefing, part[name], asked) for name in DATED}
    row = briefing.projection(key)
    capacity = part["capacity"].dropna()
    return Prepared(
        key,
        areas.label(key),
        asked,
        int((part[list(PREPARED)].fillna("") != "").any(axis=1).sum()),
        states | dated,
        float(capacity.sum()) if len(capacity) else float("nan"),
        float("nan") if row is None or briefing.past else float(row["required"]),
    )


def _state(given: pd.Series) -> Standing:
    """The mark of a capability: of one municipality its own word, of several their share."""
    counts = given.value_counts()
    done, partly = int(counts.get("済", 0)), int(counts.get("一部", 0))
    needed = done + partly + int(counts.get("未", 0))
    if not needed:
        return Standing("none", float("nan"), given=int((given != "").sum()))
    if len(given) == 1:
        mark: Mark = "all" if done else "most" if partly else "few"
        return Standing(mark, float(done), given=1)
    return Standing(_mark(done / needed), done / needed, given=needed)


def _mark(share: float) -> Mark:
    return "all" if share >= _MOST else "most" if share >= _HALF else "few"


def _dated(briefing: Briefing, days: pd.Series, asked: int) -> Standing:
    """What is ready on a day: past for all, past for most, or still to come."""
    known = days.dropna()
    if known.empty:
        return Standing("none", float("nan"))
    share = int((known <= pd.Timestamp(briefing.campaign.as_of)).sum()) / asked
    mark: Mark = "all" if share == 1 else _mark(min(share, _MOST - 0.01))
    whole = len(known) == asked
    return Standing(mark, share, day(known.max()) if whole else None, len(known))


def capability_title(name: str) -> str:
    """The question behind a capability, as the form asks it."""
    titles = {one.name: one.title for one in PREPARATIONS}
    return titles[name]
