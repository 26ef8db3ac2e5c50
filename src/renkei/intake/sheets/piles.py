"""What several files brought together, as the frames it is kept in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from renkei import processed
from renkei.intake import ledger
from renkei.intake.forms.readiness import READINESS
from renkei.intake.forms.returns import CONTACTS
from renkei.intake.sheets.submission import Submission

_PERSONAL = [one.name for one in CONTACTS]


@dataclass(frozen=True)
class Piles:
    """Everything beside the rows accepted: the frames of these names (`rejected`: "rejections")."""

    rejected: pd.DataFrame
    ledger: pd.DataFrame
    reconciliation: pd.DataFrame
    contacts: pd.DataFrame


def accepted(name: str, submissions: Sequence[Submission]) -> pd.DataFrame:
    """The rows that were accepted, superseded ones too, as the frame of that name.

    Readiness has the columns of all its forms; what was not asked is blank.
    """
    rows = [row for one in submissions for row in one.rows]
    columns = processed.columns_of(name) if name == READINESS.name else None
    frame = pd.DataFrame(rows, columns=columns)
    return processed.check(name, frame) if rows else processed.empty(name)


def piles(submissions: Sequence[Submission]) -> Piles:
    """Refusals, changes, where every row went, and whom to ask."""
    reconciled = ledger.frame(
        "reconciliation", (r for one in submissions for r in one.reconciled())
    )
    return Piles(
        rejected=ledger.frame("rejections", (r for one in submissions for r in one.rejections)),
        ledger=ledger.frame("ledger", (r for one in submissions for r in one.changes)),
        reconciliation=reconciled.assign(balanced=ledger.balance(reconciled)),
        contacts=_contacts(row for one in submissions for row in one.contacts),
    )


def _contacts(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Whom to ask, by round and area: the latest filled cell of each column."""
    latest: dict[tuple[int | None, str], dict[str, Any]] = {}
    for row in rows:
        known = latest.setdefault((row["round"], row["area"]), dict.fromkeys(_PERSONAL, ""))
        known |= {name: row[name] for name in _PERSONAL if row[name]}
    if not latest:
        return processed.empty("contacts")
    given = [{"round": key[0], "area": key[1], **values} for key, values in latest.items()]
    return processed.check("contacts", pd.DataFrame(given))
