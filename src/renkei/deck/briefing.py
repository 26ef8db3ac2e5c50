"""The processed frames as one area sees them: what every page of its deck is computed from."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from renkei import areas, processed
from renkei.errors import DataError
from renkei.settings import Campaign, Round
from renkei.wording import dates

Level = Literal["nation", "prefecture", "municipality"]
Basis = Literal["returns", "published", "none"]

_FRAMES = (
    "answers",
    "returns",
    "rejections",
    "ledger",
    "reconciliation",
    "population",
    "published",
    "projections",
    "paths",
)


@dataclass(frozen=True, eq=False)
class Briefing:
    """One campaign's frames, and the area they are told about ("00", "16" or "162019")."""

    campaign: Campaign
    area: str
    frames: dict[str, pd.DataFrame]

    @property
    def level(self) -> Level:
        """Nation, prefecture or municipality, by the length of the code."""
        if self.area == areas.NATION:
            return "nation"
        return "prefecture" if len(self.area) == 2 else "municipality"

    @property
    def name(self) -> str:
        """The area as it is called: 全国, 富山県, 富山市."""
        return areas.label(self.area)

    @property
    def prefecture(self) -> str:
        """The two-digit prefecture around the area; the nation's own code for the nation."""
        return self.area[:2]

    @property
    def unit(self) -> str:
        """What is counted: wards stand in Tokyo alone."""
        return "市区町村" if self.prefecture in (areas.NATION, "13") else "市町村"

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """Keys of the municipalities the deck speaks of, in code order."""
        if self.level == "municipality":
            return (self.area,)
        inside = None if self.level == "nation" else self.area
        return tuple(area.short for area in areas.municipalities(inside))

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
        """Residents the answers are weighted by, keyed by area."""
        frame = self.frames["population"]
        return frame[frame["cohort"] == "65-"].set_index("area")["eligible"]

    @cached_property
    def source_differences(self) -> list[str]:
        """What a source itself does not reconcile, in a sentence; told in the nation's deck."""
        if self.level != "nation":
            return []
        ledger = self.frames["ledger"]
        return ledger.loc[ledger["rule"] == "source does not add up", "raw"].tolist()

    def of_area(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows about the deck's municipalities."""
        return frame[frame["area"].isin(self.municipalities)]

    def answers_as_of(self, one: Round) -> dt.date:
        """The day a round's answers stand for: its own, or today's while it is still open."""
        return min(one.as_of, self.campaign.as_of)

    # What the records say -------------------------------------------------------------

    @cached_property
    def recorded(self) -> pd.DataFrame:
        """Projections of areas that have records, of the campaign's measure, keyed by area."""
        return self._recorded(self.campaign.measure)

    def _recorded(self, cohort: str) -> pd.DataFrame:
        frame = self.frames["projections"]
        known = frame["snapshot"].notna() & (frame["eligible"] > 0)
        return frame[(frame["cohort"] == cohort) & known].set_index("area", drop=False)

    def projection(self, area: str, cohort: str = "") -> pd.Series | None:
        """One area's projection; None where it has no record."""
        frame = self._recorded(cohort) if cohort else self.recorded
        found = frame[frame.index == area]
        return None if found.empty else found.iloc[0]

    @cached_property
    def prefectures(self) -> pd.DataFrame:
        """Projections of the prefectures with records."""
        frame = self.recorded
        return frame[(frame["area"].str.len() == 2) & (frame["area"] != areas.NATION)]

    @cached_property
    def municipal(self) -> pd.DataFrame:
        """Projections of the deck's municipalities with records."""
        return self.of_area(self.recorded)

    @property
    def nation_name(self) -> str:
        """全国, saying how many prefectures stand behind it when not all 47 do."""
        if self.whole_nation:
            return "全国"
        return f"全国（記録のある{len(self.prefectures)}都道府県）"

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """Names of the prefectures without records, in code order, where some do have them."""
        known = set(self.prefectures.index)
        return tuple(one.name for one in areas.prefectures() if known and one.short not in known)

    @property
    def whole_nation(self) -> bool:
        """Whether all 47 prefectures have records (or none has)."""
        return len(self.prefectures) in (0, len(areas.prefectures()))

    def name_of(self, area: str) -> str:
        """An area's name where its records are told."""
        return self.nation_name if area == areas.NATION else areas.label(area)

    @property
    def snapshot(self) -> dt.date | None:
        """The day the latest record file in use was published."""
        newest = self.frames["projections"]["snapshot"].max()
        return None if pd.isna(newest) else newest.date()

    @property
    def records_as_of(self) -> dt.date:
        """The last day with a record; the as-of date itself where there is none."""
        frame = self.frames["paths"]
        newest = frame.loc[frame["kind"] == "reported", "date"].max()
        return self.campaign.as_of if pd.isna(newest) else newest.date()

    @cached_property
    def records(self) -> pd.DataFrame:
        """Record rows of the newest snapshot in use, up to the as-of date, inside the area."""
        frame = processed.read(self.campaign.folder, "records")
        bound = pd.Timestamp(self.campaign.as_of)
        newest = frame["snapshot"] == pd.Timestamp(self.snapshot or self.campaign.released)
        inside = self.area if self.level != "nation" else ""
        here = frame["area"].str.startswith(inside) & (frame["area"] != areas.NATION)
        return frame[newest & here & (frame["date"] <= bound)]

    def path(self, area: str, dose: int, kind: str = "") -> pd.DataFrame:
        """One area's curve of one dose by day, as shares of the eligible."""
        frame = self.frames["paths"]
        wanted = (frame["area"] == area) & (frame["dose"] == dose)
        if kind:
            wanted &= frame["kind"] == kind
        return frame[wanted].sort_values("date")

    # What the campaign asks -----------------------------------------------------------

    @property
    def by_target(self) -> str:
        """The target as answers say it: 7月末."""
        return dates.month_part(self.campaign.deadline)

    @property
    def past(self) -> bool:
        """Whether the deadline has gone by."""
        return self.campaign.as_of >= self.campaign.deadline

    @property
    def settled(self) -> bool:
        """Whether the records reach the deadline, so that nothing is left to project."""
        return self.records_as_of >= self.campaign.deadline


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
    frames = {name: processed.read(campaign.folder, name) for name in _FRAMES}
    return Briefing(campaign, area, frames)
