"""Who is eligible: the elderly, all residents or medical workers, by area up to the nation."""

import difflib
import re
from pathlib import Path

import pandas as pd

from renkei import areas, processed
from renkei.errors import DataError
from renkei.intake.opening.container import content_kind, plain_text, read_bytes
from renkei.intake.opening.csv_table import read_table
from renkei.intake.opening.workbook import Grid, Value, open_workbook, text
from renkei.intake.records.mynumber import RESIDENTS, Residents, read_residents
from renkei.intake.records.table_lines import header_of
from renkei.settings import Campaign
from renkei.settings.eligibility import ALL
from renkei.settings.limits import Limits
from renkei.wording import dates
from renkei.wording.text import fold

ELDERLY = "65-"
_COHORTS = {"programme": ELDERLY}  # who a measure is divided by, where it is not its own cohort
_NAMES = {ELDERLY: "65歳以上人口", "medical": "医療従事者等", "residents": "住民基本台帳人口"}
_FIRST_AGE = 65
_BAND = re.compile(r"^(\d+)(?:歳)?(?:~\d+)?(?:歳)?(?:以上)?$")
_COUNTY = re.compile(r"(郡|島しょ)\*?$")
_NATION_NAMES = ("合計", "全国", "総数")
_BOTH_SEXES = ("計", "総数")
_MOST = 200_000_000
_DIGITS = 10  # more of them is more than _MOST


def read_population(campaign: Campaign) -> tuple[pd.DataFrame, list[str]]:
    """Read the eligible of every area: frame "population", and what the source leaves unequal.

    Who is eligible follows the campaign's measure: residents of 65 and over (cohort "65-"), all
    of them ("residents"), medical workers ("medical"), or for a later dose each cohort of
    `eligibility` and their sum ("all"). The Basic Resident Register workbook as published
    (municipality, sex, five-year band), a table of My Number cards, and CSV with columns area,
    eligible and perhaps cohort are understood; which one it is, the content says. The notes are
    Japanese sentences for data notes. Empty for a campaign without a source of them. Raises
    DataError naming file, line and what was expected: denominators are either whole or not used.
    """
    if not campaign.sources.has_records:
        return processed.empty("population"), []
    if campaign.eligibility:
        read = [_read_cohort(campaign, one.id, one.label) for one in campaign.eligibility.cohorts]
        frames = [frame for frame, _ in read]
        every = pd.concat([*frames, _together(frames, campaign)])
        return processed.check("population", every), [note for _, noted in read for note in noted]
    cohort = _divisor(campaign)
    frame, notes = _read_cohort(campaign, cohort, _NAMES[cohort])
    return processed.check("population", frame), notes


def _divisor(campaign: Campaign) -> str:
    return _COHORTS.get(campaign.measure, campaign.measure)


def _together(frames: list[pd.DataFrame], campaign: Campaign) -> pd.DataFrame:
    """The cohorts of a later dose as one: who is in one of them is in no other."""
    summed: pd.DataFrame = frames[0].assign(cohort=ALL)
    for one in frames[1:]:
        if one["area"].tolist() != summed["area"].tolist():
            raise DataError(
                "some cohorts are given by municipality and others by prefecture",
                where=campaign.population_file().name,
                expected="the same areas for every cohort",
            )
        summed["eligible"] += one["eligible"]
    return summed


def _read_cohort(campaign: Campaign, cohort: str, called: str) -> tuple[pd.DataFrame, list[str]]:
    """The eligible of one cohort by area, with the sums the source does not give."""
    file = campaign.population_file()
    notes: list[str] = []
    if content_kind(read_bytes(file, campaign.limits)) in ("xls", "xlsx"):
        book = open_workbook(file, campaign.limits)
        counted = _register(book.grid(book.sheets[0]), file.name, cohort)
    elif _is_of_cards(file, campaign.limits):
        residents = read_residents(file, campaign.limits)
        counted, notes = residents.counted, _dated(residents, cohort, campaign, file.name)
    else:
        counted = _table(file, cohort, campaign)
    _refuse_missing(counted, file, cohort if campaign.eligibility else "")
    notes += _complete_sums(counted, called)
    order = [areas.NATION, *(a.short for a in (*areas.prefectures(), *areas.municipalities()))]
    frame = pd.DataFrame(
        {
            "area": [key for key in order if key in counted],
            "cohort": cohort,
            "eligible": [counted[key] for key in order if key in counted],
            "source": campaign.sources.population.system,
        }
    )
    return frame, notes


