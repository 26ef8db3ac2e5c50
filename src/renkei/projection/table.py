"""The projection of one campaign at one date: frames in, two frames out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from renkei import processed
from renkei.projection.answers import plan_dates, wish_shares
from renkei.projection.history import NATION
from renkei.projection.outcome import COLUMNS, HORIZON_DAYS, outcomes
from renkei.projection.paths import coverage_paths
from renkei.projection.standing import eligible_persons, stand
from renkei.settings import Campaign

FLAGS = (
    "plan_earlier_than_q10",
    "not_enough_data",
    "reporting_gap",
    "ceiling_reached",
    "complete",
    "partial_records",
    "no_population",
    "no_records",
    "no_municipal_records",
    "lag_unadjusted",
)


@dataclass(frozen=True)
class Projection:
    """`areas` is the frame "projections", `paths` the frame "paths" (see processed)."""

    areas: pd.DataFrame
    paths: pd.DataFrame


def project(
    records: pd.DataFrame, population: pd.DataFrame, answers: pd.DataFrame, campaign: Campaign
) -> Projection:
    """Project when each area completes, with the plain method of `method`.

    Takes the frames of those names; uses the newest snapshot up to `campaign.released` and record
    days up to `campaign.as_of`. Every area named in any of them gets a row: the nation (the sum of
    the prefectures with records), prefectures, municipalities. Nothing is allocated downwards: an
    area without records has its plan, outlook `no_data` and a flag. The reported pace is not
    adjusted for the reporting lag (flag `lag_unadjusted`), and is never a mean since the start.

    FLAGS names the flags. Rule: domain/projection.md; the question's own definition of complete
    is the campaign's.
    """
    persons = eligible_persons(population)
    standing = stand(records, persons, answers, campaign)
    recorded = outcomes(standing, campaign) if standing else pd.DataFrame(columns=list(COLUMNS))
    named = {NATION, *persons.index, *answers["area"]} - set(recorded.index)
    bare = _unrecorded(sorted(named), persons, answers, campaign)
    table = pd.concat([recorded.assign(recorded=True), bare] if standing else [bare])
    table = table.reindex(columns=[*COLUMNS, "recorded"])
    table = table.loc[sorted(table.index, key=lambda area: (len(area), area))]
    table["plan"] = plan_dates(answers, campaign).reindex(table.index)
    return Projection(
        areas=processed.check("projections", _finished(table, campaign)),
        paths=processed.check("paths", coverage_paths(standing, campaign)),
    )


def _unrecorded(
    areas: list[str], persons: pd.Series, answers: pd.DataFrame, campaign: Campaign
) -> pd.DataFrame:
    """The rows of areas nothing is recorded of: the eligible and the ceiling, no more."""
    eligible = persons.reindex(areas).fillna(0.0)
    ceiling = wish_shares(answers, eligible, campaign) * eligible
    unknown = dict.fromkeys(("gap", "enough", "ceiling_reached", "partial", "recorded"), False)
    return pd.DataFrame({"eligible": eligible, "ceiling": ceiling}).assign(
        first=0, second=0, binding="", outlook="no_data", **unknown
    )


def _finished(table: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """The columns of the frame "projections" from what was worked out."""
    known = table["eligible"].where(table["recorded"] & (table["eligible"] > 0))
    return table.assign(
        area=table.index,
        cohort=campaign.measure,
        ceiling=table["ceiling"].where(table["eligible"] > 0),
        first_share=table["first"] / known,
        second_share=table["second"] / known,
        gap=table["pace"] - table["required"],
        flags=_flags(table, campaign),
    )


def _flags(table: pd.DataFrame, campaign: Campaign) -> list[str]:
    """What a reader has to know of each area, joined by ";" in the order of FLAGS."""
    recorded, municipal = table["recorded"].astype(bool), table.index.str.len() == 6
    horizon = pd.Timestamp(campaign.as_of) + pd.Timedelta(days=HORIZON_DAYS)
    d10 = table["d10"].astype("datetime64[ns]")
    earliest = d10.fillna(horizon).where(table["enough"].astype(bool))
    holds = {
        "plan_earlier_than_q10": table["plan"] < earliest,
        "not_enough_data": recorded & ~table["enough"].astype(bool),
        "reporting_gap": table["gap"],
        "ceiling_reached": table["ceiling_reached"],
        "complete": table["complete_on"].notna(),
        "partial_records": table["partial"],
        "no_population": table["eligible"] == 0,
        "no_records": ~recorded & ~municipal,
        "no_municipal_records": ~recorded & municipal,
        "lag_unadjusted": recorded,
    }
    marks = pd.DataFrame({flag: holds[flag] for flag in FLAGS}).to_numpy(bool)
    return [";".join(np.array(FLAGS)[row]) for row in marks]
