"""The projection of one campaign at one date: frames in, frames out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from renkei import processed
from renkei.projection.answers import plan_dates, wish_shares
from renkei.projection.components import components
from renkei.projection.counts import ALL_PARTS, Parts
from renkei.projection.flags import flags
from renkei.projection.hierarchy import NATION
from renkei.projection.outcome import COLUMNS, outcomes
from renkei.projection.paths import coverage_paths
from renkei.projection.standing import Frames, eligible_persons, stand
from renkei.settings import Campaign


@dataclass(frozen=True)
class Projection:
    """`areas`, `paths` and `components` are the frames "projections", "paths" and "components"."""

    areas: pd.DataFrame
    paths: pd.DataFrame
    components: pd.DataFrame


def project(
    records: pd.DataFrame,
    population: pd.DataFrame,
    answers: pd.DataFrame,
    campaign: Campaign,
    *,
    supply: pd.DataFrame | None = None,
    totals: pd.DataFrame | None = None,
    parts: Parts = ALL_PARTS,
) -> Projection:
    """Project when each area completes, by domain/projection.md, "The engine".

    Takes the frames of those names, records with all their snapshots: those published up to
    `campaign.released` are visible, and of them the record days up to `campaign.as_of`. Every area
    named in any frame gets a row: the nation and prefectures as sums of what is recorded,
    municipalities. Nothing is allocated downwards: an area without records has its plan, outlook
    `no_data` and a flag. What is missing lowers the ambition and is flagged, as with one snapshot
    alone (`lag_unadjusted`) or too few days (`not_enough_data`, and no date). The campaign's own
    definition of complete holds; `projection_kind` says what is projected. `flags.FLAGS` names the
    flags. Raises DataError where no area with records has a population.
    """
    frames = Frames(
        records=records,
        population=population,
        answers=answers,
        supply=processed.empty("supply") if supply is None else supply,
        totals=processed.empty("totals") if totals is None else totals,
    )
    standing = stand(frames, campaign, parts)
    persons = _persons(population, campaign)
    recorded = outcomes(standing, campaign) if standing else pd.DataFrame(columns=list(COLUMNS))
    uncounted = _uncounted(records, persons, campaign)
    named = {NATION, *persons.index, *answers["area"]} - {*recorded.index, *uncounted.index}
    bare = _unrecorded(sorted(named), persons, answers, campaign)
    parted = [recorded.assign(recorded=True), uncounted, bare]
    table = pd.concat([one for one in parted if len(one)])
    table = table.reindex(columns=[*COLUMNS, "recorded"])
    table = table.loc[sorted(table.index, key=lambda area: (len(area), area))]
    table["plan"] = plan_dates(answers, campaign).reindex(table.index)
    marks = flags(table, standing, persons, campaign)
    return Projection(
        areas=processed.check("projections", _finished(table, marks, campaign)),
        paths=processed.check("paths", coverage_paths(standing, campaign)),
        components=processed.check("components", components(standing, campaign)),
    )


def _persons(population: pd.DataFrame, campaign: Campaign) -> pd.Series:
    """Who is eligible, by area: of all cohorts of a later dose, or of the campaign's own."""
    if campaign.eligibility:
        own = population[population["cohort"].isin(campaign.eligibility.ids)]
        return own.groupby("area")["eligible"].sum().astype(float)
    return eligible_persons(
        population, "65-" if campaign.projection_kind == "doses" else campaign.measure
    )


def _unrecorded(
    areas: list[str], persons: pd.Series, answers: pd.DataFrame, campaign: Campaign
) -> pd.DataFrame:
    """The rows of areas nothing is recorded of: the eligible and the ceiling, no more."""
    eligible = persons.reindex(areas).fillna(0.0)
    ceiling = wish_shares(answers, eligible, campaign) * eligible
    none = dict.fromkeys(("first", "second", "first_adjusted", "second_adjusted"), 0)
    unknown = dict.fromkeys(("enough", "recorded"), False)
    return pd.DataFrame({"eligible": eligible, "ceiling": ceiling}).assign(
        **none, binding="", outlook="no_data", **unknown
    )


def _uncounted(records: pd.DataFrame, persons: pd.Series, campaign: Campaign) -> pd.DataFrame:
    """The rows of areas with records and no population: counted, and divided by nothing."""
    seen = records[
        (records["cohort"] == campaign.measure)
        & (records["snapshot"] <= pd.Timestamp(campaign.released))
        & (records["date"] <= pd.Timestamp(campaign.as_of))
        & (records["area"] != NATION)
        & ~records["area"].isin(persons[persons > 0].index)
    ]
    newest = seen[seen["snapshot"] == seen["snapshot"].max()]
    doses = newest.pivot_table(index="area", columns="dose", values="count", aggfunc="sum")
    two_doses = campaign.projection_kind == "doses"
    one, last = (1, 2) if two_doses else (0, max(campaign.dose_numbers))
    doses = doses.reindex(columns=[one, last]).fillna(0)
    return pd.DataFrame(index=doses.index).assign(
        eligible=0.0, first=doses[one], second=doses[last], first_adjusted=doses[one],
        second_adjusted=doses[last], snapshot=newest["snapshot"].max(), recorded=True,
        enough=False, binding="", outlook="no_data",
    )  # fmt: skip


def _finished(table: pd.DataFrame, marks: list[str], campaign: Campaign) -> pd.DataFrame:
    """The columns of the frame "projections" from what was worked out."""
    known = table["eligible"].where(table["recorded"] & (table["eligible"] > 0))
    return table.assign(
        area=table.index,
        cohort=campaign.measure,
        eligible=table["eligible"].round(),
        ceiling=table["ceiling"].where(table["eligible"] > 0),
        first_share=table["first"] / known,
        second_share=table["second"] / known,
        first_share_adjusted=table["first_adjusted"] / known,
        second_share_adjusted=table["second_adjusted"] / known,
        first_adjusted=np.rint(table["first_adjusted"].astype(float)),
        second_adjusted=np.rint(table["second_adjusted"].astype(float)),
        gap=table["pace"] - table["required"],
        flags=marks,
    )
