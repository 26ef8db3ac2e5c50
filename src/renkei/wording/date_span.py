"""From what was written to the days it spans: units and years supplied from the other end."""

from dataclasses import dataclass
from datetime import date

from renkei.wording.date_parts import Days, NotADate, Written, days_of, era_flags, infer_year

YEARS_NEAR = 3
_LONGEST_WRAP = 6  # months: 12月～1月 runs over the new year, 8月～7月 is a slip


@dataclass(frozen=True)
class Span:
    """A read expression: its days (`latest` None for an open end), fineness and flags."""

    earliest: date
    latest: date | None
    precision: str
    flags: tuple[str, ...]


def resolve(left: Written, right: Written | None, as_of: date) -> Span:
    """The days of a point or range, missing years supplied."""
    flags: list[str] = []
    if right is None:
        if left.year is None:
            left.year = infer_year(left, as_of)
            flags.append("year_inferred")
        days = days_of(left, left.year)
    else:
        _share_units(left, right)
        flags += _share_years(left, right, as_of)
        first, last = days_of(left, left.year or 0), days_of(right, right.year or 0)
        if last.latest < first.earliest:
            raise NotADate("the range ends before it begins")
        days = Days(first.earliest, last.latest, "range")
    for written in filter(None, (left, right)):
        point = days_of(written, written.year or 0)
        flags += [*written.flags, *era_flags(written, point)]
        if written.weekday and written.weekday != "月火水木金土日"[point.earliest.weekday()]:
            flags.append("weekday_mismatch")
    flags += {"range": ["range"], "week": ["week_rule_assumed"]}.get(days.precision, [])
    if abs(days.earliest.year - as_of.year) > YEARS_NEAR:
        flags.append("far_from_as_of")
    return Span(days.earliest, days.latest, days.precision, tuple(flags))


def join_ends(first: Span | None, last: Span | None) -> Span:
    """The interval between two days in storage form; without a last day its end is open."""
    if first is None or (
        last is not None and last.latest is not None and last.latest < first.earliest
    ):
        raise NotADate("the range ends before it begins")
    far = {flag: None for span in (first, last) if span for flag in span.flags}
    if last is None:
        return Span(first.earliest, None, "day", ("open_end", *far))
    return Span(first.earliest, last.latest, "range", ("range", *far))


def _share_units(left: Written, right: Written) -> None:
    """Give a bare number the unit, and a day or part the month, of the other end."""
    if right.bare is not None:
        if left.unit == "day":
            right.day = right.bare
        elif left.unit == "month":
            right.month = right.bare
        else:
            raise NotADate(f"{right.bare} after the range sign has no unit")
    if left.bare is not None:
        if right.unit != "month":
            raise NotADate(f"{left.bare} before the range sign has no unit")
        left.month = left.bare
    elsewhere = right.whole_year or right.year is not None
    if right.month is None and (right.day is not None or right.part) and not elsewhere:
        if left.month is None:
            raise NotADate("the end of the range has no month")
        right.month, right.year, right.fiscal = left.month, left.year, left.fiscal


def _share_years(left: Written, right: Written, as_of: date) -> list[str]:
    """Supply the year an end lacks from the other end, or from the as-of date."""
    if left.year is not None and right.year is not None:
        return []
    wraps = _wraps(left, right)
    if left.year is not None:
        right.year = left.year + wraps
        if right.month is not None:
            right.fiscal = left.fiscal
        elif right.fiscal and not left.fiscal:
            right.year -= (left.month or 4) < 4
        return []
    inferred = right.year is None
    right_year = infer_year(right, as_of) if right.year is None else right.year
    right.year, left.year = right_year, right_year - wraps
    if left.month is not None and right.month is not None:
        left.fiscal = right.fiscal
    return ["year_inferred"] if inferred else []


def _wraps(left: Written, right: Written) -> bool:
    """Whether a range of months runs over the new year (12月～1月)."""
    if left.fiscal or right.fiscal or left.month is None or right.month is None:
        return False
    if left.month > right.month and right.month + 12 - left.month > _LONGEST_WRAP:
        raise NotADate("the range ends before it begins")
    return left.month > right.month
