"""What the municipalities say: the day they plan to finish, and the share that wishes."""

import pandas as pd

from renkei.projection.hierarchy import NATION
from renkei.settings import Campaign


def plan_dates(answers: pd.DataFrame, campaign: Campaign) -> pd.Series:
    """The planned last day by area: a municipality's newest answer, upwards the latest of them.

    A round left unanswered keeps the answer before it; an undecided or open answer has no day,
    and then neither has its prefecture nor the nation. Indexed by area; NaT where unknown.
    """
    asked = _asked(answers, campaign)
    given = asked[asked["bucket"] != "not_answered"].drop_duplicates("area", keep="last")
    as_of = {one.number: pd.Timestamp(one.as_of) for one in campaign.rounds}
    finished = (given["status"] == "complete") & given["latest"].isna()
    latest = given["latest"].where(~finished, given["round"].map(as_of))
    own = pd.Series(pd.DatetimeIndex(latest), index=pd.Index(given["area"]))
    own = own.reindex(sorted(set(asked["area"])))
    by_prefecture = own.groupby(own.index.str[:2]).agg(_latest)
    nation = pd.Series({NATION: _latest(own)}, dtype="datetime64[ns]")
    by_area: pd.Series = pd.concat([own, by_prefecture, nation]).astype("datetime64[ns]")
    return by_area


def wish_shares(answers: pd.DataFrame, eligible: pd.Series, campaign: Campaign) -> pd.Series:
    """The share of the eligible that wishes, by area of `eligible` (persons, indexed by area).

    With basis `form` a municipality's newest figure counts, the campaign's value where it gave
    none; the shares of prefectures and nation are weighted by their municipalities' eligible. With basis `assumed`
    the campaign's value holds everywhere.
    """
    assumed = pd.Series(campaign.wish_share.value, index=eligible.index, dtype=float)
    if campaign.wish_share.basis == "assumed":
        return assumed
    asked = _asked(answers, campaign)
    said = asked[(asked["wish_share"] > 0) & (asked["wish_share"] <= 1)]
    newest = said.drop_duplicates("area", keep="last").set_index("area")["wish_share"]
    own = eligible[eligible.index.str.len() == 6]
    share = newest.reindex(own.index).fillna(campaign.wish_share.value)
    by_prefecture = own.index.str[:2]
    weighted = (share * own).groupby(by_prefecture).sum() / own.groupby(by_prefecture).sum()
    nation = pd.Series({NATION: (share * own).sum() / own.sum()}) if own.sum() else None
    known = pd.concat([share, weighted.dropna(), nation])
    by_area: pd.Series = known.reindex(eligible.index).fillna(assumed)
    return by_area


def _asked(answers: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    numbers = [one.number for one in campaign.rounds_asked]
    return answers[answers["round"].isin(numbers)].sort_values(["area", "round"])


def _latest(days: pd.Series) -> pd.Timestamp:
    """The latest of them, or NaT as soon as one is unknown."""
    return pd.NaT if days.empty or days.isna().any() else days.max()  # type: ignore[return-value]
