"""The invented readiness of every municipality, worse where a place feels late."""

import datetime as dt

from renkei import areas
from renkei.intake.forms.page import Value
from renkei.intake.forms.readiness import PREPARATIONS
from renkei.sample.chance import Chance, Floats
from renkei.sample.municipalities import Municipalities
from renkei.sample.registers_liaison import office_contacts
from renkei.sample.untidy import name_as_written

Row = dict[str, Value]
TRUNCATED = "truncated"
_SLIPS = {"09": "state", "16": "day", "22": "number", "31": TRUNCATED, "38": "code"}
_HARDER = {"doctors": 0.5, "nurses": 0.6, "off_hours": 0.9, "transport": 0.3, "facilities": 0.2}
_WITHOUT = {"transport": 0.06, "facilities": 0.02, "off_hours": 0.04}
_REMARKS = (
    "6月から近隣の病院の医師の派遣を受ける。", "看護師の求人に応募が少ない。",
    "会場は小学校の体育館を予定（夏休みから）。", "送迎バスは社会福祉協議会に委託。",
    "予約はコールセンターとウェブの併用。",
)  # fmt: skip


def readiness_rows(
    places: Municipalities, seed: int, *, slips: bool
) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """The rows of every prefecture (two digits), and how some of them slip in the first version."""
    chance = Chance(seed, "readiness")
    count = len(places.areas)
    moods = {one.name: chance.bell(count) for one in PREPARATIONS}
    without, telling = chance.uniform(len(PREPARATIONS), count), chance.uniform(count)
    days = chance.uniform(2, count)
    contacts = office_contacts(places, seed)
    rows: dict[str, list[Row]] = {}
    for i, area in enumerate(places.areas):
        late = float(places.lateness[i])
        row: Row = {"code": area.code, "prefecture": area.prefecture, "name": name_as_written(area)}
        for number, one in enumerate(PREPARATIONS):
            absent = float(without[number][i]) < _WITHOUT.get(one.name, 0.0)
            score = late + float(moods[one.name][i]) + _HARDER.get(one.name, 0.0)
            row[one.name] = "対象外" if absent else _state(score)
        row |= _days(late, days[:, i]) | _numbers(float(places.peak[i]), int(places.eligible[i]))
        drawn = float(telling[i])
        row["remarks"] = _REMARKS[int(drawn * 20)] if drawn < 0.25 else None
        rows.setdefault(area.prefecture_code, []).append(row | contacts[area.short])
    if slips:
        for prefecture, how in _SLIPS.items():
            _spoil(rows[prefecture], how)
    return rows, _SLIPS


def _state(score: float) -> str:
    return "済" if score < 0.9 else "一部" if score < 2.4 else "未"


def _days(late: float, drawn: Floats) -> Row:
    sent = dt.date(2021, 4, 12) + dt.timedelta(days=int(8 + 5 * late + 14 * float(drawn[0])))
    opened = sent + dt.timedelta(days=3 + int(12 * float(drawn[1])))
    typed = f"R3.{opened.month}.{opened.day}" if float(drawn[1]) < 0.3 else opened
    return {"vouchers_sent": sent, "booking_opened": typed}


def _numbers(peak: float, eligible: int) -> Row:
    return {
        "clinics": max(1, round(eligible / 900)),
        "sites": max(1, round(eligible / 15_000)),
        "capacity": max(10, round(peak * 1.2 / 10) * 10),
    }


def _spoil(rows: list[Row], how: str) -> None:
    """One slip of a kind in the rows of a prefecture."""
    row = rows[1]
    if how == "state":
        row["nurses"] = "準備中"
    elif how == "day":
        row["vouchers_sent"] = "4月下旬"
    elif how == "number":
        row["clinics"] = "多数"
    elif how == "code":
        row["code"] = areas.municipalities(str(row["code"])[:2])[2].code
