"""What one returned workbook brought, as records on piles, with the tally of its rows and cells."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from renkei.errors import RenkeiError


@dataclass
class Submission:
    """What one file brought: rows, rejections, changes and contacts as records, and the tally.

    `tally` counts the rows of the sheet by pile and `cells` those of the rows read; `order` is
    its place among the submissions of the round.
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
    tally: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)

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
                "home": self.prefecture,
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

    def refuse(self, error: RenkeiError) -> None:
        """Reject the file whole: none of its rows is taken, all of them are counted."""
        self.refused = True
        self.rows, self.changes, self.contacts, self.rejections = [], [], [], []
        self.tally = Counter(rejected=self.height)
        self.cells = Counter()
        nearest = ", ".join(error.nearest)
        self.reject("file", error.what, error.expected or "", suggestion=nearest)

    def reconciled(self) -> dict[str, Any]:
        """The file's row of the frame "reconciliation"."""
        piles = ("accepted", "rejected", "superseded", "subtotals", "notes", "blank")
        return {
            "round": self.round,
            "file": self.file,
            "received": self.received,
            "sheet": self.sheet,
            "rows": self.height,
            **{pile: self.tally[pile] for pile in piles},
            **{f"cells_{name}": self.cells[name] for name in ("expected", "read", "rejected")},
        }
