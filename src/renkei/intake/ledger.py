"""Rejections, changes and reconciliation: the rows they are kept as, and how they are said."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from renkei import processed
from renkei.intake.forms import FORMS

PILES = ("accepted", "rejected", "superseded", "subtotals", "notes", "blank")
CELLS = ("expected", "read", "rejected")
_BLANK_ROW: dict[str, dict[str, Any]] = {
    "rejections": {
        "round": pd.NA, "received": pd.NaT, "file": "", "sheet": "", "cell": "", "row": pd.NA,
        "kind": "file", "rule": "", "question": "", "area": "", "raw": "", "reason": "", "expected": "", "suggestion": "",
        "corrected": False,
    },
    "ledger": {
        "round": pd.NA, "file": "", "sheet": "", "cell": "", "area": "", "raw": "", "reading": "",
        "rule": "",
    },
    "reconciliation": {
        "round": pd.NA, "file": "", "received": pd.NaT, "sheet": "", "rows": 0, "balanced": True,
        **dict.fromkeys(PILES, 0), **{f"cells_{name}": 0 for name in CELLS},
    },
}  # fmt: skip


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame of rejections, ledger or reconciliation from rows that name what they know."""
    given = list(rows)
    if not given:
        return processed.empty(name)
    blank = _BLANK_ROW[name]
    columns = {key: [row.get(key, default) for row in given] for key, default in blank.items()}
    return processed.check(name, pd.DataFrame(columns))


def sources(rows: pd.DataFrame) -> pd.Series:
    """What each row of one of these frames is about: "returns", "registers" or "records".

    Returns have a round; the files of a register are named by its form (supply/2021-06-01/…).
    """
    register = rows["file"].str.split("/").str[0].isin(set(FORMS) - {"returns"})
    kinds = pd.Series("records", rows.index).mask(register, "registers")
    return kinds.mask(rows["round"].notna(), "returns")


def balance(reconciliation: pd.DataFrame) -> pd.Series:
    """Whether each file's rows and cells all went somewhere (cleaning-rules.md, "Sheets").

    accepted + rejected + superseded + subtotals + notes + blank == rows, and cells read + rejected
    == cells expected; `rows` is the height of the sheet itself, counted apart from the piles.
    """
    rows = reconciliation[list(PILES)].sum(axis=1) == reconciliation["rows"]
    read = reconciliation["cells_read"] + reconciliation["cells_rejected"]
    return rows & (read == reconciliation["cells_expected"])


def sentences(rejections: pd.DataFrame) -> list[str]:
    """Each rejection as one sentence: 富山県.xlsx, 回答!D14: 完了見込み is "R3.2.30"; expected …"""
    return [_sentence(row) for row in rejections.astype({"row": "object"}).to_dict("records")]


def _sentence(row: Mapping[Any, Any]) -> str:
    place = f"{row['sheet']}!{row['cell']}" if row["cell"] else row["sheet"]
    if not place and not pd.isna(row["row"]):
        place = f"line {row['row']}"
    said = ", ".join(part for part in (row["file"], place) if part) + f": {row['reason']}"
    said += f"; expected {row['expected']}" if row["expected"] else ""
    return said + (f" (nearest: {row['suggestion']})" if row["suggestion"] else "")
