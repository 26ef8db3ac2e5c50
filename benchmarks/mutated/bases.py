"""Right returns of several prefectures, blank, filled and in the ways offices fill them in."""

import datetime as dt
import functools
import random
from pathlib import Path
from typing import Any

from mutated.table import Return, table_of

from renkei import areas
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.page import Shown
from renkei.intake.forms.returns import RETURNS
from renkei.intake.returns.latest import settle
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission

AS_OF = dt.date(2021, 5, 12)
ROUND, CAMPAIGN, RECEIVED = 1, "sample", dt.date(2021, 5, 11)
INQUIRY = Inquiry(RETURNS, AS_OF, ROUND, CAMPAIGN)
# Two of them have names that recur elsewhere (府中市), and one more than a hundred rows.
PREFECTURES = ("01", "03", "13", "16", "18", "26", "31", "34", "37", "39", "47")
_TEXTS = (
    "R3.7.31",
    "7月末",
    "7月中旬",
    "8月中",
    "R3.8",
    "令和3年8月10日",
    "未定",
    "概ね完了",
    "8月以降",
)
_CONDITION = "医療従事者の確保が前提"


def _blank(rng: random.Random, index: int) -> dict[str, Any]:
    return {}


def _text(rng: random.Random, index: int) -> dict[str, Any]:
    return {
        "previous": "9月末",
        "answer": rng.choice(_TEXTS),
        "condition": rng.choice((None, None, _CONDITION)),
        "wish_share": rng.choice((80, 87.5, 92.25)),
        "capacity": rng.randint(10, 3000),
        "issues": rng.choice(("会場の確保", "特になし", None)),
        "section": "健康課",
        "person": f"見本 {index}",
        "phone": f"000-0000-{index:04}",
    }


def _dates(rng: random.Random, index: int) -> dict[str, Any]:
    day = dt.date(2021, rng.choice((7, 8, 9)), rng.randint(1, 30))
    formats = ("yyyy/m/d", "[$-411]ge.m.d", 'm"月"', 'yyyy"年"m"月"', '[$-411]ggge"年"m"月"d"日"')
    shown = Shown(day, rng.choice(formats))
    return _text(rng, index) | {"answer": rng.choice((shown, shown, day))}


def _numbers(rng: random.Random, index: int) -> dict[str, Any]:
    return _text(rng, index) | {
        "answer": rng.choice((44408, 44423, "44439", "R3.7.31")),
        "wish_share": rng.choice((0.875, "87.5%", "８０", 90)),
        "capacity": rng.choice((1200, 55.5, 0)),
    }


def _sparse(rng: random.Random, index: int) -> dict[str, Any]:
    full = _text(rng, index)
    return {name: value for name, value in full.items() if rng.random() < 0.3}


_WAYS = (_blank, _text, _text, _text, _dates, _dates, _numbers, _sparse)


@functools.lru_cache(maxsize=4)
def _areas_of(prefecture: str) -> tuple[areas.Area, ...]:
    return areas.municipalities(prefecture)


def right_return(rng: random.Random) -> Return:
    """A right return of some prefecture, filled in some way."""
    code = rng.choice(PREFECTURES[1:]) if rng.random() < 0.97 else PREFECTURES[0]
    way = rng.choice(_WAYS)
    rows = [
        {"code": area.code, "prefecture": area.prefecture, "name": area.name, **way(rng, index)}
        for index, area in enumerate(_areas_of(code))
    ]
    issue = Issue(
        form=RETURNS,
        campaign=CAMPAIGN,
        title="題",
        as_of=AS_OF,
        rows=rows,
        round=ROUND,
        prefecture_code=code,
        prefecture=areas.label(code),
    )
    return table_of(issue, f"{code}_{areas.label(code)}.xlsx")


def read_one(file: Path) -> Submission:
    """What the product makes of one file, settled as the only one of its round."""
    brought = read_file(file, file.name, RECEIVED, 0, INQUIRY)
    settle([brought], {})
    return brought


def read_right(right: Return, folder: Path) -> tuple[Submission, bytes]:
    """The reading of a right return and its bytes."""
    file = folder / right.name
    write_issue(file, right.issue)
    return read_one(file), file.read_bytes()