def eligible_by_area(population: pd.DataFrame, cohort: str = ELDERLY) -> pd.Series:
    """The eligible of a cohort by area, from the frame "population"."""
    return population[population["cohort"] == cohort].set_index("area")["eligible"]


def eligible_of(campaign: Campaign, population: pd.DataFrame) -> pd.Series:
    """The eligible of a campaign's own cohort by area, from the frame "population"."""
    return eligible_by_area(population, _divisor(campaign))


def _is_of_cards(file: Path, limits: Limits) -> bool:
    """Whether a file is a table of My Number cards, which gives the residents too."""
    content = read_bytes(file, limits)
    return content_kind(content) in ("text", "gzip") and RESIDENTS in header_of(
        plain_text(content, file.name, limits)
    )


def _dated(residents: Residents, cohort: str, campaign: Campaign, name: str) -> list[str]:
    """Say where the residents of a table of cards are later than the as-of date.

    Raises DataError where the table is not about the campaign's cohort, or of another day than
    the settings say, which every page prints.
    """
    if cohort != "residents":
        raise DataError(f"a table of all residents, not of {cohort}", where=name)
    said = campaign.sources.population.as_of
    if residents.as_of != said:
        raise DataError(
            f"the residents are as of {residents.as_of}",
            where=name,
            expected=f"{said}, as sources.population.as_of says",
        )
    if residents.published <= campaign.released:
        return []
    shown = [dates.long(one) for one in (residents.as_of, residents.published, campaign.as_of)]
    return [
        f"{_NAMES[cohort]}：{shown[0]}現在（{shown[1]}の表）であり、時点{shown[2]}より後の表による。"
    ]


def _register(grid: Grid, name: str, cohort: str) -> dict[str, int]:
    """Sum the columns of the cohort, both sexes, by the area's key, from the register's sheet."""
    head = _head_row(grid, name)
    titles = [fold(one) for one in grid.texts(head)]
    code, place, town, sex = (_column(titles, title, name) for title in _TITLES)
    chosen = _chosen(titles, cohort, name)
    counted: dict[str, int] = {}
    stands: dict[str, int] = {}
    for index in range(head + 1, len(grid.rows)):
        row = grid.rows[index]
        if fold(text(row[sex])) not in _BOTH_SEXES:
            continue
        where = f"{name}, row {index + 1}"
        count = sum(_registered(row[i], where) for i in chosen)
        key = _key(text(row[code]), text(row[place]), text(row[town]), where, count)
        if key in stands:
            raise DataError(
                f"{key} {areas.label(key)} stands twice: {counted[key]:,} in row {stands[key]}, "
                f"{count:,} in row {index + 1}",
                where=name,
                expected="one row an area",
            )
        if key:
            counted[key], stands[key] = count, index + 1
    return counted


def _chosen(titles: list[str], cohort: str, name: str) -> list[int]:
    """The columns that make a cohort: the bands from 65, or 総数.

    Bands do not make up 総数, which also holds unknown ages and small numbers kept back.
    """
    if cohort == "residents":
        return [_column(titles, "総数", name)]
    bands = [i for i, title in enumerate(titles) if _lower_bound(title) >= _FIRST_AGE]
    if cohort != ELDERLY:
        raise DataError(f"the register does not tell {cohort}", where=name, expected="a CSV of it")
    if not bands:
        raise DataError("no column of an age from 65", where=name, expected="65~69, 70~74, …")
    return bands


_TITLES = ("団体コード", "都道府県名", "市区町村名", "性別")


def _head_row(grid: Grid, name: str) -> int:
    for index in range(min(20, len(grid.rows))):
        if {fold(one) for one in grid.texts(index)} >= set(_TITLES):
            return index
    raise DataError("no header row", where=name, expected=", ".join(_TITLES))


def _column(titles: list[str], title: str, name: str) -> int:
    if title not in titles:
        raise DataError(f"no column {title}", where=name, expected=", ".join(_TITLES))
    return titles.index(title)


def _lower_bound(title: str) -> int:
    found = _BAND.match(title)
    return int(found[1]) if found else -1


def _key(code: str, place: str, town: str, where: str, count: int) -> str:
    """The key of a row: its area; "" for a ward or county, whose parts or city have own rows.

    The register also lists the six villages of the Northern Territories, where nobody is
    registered: an unknown code without residents is no area, with residents it is an error.
    """
    if not code:
        if fold(place) in _NATION_NAMES:
            return areas.NATION
        raise DataError(f"{place!r} has no code", where=where, expected="a code or 合計")
    try:
        area = areas.find(code=code)
    except areas.UnknownArea as error:
        if not count or _COUNTY.search(fold(town)):
            return ""
        raise DataError(error.what, where=where, expected=error.expected) from None
    is_ward = area.level == "municipality" and area.code != code
    return "" if is_ward or not (town or area.level == "prefecture") else area.short


