"""Deliveries as one frame, from the register of a campaign or from the papers of a meeting.

Columns: `day` (of delivery, or the first of its week), `class`, `boxes`, `doses_per_box`, `doses`,
`cumulative` (running sum of all classes, computed), `planned` (not known as made), `assumed`
(nobody tells the day). Rows in the order of days and classes.
"""

import datetime as dt

import pandas as pd

from renkei import areas
from renkei.deck import arrivals
from renkei.deck.briefing import Briefing
from renkei.intake.forms.supply import CLASSES
from renkei.settings.content.vaccination import Deliveries

COLUMNS = (
    "day", "class", "boxes", "doses_per_box", "doses", "cumulative", "planned", "assumed"
)  # fmt: skip


def of_area(view: Briefing) -> pd.DataFrame:
    """The deliveries to the briefing's area that stand; those after `known_until` are planned.

    The nation's are the sums of the prefectures' where it has none of its own. Of an area inside
    a prefecture only what is said of itself: nothing is allocated downwards. A delivery whose
    doses were refused is left out.
    """
    told = _told(view)
    own = told[told["doses"].notna()]
    if own.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    own = own.assign(planned=_planned(view, own))
    groups = own.groupby(["day", "class"])
    held = groups["doses_per_box"]
    summed = pd.DataFrame(
        {
            "boxes": groups["boxes"].sum(skipna=False),  # unknown where one of them is
            "doses": groups["doses"].sum(),
            "doses_per_box": held.first().where(held.nunique(dropna=False) == 1),
            "planned": groups["planned"].any(),
        }
    )
    return _ordered(summed.reset_index().assign(assumed=False))


def known_until(view: Briefing) -> dt.date:
    """The day up to which the register tells what was delivered, of every area summed.

    The day an area's newest row was received, at most the as-of date; of several the earliest.
    """
    told = _told(view)
    newest = arrivals.known(view, told).groupby(told["area"]).max().min()
    return view.campaign.as_of if pd.isna(newest) else newest.date()


def _planned(view: Briefing, own: pd.DataFrame) -> pd.Series:
    """Which deliveries were still to come when their row was received, or are for the whole area."""
    whole = pd.Timestamp(known_until(view))
    return (own["day"] > arrivals.known(view, own)) | (own["day"] > whole)


def left_out(view: Briefing) -> int:
    """How many deliveries to the briefing's area say no doses, or none that were accepted."""
    return int(_told(view)["doses"].isna().sum())


def _told(view: Briefing) -> pd.DataFrame:
    """What stands of the area, or for the nation of all prefectures where it has none itself."""
    frame = view.frames["supply"]
    standing = frame[frame["current"].astype(bool) & frame["day"].notna()]
    own = standing[standing["area"] == view.area]
    if own.empty and view.area == areas.NATION:
        return standing[standing["area"].str.len() == 2]
    return own


def of_paper(one: Deliveries, as_of: dt.date) -> pd.DataFrame:
    """The deliveries of a meeting's papers; those after `as_of`, its day, are planned."""
    rows = [
        {
            "day": pd.Timestamp(each.week),
            "class": one.cohort,
            "boxes": float(each.boxes),
            "doses_per_box": float(each.doses_per_box),
            "doses": float(each.doses),
            "assumed": each.week_from == "assumed",
        }
        for each in one.deliveries
    ]
    frame = pd.DataFrame(rows)
    return _ordered(frame.assign(planned=frame["day"] > pd.Timestamp(as_of)))


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows by day and class, with the running sum of all classes."""
    rank = frame["class"].map({name: place for place, name in enumerate(CLASSES)})
    ordered = frame.assign(rank=rank).sort_values(["day", "rank", "class"], ignore_index=True)
    return ordered.assign(cumulative=ordered["doses"].cumsum())[list(COLUMNS)]
