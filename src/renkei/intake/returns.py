"""All returns of a campaign: every file of every round, the latest valid answer of each area."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from renkei import processed
from renkei.intake import ledger
from renkei.intake.latest import settle
from renkei.intake.reading import read_submission
from renkei.intake.submission import Submission
from renkei.settings import Campaign, Round

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTACT = ("section", "person", "phone")


@dataclass(frozen=True)
class Returns:
    """Both piles of the returns and their accounts, as frames named in `processed`.

    `accepted` is the frame "returns" (superseded rows have current=False), `rejected` the frame
    "rejections"; `contacts` are internal and never shown in a deck.
    """

    accepted: pd.DataFrame
    rejected: pd.DataFrame
    ledger: pd.DataFrame
    reconciliation: pd.DataFrame
    contacts: pd.DataFrame


def read_returns(campaign: Campaign) -> Returns:
    """Read the returns of every round asked by the as-of date, whatever state they are in.

    Files lie in folders named by the day they were received; later ones are not read, and files
    directly in the round's folder come first, without a day. Of a round and area the latest
    valid row wins and a blank overwrites nothing (cleaning-rules.md, "Sheets"). A bad file, row
    or cell never stops the others.
    """
    submissions: list[Submission] = []
    answered: dict[str, str] = {}
    for one in campaign.rounds_asked:
        received = _read_round(one, campaign)
        answered = settle(received, answered)
        submissions += received
    return Returns(
        accepted=_accepted(row for one in submissions for row in one.rows),
        rejected=ledger.frame("rejections", (row for one in submissions for row in one.rejections)),
        ledger=ledger.frame("ledger", (row for one in submissions for row in one.changes)),
        reconciliation=_reconciled(submissions),
        contacts=_contacts(submissions),
    )


def _read_round(one: Round, campaign: Campaign) -> list[Submission]:
    """The submissions of one round in the order received: day, then file name in natural order."""
    folder = campaign.returns_folder(one)
    if folder is None:
        return []
    # The campaign's own list of inputs, so that the manifest names every file that is read.
    files = [file for file in campaign.inputs() if file.is_relative_to(folder)]
    dated = sorted(((_received(file, folder), file) for file in files), key=_place)
    return [
        read_submission(file, file.relative_to(folder).as_posix(), day, order, one, campaign)
        for order, (day, file) in enumerate(dated)
        if day is None or day <= campaign.as_of
    ]


def _received(file: Path, folder: Path) -> dt.date | None:
    """The day of the received-date folder a file lies in; None without one."""
    first = file.relative_to(folder).parts[0]
    try:
        return dt.date.fromisoformat(first) if _DAY.fullmatch(first) else None
    except ValueError:
        return None


def _place(dated: tuple[dt.date | None, Path]) -> tuple[Any, ...]:
    day, file = dated
    pieces = re.split(r"(\d+)", file.name)
    natural = [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]
    return day or dt.date.min, natural, file.as_posix()


def _accepted(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    given = list(rows)
    if not given:
        return processed.empty("returns")
    frame = pd.DataFrame(given)
    for day in ("received", "earliest", "latest"):
        frame[day] = pd.to_datetime(frame[day])
    return processed.check("returns", frame)


def _reconciled(submissions: Sequence[Submission]) -> pd.DataFrame:
    frame = ledger.frame("reconciliation", [one.reconciled() for one in submissions])
    return frame.assign(balanced=ledger.balance(frame))


def _contacts(submissions: Sequence[Submission]) -> pd.DataFrame:
    """Whom to ask, by round and area: the latest filled cell of each column."""
    latest: dict[tuple[int, str], dict[str, Any]] = {}
    for submission in submissions:
        for row in submission.contacts:
            key = (row["round"], row["area"])
            known = latest.setdefault(key, dict.fromkeys(_CONTACT, ""))
            known |= {name: row[name] for name in _CONTACT if row[name]}
    if not latest:
        return processed.empty("contacts")
    rows = [{"round": key[0], "area": key[1], **values} for key, values in latest.items()]
    return processed.check("contacts", pd.DataFrame(rows))
