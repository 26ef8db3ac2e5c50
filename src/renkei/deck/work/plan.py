"""The joint work as one meeting sees it: which meeting it is, the one before, and all items."""

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from renkei import processed
from renkei.deck.briefing import Briefing
from renkei.deck.slides import Deck, known_density
from renkei.deck.work.items import Item, of_papers
from renkei.deck.work.register import items, standing
from renkei.errors import DataError, SettingsError
from renkei.settings import Campaign
from renkei.settings.content import read_content
from renkei.settings.content.work import WorkContent, YearMeeting
from renkei.wording import dates


@dataclass(frozen=True, eq=False)
class WorkPlan:
    """The facts of the papers and the frame "work_plan" (every version received), at a meeting."""

    campaign: Campaign
    content: WorkContent
    register: pd.DataFrame
    meeting: YearMeeting

    @property
    def as_of(self) -> dt.date:
        """The day up to which anything is known."""
        return self.campaign.as_of

    @property
    def before(self) -> YearMeeting | None:
        """The meeting of the year before this one."""
        earlier = [one for one in self.content.meetings if one.date < self.meeting.date]
        return earlier[-1] if earlier else None

    @cached_property
    def now(self) -> pd.DataFrame:
        """The register as it stands."""
        return standing(self.register, self.as_of)

    @cached_property
    def then(self) -> pd.DataFrame:
        """The register as it stood at the meeting before; empty where there was none."""
        if self.before is None:
            return self.now.head(0)
        return standing(self.register, self.before.date)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of the papers, then those of the register that no paper has."""
        of_register = items(self.now, self.as_of)
        described = tuple(of_papers(one) for one in self.content.items)
        known = {one.title for one in described}
        return (*described, *(one for one in of_register if one.title not in known))

    @property
    def first_day(self) -> dt.date:
        """The first day of the fiscal year."""
        return dt.date(self.content.fiscal_year, 4, 1)

    def source_of(self, item: Item) -> str:
        """Where one item's facts are from."""
        return f"{self.source}（{item.source}）" if item.source else self.source

    @property
    def source(self) -> str:
        """Where the pages' facts are from, for the foot of a page."""
        parts = [self.content.source] if self.content.items or self.register.empty else []
        if len(self.register):
            newest = self.now["received"].max()
            parts.append(f"連携推進項目の取組計画・進捗（{dates.short(newest.date())}受領分まで）")
        return f"出典：{'、'.join(parts)}"


def open_plan(campaign: Campaign, meeting: str = "") -> WorkPlan:
    """The joint work of a campaign at one of its meetings.

    `meeting` is a day (ISO) or a name of the campaign's meetings; without it the first on or after
    the release. Raises SettingsError for a campaign without `work` or a meeting it does not have,
    DataError where the as-of date lies after the meeting.
    """
    if campaign.work is None:
        raise SettingsError("names no joint work", where=str(campaign.file), expected="work: NAME")
    content = read_content(campaign.content_file(campaign.work), WorkContent)
    held = _meeting(content, meeting, campaign.released)
    if held.date < campaign.as_of:
        raise DataError(
            f"the meeting of {held.date} lies before as_of {campaign.as_of}",
            where="meeting",
            expected="an as-of date on or before the meeting",
        )
    return WorkPlan(campaign, content, _register(campaign), held)


def _meeting(content: WorkContent, wanted: str, released: dt.date) -> YearMeeting:
    known = content.meetings
    if wanted:
        found = [one for one in known if wanted in (one.date.isoformat(), one.name)]
    else:
        found = [one for one in known if one.date >= released]
    if found:
        return found[0]
    names = [f"{one.date} {one.name}" for one in known]
    raise SettingsError(
        f"no meeting {wanted!r}" if wanted else f"no meeting on or after {released} is known",
        where="meeting",
        expected=", ".join(names),
        nearest=difflib.get_close_matches(wanted, names, n=1, cutoff=0.3),
    )


def _register(campaign: Campaign) -> pd.DataFrame:
    """The frame of the register, of the meeting's own prefecture."""
    if "work_plan" not in campaign.sources.registers:
        return processed.empty("work_plan")
    frame = processed.read(campaign.folder, "work_plan")
    return frame[frame["area"] == campaign.prefecture]


def open_deck(plan: WorkPlan, density: str = "handout") -> Deck:
    """The deck of a meeting: of its prefecture, and of no frames of records.

    Its title says the number of the meeting. Raises SettingsError for a campaign that is nobody's
    meeting.
    """
    campaign = plan.campaign
    if campaign.prefecture is None:
        raise SettingsError(
            "is no meeting of a prefecture", where=str(campaign.file), expected="prefecture: CODE"
        )
    titled = campaign.model_copy(update={"title": _numbered(campaign.title, plan.meeting.name)})
    return Deck(Briefing(titled, campaign.prefecture, {}), known_density(density))


def _numbered(title: str, name: str) -> str:
    """A title with the number of the meeting, where it does not have one: …会議（第2回）."""
    number = re.search(r"第\d+回", name)
    if number is None or re.search(r"第\d+回", title):
        return title
    return f"{title}（{number[0]}）"
