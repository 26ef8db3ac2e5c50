"""Until when a register tells what was done: the day its rows were received, not the as-of date."""

import datetime as dt

import pandas as pd

from renkei.deck.briefing import Briefing


def known(view: Briefing, frame: pd.DataFrame) -> pd.Series:
    """Until when each row tells what was done: the day it was received, at most the as-of date.

    The as-of date where nobody says when it was received. A later day in the row is a plan.
    """
    as_of = pd.Timestamp(view.campaign.as_of)
    return frame["received"].where(frame["received"] <= as_of, as_of)


def until(view: Briefing, frame: pd.DataFrame) -> dt.date:
    """The day the newest of these rows stand for; the as-of date where there is none."""
    newest = known(view, frame).max()
    return view.campaign.as_of if pd.isna(newest) else newest.date()


def as_received(view: Briefing, frame: pd.DataFrame) -> str:
    """Of when these rows are, where they are older than the as-of date: 6月1日受領分.

    6月1日までの受領分 where they came on several days; nothing where the newest are of today.
    """
    newest = until(view, frame)
    if newest >= view.campaign.as_of:
        return ""
    day = view.called(newest)
    return f"{day}受領分" if known(view, frame).nunique() == 1 else f"{day}までの受領分"


def in_brackets(view: Briefing, frame: pd.DataFrame) -> str:
    """The same to stand behind a count: （6月1日受領分）; nothing where there is nothing to say."""
    told = as_received(view, frame)
    return f"（{told}）" if told else ""
