"""Days with an English month, as Excel prints them into text: 31-Jul-21, July 31, 2021."""

import re
from datetime import date

from renkei.wording.date_parts import NotADate, Written
from renkei.wording.date_span import YEARS_NEAR

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_NAME = (
    r"(?P<name>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|"
    r"SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})-?{_NAME}(?:[-,]?(?P<year>\d{{4}}|\d\d))?")
_DAY_SECOND = re.compile(rf"{_NAME}-?(?P<day>\d{{1,2}})(?:[, ](?P<year>\d{{4}}))?")
_MONTH_ONLY = re.compile(rf"{_NAME}(?:[-,]?(?P<year>\d{{4}}))?")


def read_english(text: str, as_of: date) -> Written | None:
    """A whole text in capitals as a day or month; None where it holds no English month.

    Raises NotADate for Jul-21, which may be a day or a month, and for 21-Jul-22.
    """
    if not text.isascii() or not any(name in text for name in _MONTHS):
        return None
    match = _MONTH_ONLY.fullmatch(text) or _DAY_SECOND.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    day, year = part.get("day"), part["year"]
    name = part["name"].capitalize()
    if day and not year and match.re is _DAY_SECOND and _is_near(day, as_of):
        raise NotADate(f"{name}-{day} can be a month or a day")
    if day and year and len(year) == 2 and day != year and _is_near(day, as_of):
        raise NotADate(f"{day}-{name}-{year} can be two days")
    return Written(
        year=(int(year) if len(year) == 4 else 2000 + int(year)) if year else None,
        month=_MONTHS.index(name[:3].upper()) + 1,
        day=int(day) if day else None,
    )


def _is_near(number: str, as_of: date) -> bool:
    """Whether two digits may be a year of this century near the as-of date."""
    return abs(2000 + int(number) - as_of.year) <= YEARS_NEAR