def _registered(value: Value, where: str) -> int:
    """A count of persons in the register; its own "-" and blank stand for none."""
    if isinstance(value, float | int) and float(value).is_integer() and value >= 0:
        return int(value)
    return 0 if fold(text(value)) in ("", "-") else _persons(text(value), where)


def _persons(written: str, where: str) -> int:
    """A count of persons as text. Blank, "-" and 0 are three things: only 0 is none."""
    shown = fold(written).replace(",", "")
    if not (shown.isascii() and shown.isdigit()) or int(shown[:_DIGITS]) > _MOST:
        raise DataError(
            f"eligible is {written[:60]!r}, no count of persons",
            where=where,
            expected=f"a whole number from 0 to {_MOST:,}",
        )
    return int(shown)


def _table(file: Path, cohort: str, campaign: Campaign) -> dict[str, int]:
    """The counts of a CSV with columns area, eligible and perhaps cohort.

    A row without a cohort is about the only one a campaign has; of a later dose every row names
    one of its cohorts, and the column must be there.
    """
    known = sorted(_keys())
    cohorts = campaign.eligibility.ids if campaign.eligibility else ()
    columns = ("area", "cohort", "eligible") if cohorts else ("area", "eligible")
    counted: dict[str, int] = {}
    for where, row in read_table(file, columns, campaign.limits):
        named = row.get("cohort", "")
        if cohorts and named not in cohorts:
            raise _unknown_cohort(named, cohorts, where)
        if named not in (cohort, ""):
            continue
        area = row["area"]
        if area not in known:
            raise DataError(
                f"unknown area {area!r}",
                where=where,
                expected="00, two digits or six digits",
                nearest=_nearest(area, known),
            )
        if area in counted:
            raise DataError(f"area {area!r} stands twice", where=where, expected="one row an area")
        counted[area] = _persons(row["eligible"], where)
    return counted


def _unknown_cohort(named: str, cohorts: tuple[str, ...], where: str) -> DataError:
    return DataError(
        f"unknown cohort {named[:60]!r}",
        where=where,
        expected=", ".join(cohorts),
        nearest=difflib.get_close_matches(named[:60], cohorts, n=1),
    )


def _nearest(written: str, known: list[str]) -> list[str]:
    """Codes this one may have been before it lost its check digit or its zero, or is close to."""
    begun = [key for key in known if written and key.startswith((written, f"0{written}"))]
    near = begun or difflib.get_close_matches(written, known, n=3, cutoff=0.5)
    return [f"{key} {areas.label(key)}" for key in near[:3]]


def _keys() -> set[str]:
    every = (*areas.prefectures(), *areas.municipalities())
    return {areas.NATION, *(area.short for area in every)}


def _refuse_missing(counted: dict[str, int], file: Path, cohort: str) -> None:
    """Raise DataError unless all municipalities, or else all prefectures and none, are there."""
    towns = [area.code for area in areas.municipalities()]
    if any(town in counted for town in towns):
        missing = [town for town in towns if town not in counted]
        whole = "all 1,741 municipalities"
    else:
        missing = [area.short for area in areas.prefectures() if area.short not in counted]
        whole = "all 47 prefectures"
    if missing:
        named = ", ".join(f"{key} {areas.label(key)}" for key in missing[:5])
        where = f"{file.name}, cohort {cohort}" if cohort else file.name
        raise DataError(f"{len(missing):,} areas are missing: {named}", where=where, expected=whole)


def _complete_sums(counted: dict[str, int], of: str) -> list[str]:
    """Add the sums the source does not give; say where those it gives differ from their parts."""
    notes = []
    for prefecture in areas.prefectures():
        parts = [area.code for area in areas.municipalities(prefecture.short)]
        if parts[0] in counted:
            total = sum(counted[part] for part in parts)
            notes += _compare(counted, prefecture.short, total, f"{of}：", "市区町村")
    total = sum(counted[area.short] for area in areas.prefectures())
    return notes + _compare(counted, areas.NATION, total, f"{of}：", "都道府県")


def _compare(counted: dict[str, int], key: str, total: int, of: str, parts: str) -> list[str]:
    given = counted.setdefault(key, total)
    if given == total:
        return []
    return [
        f"{of}出典の{areas.label(key)}計{given:,}人と{parts}の合計{total:,}人に"
        f"{abs(given - total):,}人の差がある。"
    ]
