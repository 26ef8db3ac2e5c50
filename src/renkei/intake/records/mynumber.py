"""My Number cards by municipality: cards issued and residents, as of a day, one table a day."""

import datetime as dt
import functools
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from renkei import areas
from renkei.errors import DataError
from renkei.intake.records.account import Account
from renkei.intake.records.stock import StockLine, day, missing, settle, state, whole
from renkei.intake.records.table_lines import TableLine, table_lines, table_text
from renkei.settings import Campaign
from renkei.settings.limits import Limits
from renkei.wording.text import fold

COHORT = "residents"
COLUMNS = (
    "算出基準日", "都道府県名", "市区町村名", "総数（人口）", "交付枚数", "人口に対する交付枚数率",
    "人口算出基準日", "交付件数基準日", "団体コード",
)  # fmt: skip
AS_OF, PLACE, TOWN, RESIDENTS, CARDS, RATE, RESIDENTS_AS_OF, CARDS_AS_OF, CODE = COLUMNS
_VALUES = 7  # code, prefecture and name are one: the area
_PERCENTAGE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_REGISTER = dt.date(1967, 11, 10)  # the Basic Resident Register Act is in force
_HALF = Fraction(1, 20)  # the rate is printed with one decimal
_SUMS = ("全国", "合計", "総数", "総計", "計")


def read_mynumber(file: Path, name: str, published: dt.date, campaign: Campaign) -> Account:
    """Read one table of cards: totals by municipality, with the residents of their own date.

    A row belongs to the area that code, prefecture and name agree on; the code may lack its zeros
    and, where it is empty, prefecture and name decide. Cards are of 交付件数基準日, residents of
    人口算出基準日; the printed rate is checked and never used. Raises DataError where the file as
    a whole is no such table.
    """
    table = table_lines(table_text(file, campaign.limits), COLUMNS)
    account = Account(name, published, {"file": name}, cohort=COHORT)
    read = functools.partial(_read, published=published, campaign=campaign)
    counted = settle(account, table, read, _VALUES, campaign)
    state(account, counted, campaign, system=campaign.sources.records.system, dose=1)
    missing(account, counted, areas.municipalities())
    read_lines = {one.line for one in counted}
    account.ledger += _codes(name, [one for one in table.rows if one.line in read_lines])
    return account


def _read(one: TableLine, published: dt.date, campaign: Campaign) -> StockLine:
    """One line. Raises DataError where its area or its day is not certain."""
    cells = one.cells
    is_sum, area = area_of(cells[CODE], cells[PLACE], cells[TOWN])
    if day(cells[AS_OF]) != published:
        raise DataError(f'{AS_OF} is "{cells[AS_OF][:60]}"', expected=f"{published}, as the file")
    cards_as_of = day(cells[CARDS_AS_OF])
    if not cards_as_of or not campaign.sources.records.start <= cards_as_of <= published:
        first = campaign.sources.records.start
        shown = f'{CARDS_AS_OF} is "{cells[CARDS_AS_OF][:60]}"'
        raise DataError(shown, expected=f"a day from {first} to {published}")
    line = StockLine(one.line, one.raw, area, is_sum, read=3)
    cards = line.whole(CARDS, cells[CARDS])
    residents, since = _residents(line, cells, published)
    _check_rate(line, cells[RATE], cards, residents)
    if cards is not None:
        known = {"eligible": residents, "eligible_as_of": since}
        line.figures.append({"date": cards_as_of, "count": cards, **known})
    return line


def _residents(
    line: StockLine, cells: dict[str, str], published: dt.date
) -> tuple[int | None, dt.date | None]:
    """The denominator and its date; neither where one of them cannot be read."""
    residents = line.whole(RESIDENTS, cells[RESIDENTS])
    since = day(cells[RESIDENTS_AS_OF])
    if since is None or not _REGISTER <= since <= published:
        reason = f'{RESIDENTS_AS_OF} is "{cells[RESIDENTS_AS_OF][:60]}"'
        line.refuse(reason, f"a day from {_REGISTER} to {published}")
        return None, None
    line.read += 1
    return (residents, since) if residents is not None else (None, None)


