"""Readiness: what is in place where, since when, and whether the capacity meets the need."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from renkei import areas
from renkei.deck import arrivals
from renkei.deck.briefing import Briefing
from renkei.deck.measures.progress import day
from renkei.intake.forms.form import Form
from renkei.intake.forms.readiness import BY_FORM, READINESS, days, states

Mark = Literal["all", "most", "few", "none", "silent"]
Rows = Sequence[Mapping[Any, Any]]

PREPARED, DATED = states(READINESS), days(READINESS)
_MOST, _HALF = 0.8, 0.5
_OF_DAY = re.compile("の?(設置|開始)?日$")  # 健康フォローアップセンター設置日


@dataclass(frozen=True)
class Standing:
    """One capability of one area: its mark, and the day it is ready in the whole area.

    Of a municipality `all` is 済, `most` 一部, `few` 未. Of a prefecture the share of municipalities
    that have it, of those that need it: `all` from 80 %, `most` from 50 %, `few` below. `none`:
    not needed, or of a prefecture that answers for itself no day yet; `silent`: not answered.
    `ready` is the last day of any municipality, None where one has not said it; it is `planned`
    where a day was still to come when it was told. `given` says of how many it is known.
    """

    mark: Mark
    share: float
    ready: dt.date | None = None
    given: int = 0
    planned: bool = False


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


def asked_with(briefing: Briefing) -> Form:
    """The form that says of which capabilities the campaign asks."""
    source = briefing.campaign.sources.readiness
    return BY_FORM[source.form] if source else READINESS


def of_prefectures(briefing: Briefing) -> bool:
    """Whether the campaign asks the prefectures themselves, not their municipalities."""
    return asked_with(briefing).levels == ("prefecture",)


def readiness(briefing: Briefing) -> list[Prepared]:
    """The nation's prefectures, or a prefecture's municipalities, in code order.

    Empty where nobody has answered, and of a prefecture where municipalities are not asked.
    """
    frame = given(briefing)
    if frame.empty:
        return []
    keys = (
        [one.short for one in areas.prefectures()]
        if _national(briefing)
        else list(briefing.municipalities)
    )
    by_area: dict[str, list[Mapping[Any, Any]]] = {key: [] for key in keys}
    for row in frame.assign(known=arrivals.known(briefing, frame)).to_dict("records"):
        by_area[row["area"][: 2 if _national(briefing) else 6]].append(row)
    return [_prepared(briefing, key, rows) for key, rows in by_area.items()]


def in_place(briefing: Briefing) -> dict[str, tuple[int, int]]:
    """How many municipalities have each capability in place, and how many of them need it.

    Where prefectures tell the day instead: how many were ready by the day they told it, of all that are.
    """
    frame, form = given(briefing), asked_with(briefing)
    found = {}
    if of_prefectures(briefing):
        by = arrivals.known(briefing, frame)
        return {
            one: (int((frame[one] <= by).sum()), len(areas.prefectures())) for one in days(form)
        }
    for name in states(form):
        counts = frame[name].value_counts()
        needed = sum(int(counts.get(one, 0)) for one in ("済", "一部", "未"))
        if needed:
            found[name] = (int(counts.get("済", 0)), needed)
    return found


def given(briefing: Briefing) -> pd.DataFrame:
    """The rows that stand: of the deck's municipalities, or of the prefectures themselves."""
    frame = briefing.frames["readiness"]
    if not of_prefectures(briefing):
        frame = briefing.of_area(frame)
    elif not _national(briefing):
        frame = frame.head(0)
    return frame[frame["current"]]


def _national(briefing: Briefing) -> bool:
    return briefing.level == "nation"


def _prepared(briefing: Briefing, key: str, rows: Rows) -> Prepared:
    """`rows` are those of the area or inside it; `known`: until when a row tells what was done."""
    whole = len(key) == 2 and not of_prefectures(briefing)
    asked = len(areas.municipalities(key)) if whole else 1
    form = asked_with(briefing)
    told = {name: _state([row[name] for row in rows]) for name in states(form)}
    dated = {name: _dated(briefing, rows, name, asked) for name in days(form)}
    required = briefing.recorded["required"].get(key, float("nan"))
    capacity = [one["capacity"] for one in rows if not pd.isna(one["capacity"])]
    return Prepared(
        key,
        areas.label(key),
        asked,
        sum(any(_said(one[name]) for name in (*told, *dated)) for one in rows),
        told | dated,
        float(np.sum(capacity)) if capacity else float("nan"),
        float("nan") if briefing.past else float(required),
    )


def _said(value: Any) -> bool:
    return value != "" and not pd.isna(value)


def _state(given: Sequence[Any]) -> Standing:
    """The mark of a capability: of one municipality its own word, of several their share."""
    done, partly = given.count("済"), given.count("一部")
    needed = done + partly + given.count("未")
    if not needed:
        said = sum(map(_said, given))
        return Standing("none" if said else "silent", float("nan"), given=said)
    if len(given) == 1:
        mark: Mark = "all" if done else "most" if partly else "few"
        return Standing(mark, float(done), given=1)
    return Standing(_mark(done / needed), done / needed, given=needed)


def _mark(share: float) -> Mark:
    return "all" if share >= _MOST else "most" if share >= _HALF else "few"


def _dated(briefing: Briefing, rows: Rows, name: str, asked: int) -> Standing:
    """What is ready on a day: past for all, past for most, or still to come when it was told."""
    told = [one for one in rows if not pd.isna(one[name])]
    if not told:
        undecided = of_prefectures(briefing) and rows
        return Standing("none" if undecided else "silent", float("nan"))
    done = sum(one[name] <= one["known"] for one in told)
    share = done / asked
    mark: Mark = "all" if share == 1 else _mark(min(share, _MOST - 0.01))
    last = day(max(one[name] for one in told)) if len(told) == asked else None
    return Standing(mark, share, last, len(told), planned=done < len(told))


def capability_title(name: str) -> str:
    """What a capability is called: the question its form asks, without the day it asks for."""
    asked = {one.name: one.title for form in BY_FORM.values() for one in form.questions}
    return _OF_DAY.sub("", asked[name])
