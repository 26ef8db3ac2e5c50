"""Every row of a file put on one pile: read, refused, repeated, a total, a note or blank."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from renkei import areas
from renkei.errors import DataError
from renkei.intake.forms.form import SHEET
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import text
from renkei.intake.sheets.entries import with_entry
from renkei.intake.sheets.keys import Key, row_key
from renkei.intake.sheets.remarks import note_hidden_row, note_untitled
from renkei.intake.sheets.row import Sheet, read_row
from renkei.intake.sheets.submission import Submission
from renkei.wording.text import fold

Keys = dict[int, Key]
Place = tuple[str, int]
_UNIT_ROW = re.compile(
    r"[(\[]?(?:%|回|人|件|箱|円|千円|年月日|月日|日付|回/日|人/日|[A-Z]|\d{1,2}|[①-⑳]|[ア-ン])[)\]]?"
)
_SAME, _STANDS, _BLANK = "same", "another sheet stands", "blank"
_SUPERSEDED = {
    _SAME: "identical row",
    _STANDS: f"{SHEET} stands",
    _BLANK: "blank row beside an answer",
}


def sort_rows(sheets: Sequence[Sheet], submission: Submission) -> dict[str, Keys]:
    """Put every row of every sheet on its pile; read the cells of those whose key is certain.

    Gives the keys of the rows, by sheet, which totals are checked against.
    """
    keys = {sheet.grid.sheet: _keys(sheet, submission.prefecture) for sheet in sheets}
    twice = _stand_twice(sheets, keys)
    for sheet in sheets:
        for row, key in keys[sheet.grid.sheet].items():
            _sort(sheet, row, key, twice.get((sheet.grid.sheet, row), ""))
        accepted = [row for row, pile in sheet.account.pile_of.items() if pile == "accepted"]
        asked = sum(one in sheet.header.columns for one in sheet.inquiry.form.asked)
        sheet.account.cells["expected"] += len(accepted) * asked
        note_untitled(sheet, accepted)
    return keys


def _keys(sheet: Sheet, home: str) -> Keys:
    """The key of every row."""
    form, columns = sheet.inquiry.form, sheet.header.columns
    rows = range(sheet.header.last + 1, len(sheet.grid.rows))
    own = {row: sheet.grid.texts(row) for row in rows}
    codes = _codes(sheet, home)
    heads = sheet.grid.texts(sheet.header.last)
    keys: Keys = {row: _above(sheet, row, home) for row in range(sheet.header.last + 1)}
    under_header = True
    for row in rows:
        under_header = under_header and _is_unit_row(own[row])
        if not any(own[row]):
            keys[row] = Key("blank")
        elif under_header or own[row] == heads:
            keys[row] = Key("notes")
        else:
            texts = sheet.texts(row) if sheet.grid.merged else own[row]
            key = row_key(form, texts, columns, home, codes.get(row))
            keys[row] = with_entry(sheet, row, key)
    return keys


def _above(sheet: Sheet, row: int, home: str) -> Key:
    """A row of the header or above it: a title, but for one with a whole key and an answer."""
    form, columns = sheet.inquiry.form, sheet.header.columns
    texts = sheet.texts(row)
    if not any(texts):
        return Key("blank")
    keys = [one for one in ("code", "name") if one in columns]
    if row < sheet.header.first and all(texts[columns[one]] for one in keys):
        key = row_key(form, texts, columns, home)
        answered = any(texts[columns[one]] for one in form.answers if one in columns)
        if answered and key.kind in ("record", "rejected") and (key.area or key.candidates):
            error = DataError("the row stands above the header", expected="every row below it")
            return replace(key, kind="rejected", error=error, rule="above the header")
    return Key("notes")


def _codes(sheet: Sheet, home: str) -> dict[int, str]:
    """The six digits of each code, five or six decided for the whole column."""
    column = sheet.header.columns.get("code")
    if column is None:
        return {}
    rows = range(sheet.header.last + 1, len(sheet.grid.rows))
    read = areas.read_codes([sheet.value(row, "code") for row in rows], home or None)
    return {row: one.code for row, one in zip(rows, read, strict=True) if one.code}


def _is_unit_row(texts: Sequence[str]) -> bool:
    """Whether a row right below the header only gives units or numbers of columns: (%), (回), ①."""
    filled = [fold(text) for text in texts if text]
    return bool(filled) and all(_UNIT_ROW.fullmatch(text) for text in filled)


def _sort(sheet: Sheet, row: int, key: Key, twice: str) -> None:
    """Put one row on its pile."""
    area, submission = key.area.short if key.area else "", sheet.submission
    if key.kind == "record" and not twice:
        read_row(sheet, row, key.area, key.others)
        sheet.account.put(row, "accepted")
        _note_key(sheet, row, key)
    elif key.kind == "record" and twice in _SUPERSEDED:
        rule = _SUPERSEDED[twice]
        submission.note(rule, _joined(sheet, row), sheet=sheet.grid.sheet, area=area)
        sheet.account.put(row, "superseded")
    else:
        _reject_row(sheet, row, key, twice)
        sheet.account.put(row, "rejected" if key.kind == "record" else key.kind)
    if row in sheet.grid.hidden_rows and key.kind not in ("blank", "notes"):
        note_hidden_row(sheet, row, _joined(sheet, row), area)
    if key.kind == "notes" and key.label:
        submission.note(key.label, _joined(sheet, row), "not read", sheet.grid.sheet)
    for one, bare in key.marks:
        cell, raw = sheet.address(row, one), text(sheet.value(row, one))
        submission.note("note mark left aside", raw, bare, sheet.grid.sheet, cell, area)


def _note_key(sheet: Sheet, row: int, key: Key) -> None:
    """Put on the ledger how code and names were written, where that is not as the register has them."""
    if key.area is None:
        return
    known = {"code": key.area.code, "prefecture": key.area.prefecture, "name": key.area.name}
    noted = {one for one, _ in key.marks}
    for one, reading in known.items():
        raw = text(sheet.value(row, one))
        if raw and raw != reading and one not in noted:
            sheet.submission.note(
                f"{one} read",
                raw,
                reading,
                sheet.grid.sheet,
                sheet.address(row, one),
                key.area.short,
            )


def _stand_twice(sheets: Sequence[Sheet], keys: dict[str, Keys]) -> dict[Place, str]:
    """Rows whose key stands more than once: "same" repeats the first, 回答 stands before others."""
    by_name = {sheet.grid.sheet: sheet for sheet in sheets}
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for sheet in sheets:
        for row, key in keys[sheet.grid.sheet].items():
            if key.kind == "record":
                whose = key.area.short if key.area else ""
                places[whose, *key.others].append((sheet.grid.sheet, row))
    found: dict[Place, str] = {}
    for same in (one for one in places.values() if len(one) > 1):
        said = [_said(by_name[sheet], row) for sheet, row in same]
        if any(map(any, said)) and not all(map(any, said)):
            # A blank takes nothing away: it is no second answer.
            found |= {one: _BLANK for one, told in zip(same, said, strict=True) if not any(told)}
            same = [one for one, told in zip(same, said, strict=True) if any(told)]
            said = [told for told in said if any(told)]
        home = [one for one in same if fold(one[0]) == SHEET]
        if all(one == said[0] for one in said):
            found |= dict.fromkeys(same[1:], _SAME)
        elif len(home) == 1 and any(said[same.index(home[0])]):
            found |= {one: _STANDS for one in same if one not in home}
        else:
            found |= dict.fromkeys(same, f"rows {', '.join(_shown(one, same) for one in same)}")
    return found


def _shown(place: Place, places: Sequence[Place]) -> str:
    """A row as it is named beside others: with its sheet where there are several."""
    several = len({sheet for sheet, _ in places}) > 1
    return f"{place[0]}!{place[1] + 1}" if several else str(place[1] + 1)


def _said(sheet: Sheet, row: int) -> list[str]:
    """What a row answers, by question, so that sheets with other columns compare."""
    form = sheet.inquiry.form
    return [fold(text(sheet.value(row, one))) for one in form.asked if one not in form.keys]


def _reject_row(sheet: Sheet, row: int, key: Key, twice: str) -> None:
    """Say why a row was refused; rows of other piles say nothing."""
    if key.kind not in ("record", "rejected"):
        return
    at = {
        "sheet": sheet.grid.sheet,
        "row": row + 1,
        "cell": sheet.address(row, key.question) or _key_cell(sheet, row),
        "raw": _joined(sheet, row),
        "question": key.question,
        "others": key.others,
    }
    if key.kind == "record":
        whose = " ".join([key.area.full_name if key.area else "this key", *key.others])
        sheet.submission.reject(
            "row",
            "stands twice",
            f"{whose} stands more than once with different answers ({twice})",
            "one row a municipality" if sheet.inquiry.form.rows == "areas" else "one row a key",
            area=key.area.short if key.area else "",
            **at,
        )
    elif key.error:
        known = key.area.short if key.area else ""
        sheet.submission.reject(
            "row",
            key.rule,
            key.error.what,
            key.error.expected or "",
            area=known or (key.candidates[0] if len(key.candidates) == 1 else ""),
            candidates=key.candidates,
            suggestion=", ".join(key.error.nearest),
            **at,
        )


def _key_cell(sheet: Sheet, row: int) -> str:
    """The first key cell of a row that holds something."""
    form, columns = sheet.inquiry.form, sheet.header.columns
    texts = sheet.grid.texts(row)
    wanted = [one for one in ("code", "name", "prefecture", *form.key) if one in columns]
    filled = [one for one in wanted if texts[columns[one]]]
    return address(row, columns[(filled or wanted)[0]]) if wanted else address(row, 0)


def _joined(sheet: Sheet, row: int) -> str:
    """What a row says, without the columns of persons."""
    texts = sheet.texts(row)
    contacts = sheet.inquiry.form.contacts
    shown = (texts[column] for one, column in sheet.header.columns.items() if one not in contacts)
    return " | ".join(filter(None, shown))[:200]
