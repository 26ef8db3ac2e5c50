"""Coverage by day for the nation and the prefectures: as reported so far, as projected on."""

import datetime as dt

import numpy as np
import pandas as pd

from renkei import processed
from renkei.projection.history import Doses
from renkei.projection.pace import Index
from renkei.projection.standing import Standing
from renkei.settings import Campaign

LEVELS = {"q10": 0.1, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q90": 0.9}
DAYS_SHOWN = 60


def coverage_paths(standing: Standing | None, campaign: Campaign) -> pd.DataFrame:
    """The frame "paths": shares of the eligible by area, day and dose.

    Reported rows run from the campaign's start to the last record day (an area's own where its
    reporting has a gap) and carry q50 alone; projected rows follow to the deadline or 60 days
    after the as-of date, whichever is later, for areas with enough data.
    """
    if standing is None:
        return processed.empty("paths")
    shown = (standing.table.index.str.len() == 2) & (standing.table["eligible"].to_numpy() > 0)
    rows = np.flatnonzero(shown)
    frames = [_reported(standing, rows, campaign), _projected(standing, rows, campaign)]
    return pd.concat(frames).sort_values(["area", "dose", "date"], ignore_index=True)


def _reported(standing: Standing, rows: Index, campaign: Campaign) -> pd.DataFrame:
    history = standing.history
    frames = [
        _long(standing, rows, history.days, dose, {"q50": np.cumsum(doses, axis=1)[rows]})
        for dose, doses in ((1, history.first), (2, history.second))
    ]
    frame = pd.concat(frames).assign(kind="reported")
    ends = pd.Series(history.days[standing.ends], index=list(history.areas))
    started = frame["date"] >= pd.Timestamp(campaign.sources.records.start)
    return frame[started & (frame["date"] <= frame["area"].map(ends))]


def _projected(standing: Standing, rows: Index, campaign: Campaign) -> pd.DataFrame:
    last = standing.history.last_day
    end = pd.Timestamp(max(campaign.deadline, campaign.as_of + dt.timedelta(days=DAYS_SHOWN)))
    days = pd.date_range(last + pd.Timedelta(days=1), end, freq="D")
    chosen = rows[standing.table["enough"].to_numpy(bool)[rows]]
    first, second = standing.coverage(list(LEVELS.values()), len(days))
    frames = [
        _long(standing, chosen, days, dose, dict(zip(LEVELS, doses[:, chosen], strict=True)))
        for dose, doses in ((1, first), (2, second))
    ]
    return pd.concat(frames).assign(kind="projected")


def _long(
    standing: Standing, rows: Index, days: pd.DatetimeIndex, dose: int, doses: dict[str, Doses]
) -> pd.DataFrame:
    """One row an area and day from arrays [areas, days], as shares of the eligible."""
    areas = np.array(standing.history.areas)[rows]
    eligible = standing.table["eligible"].to_numpy(float)[rows, None]
    shares = {name: (values / eligible).ravel() for name, values in doses.items()}
    frame = pd.DataFrame({"area": np.repeat(areas, len(days)), "date": np.tile(days, len(areas))})
    return frame.assign(dose=dose, **shares)
