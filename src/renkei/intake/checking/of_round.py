"""One round of a campaign under check: what came before it, what came of it, and who waits."""

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from renkei import areas
from renkei.errors import InputMissing, UsageError
from renkei.intake.checking.checked import Checked, check_arrivals, check_for_round
from renkei.intake.checking.custody import custody, waiting
from renkei.intake.checking.lists import Desk
from renkei.intake.checking.sent import Sent
from renkei.intake.population import read_population
from renkei.intake.returns.answers import answers
from renkei.intake.returns.outgoing import round_of
from renkei.intake.returns.rounds import Returns, gathered, inquiry_of, read_returns
from renkei.intake.sheets.arrivals import read_arrivals
from renkei.settings import Campaign, Round


@dataclass
class RoundCheck:
    """A round of a campaign: the returns of the rounds before it, and what was checked of it."""

    campaign: Campaign
    round: Round
    earlier: Returns
    checked: list[Checked] = field(default_factory=list)

    @cached_property
    def desk(self) -> Desk:
        """Who has not answered, against the municipalities the campaign asks."""
        own = gathered(self.checked[0].submissions)
        table = self._answers(own)
        number = self.round.number
        return Desk(
            self.campaign, self.round, custody(table, own, number), waiting(table, own, number)
        )

    def contacts(self) -> pd.DataFrame:
        """Whom to ask, by round and area, of this round and those before it."""
        own = gathered(self.checked[0].submissions).contacts
        return _joined(self.earlier.contacts, own)

    def _answers(self, own: Returns) -> pd.DataFrame:
        population, _ = read_population(self.campaign)
        before = [one for one in self.campaign.rounds if one.number < self.round.number]
        # Whatever folder the files lie in, they are the returns of this round.
        this = self.round.model_copy(update={"returns": self.round.returns or "."})
        asked = self.campaign.model_copy(update={"rounds": [*before, this]})
        accepted = _joined(self.earlier.accepted, own.accepted)
        return answers(accepted, population, asked, _joined(self.earlier.rejected, own.rejected))


def open_round(campaign: Campaign, number: int | None, is_given: bool) -> RoundCheck:
    """Open a round, or the one in force, with all that was received before it.

    `is_given` says that the campaign's as-of date was asked for; else a round opened after it is
    opened as of its own date. Raises SettingsError naming the rounds there are, UsageError where
    the round is not sent out by the date given.
    """
    asked = round_of(campaign, number) if number is not None else campaign.round
    if asked is None:
        raise UsageError(
            f"no round is sent out by {campaign.as_of}"
            if campaign.rounds
            else "this campaign has no rounds",
            where="--as-of" if campaign.rounds else str(campaign.file),
            expected="--round N" if campaign.rounds else "a campaign that asks its municipalities",
        )
    if asked.opened > campaign.as_of and is_given:
        raise UsageError(
            f"round {asked.number} is not sent out by {campaign.as_of}",
            where="--as-of",
            expected=f"a day from {asked.opened}",
        )
    if asked.opened > campaign.as_of:
        campaign = campaign.model_copy(update={"as_of": asked.as_of})
    before = [one for one in campaign.rounds if one.number < asked.number]
    earlier = read_returns(campaign.model_copy(update={"rounds": before}))
    return RoundCheck(campaign, asked, earlier)


def check_sent(check: RoundCheck, files: list[Sent]) -> None:
    """Read the files an analyst names as answers to the round."""
    check.checked = check_for_round(files, check.campaign, check.round, _previous(check))


def check_folder(check: RoundCheck) -> None:
    """Read the round's own folder, as received by the campaign's as-of date.

    Raises InputMissing where the campaign names no folder for the round, or it is not there.
    """
    campaign, asked = check.campaign, check.round
    folder = campaign.returns_folder(asked)
    if folder is None or not folder.is_dir():
        raise InputMissing(
            "no such folder" if folder else f"round {asked.number} has no folder of returns",
            where=str(folder or campaign.file),
            expected="the folder of the returns received, or PATH… of the files to be checked",
        )
    links = campaign.leading_out(folder)
    inquiry = inquiry_of(asked, campaign)
    read = read_arrivals(folder, campaign.inputs(), campaign.as_of, inquiry, links)
    check.checked = [check_arrivals(folder, read, campaign, asked, _previous(check))]


def _previous(check: RoundCheck) -> dict[str, str]:
    """The status of each area in the round before; where none was collected, any is possible."""
    before = [one for one in check.campaign.rounds if one.number < check.round.number]
    if before and not any(one.returns for one in before):
        return {area.short: "dated" for area in areas.municipalities()}
    rows = check.earlier.accepted
    rows = rows[rows["current"] & (rows["round"] == (before[-1].number if before else 0))]
    return dict(zip(rows["area"], rows["status"], strict=True))


def _joined(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    filled = [frame for frame in (first, second) if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else second
