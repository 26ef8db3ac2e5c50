"""A large register of joint work, made in code."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from renkei import processed
from renkei.intake.forms.work_plan import CARRY_OVER, STATUSES
from renkei.wording import dates

PLANNED, REPORTED = date(2021, 6, 1), date(2021, 10, 27)


@pytest.fixture(scope="session")
def big_register() -> Callable[[int], pd.DataFrame]:
    """The frame "work_plan" of so many items, one of them with forty bars: big_register(40)."""

    def made(items: int) -> pd.DataFrame:
        keys = [(item, bar) for item in range(items) for bar in range(_bars(item))]
        rows = [_row(item, bar, *when) for item, bar in keys for when in _VERSIONS]
        return processed.check("work_plan", pd.DataFrame(rows))

    return made


_VERSIONS = ((PLANNED, False), (REPORTED, True))


def _bars(item: int) -> int:
    return 40 if item == 7 else 1 + item % 3


def _row(item: int, bar: int, received: date, reported: bool) -> dict[str, Any]:
    status = STATUSES[(item + bar) % 5] if reported else "未着手"
    long = "長い結果の報告がここに続く。" * (9 if (item + bar) % 7 == 0 else 1)
    told = reported and status in ("完了", "延期", "中止")
    row: dict[str, Any] = {
        "area": "16", "received": received, "file": "f.xlsx", "sheet": "回答", "row": 6,
        "item": f"項目{item + 1:02}　広域連携の推進と公共施設の共同利用", "proposers": "富山市、高岡市、射水市、魚津市、氷見市、滑川市",
        "working_group": f"第{item + 1}部会", "departments": "見本課、別の課", "group": f"まとまり{bar // 15 + 1}",
        "bar": f"取組の内容{bar + 1}の検討と実施", "start": f"R3.{4 + bar % 6}", "end": f"R3.{6 + bar % 7}",
        "milestone": "担当者会議" if bar % 4 == 0 else "", "milestone_on": f"R3.{5 + bar % 7}" if bar % 4 == 0 else "",
        "status": status, "actual": pd.Timestamp("2021-09-01") if status == "完了" else pd.NaT,
        "outcome": f"見本：{long}" if told else "", "carry_over": CARRY_OVER[bar % 4] if reported else "",
        "next_year": f"次年度も続ける。{long}" if reported else "", "current": True,
    }  # fmt: skip
    for name in ("start", "end", "milestone_on"):
        read = dates.read_answer(row[name], PLANNED)
        row |= {f"{name}_earliest": read.earliest, f"{name}_latest": read.latest}
    return row
