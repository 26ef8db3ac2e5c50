"""What one returned workbook brought, as records on piles, with an account of rows and cells."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from renkei.errors import DataError, RenkeiError
from renkei.intake.ledger import CELLS, PILES


@dataclass
class Submission:
    """What one file brought: rows, rejections, changes and contacts as records, and the account.

    `height` is the number of rows the sheet itself has, known before any is sorted; `pile_of` says
    where each row (from 0) went, and `cells` counts the cells expected of the rows accepted, and
    those read and refused as it happened. `order` is its place among the submissions of the round.
    """

    round: int
    file: str
    received: dt.date | None
    order: int
    prefecture: str = ""
    sheet: str = ""
    height: int = 0
    refused: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    pile_of: dict[int, str] = field(default_factory=dict)
    cells: Counter[str] = field(default_factory=Counter)

    def put(self, row: int, pile: str) -> None:
        """Put a row (from 0) on its pile. Raises DataError where it lies on one already."""
        if row in self.pile_of:
            raise DataError(
                f"row {row + 1} was sorted twice, as {self.pile_of[row]} and {pile}",
                expected="every row on one pile",
            )
        self.pile_of[row] = pile

    def supersede(self, row: int) -> None:
        """Move an accepted row (from 0) to the superseded, because another one stands."""
        if self.pile_of.get(row) == "accepted":
            self.pile_of[row] = "superseded"

    def reject(self, kind: str, reason: str, expected: str, **more: Any) -> None:
        """Put a file, row or cell on the pile of the rejected."""
        candidates = more.pop("candidates", (more["area"],) if more.get("area") else ())
        self.rejections.append(
            {
                "round": self.round,
                "received": self.received,
                "file": self.file,
                "sheet": self.sheet,
                "kind": kind,
                "reason": reason,
                "expected": expected,
                "order": self.order,
                "candidates": candidates,
                **more,
            }
        )

    def note(self, rule: str, raw: str, reading: str = "", cell: str = "", area: str = "") -> None:
        """Put a change on the ledger."""
        self.changes.append(
            {
                "round": self.round,
                "file": self.file,
                "sheet": self.sheet,
                "cell": cell,
                "area": area,
                "raw": raw,
                "reading": reading,
                "rule": rule,
            }
        )

    def check(self) -> None:
        """Raise DataError where a row or a cell of the sheet went nowhere (or came from nowhere)."""
        stray = sorted(self.pile_of.keys() ^ set(range(self.height)))
        if stray:
            raise DataError(
                f"the sheet has {self.height:,} rows and {len(self.pile_of):,} were sorted; "
                f"the first to differ is row {stray[0] + 1}",
                expected="every row on one pile",
            )
        accepted = self._piles()["accepted"]
        if accepted != len(self.rows):
            raise DataError(
                f"{accepted:,} rows were accepted and {len(self.rows):,} read",
                expected="a reading of every row accepted",
            )
        expected, read, rejected = (self.cells[name] for name in CELLS)
        if expected != read + rejected:
            raise DataError(
                f"{expected:,} cells were asked for, {read:,} read and {rejected:,} refused",
                expected="every cell read or refused",
            )

    def refuse(self, error: RenkeiError) -> None:
        """Reject the file whole: none of its rows is taken, all of them are counted."""
        self.refused = True
        self.rows, self.changes, self.contacts, self.rejections = [], [], [], []
        self.pile_of = dict.fromkeys(range(self.height), "rejected")
        self.cells = Counter()
        nearest = ", ".join(error.nearest)
        self.reject("file", error.what, error.expected or "", suggestion=nearest)

    def reconciled(self) -> dict[str, Any]:
        """The file's row of the frame "reconciliation"."""
        piles = self._piles()
        return {
            "round": self.round,
            "file": self.file,
            "received": self.received,
            "sheet": self.sheet,
            "rows": self.height,
            **{pile: piles[pile] for pile in PILES},
            **{f"cells_{name}": self.cells[name] for name in CELLS},
        }

    def _piles(self) -> Counter[str]:
        return Counter(self.pile_of.values())
