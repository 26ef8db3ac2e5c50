"""The population of a backtest: the register's workbook, or a CSV that need not be whole."""

import difflib
import math
from pathlib import Path

import pandas as pd

from renkei import areas
from renkei.errors import DataError, InputMissing
from renkei.intake import read_population
from renkei.intake.opening.container import content_kind, read_bytes
from renkei.intake.opening.csv_table import read_table
from renkei.intake.population import eligible_by_area
from renkei.settings import Campaign

_SHOWN = 5


def read_eligible(campaign: Campaign, given: str) -> pd.Series:
    """Persons by area from the register's workbook or a CSV `area,eligible`, which may be partial.

    Raises DataError naming the line of an area that is none or of a figure that is no count.
    """
    file = Path(given) if given else campaign.population_file()
    if not file.is_file():
        raise InputMissing(
            "no such file", where=str(file), expected="the register's workbook or a CSV"
        )
    if content_kind(read_bytes(file, campaign.limits)) in ("xls", "xlsx"):
        source = campaign.sources.population.model_copy(update={"path": file.name})
        sources = campaign.sources.model_copy(update={"given_population": source})
        replaced = {"raw": file.parent, "sources": sources}
        population, _ = read_population(campaign.model_copy(update=replaced))
        return eligible_by_area(population).astype(float)
    return _table(file, campaign)


def _table(file: Path, campaign: Campaign) -> pd.Series:
    known = {one.short for one in (*areas.prefectures(), *areas.municipalities())}
    counted: dict[str, float] = {}
    for where, row in read_table(file, ("area", "eligible"), campaign.limits):
        area = row["area"]
        if area == areas.NATION or row.get("cohort", "65-") not in ("65-", ""):
            continue
        if area not in known:
            near = [one for one in (area.zfill(2), area.zfill(6)) if one in known]
            raise DataError(
                f"unknown area {area!r}",
                where=where,
                expected="two digits of a prefecture or six of a municipality",
                nearest=near or difflib.get_close_matches(area, sorted(known), n=3),
            )
        if area in counted:
            raise DataError(f"area {area!r} stands twice", where=where, expected="one row an area")
        counted[area] = _persons(row["eligible"], where)
    return pd.Series(counted, dtype=float)


def _persons(written: str, where: str) -> float:
    try:
        count = float(written.replace(",", ""))
    except ValueError:
        count = math.nan
    if not (0 <= count < math.inf):
        raise DataError(
            f"eligible is {written[:60]!r}", where=where, expected="a number of persons"
        )
    return count


def matched(records: pd.DataFrame, eligible: pd.Series) -> tuple[pd.Series, list[str]]:
    """The eligible of areas on record, and which areas the two do not share.

    Only areas of a kind on record (prefectures, municipalities) are missed. Raises DataError where
    nothing is left.
    """
    eligible = eligible.drop(areas.NATION, errors="ignore")
    recorded = set(records["area"].unique())
    kinds = {len(area) for area in recorded}
    counted = {area for area in eligible.index[eligible > 0] if len(area) in kinds}
    told = []
    if counted - recorded:
        told.append(f"in the population and not on record: {some(sorted(counted - recorded))}")
    if recorded - counted:
        told.append(f"on record and without a population: {some(sorted(recorded - counted))}")
    if not recorded & counted:
        raise DataError(
            "no area on record has a population",
            where="--population",
            expected=f"figures for {some(sorted(recorded))}",
            nearest=sorted(eligible.index)[:3],
        )
    return eligible[eligible.index.isin(recorded & counted)], told


def some(names: list[str]) -> str:
    """How many, and the first of them by name."""
    more = ", …" if len(names) > _SHOWN else ""
    return f"{len(names):,} ({', '.join(names[:_SHOWN])}{more})"
