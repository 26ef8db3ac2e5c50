"""What a facility may claim for its doses, and why not the rest (source B, page B7).

Where the paper is silent, it is read so: a week is Monday to Sunday, of which days after the last
day of the scheme do not count; the weeks need not follow each other; each week is paid once, at
the highest rate whose number of weeks is reached; of two schemes that exclude each other a
facility claims the one that pays more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from rapidfuzz import process

from renkei.deck.meeting.support import yen
from renkei.errors import DataError
from renkei.settings.content.support import DailyRule, StaffedRule, Support, Thresholds, WeeklyRule

COLUMNS = ("facility", "kind", "mark", "least", "met", "claimed", "counted", "amount", "reason")
KINDS = ("診療所", "病院")
SPANS = ("day", "week")
_NEEDED = ("facility", "kind", "date", "doses")
_ABSENT: dict[str, Any] = {"per": "day", "special": False, "doctor_hours": 0.0, "nurse_hours": 0.0}


@dataclass(frozen=True)
class _Claim:
    """One scheme for one facility; `counted` are its weeks or days that reach the threshold."""

    mark: str
    least: int
    met: bool
    counted: int
    amount: float
    reason: str
    claimed: bool = False


def claims(doses: pd.DataFrame, rules: Thresholds) -> pd.DataFrame:
    """What each facility may claim in yen under each scheme, and why not the others.

    `doses` has a row for each day (or week, `per` "day" or "week") of a facility: `facility`,
    `kind` (診療所 or 病院), `date`, `doses`, and where known `special` (staffed specially that day),
    `doctor_hours`, `nurse_hours`. One row a facility and scheme: `met` the threshold is reached,
    `claimed` it is paid, `amount` in yen (NaN where it depends on hours nobody gave), `reason`.
    Raises DataError for a column that is missing, a kind nobody knows, or a count that is none.
    """
    checked = _checked(doses)
    rows = [
        {"facility": facility, "kind": kind, **vars(one)}
        for (facility, kind), own in checked.groupby(["facility", "kind"], sort=False)
        for one in _of_facility(str(kind), own, rules)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def example_doses(support: Support) -> pd.DataFrame:
    """The invented facilities of a file of facts as the frame `claims` reads."""
    rows = [
        {
            "facility": one.name,
            "kind": one.facility,
            "date": pd.Timestamp(day),
            "doses": count,
            "per": "day",
            "special": one.special and count > 0,
            "doctor_hours": one.doctor_hours if count else 0.0,
            "nurse_hours": one.nurse_hours if count else 0.0,
        }
        for one in support.examples
        for day, count in one.days
    ]
    return pd.DataFrame(rows, columns=[*_NEEDED, *_ABSENT])


def _checked(doses: pd.DataFrame) -> pd.DataFrame:
    """The doses with every column, a week's first day beside each day."""
    missing = [name for name in _NEEDED if name not in doses]
    if missing:
        raise DataError(
            f"column {missing[0]!r} is missing", where="doses", expected=", ".join(_NEEDED)
        )
    whole = doses.assign(**{name: value for name, value in _ABSENT.items() if name not in doses})
    _refuse_unknown(whole, "kind", KINDS)
    _refuse_unknown(whole, "per", SPANS)
    counts = pd.to_numeric(whole["doses"], errors="coerce")
    days = pd.to_datetime(whole["date"], errors="coerce")
    _refuse(whole[days.isna()], "date", "a day")
    _refuse(whole[counts.isna() | (counts < 0)], "doses", "a number from 0 on")
    week = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return whole.assign(doses=counts, date=days, week=week)


def _refuse(bad: pd.DataFrame, column: str, expected: str) -> None:
    """Raise for the first row, if there is one, in which a column holds no such thing."""
    for row in bad.head(1).to_dict("records"):
        where = f"{row['facility']}, {row['date']}"
        raise DataError(f"{column}: {row[column]}", where=where, expected=expected)


def _refuse_unknown(doses: pd.DataFrame, column: str, known: Sequence[str]) -> None:
    strange = [one for one in doses[column].unique() if one not in known]
    if strange:
        near = [match[0] for match in process.extract(str(strange[0]), known, limit=1)]
        raise DataError(
            f"{column} {strange[0]!r}", where="doses", expected=" or ".join(known), nearest=near
        )


def _of_facility(kind: str, own: pd.DataFrame, rules: Thresholds) -> list[_Claim]:
    """Every scheme for one facility, in the order of the paper."""
    weekly = _by_week(kind, own, rules.weekly)
    daily = _by_day(own, rules.daily)
    staffed = _by_staff(kind, own, rules.staffed)
    weekly, daily = _one_of_both(weekly, daily)
    return [*weekly, daily, replace(staffed, claimed=staffed.met)]


