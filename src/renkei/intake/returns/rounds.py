"""All returns of a campaign: every file of every round, the latest valid answer of each area."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from renkei.intake.forms.returns import RETURNS
from renkei.intake.returns.latest import settle
from renkei.intake.sheets.arrivals import read_arrivals
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.piles import accepted, piles
from renkei.intake.sheets.submission import Submission
from renkei.settings import Campaign, Round


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

    Files lie in folders named by the day they were received (`settings.received`): those of later
    days are not read, and those in a folder that names no day are rejected unread. They follow
    each other by day, files without one first; within a day by folder and by file name without
    its ending, in natural order: 16_富山県, 16_富山県 (1), 16_富山県_2, 16_富山県_再提出. Of a round and
    area the latest valid row wins and a blank overwrites nothing (cleaning-rules.md, "Sheets"). A
    bad file, row or cell never stops the others.
    """
    submissions: list[Submission] = []
    answered: dict[str, str] = {}
    # The campaign's own list of inputs, so that the manifest names every file that is read.
    files = campaign.inputs()
    for one in campaign.rounds_asked:
        received = _read_round(one, campaign, files)
        answered = settle(received, answered)
        submissions += received
    return gathered(submissions)


def gathered(submissions: Sequence[Submission]) -> Returns:
    """Both piles and the accounts of submissions of the returns form that have been settled."""
    put = piles(submissions)
    return Returns(
        accepted=accepted("returns", submissions),
        rejected=put.rejected,
        ledger=put.ledger,
        reconciliation=put.reconciliation,
        contacts=put.contacts,
    )


def inquiry_of(one: Round, campaign: Campaign) -> Inquiry:
    """What a round of a campaign asked, as its returns are read."""
    return Inquiry(RETURNS, one.as_of, one.number, campaign.campaign, campaign.limits)


def _read_round(one: Round, campaign: Campaign, files: Sequence[Path]) -> list[Submission]:
    """The submissions of one round in the order received, those of no known day at the end."""
    folder = campaign.returns_folder(one)
    if folder is None:
        return []
    return read_arrivals(
        folder,
        files,
        campaign.as_of,
        inquiry_of(one, campaign),
        campaign.leading_out(folder),
    )
