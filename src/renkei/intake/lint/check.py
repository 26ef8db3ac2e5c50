"""Files and folders checked, one file at a time, against every rule."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from renkei.errors import InputMissing
from renkei.intake.lint import (
    appearance,
    characters,
    choices,
    dates,
    objects,
    places,
    spaces,
    structure,
    units,
    values,
)
from renkei.intake.lint.finding import RULES, VIOLATION, Finding
from renkei.intake.lint.layout import find_table
from renkei.intake.lint.opened import open_file
from renkei.intake.lint.sheet import Sheet
from renkei.intake.opening.container import Limits

LIMITS = Limits(cells=1_000_000)
_CHECKED = {".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv"}
_ORDER = {number: at for at, number in enumerate(RULES)}


@dataclass(frozen=True)
class Checked:
    """A file that was checked, and what was found in it, in the order of sheets and rules."""

    file: Path
    findings: tuple[Finding, ...]


def lint_paths(paths: Sequence[Path], limits: Limits = LIMITS) -> Iterator[Checked]:
    """Check files, and the tables in folders and their subfolders, one after the other.

    Raises InputMissing, before any is checked, where a path does not exist or a folder has no
    workbook or CSV. A file that cannot be opened is a finding of rule 1-1.
    """
    files = [file for path in paths for file in _files(path)]
    return (Checked(file, lint_file(file, limits)) for file in dict.fromkeys(files))


def lint_file(file: Path, limits: Limits = LIMITS) -> tuple[Finding, ...]:
    """What is found in one file; the file is named as it was given."""
    opened = open_file(file, limits)
    found = list(opened.findings)
    for sheet in opened.sheets:
        ordered = sorted(
            _sheet(sheet),
            key=lambda one: (_ORDER[one.rule.number], one.severity != VIOLATION),
        )
        found += [replace(one, sheet=sheet.name) for one in ordered]
    return tuple(replace(one, file=str(file)) for one in found)


def _sheet(sheet: Sheet) -> Iterator[Finding]:
    table = find_table(sheet)
    yield from structure.check_merged(sheet)
    yield from values.check_formulas(sheet)
    yield from objects.check(sheet)
    yield from characters.check(sheet)
    yield from structure.check_hidden(sheet)
    yield from choices.check_standard(sheet, table)
    if table is None:
        return
    for rule in (
        values.check_one_datum,
        values.check_numbers,
        spaces.check,
        structure.check_names,
        units.check_units,
        dates.check,
        places.check,
        units.check_blanks,
        appearance.check,
        choices.check_other,
        structure.check_long_format,
    ):
        yield from rule(table)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        inside = sorted(_walked(path))
        if not inside:
            raise InputMissing("no workbook or CSV here", where=str(path), expected=".xlsx or .csv")
        yield from inside
    else:
        raise InputMissing("no such file or folder", where=str(path))


def _walked(folder: Path) -> Iterator[Path]:
    """The tables below a folder; links to folders, hidden files and Excel's own ~$ are left out."""
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            is_table = file.suffix.lower() in _CHECKED and not name.startswith((".", "~$"))
            if is_table and file.is_file():
                yield file
