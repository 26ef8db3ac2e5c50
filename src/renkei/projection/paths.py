"""Coverage by day for the nation and the prefectures: reported, adjusted, and projected on."""

import datetime as dt

import numpy as np
import pandas as pd

from renkei import processed
from renkei.projection.course import HORIZON_DAYS, Doses
from renkei.projection.engine import Forecast
from renkei.projection.intervals import LEVELS
from renkei.projection.standing import Standing
from renkei.projection.triangle import LAGS
from renkei.settings import Campaign

SHOWN = {"q10": 0.1, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q90": 0.9}
DAYS_SHOWN = 60


def coverage_paths(standing: Standing | None, campaign: Campaign) -> pd.DataFrame:
    """The frame "paths": shares of the eligible by area, day and dose.

    Reported rows run from the campaign's start to the last record day and carry q50 alone;
    adjusted rows, with what is still to be reported, over the days on which it is; projected rows
    follow to the deadline or 60 days after the as-of date, whichever is later and within the
    horizon, for areas with enough data.
    """
    if standing is None:
        return processed.empty("paths")
    rows = np.flatnonzero([len(area) == 2 for area in standing.areas])
    chosen = rows[(standing.enough | _complete(standing))[rows]]
    frames = []
    for one in filter(None, (standing.before, standing.last)):
        frames.append(_past(one, one.reported, rows, standing, campaign).assign(kind="reported"))
        adjusted = _past(one, one.given, rows, standing, campaign)
        late = adjusted["date"] > standing.days[-1] - pd.Timedelta(days=LAGS)
        frames.append(adjusted[late].assign(kind="adjusted"))
        frames.append(_projected(one, chosen, campaign).assign(kind="projected"))
    return pd.concat(frames).sort_values(["area", "dose", "date", "kind"], ignore_index=True)


def _complete(standing: Standing) -> np.ndarray:
    complete: np.ndarray = standing.last.reported[:, -1] >= standing.target
    return complete


def _past(
    one: Forecast, doses: Doses, rows: np.ndarray, standing: Standing, campaign: Campaign
) -> pd.DataFrame:
    frame = _long(one, rows, standing.days, {"q50": doses[rows]})
    last = pd.Series(standing.days[_ends(standing)], index=list(standing.areas))
    started = frame["date"] >= pd.Timestamp(campaign.sources.records.start)
    return frame[started & (frame["date"] <= frame["area"].map(last))]


def _ends(standing: Standing) -> np.ndarray:
    """Column of the last day shown as recorded, by area: before a gap where there is one."""
    ends = standing.over_all(np.maximum(standing.counts.last, 0))
    return np.where(standing.gap, ends, len(standing.days) - 1)


def _projected(one: Forecast, rows: np.ndarray, campaign: Campaign) -> pd.DataFrame:
    end = pd.Timestamp(max(campaign.deadline, campaign.as_of + dt.timedelta(days=DAYS_SHOWN)))
    shown = int(np.clip((end - one.last_day).days, 0, HORIZON_DAYS))
    days = pd.date_range(one.last_day + pd.Timedelta(days=1), periods=shown, freq="D")
    doses = {
        name: one.coverage[LEVELS.index(level)][rows][:, :shown] for name, level in SHOWN.items()
    }
    return _long(one, rows, days, doses)


def _long(
    one: Forecast, rows: np.ndarray, days: pd.DatetimeIndex, doses: dict[str, Doses]
) -> pd.DataFrame:
    """One row an area and day from arrays [areas, days], as shares of the eligible."""
    areas = np.array(one.areas)[rows]
    shares = {name: (each / one.eligible[rows, None]).ravel() for name, each in doses.items()}
    frame = pd.DataFrame({"area": np.repeat(areas, len(days)), "date": np.tile(days, len(areas))})
    return frame.assign(dose=one.dose, **shares)