def _check_rate(line: StockLine, written: str, cards: int | None, residents: int | None) -> None:
    """Refuse a printed rate that cards and residents do not make."""
    shown = fold(written).removesuffix("%")
    if not _PERCENTAGE.fullmatch(shown):
        line.refuse(f'{RATE} is "{written[:60]}"', "a percentage such as 7.4")
        return
    rate = Fraction(shown)
    made = Fraction(100 * cards, residents) if cards is not None and residents else rate
    if abs(made - rate) > _HALF:
        reason = f"{RATE} is {written} but {cards:,} of {residents:,} are {float(made):.1f}"
        line.refuse(reason, "the rate of its own cards and residents")
    else:
        line.read += 1


@functools.lru_cache(maxsize=8192)
def area_of(code: str, place: str, town: str) -> tuple[bool, str]:
    """Whether a row sums others, and the key of its area: the nation, a prefecture, a municipality.

    Raises AreaError where code, prefecture and name do not lead to one area, and DataError for a
    ward, whose city has a row of its own.
    """
    if fold(town or place) in _SUMS:
        of_nation = fold(place) in ("", *_SUMS)
        return True, areas.NATION if of_nation else areas.find(prefecture=place).short
    area = areas.find(name=town, code=code, prefecture=place)
    if area.level == "municipality" and town.endswith("区") and not area.name.endswith("区"):
        raise DataError(f"{town} is a ward of {area.full_name}", expected="the row of the city")
    return area.level == "prefecture", area.short


def _codes(name: str, rows: list[TableLine]) -> list[dict[str, Any]]:
    """What was read of codes that are short of their zeros or not there."""
    found = [(one, one.cells[CODE]) for one in rows]
    short = [one for one, code in found if code.isdigit() and len(code) < 6]
    ledger = []
    if short:
        reading = f"{len(short):,} codes have lost their leading zero"
        place = {"file": name, "cell": f"line {short[0].line}", "raw": short[0].cells[CODE]}
        ledger.append({**place, "reading": reading, "rule": "leading zero restored"})
    return ledger + [_uncoded(name, one) for one, code in found if not code.isdigit()]


def _uncoded(name: str, one: TableLine) -> dict[str, Any]:
    _, area = area_of(one.cells[CODE], one.cells[PLACE], one.cells[TOWN])
    place = {"file": name, "cell": f"line {one.line}", "area": area, "raw": one.cells[CODE]}
    reading = f"{one.cells[PLACE]}{one.cells[TOWN]} is {area}"
    return {**place, "reading": reading, "rule": "no code: found by prefecture and name"}


@dataclass(frozen=True)
class Residents:
    """All residents by area as a table of cards gives them, their date and the table's."""

    counted: dict[str, int]
    as_of: dt.date
    published: dt.date


def read_residents(file: Path, limits: Limits) -> Residents:
    """Read the residents of a table of cards as denominators, whole or not at all.

    Raises DataError naming file and line of the first row that cannot be read, stands twice, or
    is of another date than the others.
    """
    table = table_lines(table_text(file, limits), COLUMNS)
    counted: dict[str, int] = {}
    found: set[tuple[dt.date, dt.date]] = set()
    for bad in table.bad:
        raise DataError(bad.reason, where=f"{file.name}, line {bad.line}", expected=bad.expected)
    for one in table.rows:
        where = f"{file.name}, line {one.line}"
        key, count, days = _resident_row(one, where)
        found.add(days)
        if key in counted or len(found) > 1:
            problem = f"area {key!r} stands twice" if key in counted else "another date than above"
            raise DataError(problem, where=where, expected="one row an area, all of one date")
        counted[key] = count
    if not found:
        raise DataError("no row of residents", where=file.name, expected="a row an area")
    as_of, published = found.pop()
    return Residents(counted, as_of, published)


def _resident_row(one: TableLine, where: str) -> tuple[str, int, tuple[dt.date, dt.date]]:
    cells = one.cells
    try:
        _, key = area_of(cells[CODE], cells[PLACE], cells[TOWN])
    except DataError as error:
        raise DataError(
            error.what, where=where, expected=error.expected, nearest=error.nearest
        ) from None
    count, since, published = (
        whole(cells[RESIDENTS]),
        day(cells[RESIDENTS_AS_OF]),
        day(cells[AS_OF]),
    )
    if count is None or since is None or published is None:
        shown = " | ".join(cells[name][:20] for name in (RESIDENTS, RESIDENTS_AS_OF, AS_OF))
        expected = "a count of residents and two days"
        raise DataError(f"the row says {shown}", where=where, expected=expected)
    return key, count, (since, published)
