"""How far each area is: cumulative doses, their share of the eligible, and the present pace."""

import pandas as pd

from renkei import areas
from renkei.intake.population import eligible_by_area
from renkei.settings import Campaign

_DAYS = 7
_COLUMNS = (
    "area", "cohort", "dose", "count", "eligible", "share", "snapshot", "pace7", "areas_present",
)  # fmt: skip


def progress(records: pd.DataFrame, population: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """Doses by area, cohort and dose up to the as-of date, from each area's newest snapshot.

    Columns: area, cohort ("programme" or "65-"), dose, count, eligible (65 and over, for both
    cohorts: domain/cleaning-rules.md, "Records"), share (0..1), snapshot, pace7 (reported doses a
    day over the last seven record days), areas_present. "00" is the prefectures present divided
    by their own residents, and `areas_present` says how many they are; it is 1 elsewhere.
    """
    usable = records[
        (records["snapshot"] <= pd.Timestamp(campaign.released))
        & (records["date"] <= pd.Timestamp(campaign.as_of))
    ]
    newest = usable["snapshot"] == usable.groupby(["area", "cohort"])["snapshot"].transform("max")
    doses = _by_dose(usable[newest], campaign)
    doses["eligible"] = doses["area"].map(eligible_by_area(population)).fillna(0).astype("int64")
    doses["areas_present"] = 1
    whole = pd.concat([_nation(doses), doses], ignore_index=True)
    whole["share"] = (whole["count"] / whole["eligible"]).where(whole["eligible"] > 0)
    return whole[list(_COLUMNS)]


def _by_dose(newest: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """Count and pace for every area, cohort and dose; a dose without a record is 0."""
    last = newest["snapshot"] - pd.Timedelta(days=1)
    last = last.where(last < pd.Timestamp(campaign.as_of), pd.Timestamp(campaign.as_of))
    recent = newest["count"].where(newest["date"] > last - pd.Timedelta(days=_DAYS), 0)
    by = ["area", "cohort", "dose"]
    sums = newest.assign(recent=recent).groupby(by)[["count", "recent"]].sum()
    keys = newest.groupby(["area", "cohort"], as_index=False)["snapshot"].max()
    grid = keys.merge(pd.DataFrame({"dose": range(1, campaign.doses + 1)}), how="cross")
    filled: pd.DataFrame = grid.join(sums, on=by).fillna({"count": 0, "recent": 0})
    filled["count"] = filled["count"].astype("int64")
    filled["pace7"] = filled["recent"] / _DAYS
    return filled


def _nation(doses: pd.DataFrame) -> pd.DataFrame:
    """The sum of the prefectures present, over their own residents."""
    present = doses[doses["area"].str.len() == 2]
    sums: pd.DataFrame = present.groupby(["cohort", "dose"], as_index=False).agg(
        count=("count", "sum"),
        eligible=("eligible", "sum"),
        snapshot=("snapshot", "max"),
        pace7=("pace7", "sum"),
        areas_present=("area", "nunique"),
    )
    sums["area"] = areas.NATION
    return sums
