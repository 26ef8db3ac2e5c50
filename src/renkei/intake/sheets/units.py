"""Columns whose header, or a line above the table, states another unit than the form asks for."""

import re
from collections.abc import Mapping

from renkei.intake.forms.form import Form
from renkei.intake.opening.workbook import Grid
from renkei.intake.sheets.cells import units_of
from renkei.wording.text import fold

_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_MANY = "[十百千万億]"
_COUNTED = "回分|回|人|名|箱|件|円|本|か所|カ所|箇所|施設"
_UNIT = re.compile(
    rf"(?:単位[:\s]*)?(?P<many>{_MANY}+)?(?P<unit>{_COUNTED})(?P<rate>/[日週月年人箱回])?"
)
_ABOVE = re.compile(rf"単位[:\s]*(?P<many>{_MANY}+)(?P<unit>{_COUNTED})")


def foreign_units(form: Form, grid: Grid, first: int, titles: Mapping[str, str]) -> dict[str, str]:
    """The unit that stands in the header of each question, where it is not the form's.

    A column of 千回 is never multiplied, nor a number of persons taken for a share: its cells are
    refused (cleaning-rules.md, "Numbers": the unit travels with the column). A line 単位：千回 above
    the table, whose first row is `first`, speaks for every count that states no unit of its own.
    """
    lines = (fold(text) for row in range(first) for text in grid.texts(row) if text)
    above = next((match for line in lines if (match := _ABOVE.search(line))), None)
    found: dict[str, str] = {}
    for name, title in titles.items():
        question = form.by_name[name]
        stated = [text for text in _IN_BRACKETS.findall(fold(title)) if text]
        units = [match for text in stated if (match := _UNIT.fullmatch(text))]
        if question.kind == "share" and units:
            found[name] = units[0][0]
        elif question.kind == "count":
            units = units or ([above] if above else [])
            wrong = [one for one in units if one["many"] or not _is_asked(one, question.unit)]
            found |= {name: wrong[0][0]} if wrong else {}
    return found


def _is_asked(stated: re.Match[str], unit: str) -> bool:
    rate = stated.groupdict().get("rate") or ""
    return stated["unit"] + rate in units_of(unit) or stated["unit"] in units_of(unit)
