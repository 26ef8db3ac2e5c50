"""The processed frames as one area sees them: what every page of its deck is computed from."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from renkei import areas, processed
from renkei.deck.recorded import Level, Recorded
from renkei.errors import DataError
from renkei.intake.population import eligible_of
from renkei.settings import Campaign, Round
from renkei.wording import dates

__all__ = ["Basis", "Briefing", "Level", "open_briefing"]

Basis = Literal["returns", "published", "none"]

_FRAMES = (
    "answers",
    "changes",
    "returns",
    "rejections",
    "reconciliation",
    "population",
    "published",
    "projections",
    "paths",
    "components",
    "totals",
    "liaison",
    "supply",
    "work_plan",
    "readiness",
    "practices",
)
_OF_NATION = ("ledger",)  # in no other deck


@dataclass(frozen=True, eq=False)
class Briefing(Recorded):
    """What the rounds and the records of a campaign say, seen from one area."""

    @property
    def asks(self) -> bool:
        """Whether the campaign has rounds at all, asked already or not."""
        return bool(self.campaign.rounds)

    @property
    def round(self) -> Round | None:
        """The round in force."""
        return self.campaign.round

    @property
    def previous_round(self) -> Round | None:
        """The round before the one in force."""
        asked = self.campaign.rounds_asked
        return asked[-2] if len(asked) > 1 else None

    @property
    def basis(self) -> Basis:
        """Where this round's answers come from: returns, published totals (nation), or neither."""
        if self.round and self.round.returns and not self.answers.empty:
            return "returns"
        if self.level == "nation" and not self.published.empty:
            return "published"
        return "none"

    @cached_property
    def answers(self) -> pd.DataFrame:
        """Answers of the rounds asked so far, of the municipalities the deck speaks of."""
        frame = self.frames["answers"]
        asked = [one.number for one in self.campaign.rounds_asked if one.returns]
        return self.of_area(frame[frame["round"].isin(asked)])

    @cached_property
    def collecting(self) -> bool:
        """Whether this round's answers are still coming in, or some could not be read.

        Then its totals are not compared with the round before: a gap would read as a fall.
        """
        if self.basis != "returns" or self.round is None:
            return False
        now = self.answers.loc[self.answers["round"] == self.round.number, "bucket"]
        open_still = self.campaign.as_of < self.round.as_of
        return open_still or bool(now.isin(["not_answered", "unreadable"]).any())

    @cached_property
    def published(self) -> pd.DataFrame:
        """Published totals of the rounds asked, released by the release date."""
        frame = self.frames["published"]
        asked = [one.number for one in self.campaign.rounds_asked]
        released = frame["published"].isna() | (
            frame["published"] <= pd.Timestamp(self.campaign.released)
        )
        return frame[frame["round"].isin(asked) & released]

    @cached_property
    def eligible(self) -> pd.Series:
        """Who is eligible, keyed by area; answers are weighted by it."""
        return eligible_of(self.campaign, self.frames["population"])

    @cached_property
    def source_differences(self) -> list[str]:
        """What a source itself does not reconcile, in a sentence; told in the nation's deck."""
        if self.level != "nation":
            return []
        ledger = self.frames["ledger"]
        return ledger.loc[ledger["rule"] == "source does not add up", "raw"].tolist()

    def answers_as_of(self, one: Round) -> dt.date:
        """The day a round's answers stand for: its own, or today's while it is still open."""
        return min(one.as_of, self.campaign.as_of)

    @property
    def by_target(self) -> str:
        """The target as answers say it: 7月末."""
        return dates.month_part(self.campaign.deadline)


def open_briefing(campaign: Campaign, area: str = areas.NATION) -> Briefing:
    """Read what notebooks 1 and 2 wrote for the campaign, seen from one area.

    Raises DataError for a code that is no area, InputMissing where a frame was not made yet.
    """
    known = {areas.NATION, *(one.short for one in areas.prefectures())}
    if area not in known and area not in {one.short for one in areas.municipalities()}:
        codes = [one.short for one in areas.municipalities()]
        near = [code for code in codes if code[:5] == str(area)[:5]]
        raise DataError(
            f"no area has the code {area!r}",
            where="area",
            expected='"00", two digits of a prefecture or six of a municipality',
            nearest=near,
        )
    wanted = (*_FRAMES, *_OF_NATION) if area == areas.NATION else _FRAMES
    # Of frames as small as one area's are, Arrow's texts take longer to pick than Python's own.
    with pd.option_context("mode.string_storage", "python"):
        frames = {name: processed.read(campaign.folder, name) for name in wanted}
    return Briefing(campaign, area, frames)
