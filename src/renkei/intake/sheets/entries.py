"""Which entry of an area a row is: the questions of the form's key beside the area."""

from dataclasses import replace

from renkei.errors import DataError
from renkei.intake.opening.workbook import text
from renkei.intake.sheets import cells
from renkei.intake.sheets.keys import Key
from renkei.intake.sheets.row import Sheet
from renkei.wording.text import fold

_BLANK = ("", "-")
_DITTO = ("〃", '"', "''", "々", "同上")


def with_entry(sheet: Sheet, row: int, key: Key) -> Key:
    """The key of a row together with the other questions of the form's key, as they read.

    A row that names an area and nothing else is no entry. One of whose key a part is blank that is
    needed, cannot be read or only repeats the row above has none, and is refused. Of a row that is
    refused the parts that can be read are kept ("" for the others), so that a later row can
    correct it.
    """
    form = sheet.inquiry.form
    if not form.others or key.kind not in ("record", "rejected"):
        return key
    asked = [one for one in form.asked if one not in form.keys]
    if key.kind == "record" and not any(text(sheet.value(row, one)) for one in asked):
        return Key("notes", label="area without an entry")
    parts = {one: _part(sheet, row, one) for one in form.others}
    key = replace(key, others=tuple(part.value for part in parts.values()))
    if key.kind == "rejected":
        return key
    wrong = next((one for one, part in parts.items() if part.problem), "")
    if not wrong:
        return key
    error = _error(sheet, row, wrong, parts[wrong])
    meant = (key.area.short,) if key.area else ()
    return replace(
        key, kind="rejected", error=error, rule="no key", question=wrong, candidates=meant
    )


def _part(sheet: Sheet, row: int, question: str) -> cells.Reading[str]:
    """One question of the key, as two rows compare by it."""
    value, asked = sheet.value(row, question), sheet.inquiry.form.by_name[question]
    written = fold(text(value))
    if written in _BLANK:
        problem = "without it the row has no key" if asked.needed else ""
        return cells.Reading("", problem=problem, expected=asked.prompt)
    if written in _DITTO:
        return cells.Reading("", problem="it only repeats the row above", expected=asked.prompt)
    if asked.kind == "choice":
        return cells.read_choice(value, asked.choices)
    if asked.kind == "day":
        value, number_format, epoch = sheet.dated(row, question)
        day = cells.read_day(value, sheet.inquiry.as_of, number_format, epoch)
        stored = day.value.isoformat() if day.value else ""
        return cells.Reading(stored, problem=day.problem, expected=day.expected)
    return cells.Reading(fold(cells.read_free_text(value).value))


def _error(sheet: Sheet, row: int, question: str, part: cells.Reading[str]) -> DataError:
    said = " ".join(text(sheet.value(row, question)).split())[:60]
    nearest = [part.nearest] if part.nearest else []
    what = f'{sheet.title(question)} is "{said}" ({part.problem})'
    return DataError(what, expected=part.expected, nearest=nearest)
