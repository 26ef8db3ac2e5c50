"""The invented deliveries: nine to every prefecture, as many boxes as its residents need."""

import datetime as dt

import numpy as np

from renkei import areas
from renkei.intake.forms.page import Value
from renkei.sample.municipalities import Municipalities

DELIVERIES = (
    dt.date(2021, 4, 5), dt.date(2021, 4, 12), dt.date(2021, 4, 19), dt.date(2021, 4, 26),
    dt.date(2021, 5, 3), dt.date(2021, 5, 10), dt.date(2021, 5, 24), dt.date(2021, 6, 7),
    dt.date(2021, 6, 21),
)  # fmt: skip
_CHANGE = dt.date(2021, 5, 10)  # from this day a syringe draws six doses of a vial, not five
_BEFORE, _AFTER = 975, 1170
_SHARES = (0.003, 0.014, 0.014, 0.021, 0.052, 0.202, 0.216, 0.228, 0.250)
_ENOUGH = 2.08  # doses a resident, a little more than two
_TYPED = ("R3.4.5", "令和3年4月12日", None, None, "R3.5.3", None, None, None, None)


def supply_rows(places: Municipalities, *, slips: bool) -> list[dict[str, Value]]:
    """Every delivery to every prefecture, with boxes, doses and their sum up to it."""
    homes = np.array([one.prefecture_code for one in places.areas])
    rows: list[dict[str, Value]] = []
    for prefecture in areas.prefectures():
        residents = int(places.eligible[homes == prefecture.short].sum())
        rows += _prefecture(prefecture, residents)
    return _with_slips(rows) if slips else rows


def _prefecture(prefecture: areas.Area, residents: int) -> list[dict[str, Value]]:
    rows: list[dict[str, Value]] = []
    cumulative = 0
    for day, share, typed in zip(DELIVERIES, _SHARES, _TYPED, strict=True):
        held = _BEFORE if day < _CHANGE else _AFTER
        boxes = max(1, round(residents * _ENOUGH * share / held))
        cumulative += boxes * held
        rows.append(
            {
                "code": prefecture.code,
                "prefecture": prefecture.name,
                "day": typed or day,
                "class": "高齢者向け",
                "boxes": boxes,
                "doses_per_box": held,
                "doses": boxes * held,
                "cumulative": cumulative,
                "remarks": "予定" if day > dt.date(2021, 5, 31) else None,
            }
        )
    return rows


def _with_slips(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The first version with its slips: digits changed about, doses of the other kind of box."""
    spoilt = [dict(row) for row in rows]
    of = {code: 9 * (code - 1) for code in (4, 16, 28, 33)}
    april = spoilt[of[16] + 2]
    april["doses"] = _turned(april["doses"])
    spoilt[of[4] + 4]["doses_per_box"] = _AFTER
    boxes = spoilt[of[4] + 4]["boxes"]
    assert isinstance(boxes, int)
    spoilt[of[4] + 4]["doses"] = boxes * _AFTER
    may = spoilt[of[28] + 6]
    may["cumulative"] = _turned(may["cumulative"])
    spoilt[of[33] + 1]["class"] = "高齢者"
    return spoilt


def _turned(number: Value) -> int:
    """A number of which the first two digits that differ have changed places."""
    digits = list(str(number))
    at = next(i for i in range(len(digits) - 1) if digits[i] != digits[i + 1])
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return int("".join(digits))