def _by_week(kind: str, own: pd.DataFrame, rules: Iterable[WeeklyRule]) -> list[_Claim]:
    """The weekly rates; each week is paid once, at the highest rate that is reached."""
    paid: set[Any] = set()
    found: dict[WeeklyRule, _Claim] = {}
    ordered = list(rules)
    for rule in sorted(ordered, key=lambda one: -one.per_dose):
        found[rule], weeks = _weekly(kind, own, rule, paid)
        paid |= weeks
    return [found[rule] for rule in ordered]


def _weekly(
    kind: str, own: pd.DataFrame, rule: WeeklyRule, paid: set[Any]
) -> tuple[_Claim, set[Any]]:
    """One weekly rate, and the weeks it pays."""
    if kind != rule.facility:
        return _Claim(rule.mark, rule.least, False, 0, 0.0, f"{rule.facility}のみ"), set()
    inside = own[own["date"] <= pd.Timestamp(rule.until)]
    totals = inside.groupby("week")["doses"].sum()
    enough = totals[totals >= rule.least]
    told = f"週{rule.least}回以上が{len(enough)}週"
    if len(enough) < rule.weeks:
        needed = f"{told}（{rule.weeks}週が必要）"
        return _Claim(rule.mark, rule.least, False, len(enough), 0.0, needed), set()
    new = enough[~enough.index.isin(list(paid))]
    amount = float(new.sum()) * rule.per_dose
    reason = told if len(new) == len(enough) else f"{told}、うち{len(new)}週に適用"
    if not len(new):
        reason = "全ての週が上の単価の対象"
    return _Claim(rule.mark, rule.least, True, len(enough), amount, reason), set(new.index)


def _by_day(own: pd.DataFrame, rule: DailyRule) -> _Claim:
    daily = own[own["per"] == "day"]
    if daily.empty:
        return _Claim(rule.mark, rule.least, False, 0, 0.0, "日ごとの回数がない")
    if rule.until:
        daily = daily[daily["date"] <= pd.Timestamp(rule.until)]
    totals = daily.groupby("date")["doses"].sum()
    days = int((totals >= rule.least).sum())
    told = f"{rule.least}回以上が{days}日"
    return _Claim(rule.mark, rule.least, days > 0, days, float(days * rule.per_day), told)


def _by_staff(kind: str, own: pd.DataFrame, rule: StaffedRule) -> _Claim:
    if kind != rule.facility:
        return _Claim(rule.mark, rule.least, False, 0, 0.0, f"{rule.facility}のみ")
    special = own[(own["per"] == "day") & own["special"].astype(bool)]
    special = special[special["date"] <= pd.Timestamp(rule.until)]
    if special.empty:
        return _Claim(rule.mark, rule.least, False, 0, 0.0, "特別な体制の日がない")
    days = special.groupby(["week", "date"])[["doses", "doctor_hours", "nurse_hours"]].sum()
    enough = days[days["doses"] >= rule.least]
    weeks = enough.groupby("week").size()
    held = int((weeks >= rule.days_a_week).sum())
    told = f"特別な体制の{rule.least}回以上が{held}週"
    if held < rule.weeks:
        needed = f"{told}（{rule.weeks}週が必要）"
        return _Claim(rule.mark, rule.least, False, held, 0.0, needed)
    return _Claim(rule.mark, rule.least, True, held, _for_hours(enough, rule), told)


def _for_hours(days: pd.DataFrame, rule: StaffedRule) -> float:
    """What the hours of the days come to in yen; NaN where nobody gave any."""
    doctors, nurses = float(days["doctor_hours"].sum()), float(days["nurse_hours"].sum())
    if not doctors + nurses:
        return float("nan")
    return doctors * rule.doctor_hour + nurses * rule.nurse_hour


def _one_of_both(weekly: list[_Claim], daily: _Claim) -> tuple[list[_Claim], _Claim]:
    """The weekly rates or the daily sum, whichever pays more; the other says why it is not paid."""
    total = sum(one.amount for one in weekly)
    by_week = total >= daily.amount and total > 0
    kept = [replace(one, claimed=by_week and one.amount > 0) for one in weekly]
    if not (total and daily.met):
        return kept, replace(daily, claimed=daily.met)
    if by_week:
        return kept, replace(daily, reason=_excluded(weekly[0].mark, total, daily))
    return [
        replace(one, reason=_excluded(daily.mark, daily.amount, one)) if one.met else one
        for one in kept
    ], replace(daily, claimed=True)


def _excluded(mark: str, paid: float, other: _Claim) -> str:
    """Why a scheme whose threshold is reached is not paid."""
    return f"{mark}と重複しない（{mark}{yen(paid)}、{other.mark}{yen(other.amount)}）"


def total(own: pd.DataFrame) -> float:
    """What a facility may claim in all, in yen; NaN where a claimed scheme has no sum."""
    return float(own.loc[own["claimed"].astype(bool), "amount"].sum(skipna=False))
