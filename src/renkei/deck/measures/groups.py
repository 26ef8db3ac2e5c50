"""Parts of those who are counted, each by itself: the elderly by their own age, cohorts of a dose."""

from dataclasses import dataclass

import pandas as pd

from renkei.deck.briefing import Briefing


@dataclass(frozen=True)
class Group:
    """A part of the eligible: its name, how many they are, and the doses reported, in order."""

    name: str
    eligible: int
    counts: tuple[int, ...]


def elderly_alone(briefing: Briefing) -> Group | None:
    """Those 65 and over by their own age: the other measure, never mixed with the first.

    None where the newest snapshot does not tell ages apart, or the measure itself is by age.
    """
    if briefing.campaign.measure != "programme":
        return None
    records = _once(briefing.records)
    kept = records[records["cohort"] == "65-"]
    one = briefing.projection(briefing.area)
    if kept.empty:
        return None
    return Group(
        "65歳以上のみ", int(one["eligible"]) if one is not None else 0, _given(briefing, kept)
    )


def cohorts(briefing: Briefing) -> list[Group]:
    """The cohorts of a later dose, each with its own eligible in the areas with records."""
    if briefing.campaign.eligibility is None:
        return []
    records, people = _once(briefing.records), briefing.frames["population"]
    here = people[people["area"].isin(set(records["area"]))]
    return [
        Group(
            one.label,
            int(here.loc[here["cohort"] == one.id, "eligible"].sum()),
            _given(briefing, records[records["cohort"] == one.id]),
        )
        for one in briefing.campaign.eligibility.cohorts
    ]


def _once(records: pd.DataFrame) -> pd.DataFrame:
    """Records without those of municipalities whose prefecture reports the same doses itself."""
    own = set(records["area"][records["area"].str.len() == 2])
    return records[(records["area"].str.len() == 2) | ~records["area"].str[:2].isin(own)]


def _given(briefing: Briefing, records: pd.DataFrame) -> tuple[int, ...]:
    doses = records.groupby("dose")["count"].sum()
    return tuple(int(doses.get(one.number, 0)) for one in briefing.terms.doses)
