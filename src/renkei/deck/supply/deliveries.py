"""Deliveries as one frame, from the register of a campaign or from the papers of a meeting.

Columns: `day` (of delivery, or the first of its week), `class`, `boxes`, `doses_per_box`, `doses`,
`cumulative` (running sum of all classes, computed), `planned` (after the as-of date), `assumed`
(nobody tells the day). Rows in the order of days and classes.
"""

import datetime as dt

import pandas as pd

from renkei import areas
from renkei.deck.briefing import Briefing
from renkei.intake.forms.supply import CLASSES
from renkei.settings.content.vaccination import Deliveries

COLUMNS = (
    "day", "class", "boxes", "doses_per_box", "doses", "cumulative", "planned", "assumed"
)  # fmt: skip


def of_area(view: Briefing) -> pd.DataFrame:
    """The deliveries to the briefing's area that stand; those after the as-of date are planned.

    The nation's are the sums of the prefectures' where it has none of its own. Of an area inside
    a prefecture only what is said of itself: nothing is allocated downwards. A delivery whose
    doses were refused is left out.
    """
    told = _told(view)
    own = told[told["doses"].notna()]
    if own.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    summed = own.groupby(["day", "class"], as_index=False).agg(
        boxes=("boxes", _all_or_none),
        doses=("doses", "sum"),
        doses_per_box=("doses_per_box", _same),
    )
    return _ordered(summed.assign(assumed=False), view.campaign.as_of)


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
    return _ordered(pd.DataFrame(rows), as_of)


def _ordered(frame: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Rows by day and class, with the running sum of all classes."""
    rank = frame["class"].map({name: place for place, name in enumerate(CLASSES)})
    ordered = frame.assign(rank=rank).sort_values(["day", "rank", "class"], ignore_index=True)
    summed = ordered.assign(
        cumulative=ordered["doses"].cumsum(), planned=ordered["day"] > pd.Timestamp(as_of)
    )
    return summed[list(COLUMNS)]


def _all_or_none(boxes: pd.Series) -> float:
    """The sum, unknown where one of them is."""
    return float(boxes.sum(skipna=False))


def _same(held: pd.Series) -> float:
    """What all boxes of a day hold; unknown where they differ."""
    return float(held.iloc[0]) if held.nunique(dropna=False) == 1 else float("nan")
