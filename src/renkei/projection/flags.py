"""What a reader has to know of each area before believing its figures."""

import numpy as np
import pandas as pd

from renkei.projection.completion import NEVER, WHOLE_DOSE
from renkei.projection.course import REACH_DAYS, SMALL, WEEK, pace
from renkei.projection.hierarchy import NATION
from renkei.projection.revisions import GAP_DAYS
from renkei.projection.standing import Standing
from renkei.settings import Campaign

FLAGS = (
    "plan_earlier_than_q10",
    "not_enough_data",
    "reporting_gap",
    "lag_outlier",
    "revised",
    "supply_short",
    "plateau",
    "ceiling_reached",
    "complete",
    "beyond_horizon",
    "partial_records",
    "no_population",
    "no_records",
    "no_municipal_records",
    "lag_unadjusted",
)
HORIZON = pd.Timedelta(days=REACH_DAYS)
PLATEAU_PACE, PLATEAU_PROGRESS = 0.2, 0.5  # of the best week so far, of the ceiling
OUTLIER_RANGES, OUTLIER_SHARE = 1.5, 0.15  # middle halves above the third quarter; of what is given


def flags(
    table: pd.DataFrame, standing: Standing | None, persons: pd.Series, campaign: Campaign
) -> list[str]:
    """The flags of each area of the table, joined by ";" in the order of FLAGS.

    `table` has the columns of `outcome.outcomes` with `recorded` and `plan`; `persons` are the
    eligible by area.
    """
    recorded, municipal = table["recorded"].astype(bool), table.index.str.len() == 6
    earliest = (
        table["d10"]
        .astype("datetime64[ns]")
        .fillna(pd.Timestamp(campaign.as_of) + HORIZON)
        .where(table["enough"].astype(bool))
    )
    of_all = {
        "plan_earlier_than_q10": table["plan"] < earliest,
        "not_enough_data": recorded & ~table["enough"].astype(bool),
        "complete": table["complete_on"].notna(),
        "beyond_horizon": table["enough"].astype(bool) & table["p_deadline"].isna(),
        "no_population": table["eligible"] == 0,
        "no_records": ~recorded & ~municipal,
        "no_municipal_records": ~recorded & municipal,
    }
    of_recorded = _of_recorded(standing, persons, campaign) if standing else {}
    marks = pd.DataFrame(index=table.index)
    for flag in FLAGS:
        held = of_all.get(flag, of_recorded.get(flag))
        marks[flag] = (
            False if held is None else held.reindex(table.index).fillna(False).astype(bool)
        )
    return [";".join(np.array(FLAGS)[row]) for row in marks.to_numpy(bool)]


def _of_recorded(
    standing: Standing, persons: pd.Series, campaign: Campaign
) -> dict[str, pd.Series]:
    """The flags that only records can tell, by area."""
    last, first = standing.last, standing.before or standing.last
    counts = standing.counts
    daily = campaign.projection_kind != "stock"
    old = daily and (pd.Timestamp(campaign.as_of) - standing.days[-1]).days >= GAP_DAYS
    found = {
        "reporting_gap": standing.gap | old,
        "lag_outlier": _lag_outliers(standing),
        "revised": standing.over_all(counts.revised),
        "supply_short": standing.short != NEVER,
        "plateau": _plateau(standing),
        "ceiling_reached": first.given[:, -1] >= first.ceiling - WHOLE_DOSE,
        "partial_records": _parts_missing(standing, persons),
        "lag_unadjusted": np.full(len(last.areas), daily and counts.snapshots < 2),
    }
    return {flag: pd.Series(held, index=list(standing.areas)) for flag, held in found.items()}


def _lag_outliers(standing: Standing) -> np.ndarray:
    """Areas whose reports come in far later than other areas' do."""
    of = standing.before or standing.last
    added = 1.0 - of.reported[:, -1] / np.maximum(of.given[:, -1], SMALL)
    own = added[: len(standing.counts.areas)]
    low, high = np.quantile(own, (0.25, 0.75))
    late: np.ndarray = added > max(high + OUTLIER_RANGES * (high - low), OUTLIER_SHARE)
    return late


def _plateau(standing: Standing) -> np.ndarray:
    """Areas far on whose pace has fallen to a fraction of their best week's, short of the target."""
    last = standing.last
    best = (last.given[:, WEEK:] - last.given[:, :-WEEK]).max(axis=1, initial=0.0) / WEEK
    slow = pace(last.given) < PLATEAU_PACE * best
    far = last.given[:, -1] > PLATEAU_PROGRESS * last.ceiling
    held: np.ndarray = slow & far & (last.given[:, -1] < standing.target)
    return held


def _parts_missing(standing: Standing, persons: pd.Series) -> list[bool]:
    """Whether a sum lacks some of the areas that make it up, or one of them does, by area."""
    known = persons.index[persons > 0]
    inside: dict[str, set[str]] = {}
    for area in known[known.str.len() == 6]:
        inside.setdefault(area[:2], set()).add(area)
    parts = standing.over.parts
    lacking = {one for one in parts if inside.get(one, set()) - set(parts[one])} - {NATION}
    prefectures = set(known[known.str.len() == 2]) - {NATION}
    if lacking or prefectures - {one[:2] for one in parts[NATION]}:
        lacking.add(NATION)
    return [area in lacking for area in standing.areas]
