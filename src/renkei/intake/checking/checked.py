"""Files read as the answers to one form and round, and settled: which of them stand open."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from renkei import areas
from renkei.intake.checking.sent import Sent
from renkei.intake.checking.told import Told, told_by
from renkei.intake.forms import Form
from renkei.intake.forms.returns import RETURNS
from renkei.intake.registers import settle_register
from renkei.intake.returns.latest import settle, worth
from renkei.intake.returns.rounds import inquiry_of
from renkei.intake.sheets import settling
from renkei.intake.sheets.arrivals import shown_name
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission
from renkei.settings import Campaign, Round

Rejection = dict[str, Any]
Key = tuple[Form, str, int | None]
GIVEN, ROUND, CAMPAIGN, PROPERTY, TITLE, TODAY = (
    "given", "round", "campaign", "property", "title", "today",
)  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """A file that was read: where it lies, what was asked, what it brought.

    `basis` says where the as-of date of the inquiry is from: GIVEN, ROUND, CAMPAIGN, PROPERTY,
    TITLE or TODAY.
    """

    path: Path
    inquiry: Inquiry
    submission: Submission
    basis: str


@dataclass
class Checked:
    """All that was sent for one form and round, in the order it came."""

    form: Form
    campaign: str
    round: int | None
    title: str = ""
    is_sample: bool = False
    office: str = ""
    arrivals: list[Arrival] = field(default_factory=list)

    @property
    def submissions(self) -> list[Submission]:
        """What every file brought, in order."""
        return [one.submission for one in self.arrivals]

    @property
    def as_of(self) -> dt.date:
        """The day the answers are as of, by the first file that could be read."""
        read = [one for one in self.arrivals if not one.submission.refused]
        return (read or self.arrivals)[0].inquiry.as_of

    def open(self) -> Iterator[tuple[Arrival, Rejection]]:
        """Each rejection that no later file made good, with the file it stands in."""
        for arrival in self.arrivals:
            for one in arrival.submission.rejections:
                if not one.get("corrected"):
                    yield arrival, one

    def made_good(self) -> Iterator[tuple[Rejection, str]]:
        """Each rejection that was made good, with the name of the first file that did so."""
        for arrival in self.arrivals:
            for one in arrival.submission.rejections:
                if one.get("corrected"):
                    yield one, self._mended_by(arrival.submission, one)

    def _mended_by(self, submission: Submission, rejection: Rejection) -> str:
        later = [one for one in self.submissions if one.order > rejection["order"]]
        wanted = set(rejection["candidates"])
        worth_of = worth if self.form is RETURNS else settling.all_valid
        for one in later:
            valid = {row["area"] for row in one.rows if worth_of(row) == settling.VALID}
            whole = not one.refused and one.prefecture == submission.prefecture
            if wanted & valid or (not wanted and whole):
                return one.file
        return later[-1].file


def check_files(files: Sequence[Sent], as_of: dt.date | None, today: dt.date) -> list[Checked]:
    """Read files by what they say of themselves, and settle those of one campaign and round.

    The as-of date is `as_of` where it is given, else what the workbook or its title says, else
    `today`. 変更なし is taken at its word, since the round before is not known.
    """
    told = [told_by(file.path) for file in files]
    known = list(dict.fromkeys(_key(one) for one in told if one.form))
    # What no form fits is refused; of the only round there is, a later file may make it good.
    unread = known[0] if len(known) == 1 else (RETURNS, "", None)
    checked: dict[Key, Checked] = {}
    for order, (file, said) in enumerate(zip(files, told, strict=True)):
        form, campaign, number = key = _key(said) if said.form else unread
        day, basis = _as_of(said, as_of, today)
        one = checked.setdefault(key, Checked(form, campaign, number))
        one.title, one.is_sample = one.title or said.title, one.is_sample or said.is_sample
        _take(one, file, order, Inquiry(form, day, number, campaign or None), basis)
    everyone = {area.short: "dated" for area in areas.municipalities()}
    for one in checked.values():
        _settle(one, {} if one.round == 1 else everyone)
    return list(checked.values())


def _key(told: Told) -> Key:
    return told.form or RETURNS, told.campaign, told.round


def check_for_round(
    files: Sequence[Sent], campaign: Campaign, asked: Round, previous: Mapping[str, str]
) -> list[Checked]:
    """Read files as answers to one round of a campaign, whose as-of date and round they must say.

    `previous` is the status of each area in the round before. A file of another form is read as the
    campaign's, as of the day it was received or else the campaign's as-of date. The round comes
    first, and is there even where no file is.
    """
    found = {RETURNS.name: _of_campaign(RETURNS, campaign, asked.number)}
    told = [told_by(file.path).form for file in files]
    known = {one.name: one for one in told if one}
    unread = next(iter(known.values())) if len(known) == 1 else RETURNS
    for order, (file, said) in enumerate(zip(files, told, strict=True)):
        form = said or unread
        if form is RETURNS:
            inquiry = inquiry_of(asked, campaign)
        else:
            day = file.received or campaign.as_of
            inquiry = Inquiry(form, day, None, campaign.campaign, campaign.limits)
        one = found.setdefault(form.name, _of_campaign(form, campaign, None))
        _take(one, file, order, inquiry, ROUND if form is RETURNS else CAMPAIGN)
    for one in found.values():
        _settle(one, previous, campaign)
    return list(found.values())


def check_arrivals(
    folder: Path,
    submissions: Sequence[Submission],
    campaign: Campaign,
    asked: Round,
    previous: Mapping[str, str],
) -> Checked:
    """The submissions that were read from a round's own folder, settled."""
    one = _of_campaign(RETURNS, campaign, asked.number)
    inquiry = inquiry_of(asked, campaign)
    inside = (file for file in campaign.inputs() if file.is_relative_to(folder))
    paths = {shown_name(file, folder): file for file in inside}
    one.arrivals = [Arrival(paths[s.file], inquiry, s, ROUND) for s in submissions]
    _settle(one, previous)
    return one


def _of_campaign(form: Form, campaign: Campaign, number: int | None) -> Checked:
    return Checked(
        form, campaign.campaign, number, campaign.title, campaign.sample, campaign.office
    )


def _as_of(told: Told, given: dt.date | None, today: dt.date) -> tuple[dt.date, str]:
    if given:
        return given, GIVEN
    return (told.as_of, told.basis) if told.as_of else (today, TODAY)


def _take(checked: Checked, file: Sent, order: int, inquiry: Inquiry, basis: str) -> None:
    read = read_file(file.path, file.name, file.received, order, inquiry)
    checked.arrivals.append(Arrival(file.path, inquiry, read, basis))


def _settle(
    checked: Checked, previous: Mapping[str, str], campaign: Campaign | None = None
) -> None:
    """Say which row of each key stands, and which refusals a later file put right."""
    form = checked.form
    if form is RETURNS:
        settle(checked.submissions, previous)
    else:
        source = campaign.sources.registers.get(form.name) if campaign else None
        settle_register(form, checked.submissions, source)
