"""Whom to call today: who is late, how many people that concerns, and when they were last heard."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.deck.measures.movers import full_name
from renkei.deck.measures.order import municipal_list
from renkei.deck.recorded import SHOWN

_HEARD = ("contacted", "returned")  # days on which somebody spoke to the municipality


@dataclass(frozen=True)
class Calls:
    """Municipalities in the order to call them, and what the order had to leave open.

    `order` has area, name, eligible, late (days after the deadline; `late_open`: beyond what is
    projected), later (days the answer moved back since the previous round), slip (the larger of
    both), last (day last heard, NaT: never), days (since then), score (eligible × slip × days),
    and of the answer latest, previous_latest, bucket, conditional, condition; d50, recorded,
    `why` it is in the order ("projected" late; "said": an answer after the deadline where nothing
    is projected; "moved" back alone) and `open`: the category of its oldest liaison entry that is
    not closed.
    `never` of the municipalities were never heard: their days count since `since`, the day the
    first round was opened (None: no round, every municipality weighs the same). `unknown` have
    neither a projection nor an answer with a day, `uncounted` no eligible: they are in no order.
    """

    order: pd.DataFrame
    asked: int
    never: int
    unknown: int
    uncounted: int
    since: dt.date | None


def calls(briefing: Briefing) -> Calls:
    """The municipalities by eligible × slip × days since they were last heard, the most first.

    Nothing to order where the deadline is settled or lies beyond what is projected.
    """
    frame = _slips(briefing, municipal_list(briefing))
    opened = briefing.campaign.rounds_asked
    since = opened[0].opened if opened else None
    frame["last"] = pd.to_datetime(frame["area"].map(last_heard(briefing)))
    never = frame["last"].isna()
    counted = frame["last"].fillna(pd.Timestamp(since)) if since else frame["last"]
    days = (pd.Timestamp(briefing.campaign.as_of) - counted).dt.days
    frame["days"] = days if since else days.fillna(1)
    waiting = _open_category(briefing)
    frame["open"] = [waiting.get(area, "") for area in frame["area"]]
    frame["score"] = frame["eligible"] * frame["slip"] * frame["days"]
    told = briefing.level != "municipality" and not (briefing.settled or briefing.beyond)
    order = frame[(frame["score"] > 0) & told].sort_values(
        ["score", "eligible", "area"], ascending=[False, False, True]
    )
    return Calls(
        order=order.reset_index(drop=True),
        asked=len(frame),
        never=int(never.sum()),
        unknown=int(frame["slip"].isna().sum()),
        uncounted=int(frame["eligible"].isna().sum()),
        since=since,
    )


def _slips(briefing: Briefing, frame: pd.DataFrame) -> pd.DataFrame:
    """How late each is to be expected after the deadline, and how far its answer moved back."""
    deadline = pd.Timestamp(briefing.campaign.deadline)
    beyond = (pd.Timestamp(briefing.campaign.as_of) + SHOWN - deadline).days
    projected = frame["recorded"] & ~frame["outlook"].isin(["no_data", "beyond"]) & ~frame["done"]
    latest = pd.to_datetime(frame["latest"])
    said = (latest - deadline).dt.days
    late_open = projected & frame["d50"].isna()
    late = said.mask(projected, (pd.to_datetime(frame["d50"]) - deadline).dt.days)
    late = late.mask(late_open, beyond).mask(frame["done"], 0).clip(lower=0)
    later = (latest - pd.to_datetime(frame["previous_latest"])).dt.days.clip(lower=0)
    eligible = frame["area"].map(briefing.eligible)
    why = pd.Series("moved", frame.index, dtype="str")
    return frame.assign(
        why=why.mask(late > 0, "said").mask((late > 0) & projected, "projected"),
        name=[full_name(briefing, area) for area in frame["area"]],
        eligible=eligible.where(eligible > 0),
        late=late,
        late_open=late_open,
        later=later.mask(frame["done"], 0),
        slip=pd.concat([late, later], axis=1).max(axis=1).mask(frame["done"], 0),
    )


def heard(briefing: Briefing) -> pd.DataFrame:
    """The liaison entries that stand, heard by the as-of date, of the deck's area and inside it.

    A prefecture's own entries are among them, a municipality's deck has its own alone.
    """
    frame = briefing.frames["liaison"]
    inside = briefing.area if briefing.level != "nation" else ""
    mine = frame["current"] & frame["area"].str.startswith(inside)
    known = frame["contacted"].isna() | (
        frame["contacted"] <= pd.Timestamp(briefing.campaign.as_of)
    )
    return frame[mine & known]


def last_heard(briefing: Briefing) -> dict[str, Any]:
    """The last day a liaison heard each area, or told it an answer, by area."""
    frame = heard(briefing)
    days = frame[list(_HEARD)]
    days = days.where(days <= pd.Timestamp(briefing.campaign.as_of))
    return dict(days.max(axis=1).groupby(frame["area"]).max().dropna())


def _open_category(briefing: Briefing) -> dict[str, str]:
    """The category of each area's oldest liaison entry that is not closed."""
    frame = heard(briefing)
    waiting = frame[frame["closed"].isna()].sort_values(["contacted", "number"])
    return dict(waiting.drop_duplicates("area").set_index("area")["category"].fillna(""))
