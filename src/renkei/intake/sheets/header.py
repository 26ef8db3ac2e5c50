"""Which column of a sheet answers which question: found by header names, never by position."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from renkei.errors import DataError
from renkei.intake.forms.form import Form
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, text
from renkei.intake.sheets.units import foreign_units

_SEARCHED_ROWS = 40
_DEEPEST = 3


@dataclass(frozen=True)
class Header:
    """The header of a sheet: its rows (from 0, first to last) and the column of each question.

    `titles` are the headers as they stand, `others` the columns nobody asked for, by address, and
    `untitled` the columns above which nothing stands. `units` are those of columns that state
    another unit than is asked for.
    """

    first: int
    last: int
    columns: dict[str, int]
    titles: dict[str, str]
    others: dict[str, str]
    untitled: tuple[int, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)


def find_header(form: Form, grid: Grid) -> Header | None:
    """The header of a sheet, below any titles and of up to three rows; None where there is none.

    Where several rows could be it, the one that asks most is taken, then the shortest, then the
    first. Raises DataError where two columns claim one question.
    """
    best: tuple[tuple[int, int, int], dict[int, str]] | None = None
    for row, depth, asked in _candidates(form, grid):
        if _has_core(form, set(asked.values())):
            rank = (-len(set(asked.values())), depth, row)
            best = min(best, (rank, asked), key=lambda one: one[0]) if best else (rank, asked)
    if best is None:
        return None
    (_, depth, row), asked = best
    return _header(form, grid, row, depth, asked)


def near_headers(form: Form, grid: Grid) -> list[str]:
    """Texts of a sheet without headers that look like one: suggestions for the message."""
    rows = range(min(_SEARCHED_ROWS, len(grid.rows)))
    texts = [one for row in rows for one in grid.texts(row) if 2 < len(one) < 20]
    wanted = [form.by_name[name].title for group in form.core for name in group]
    found = (process.extractOne(one, texts, scorer=fuzz.ratio, score_cutoff=60) for one in wanted)
    return list(dict.fromkeys(str(match[0]) for match in found if match))


def _candidates(form: Form, grid: Grid) -> Iterator[tuple[int, int, dict[int, str]]]:
    """Every row and depth that could be the header, with the question of each column."""
    rows = min(_SEARCHED_ROWS, len(grid.rows))
    asks = [any(map(form.question_of, grid.texts(row))) for row in range(rows)]
    for row in range(rows):
        for depth in range(1, _DEEPEST + 1):
            last = row + depth - 1
            if last < rows and asks[row] and asks[last]:
                yield row, depth, _asked(form, grid, row, depth)


def _has_core(form: Form, questions: set[str]) -> bool:
    return all(questions & set(group) for group in form.core)


def _asked(form: Form, grid: Grid, row: int, depth: int) -> dict[int, str]:
    width = len(grid.rows[row])
    found = (
        (column, _question(form, _levels(grid, row, depth, column))) for column in range(width)
    )
    return {column: question for column, question in found if question}


def _levels(grid: Grid, row: int, depth: int, column: int) -> list[str]:
    """The texts of a header's column from top to bottom; a merged cell speaks for all it covers."""
    texts: list[str] = []
    for one in range(row, row + depth):
        at = grid.merged.get((one, column), (one, column))
        said = text(grid.rows[at[0]][at[1]])
        if said and texts[-1:] != [said]:
            texts.append(said)
    return texts


def _question(form: Form, levels: list[str]) -> str:
    """The question of a column: all levels together, a group of given answers, or the lowest."""
    if not levels:
        return ""
    whole = form.question_of("".join(levels))
    group = form.question_of(levels[0])
    if not whole and group and form.by_name[group].kind == "given":
        return group
    return whole or form.question_of(levels[-1])


def _header(form: Form, grid: Grid, row: int, depth: int, asked: dict[int, str]) -> Header:
    last = row + depth - 1
    columns: dict[str, int] = {}
    for column, question in asked.items():
        if question in columns and form.by_name[question].kind != "given":
            first, second = address(last, columns[question]), address(last, column)
            raise DataError(
                f"two columns ask for {form.by_name[question].title}: {first} and {second}",
                where=grid.sheet,
                expected="one column a question",
            )
        columns.setdefault(question, column)
    titles = {q: "".join(_levels(grid, row, depth, column)) for q, column in columns.items()}
    others = {
        column: " / ".join(_levels(grid, row, depth, column))
        for column in range(len(grid.rows[last]))
        if column not in asked
    }
    return Header(
        row,
        last,
        columns,
        titles,
        {address(last, column): said for column, said in others.items() if said},
        tuple(column for column, said in others.items() if not said),
        foreign_units(form, grid, row, titles),
    )
