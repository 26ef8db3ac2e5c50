"""The returns of every round: 47 first files or late ones, and the corrected files after them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook

from renkei import areas
from renkei.intake.forms.form import SAMPLE_MARK, SHEET
from renkei.intake.forms.issue import Issue, build, save
from renkei.intake.forms.page import Value
from renkei.intake.forms.returns import RETURNS, ReturnRow
from renkei.sample.answers import Meant
from renkei.sample.chance import Chance
from renkei.sample.municipalities import Municipalities
from renkei.sample.particulars import draw_particulars
from renkei.sample.plan import CAMPAIGN, ROUNDS, TITLE, SampleRound
from renkei.sample.slips import (
    LATE,
    TRUNCATED,
    WHOLE_FILE,
    WRONG_SHEET,
    WRONG_SUBTOTAL,
    draw_slips,
    slip,
)
from renkei.sample.untidy import add_title_row, code_as_written, fill_wrong_sheet, name_as_written
from renkei.sample.wordings import draw_carried, draw_habits, write_answer

Rows = dict[str, list[ReturnRow]]


def write_returns(
    folder: Path, places: Municipalities, answers: dict[int, list[Meant]], seed: int
) -> int:
    """Write `round-N/<received>/<16_富山県>.xlsx` for every round; returns how many files."""
    standing: list[Value] = [None] * len(places.areas)
    files = 0
    for one in ROUNDS:
        rows, standing = _rows(one, places, answers[one.number], standing, seed)
        files += _write_round(folder / f"round-{one.number}", one, rows, seed)
    return files


def _rows(
    one: SampleRound,
    places: Municipalities,
    meant: list[Meant],
    standing: list[Value],
    seed: int,
) -> tuple[Rows, list[Value]]:
    """Every prefecture's right rows in one round, and what stands as each office's last answer."""
    count = len(places.areas)
    office = Chance(seed, "habits")
    habits, carried = draw_habits(count, office), draw_carried(count, office)
    bracketing = office.uniform(count) < 0.6
    others = draw_particulars(places, meant, one.number, seed)
    rows: Rows = {}
    answered: list[Value] = []
    for i, area in enumerate(places.areas):
        written = write_answer(meant[i], habits[i], carried[i], bool(bracketing[i]))
        row = ReturnRow(
            code=code_as_written(area),
            prefecture=area.prefecture,
            name=name_as_written(area),
            previous=standing[i],
            answer=written.answer,
            condition=written.condition,
            wish_share=others[i].wish_share,
            capacity=others[i].capacity,
            issues=others[i].issues,
            section=others[i].section,
            person=others[i].person,
            phone=others[i].phone,
        )
        rows.setdefault(area.prefecture_code, []).append(row)
        answered.append(standing[i] if meant[i].carried else written.answer)
    return rows, answered


def _write_round(folder: Path, one: SampleRound, rows: Rows, seed: int) -> int:
    """First files the day before the as-of date; late and corrected ones on it."""
    prefectures = areas.prefectures()
    slips = draw_slips(one, prefectures, seed)
    chance = Chance(seed, f"spoilt rows {one.number}")
    files = 0
    for prefecture in prefectures:
        given = rows[prefecture.short]
        name = f"{prefecture.short}_{prefecture.name}"
        befallen = slips.get(prefecture.short, ())
        if LATE not in befallen:
            file = folder / _day(one.first) / f"{name}.xlsx"
            _write_first(file, one, given, prefecture, befallen, chance)
            files += 1
        if befallen:
            late = name if LATE in befallen else f"{name}_再提出"
            form = _form(one, prefecture, given)
            _write_right(folder / _day(one.as_of) / f"{late}.xlsx", form, prefecture)
            files += 1
    return files


def _form(one: SampleRound, prefecture: areas.Area, rows: list[ReturnRow]) -> Issue:
    return Issue(
        form=RETURNS,
        campaign=CAMPAIGN,
        title=TITLE,
        sample=True,
        round=one.number,
        as_of=one.as_of,
        prefecture_code=prefecture.short,
        prefecture=prefecture.name,
        rows=[row.values() for row in rows],
        sums=_sums(rows),
    )


def _sums(rows: list[ReturnRow]) -> dict[str, Value]:
    """The 県計 row as the prefecture adds it up, numbers written as text included."""
    answered = sum(row.answer is not None for row in rows)
    return {"answer": answered, "capacity": sum(_doses(row.capacity) for row in rows)}


def _doses(capacity: Value) -> int:
    return int("".join(sign for sign in str(capacity or 0) if sign.isdecimal()))


def _day(day: dt.date) -> str:
    return day.isoformat()


def _write_right(file: Path, form: Issue, prefecture: areas.Area) -> None:
    book = build(form)
    add_title_row(book[SHEET], prefecture)
    save(file, book)


def _write_first(
    file: Path,
    one: SampleRound,
    given: list[ReturnRow],
    prefecture: areas.Area,
    slips: tuple[str, ...],
    chance: Chance,
) -> None:
    if WRONG_SHEET in slips:
        _write_wrong_sheet(file, prefecture)
        return
    if slips and not any(befallen in WHOLE_FILE for befallen in slips):
        given = slip(given, slips, _neighbour(prefecture), chance)
    form = _form(one, prefecture, given)
    if WRONG_SUBTOTAL in slips:
        form = replace(form, sums={"answer": len(given) + 2, "capacity": 12345})
    _write_right(file, form, prefecture)
    if TRUNCATED in slips:
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])


def _write_wrong_sheet(file: Path, prefecture: areas.Area) -> None:
    book = Workbook()
    sheet = book.active
    fill_wrong_sheet(sheet, prefecture)
    sheet.oddHeader.center.text = SAMPLE_MARK
    save(file, book)


def _neighbour(prefecture: areas.Area) -> areas.Area:
    """The first municipality of the next prefecture in code order."""
    codes = [one.short for one in areas.prefectures()]
    following = codes[(codes.index(prefecture.short) + 1) % len(codes)]
    return areas.municipalities(following)[0]
