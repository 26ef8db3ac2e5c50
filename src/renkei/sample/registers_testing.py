"""The invented day each prefecture is ready to test, to register own tests and to follow patients up."""

import datetime as dt

from renkei import areas
from renkei.intake.forms.page import Value
from renkei.sample.chance import Chance

# 総務省説明資料④ names when each was asked for: R4.7.8 (testing), R4.7.21 (own tests and centres).
_FIRST = {
    "testing_sites": dt.date(2022, 7, 29),
    "self_test": dt.date(2022, 7, 27),
    "follow_up": dt.date(2022, 7, 26),
}
_SPREAD = {"testing_sites": 12, "self_test": 24, "follow_up": 30}  # days until the last is ready
_UNTOLD = {"self_test": 0.06, "follow_up": 0.1}  # the share that has no day yet
_REMARKS = ("委託先を調整中。", "登録の仕組みを近隣の県と共同で整備。", "駅の使用について協議中。")


def testing_rows(seed: int) -> list[dict[str, Value]]:
    """A row a prefecture, in code order: a day each, typed or a date, or blank where none is known."""
    chance = Chance(seed, "testing")
    count = len(areas.prefectures())
    drawn = {name: chance.uniform(2, count) for name in _FIRST}
    telling = chance.uniform(count)
    rows: list[dict[str, Value]] = []
    for i, prefecture in enumerate(areas.prefectures()):
        row: dict[str, Value] = {"code": prefecture.code, "prefecture": prefecture.name}
        for name, first in _FIRST.items():
            untold = float(drawn[name][1][i]) < _UNTOLD.get(name, 0.0)
            waited = float(drawn[name][0][i]) ** 2  # most early, few late
            day = first + dt.timedelta(days=int(_SPREAD[name] * waited))
            typed = f"R4.{day.month}.{day.day}" if float(drawn[name][1][i]) > 0.7 else day
            row[name] = None if untold else typed
        late = any(row[name] is None for name in _FIRST)
        row["remarks"] = _REMARKS[int(float(telling[i]) * len(_REMARKS))] if late else None
        rows.append(row)
    return rows
