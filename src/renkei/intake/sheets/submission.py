"""What one returned file brought, as records on piles, with an account of each of its sheets."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from renkei.errors import DataError, RenkeiError
from renkei.intake.ledger import CELLS, PILES
from renkei.wording.contacts import masked


@dataclass
class Account:
    """Where the rows of one sheet went, and its cells.

    `height` is the number of rows the sheet itself has, known before any is sorted; `pile_of` says
    where each row (from 0) went, and `cells` counts the cells expected of the rows accepted, and
    those read and refused as it happened.
    """

    sheet: str = ""
    height: int = 0
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

    def piles(self) -> Counter[str]:
        """How many rows lie on each pile."""
        return Counter(self.pile_of.values())

    def check(self, readings: int) -> None:
        """Raise DataError where a row or a cell of the sheet went nowhere (or came from nowhere)."""
        stray = sorted(self.pile_of.keys() ^ set(range(self.height)))
        if stray:
            raise DataError(
                f"the sheet has {self.height:,} rows and {len(self.pile_of):,} were sorted; "
                f"the first to differ is row {stray[0] + 1}",
                expected="every row on one pile",
            )
        accepted = self.piles()["accepted"]
        if accepted != readings:
            raise DataError(
                f"{accepted:,} rows were accepted and {readings:,} read",
                expected="a reading of every row accepted",
            )
        expected, read, rejected = (self.cells[name] for name in CELLS)
        if expected != read + rejected:
            raise DataError(
                f"{expected:,} cells were asked for, {read:,} read and {rejected:,} refused",
                expected="every cell read or refused",
            )


@dataclass
class Submission:
    """What one file brought: rows, rejections, changes and contacts as records, and its accounts.

    `order` is its place among the submissions of the round; `round` is None for a form that has
    none.
    """

    round: int | None
    file: str
    received: dt.date | None
    order: int
    prefecture: str = ""
    refused: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)

    def open_account(self, sheet: str, height: int) -> Account:
        """The account of a sheet that is going to be read."""
        self.accounts[sheet] = Account(sheet, height)
        return self.accounts[sheet]

    def supersede(self, sheet: str, row: int) -> None:
        """Move an accepted row (from 0) of a sheet to the superseded."""
        self.accounts[sheet].supersede(row)

    def reject(self, kind: str, rule: str, reason: str, expected: str, **more: Any) -> None:
        """Put a file, row or cell on the pile of the rejected; `rule` names the reason in a word."""
        if more.get("raw"):
            more["raw"] = masked(more["raw"])
        candidates = more.pop("candidates", (more["area"],) if more.get("area") else ())
        self.rejections.append(
            {
                "round": self.round,
                "received": self.received,
                "file": self.file,
                "kind": kind,
                "rule": rule,
                "reason": masked(reason),
                "expected": expected,
                "order": self.order,
                "candidates": candidates,
                **more,
            }
        )

    def take_back(
        self, row: Mapping[str, Any], rule: str, reason: str, expected: str, **cell: str
    ) -> None:
        """Refuse a cell that was read before it was found wrong: the cell, not its row.

        `row` is one of `rows`; `cell` gives its question, cell (the address) and raw text.
        """
        counted = self.accounts[row["sheet"]].cells
        counted["read"] -= 1
        counted["rejected"] += 1
        place = {name: row[name] for name in ("sheet", "row", "area")}
        self.reject("cell", rule, reason, expected, **place, **cell)

    def note(
        self,
        rule: str,
        raw: str,
        reading: str = "",
        sheet: str = "",
        cell: str = "",
        area: str = "",
    ) -> None:
        """Put a change on the ledger."""
        self.changes.append(
            {
                "round": self.round,
                "file": self.file,
                "sheet": sheet,
                "cell": cell,
                "area": area,
                "raw": masked(raw),
                "reading": masked(reading),
                "rule": rule,
            }
        )

    def check(self) -> None:
        """Raise DataError where a row or a cell of a sheet went nowhere."""
        readings = Counter(row["sheet"] for row in self.rows)
        for account in self.accounts.values():
            account.check(readings[account.sheet])

    def refuse(self, error: RenkeiError, rule: str) -> None:
        """Reject the file whole: none of its rows is taken, all of them are counted."""
        self.refused = True
        self.rows, self.changes, self.contacts, self.rejections = [], [], [], []
        for account in self.accounts.values():
            account.pile_of = dict.fromkeys(range(account.height), "rejected")
            account.cells = Counter()
        nearest = ", ".join(error.nearest)
        sheet = next(iter(self.accounts)) if len(self.accounts) == 1 else ""
        self.reject("file", rule, error.what, error.expected or "", suggestion=nearest, sheet=sheet)

    def reconciled(self) -> list[dict[str, Any]]:
        """The file's rows of the frame "reconciliation", one a sheet; one where none was read."""
        return [self._reconciled(account) for account in self.accounts.values() or [Account()]]

    def _reconciled(self, account: Account) -> dict[str, Any]:
        piles = account.piles()
        return {
            "round": self.round,
            "file": self.file,
            "received": self.received,
            "sheet": account.sheet,
            "rows": account.height,
            **{pile: piles[pile] for pile in PILES},
            **{f"cells_{name}": account.cells[name] for name in CELLS},
        }
