"""The files, sheets and cells behind rows of a frame."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from renkei.errors import RenkeiError
from renkei.intake.forms import FORMS, Form
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import open_workbook
from renkei.intake.sheets.header import find_header
from renkei.run.proof.kept import Kept
from renkei.run.proof.search import Match
from renkei.run.proof.views import Views

MOST = 3  # rows whose cells are looked up
_QUESTIONS = {"raw": "answer", "issue": "issues"}  # columns that are not named as the form's are


@dataclass(frozen=True)
class Source:
    """A place in a file that came in; `cells` and `text` are "" where the file is not here."""

    file: str
    sheet: str = ""
    cells: str = ""
    text: str = ""
    rows: int = 1


@dataclass(frozen=True)
class Sources:
    """How many rows of which files make a number, and the first of their cells."""

    rows: int
    files: tuple[str, ...]
    first: tuple[Source, ...]


def sources_of(kept: Kept, views: Views, match: Match) -> Sources:
    """Lead the rows of a match to the files they were read from."""
    rows, column = match.rows, match.column
    if match.frame == "answers":
        rows, column = _returns(views, rows), "raw"
    elif match.frame == "returns":
        column = "issues"
    if match.frame in ("projections", "paths", "components", "records", "population"):
        return _counted(kept, views, match)
    if "file" not in rows:
        return Sources(len(rows), (), ())
    named = [_input(kept, row) for row in rows.to_dict("records")]
    told = rows.head(MOST).to_dict("records")
    first = tuple(_source(kept, _plain(row), column) for row in told)
    return Sources(len(rows), tuple(dict.fromkeys(named)), first)


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items()}


def _returns(views: Views, answers: pd.DataFrame) -> pd.DataFrame:
    """The accepted returns that answers stand for."""
    table = views.frame("returns")
    table = table[table["current"]].drop_duplicates(["round", "area"])
    wanted = answers[["round", "area"]]
    return wanted.merge(table, on=["round", "area"], how="inner")


def _counted(kept: Kept, views: Views, match: Match) -> Sources:
    """Records are too many for cells: the file, which of its rows, and how many they are."""
    params = kept.manifest["params"]["sources"]
    files = list(kept.manifest["inputs"].get("inputs", {}))
    population = (params.get("population") or {}).get("path", "")
    if match.frame == "population":
        return Sources(len(match.rows), (str(population),), ())
    records = views.frame("records") if views.has("records") else match.rows.iloc[:0]
    if match.frame == "records":
        rows = match.rows
    else:
        rows = _behind(records, match, kept.manifest["params"].get("measure"))
    newest = {f"{day:%Y-%m-%d}" for day in rows["snapshot"].dropna().unique()}
    base = str((params.get("records") or {}).get("path", "-"))
    from_records = [one for one in files if one.startswith(base) and any(d in one for d in newest)]
    told = tuple(Source(one, rows=len(rows)) for one in from_records)
    also = [str(population)] if population and match.frame == "projections" else []
    return Sources(len(rows), (*from_records, *also), told)


def _behind(records: pd.DataFrame, match: Match, measure: Any) -> pd.DataFrame:
    """The rows of the newest snapshot, of the campaign's measure, of a projection's areas."""
    wanted = tuple(match.rows["area"].unique())
    newest: pd.DataFrame = records[records["snapshot"] == records["snapshot"].max()]
    newest = newest[newest["cohort"] == measure]
    if "00" in wanted:
        return newest
    return newest[newest["area"].str.startswith(wanted, na=False)]


def _input(kept: Kept, row: Any) -> str:
    """The file of a row as the manifest names it, from the raw folder."""
    name = str(row.get("file") or "")
    folder = _folder(kept, row.get("round"))
    files = kept.manifest["inputs"].get("inputs", {})
    if folder and f"{folder}/{name}" in files:
        return f"{folder}/{name}"
    return next((one for one in files if one.endswith(f"/{name}")), name)


def _folder(kept: Kept, number: Any) -> str:
    if number is None or pd.isna(number):
        return ""
    rounds = kept.manifest["params"].get("rounds") or []
    return next((str(one.get("returns") or "") for one in rounds if one["number"] == number), "")


def _source(kept: Kept, row: dict[str, Any], column: str) -> Source:
    file, sheet = _input(kept, row), str(row.get("sheet") or "")
    if isinstance(row.get("cell"), str) and row["cell"]:
        return Source(file, sheet, row["cell"], str(row.get("raw") or ""))
    number = row.get("row")
    if number is None or pd.isna(number):
        return Source(file, sheet)
    is_return = not pd.isna(row.get("round", pd.NA))
    form = FORMS.get("returns" if is_return else str(row["file"]).split("/")[0])
    cell, said = _cell(kept.raw, file, sheet, int(number), form, _QUESTIONS.get(column, column))
    return Source(file, sheet, cell, said)


def _cell(
    raw: Path, file: str, sheet: str, row: int, form: Form | None, question: str
) -> tuple[str, str]:
    """The cell of a row that answers a question, and its text.

    Without a question, or where the file is not here, the row: what else stands in it is not told,
    because it may name persons.
    """
    path = raw / file
    there = path.is_file() and path.resolve().is_relative_to(raw.resolve())
    if form is None or question not in form.by_name or not there:
        return f"{row}:{row}", ""
    try:
        grid = open_workbook(path).grid(sheet)
        header = find_header(form, grid)
        place = header.columns.get(question) if header else None
        texts = grid.texts(row - 1)
    except (RenkeiError, IndexError):
        return f"{row}:{row}", ""
    if place is None or place >= len(texts):
        return f"{row}:{row}", ""
    return address(row - 1, place), texts[place]
