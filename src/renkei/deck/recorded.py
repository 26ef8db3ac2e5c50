"""What the records say of an area and those around it, out of the processed frames."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from renkei import areas, processed
from renkei.deck.terms import Terms, terms
from renkei.settings import Campaign
from renkei.wording import dates

Level = Literal["nation", "prefecture", "municipality"]
Lag = Literal["adjusted", "unadjusted", "none"]

SHOWN = dt.timedelta(days=120)  # a day further ahead is not told
_FIRST_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, eq=False)
class Recorded:
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

    @cached_property
    def terms(self) -> Terms:
        """How pages call what the campaign counts."""
        return terms(self.campaign)

    def of_area(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows about the deck's municipalities."""
        return frame[frame["area"].isin(self.municipalities)]

    @cached_property
    def recorded(self) -> pd.DataFrame:
        """Projections of areas that have records, of the campaign's measure, keyed by area."""
        frame = self.frames["projections"]
        known = frame["snapshot"].notna() & (frame["eligible"] > 0)
        mine = frame["cohort"] == self.campaign.measure
        return frame[mine & known].set_index("area", drop=False)

    def projection(self, area: str) -> pd.Series | None:
        """One area's projection; None where it has no record."""
        rows: Any = self.recorded.loc  # one row an area
        return rows[area] if area in self.recorded.index else None

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
        return "全国" if self.whole_nation else f"全国（{self.some_prefectures}）"

    @property
    def some_prefectures(self) -> str:
        """Of whom a nation's records are where not all 47 have any: 記録のある37都道府県; else nothing."""
        return "" if self.whole_nation else f"記録のある{len(self.prefectures)}都道府県"

    @property
    def told_of(self) -> str:
        """The same for the deck's own figures: nothing below the nation."""
        return self.some_prefectures if self.level == "nation" else ""

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

    @cached_property
    def snapshot(self) -> dt.date | None:
        """The day the latest record file in use was published."""
        newest = self.frames["projections"]["snapshot"].max()
        return None if pd.isna(newest) else newest.date()

    @cached_property
    def lag(self) -> Lag:
        """Whether what is still to be reported is added; `none` where nothing is reported late."""
        if self.campaign.projection_kind == "stock":
            return "none"
        return "unadjusted" if self._flagged("lag_unadjusted") else "adjusted"

    @cached_property
    def beyond(self) -> bool:
        """Whether the deadline lies further ahead than anything is projected."""
        return self._flagged("beyond_horizon")

    def _flagged(self, flag: str) -> bool:
        """Whether a flag that holds for all areas alike is set."""
        flags = self.recorded["flags"].fillna("").str.split(";")
        return any(flag in one for one in flags)

    @cached_property
    def records_as_of(self) -> dt.date:
        """The last day with a record; the as-of date itself where there is none."""
        frame = self.frames["paths"]
        newest = frame.loc[frame["kind"] == "reported", "date"].max()
        return self.campaign.as_of if pd.isna(newest) else newest.date()

    @cached_property
    def records(self) -> pd.DataFrame:
        """Record rows of the newest snapshot in use, up to the as-of date, inside the area."""
        newest = pd.Timestamp(self.snapshot or self.campaign.released)
        inside = [("area", ">=", self.area), ("area", "<=", f"{self.area}9999")]
        here = inside if self.level != "nation" else [("area", "!=", areas.NATION)]
        past = ("date", "<=", pd.Timestamp(self.campaign.as_of))
        rows = [("snapshot", "==", newest), past, *here]
        return processed.read(self.campaign.folder, "records", rows)

    @cached_property
    def totals(self) -> tuple[dt.date, ...]:
        """The days the records are as of where they are totals, oldest first; else none."""
        if self.campaign.projection_kind != "stock":
            return ()
        days = self.frames["totals"]["date"].dropna().unique()
        known = (pd.Timestamp(day).date() for day in sorted(days))
        return tuple(day for day in known if day <= self.campaign.as_of)

    def path(self, area: str, dose: int, kind: str) -> pd.DataFrame:
        """One area's curve of one dose by day, as shares of the eligible.

        `kind` is reported, adjusted (with what is still to be reported; empty where nothing is
        adjusted) or projected.
        """
        frame, places = self._curves
        if kind == "adjusted" and self.lag != "adjusted":
            return frame.head(0)
        return frame.take(places.get((area, dose, kind), []))

    @cached_property
    def _curves(self) -> tuple[pd.DataFrame, Mapping[Any, Any]]:
        """The curves since the first day in the order of days, and where in them each one is."""
        frame = self.frames["paths"]
        begun = frame[frame["date"] >= pd.Timestamp(self.first_day)].sort_values("date")
        return begun, begun.groupby(["area", "dose", "kind"]).indices

    # Days -----------------------------------------------------------------------------

    @property
    def first_day(self) -> dt.date:
        """The first day on which anything the campaign counts was given."""
        begun = self.campaign.sources.records.start
        opened = self.campaign.eligibility
        return max(begun, opened.starts) if opened else begun

    @property
    def day_ahead(self) -> dt.date:
        """The day whose share pages tell: the deadline, or 120 days ahead where that is earlier."""
        deadline = self.campaign.deadline
        return min(deadline, self.campaign.as_of + SHOWN) if self.beyond else deadline

    def from_the_start(self, day: dt.date) -> bool:
        """Whether something that holds since a day has held since doses are given."""
        return day <= self.first_day + _FIRST_WEEK

    def called(self, day: dt.date) -> str:
        """A day on the pages: 7月31日, with its year where that is not plain."""
        near = abs((day - self.campaign.as_of).days) < 300
        return dates.month_day(day) if near else dates.long(day)

    @property
    def past(self) -> bool:
        """Whether the deadline has gone by."""
        return self.campaign.as_of >= self.campaign.deadline

    @property
    def settled(self) -> bool:
        """Whether the records reach the deadline, so that nothing is left to project."""
        return self.records_as_of >= self.campaign.deadline
