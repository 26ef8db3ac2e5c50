"""Lines of records summed by area, day, cohort and dose; the areas are those of the source."""

import pandas as pd

from renkei import processed
from renkei.intake.records.fields import ELDERLY, keys
from renkei.intake.records.lines import Numbers
from renkei.settings import Campaign
from renkei.settings.sources import MEASURES


def cohort_names(campaign: Campaign) -> tuple[str, ...]:
    """The cohorts records are summed by: everybody first, then those the lines tell apart."""
    if campaign.eligibility:
        return (*MEASURES["cohorts"], *campaign.eligibility.ids)
    return MEASURES["snapshots"]


def summed(fields: dict[str, Numbers]) -> pd.DataFrame:
    """Counts by area, day and dose for each cohort the file can tell, by its place among names."""
    dose = fields["dose" if "dose" in fields else "status"]
    frame = pd.DataFrame({name: fields[name] for name in ("area", "date", "count")})
    frame = frame.assign(status=dose)
    cohorts = [frame.assign(cohort=0)]
    if "cohort" in fields:
        cohorts.append(frame.assign(cohort=fields["cohort"] + 1))
    if "age" in fields:
        cohorts.append(frame[fields["age"] == ELDERLY].assign(cohort=1))
    by = ["area", "date", "cohort", "status"]
    whole: pd.DataFrame = pd.concat(
        [one.groupby(by, as_index=False)["count"].sum() for one in cohorts]
    )
    return whole


def joined(tables: list[pd.DataFrame], names: tuple[str, ...]) -> pd.DataFrame:
    """All snapshots in one frame "records", sorted by snapshot, area, cohort, dose and day.

    `names` are the cohorts in the order of `cohort_names`.
    """
    if not any(len(table) for table in tables):
        return processed.empty("records")
    whole = pd.concat(tables, ignore_index=True)
    whole = whole.sort_values(["snapshot", "area", "cohort", "status", "date"], ignore_index=True)
    return pd.DataFrame(
        {
            "area": _named(whole["area"], keys()),
            "snapshot": _days(whole["snapshot"]),
            "date": _days(whole["date"]),
            "cohort": _named(whole["cohort"], names),
            "dose": whole["status"],
            "count": whole["count"],
        }
    )


def _named(index: pd.Series, names: tuple[str, ...]) -> pd.Series:
    return pd.Series(pd.array(names, dtype="str").take(index.to_numpy(), allow_fill=True))


def _days(ordinals: pd.Series) -> pd.Series:
    return pd.Series(ordinals.to_numpy().astype("datetime64[D]").astype("datetime64[ns]"))
