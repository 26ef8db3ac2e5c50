"""All registers of a campaign: every file of each, the latest row of every entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from renkei.intake.forms import FORMS
from renkei.intake.forms.form import Form
from renkei.intake.registers.deliveries import (
    check_delivery,
    check_running_sums,
    check_superseded_sums,
)
from renkei.intake.registers.relations import check_days, check_plan
from renkei.intake.sheets.arrivals import read_arrivals
from renkei.intake.sheets.correcting import mark_corrected
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.piles import Piles, accepted, piles
from renkei.intake.sheets.settling import Standing, columns_kept, settle
from renkei.intake.sheets.submission import Submission
from renkei.settings import Campaign
from renkei.settings.model import RegisterSource, SupplySource
from renkei.settings.sources import ReadinessSource

REGISTERS = ("liaison", "supply", "work_plan", "readiness", "practices")


@dataclass(frozen=True)
class Registers:
    """Each register as the frame of its name, and what was refused or changed in all of them.

    Superseded rows have current=False. `rejected` is the frame "rejections"; `contacts` are
    internal and never shown in a deck. None of them belongs to a round.
    """

    liaison: pd.DataFrame
    supply: pd.DataFrame
    work_plan: pd.DataFrame
    readiness: pd.DataFrame
    practices: pd.DataFrame
    rejected: pd.DataFrame
    ledger: pd.DataFrame
    reconciliation: pd.DataFrame
    contacts: pd.DataFrame


def read_registers(campaign: Campaign) -> Registers:
    """Read every register the campaign has, whatever state its files are in.

    Files lie in folders named by the day they were received, as returns do, and are read in the
    same order; those of days after the as-of date are not read. Of the rows with one key the latest
    stands and a blank overwrites nothing (cleaning-rules.md, "Sheets"). Frames of registers the
    campaign does not have are empty. A bad file, row or cell never stops the others.
    """
    files = campaign.inputs()
    read = {name: _read(form_of(name, campaign), campaign, files) for name in REGISTERS}
    frames = {name: accepted(name, submissions) for name, submissions in read.items()}
    return _registers(frames, piles([one for each in read.values() for one in each]))


def form_of(name: str, campaign: Campaign) -> Form:
    """The form a campaign asks with for a register: the one its source names, else its own."""
    source = campaign.sources.registers.get(name)
    return FORMS[source.form if isinstance(source, ReadinessSource) else name]


def no_registers() -> Registers:
    """The frames of a campaign that has no register: all of them empty."""
    frames = {name: accepted(name, ()) for name in REGISTERS}
    return _registers(frames, piles(()))


def _registers(frames: dict[str, pd.DataFrame], put: Piles) -> Registers:
    return Registers(
        **frames,
        rejected=put.rejected,
        ledger=put.ledger,
        reconciliation=put.reconciliation,
        contacts=put.contacts,
    )


def _read(form: Form, campaign: Campaign, files: Iterable[Path]) -> list[Submission]:
    folder = campaign.register_folder(form.register)
    if folder is None:
        return []
    source = campaign.sources.registers[form.register]
    asked_by = source.campaign or campaign.campaign
    inquiry = Inquiry(form, campaign.as_of, None, asked_by, campaign.limits)
    links = campaign.leading_out(folder)
    submissions = read_arrivals(folder, files, campaign.as_of, inquiry, links)
    settle_register(form, submissions, source)
    return submissions


def settle_register(
    form: Form, submissions: Sequence[Submission], source: RegisterSource | None = None
) -> None:
    """Check the cells of a register against each other, and mark which row of each key stands.

    `submissions` are in the order they were received. Every row is checked as it was sent, and the
    rows that stand once more with what they keep of earlier ones. Of supply without its `source`,
    which says how many doses a box holds, only the running sums are checked.
    """
    for submission in submissions:
        for row in submission.rows:
            _check(form, Standing(submission, row, {}), source)
    standing = settle(submissions, columns_kept(form))
    for one in standing:
        if one.kept:
            _check(form, one, source)
    if form.name == "supply":
        boxes = source if isinstance(source, SupplySource) else None
        mark_corrected(submissions, form)  # so that sums know which deliveries are still missing
        check_running_sums(submissions, standing, boxes)
        check_superseded_sums(submissions, standing, boxes)
    mark_corrected(submissions, form)


def _check(form: Form, one: Standing, source: RegisterSource | None) -> None:
    """Refuse the cells of one row that contradict others of it."""
    if form.name == "liaison":
        check_days(one)
    elif form.name == "work_plan":
        check_plan(one)
    elif form.name == "supply" and isinstance(source, SupplySource):
        check_delivery(one, source)
