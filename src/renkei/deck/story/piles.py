"""The rows behind each count of a round: received, accepted, rejected, changed, missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from renkei import areas
from renkei.deck.story.display import Listing, Overview
from renkei.errors import DataError
from renkei.intake.checking.custody import STUCK, waiting
from renkei.intake.returns.rounds import Returns
from renkei.intake.sheets.keys import file_prefecture

_ELSEWHERE = ""  # rows of files whose prefecture nobody can tell
_FILES = ["file", "received", "sheet", "rows", "accepted", "superseded", "rejected", "subtotals",
          "notes", "blank"]  # fmt: skip
_ACCEPTED = ["area", "name", "raw", "reading", "condition", "file", "sheet", "row", "current"]
_REJECTED = ["area", "name", "raw", "reason", "expected", "suggestion", "file", "sheet", "cell",
             "corrected"]  # fmt: skip
_CHANGED = ["area", "name", "raw", "reading", "rule", "file", "sheet", "cell"]
_MISSING = ["area", "name", "custody", "received"]


@dataclass(frozen=True)
class Story:
    """One round told by prefecture: every count of the overview is the number of rows listed."""

    round: int
    piles: Mapping[str, pd.DataFrame]

    @property
    def overview(self) -> Overview:
        """How many rows of each pile, by prefecture; shown as a table whose counts are links."""
        counts = {name: rows.groupby("prefecture").size() for name, rows in self.piles.items()}
        table = pd.DataFrame(counts).fillna(0).astype("int64")
        order = [one.short for one in areas.prefectures()]
        order += [_ELSEWHERE] if _ELSEWHERE in table.index else []
        table = table.reindex(order, fill_value=0)
        table.index = pd.Index([_label(code) for code in order], name="prefecture")
        return Overview(self.round, table)

    def rows(self, pile: str) -> Listing:
        """The rows of one pile, prefecture by prefecture. Raises DataError naming the piles."""
        if pile not in self.piles:
            raise DataError(f"no pile {pile!r}", expected=", ".join(self.piles))
        rows = self.piles[pile]
        groups = {_label(str(code)): one for code, one in rows.groupby("prefecture", sort=True)}
        return Listing(
            self.round, pile, {k: one.drop(columns="prefecture") for k, one in groups.items()}
        )


def tell(answers: pd.DataFrame, returns: Returns, number: int | None = None) -> Story:
    """The story of a round, by default of the newest that anything was received of.

    `answers` is the frame of that name. The piles: received (files and sheets), accepted (rows,
    superseded ones too), rejected (files, rows and cells), changed (what the ledger holds: raw and
    reading), missing (municipalities asked without a valid answer, and where it is stuck).
    """
    newest = max([0, *returns.reconciliation["round"].dropna(), *answers["round"].dropna()])
    number = int(newest) if number is None else number
    missing = waiting(answers, returns, number)
    given = {
        "received": returns.reconciliation,
        "accepted": returns.accepted,
        "rejected": returns.rejected,
        "changed": returns.ledger,
        "missing": missing.assign(round=number, custody=missing["custody"].map(STUCK)),
    }
    columns = {
        "received": _FILES,
        "accepted": _ACCEPTED,
        "rejected": _REJECTED,
        "changed": _CHANGED,
        "missing": _MISSING,
    }
    piles = {
        name: _pile(frame[frame["round"] == number], columns[name]) for name, frame in given.items()
    }
    return Story(number, piles)


def _pile(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The rows as they are listed: with prefecture and name, and the reading of an answer."""
    rows = frame.assign(prefecture=_prefectures(frame))
    if "area" in rows:
        rows["name"] = [_name(str(code)) for code in rows["area"].fillna("")]
    if {"earliest", "latest"} <= set(rows) and "reading" in columns:
        rows["reading"] = _readings(rows)
    return rows[["prefecture", *columns]].reset_index(drop=True)


def _prefectures(frame: pd.DataFrame) -> list[str]:
    """The two digits of each row: of its area, else of the prefecture its file is named after."""
    codes = frame["area"].fillna("") if "area" in frame else pd.Series("", frame.index)
    files = frame["file"] if "file" in frame else pd.Series("", frame.index)
    homes = {file: file_prefecture(PurePosixPath(str(file)).name) for file in set(files)}
    return [
        code[:2] or homes.get(file, _ELSEWHERE) for code, file in zip(codes, files, strict=True)
    ]


def _readings(rows: pd.DataFrame) -> list[str]:
    """An answer as it was read: the day or interval, else its status."""
    begin, end = rows["earliest"].dt.date.astype(str), rows["latest"].dt.date.astype(str)
    readings = []
    for status, first, last in zip(rows["status"], begin, end, strict=True):
        open_end = ".." if last in ("NaT", "nan", "None") else last
        dated = first if first == open_end else f"{first}/{open_end}"
        readings.append(dated if status == "dated" else str(status))
    return readings


def _label(code: str) -> str:
    return areas.label(code) if code else "（都道府県が分からないファイル）"


def _name(code: str) -> str:
    try:
        return areas.label(code) if code else ""
    except areas.UnknownArea:
        return ""
