"""What was done, by prefecture: counts and shares as pages print them."""

import pandas as pd

from renkei import areas
from renkei.intake.population import eligible_of
from renkei.intake.records.reading import Records
from renkei.settings import Campaign
from renkei.wording import dates, numbers

_TITLES = {1: ("実績",), 2: ("1回目", "2回目")}
_TOWNS = "市区町村"


def prefecture_table(
    records: Records, population: pd.DataFrame, campaign: Campaign
) -> pd.DataFrame:
    """The nation and every prefecture at the newest day recorded: the eligible, counts and shares.

    Text as pages print it (cleaning-rules.md, "Numbers"): 「59,333（約18%）」; missing is 「－」. Of a
    source of totals these count, over the denominator of their own date where it gives one; else
    the days of the newest snapshot together, over `population`. Municipalities are summed into
    prefectures, never the other way, and a column says how many there are. The nation is what the
    source says of it, or else all prefectures that have figures, and its name says how many.
    """
    stated = records.totals[records.totals["cohort"] == campaign.measure]
    daily = records.accepted[records.accepted["cohort"] == campaign.measure]
    figures = stated if len(stated) else daily
    newest = figures[figures["snapshot"] == figures["snapshot"].max()]
    lines = _by_prefecture(_wide(newest, campaign.dose_numbers), eligible_of(campaign, population))
    rows = [_printed(name, line, campaign) for name, line in lines.iterrows()]
    table = pd.DataFrame(rows).set_index("都道府県")
    if not lines["towns"].any():
        table = table.drop(columns=_TOWNS)
    return table.rename_axis(columns=_as_of(newest))


def _as_of(newest: pd.DataFrame) -> str:
    return f"{dates.long(newest['date'].max().date())}現在" if len(newest) else ""


def _wide(newest: pd.DataFrame, doses: tuple[int, ...]) -> pd.DataFrame:
    """One row an area: its count of each dose, and its own denominator in `own` (NA where none)."""
    counted = newest.pivot_table(index="area", columns="dose", values="count", aggfunc="sum")
    wide = counted.reindex(columns=list(doses)).astype("Int64")
    if "eligible" not in newest:
        return wide.assign(own=pd.array([pd.NA] * len(wide), "Int64"))
    return wide.assign(own=newest.groupby("area")["eligible"].max())


def _by_prefecture(wide: pd.DataFrame, known: pd.Series) -> pd.DataFrame:
    """The nation, then 47 prefectures: counts, `eligible`, and `towns`, municipalities summed."""
    lines = {}
    counts, denominators = wide.drop(columns="own"), wide["own"]
    inside = wide.index.str[:2].where(wide.index.str.fullmatch(r"\d{6}"), "")
    for area in areas.prefectures():
        own = wide.index == area.short
        parts = own if own.any() else inside == area.short
        line = counts[parts].sum(min_count=1)
        stated = denominators[parts]
        summed = stated.sum(skipna=False) if stated.notna().any() else None
        eligible = known.get(area.short, pd.NA) if summed is None else summed
        towns = 0 if own.any() else int(parts.sum())
        lines[area.name] = {**line.to_dict(), "eligible": eligible, "towns": towns}
    frame = pd.DataFrame.from_dict(lines, orient="index").astype("Int64")
    return pd.concat([_nation(frame, wide, known), frame])


def _nation(frame: pd.DataFrame, wide: pd.DataFrame, known: pd.Series) -> pd.DataFrame:
    """The line of the nation: the source's own, or else the prefectures that have figures."""
    own = wide[wide.index == areas.NATION]
    counts = [column for column in wide.columns if column != "own"]
    stated = frame[frame[counts].notna().any(axis=1)] if own.empty else frame.head(0)
    line = (stated if own.empty else own)[counts].sum(min_count=1).to_dict()
    is_whole = own.notna().any(axis=None) or len(stated) == len(frame)
    label = areas.label(areas.NATION) if is_whole else f"{len(stated)}都道府県計"
    summed = stated["eligible"].sum(skipna=False)
    of_register = is_whole and not wide["own"].notna().any()
    line["eligible"] = known.get(areas.NATION, pd.NA) if of_register else summed
    line["towns"] = stated["towns"].sum()
    return pd.DataFrame.from_dict({label: line}, orient="index").astype("Int64")


def _printed(name: object, line: pd.Series, campaign: Campaign) -> dict[str, str]:
    """A line as text: the denominator exact, counts with their share of it."""
    later = campaign.eligibility
    named = (later.label,) if later else _TITLES[campaign.doses]
    titles = zip(campaign.dose_numbers, named, strict=True)
    return {
        "都道府県": str(name),
        campaign.cohort_label: numbers.count(line["eligible"]),
        **{title: numbers.count_share(line[dose], line["eligible"]) for dose, title in titles},
        _TOWNS: numbers.count(line["towns"]),
    }
