"""The invented registers: liaison log, supply, work plan, readiness, practices, each sent twice."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from renkei import areas
from renkei.intake.forms import FORMS
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.page import Value
from renkei.sample.municipalities import Municipalities
from renkei.sample.plan import CAMPAIGN, TITLE
from renkei.sample.registers_liaison import liaison_rows
from renkei.sample.registers_plan import HOME, plan_rows
from renkei.sample.registers_practices import practice_rows
from renkei.sample.registers_readiness import TRUNCATED, readiness_rows
from renkei.sample.registers_supply import supply_rows

Row = Mapping[str, Value]
FIRST, SECOND = dt.date(2021, 5, 21), dt.date(2021, 6, 1)  # the days both versions are received
# The work plan is sent again before each later meeting of the year.
BEFORE_MEETINGS = (dt.date(2021, 8, 25), dt.date(2021, 10, 27), dt.date(2022, 1, 26))
_BLOCKS = {
    "北海道・東北": range(1, 8),
    "関東": range(8, 15),
    "中部": range(15, 24),
    "近畿": range(24, 31),
    "中国・四国": range(31, 40),
    "九州・沖縄": range(40, 48),
}


@dataclass(frozen=True)
class _File:
    """One workbook to be sent: which form, the day it is received, its name and its rows."""

    form: str
    received: dt.date
    name: str
    rows: Sequence[Row]
    prefecture: areas.Area | None = None
    cut_short: bool = False


def write_registers(folder: Path, places: Municipalities, seed: int) -> int:
    """Write `<register>/<received>/<file>.xlsx` for every register; returns how many files.

    What slips in the files of the first day, cells, rows and one whole file, is right in those of
    the second.
    """
    files = 0
    for one in _files(places, seed):
        path = folder / one.form / one.received.isoformat() / f"{one.name}.xlsx"
        write_issue(path, _issue(one))
        if one.cut_short:
            content = path.read_bytes()
            path.write_bytes(content[: len(content) // 2])
        files += 1
    return files


def _files(places: Municipalities, seed: int) -> Iterator[_File]:
    for received in (FIRST, SECOND):
        slips = received == FIRST
        entries = liaison_rows(places, seed, received, slips=slips)
        for block, codes in _BLOCKS.items():
            rows = [row for code in codes for row in entries.get(f"{code:02d}", ())]
            yield _File("liaison", received, f"聞き取り記録_{block}", rows)
        supplied = supply_rows(places, slips=slips)
        yield _File("supply", received, "供給実績_全国", supplied)
        yield _plan(received, slips=slips)
        yield from _readiness(places, seed, received, slips=slips)
        yield _File("practices", received, "取組事例_全国", practice_rows(slips=slips))
    for received in BEFORE_MEETINGS:
        yield _plan(received, slips=False)


def _plan(received: dt.date, *, slips: bool) -> _File:
    home = areas.find(prefecture=HOME)
    rows = plan_rows(received, slips=slips)
    return _File("work_plan", received, f"{HOME}_{home.name}_取組計画", rows, home)


def _readiness(
    places: Municipalities, seed: int, received: dt.date, *, slips: bool
) -> Iterator[_File]:
    """All prefectures on the first day; those that slipped send theirs again on the second."""
    rows, slipped = readiness_rows(places, seed, slips=slips)
    for prefecture in areas.prefectures():
        if not slips and prefecture.short not in slipped:
            continue
        name = f"{prefecture.short}_{prefecture.name}" + ("" if slips else "_再提出")
        cut_short = slips and slipped.get(prefecture.short) == TRUNCATED
        yield _File("readiness", received, name, rows[prefecture.short], prefecture, cut_short)


def _issue(one: _File) -> Issue:
    return Issue(
        form=FORMS[one.form],
        campaign=CAMPAIGN,
        title=TITLE,
        as_of=one.received,
        rows=one.rows,
        sample=True,
        prefecture_code=one.prefecture.short if one.prefecture else "",
        prefecture=one.prefecture.name if one.prefecture else "",
    )
