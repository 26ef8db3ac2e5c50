"""The frames of a run as its pages count them: what stands, sorted the way the pages sort it."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pandas as pd

from renkei import processed
from renkei.deck.measures.issue_words import named, of_liaison
from renkei.deck.refusals import why
from renkei.intake.ledger import sources
from renkei.run.proof.kept import Kept
from renkei.run.proof.scope import Scope

# What the pages count of each frame: rows by these columns, and the sum of those.
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "answers": ((), ("bucket",), ("bucket", "conditional"), ("conditional",)),
    "returns": (("issue",),),
    "projections": ((), ("outlook",), ("binding",), ("outlook", "binding"), ("expected",)),
    "rejections": ((), ("source",), ("source", "reason"), ("kind",), ("corrected",),
                   ("source", "reason", "corrected"), ("source", "corrected")),
    "liaison": ((), ("issue",), ("open",), ("issue", "open"), ("issue", "text")),
    "practices": ((),),
    "work_plan": (("status",), ("working_group",)),
}  # fmt: skip
SUMS: dict[str, tuple[str, ...]] = {
    "supply": ("boxes", "doses"),
    "records": ("count",),
    "population": ("eligible",),
    "reconciliation": ("rows", "accepted", "rejected", "superseded"),
}


class Views:
    """The frames of one kept run, each read once and cut to what a place speaks of."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._read: dict[str, pd.DataFrame] = {}

    @cached_property
    def deadline(self) -> dt.date:
        """The campaign's deadline."""
        return dt.date.fromisoformat(str(self.kept.manifest["params"]["deadline"]))

    def has(self, name: str) -> bool:
        """Whether the frame is kept."""
        return (self.kept.frames / f"{name}.parquet").is_file()

    def frame(self, name: str) -> pd.DataFrame:
        """The whole frame, with the columns pages sort it by; its index is its row in the file."""
        if name not in self._read:
            table = processed.read(Path(self.kept.frames), name)
            self._read[name] = _ADDED[name](table) if name in _ADDED else table
        return self._read[name]

    def standing(self, name: str, scope: Scope) -> pd.DataFrame:
        """The rows that stand for the place's area, round, day and dose."""
        table = self.frame(name)
        if "current" in table and name != "returns":
            table = table[table["current"]]
        if name in ("answers", "returns"):
            table = table[table["current"]] if name == "returns" else table
            number = scope.round or table["round"].max()
            table = table[table["round"] == number]
        if name == "records":
            table = self._records(table, scope)
        if "dose" in table and scope.dose:
            table = table[table["dose"] == scope.dose]
        return scope.of_area(table)

    def _records(self, table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
        """The newest snapshot, of the campaign's own measure, up to the day."""
        table = table[table["snapshot"] == table["snapshot"].max()]
        table = table[table["cohort"] == self.kept.manifest["params"].get("measure")]
        return table[table["date"] <= pd.Timestamp(scope.day)] if scope.day else table


def _issues(table: pd.DataFrame) -> pd.DataFrame:
    """One row for each issue a return names."""
    return table.assign(issue=table["issues"].fillna("").map(named)).explode("issue")


def _liaison(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(issue=table["category"].map(of_liaison), open=table["closed"].isna())


def _projections(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(expected=table["p_deadline"] >= 0.5)


def _rejections(table: pd.DataFrame) -> pd.DataFrame:
    pairs = zip(table["rule"].fillna(""), table["kind"], strict=True)
    return table.assign(source=sources(table), reason=[why(*pair) for pair in pairs])


def _reconciliation(table: pd.DataFrame) -> pd.DataFrame:
    """By the line of the page: a round, the records, or a register by its name."""
    folder = table["file"].str.split("/").str[0]
    kinds = sources(table).where(lambda kind: kind != "registers", folder)
    return table.assign(source=kinds)


_ADDED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "returns": _issues,
    "liaison": _liaison,
    "projections": _projections,
    "rejections": _rejections,
    "reconciliation": _reconciliation,
}
