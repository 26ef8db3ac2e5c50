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


def group_days(briefing: Briefing) -> pd.DataFrame:
    """Shares by day as reported: of all who are counted, and of each group of them by itself.

    Columns: group (its name), dose, date, share (cumulative, of the group's own eligible). Empty
    where the newest snapshot tells no groups apart; a group without eligible is left out.
    """
    parts = [(one, "65-") for one in [elderly_alone(briefing)] if one]
    eligibility = briefing.campaign.eligibility
    ids = [one.id for one in eligibility.cohorts] if eligibility else []
    parts += list(zip(cohorts(briefing), ids, strict=True))
    records = _once(briefing.records) if parts else pd.DataFrame()
    frames = [
        _by_day(briefing, one, records[records["cohort"] == cohort])
        for one, cohort in parts
        if one.eligible and sum(one.counts)
    ]
    columns = ["group", "dose", "date", "share"]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat([_all_by_day(briefing), *frames], ignore_index=True)[columns]


def _all_by_day(briefing: Briefing) -> pd.DataFrame:
    """The share of all who are counted, as the other pages tell it."""
    name = "高齢者等" if briefing.campaign.measure == "programme" else "全体"
    paths = [
        briefing.path(briefing.area, dose.number, "reported").assign(dose=dose.number, group=name)
        for dose in briefing.terms.doses
    ]
    return pd.concat(paths, ignore_index=True).rename(columns={"q50": "share"})


def _by_day(briefing: Briefing, one: Group, records: pd.DataFrame) -> pd.DataFrame:
    """One group's cumulative share, a row a day and dose up to the last day with a record."""
    numbers = [dose.number for dose in briefing.terms.doses]
    days = pd.date_range(briefing.first_day, briefing.records_as_of, name="date")
    counts = records.pivot_table(index="date", columns="dose", values="count", aggfunc="sum")
    counts = counts.reindex(columns=numbers).fillna(0).sort_index().cumsum()
    shares = counts.reindex(days, method="ffill").fillna(0) / one.eligible
    rows = shares.reset_index().melt("date", var_name="dose", value_name="share")
    return rows.assign(group=one.name)


def _once(records: pd.DataFrame) -> pd.DataFrame:
    """Records without those of municipalities whose prefecture reports the same doses itself."""
    own = set(records["area"][records["area"].str.len() == 2])
    return records[(records["area"].str.len() == 2) | ~records["area"].str[:2].isin(own)]


def _given(briefing: Briefing, records: pd.DataFrame) -> tuple[int, ...]:
    doses = records.groupby("dose")["count"].sum()
    return tuple(int(doses.get(one.number, 0)) for one in briefing.terms.doses)
