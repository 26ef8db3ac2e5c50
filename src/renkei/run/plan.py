"""What a run will do: which notebooks, for which areas, into which folders."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from renkei import areas
from renkei.errors import RenkeiError, UsageError
from renkei.released import refuse_released
from renkei.settings import Campaign, project_root

if TYPE_CHECKING:
    from renkei.run.proof.destination import Destination

FRAME_NOTEBOOKS = ("1_clean_returns", "2_project_completion")
NATIONAL_NOTEBOOK = "3_national_briefing"
PREFECTURE_NOTEBOOK = "4_prefecture_briefing"
MEETING_NOTEBOOK = "5_coordination_meeting"


@dataclass(frozen=True)
class Plan:
    """A checked campaign, the areas to brief, and where everything goes.

    `place` is the edition that is made; `density` that of the decks: "handout" or "projected";
    `base` the folder of all reports, where that is not the project's own.
    """

    campaign: Campaign
    areas: tuple[str, ...]
    root: Path
    place: "Destination"
    density: str = "handout"
    base: Path | None = None

    @property
    def notebooks(self) -> Path:
        """The folder of notebooks."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """Where the decks of this campaign and as-of date end up, as one edition."""
        return self.place.folder

    @property
    def frames(self) -> Path:
        """Where the frames of this edition end up."""
        return self.campaign.folder.with_name(self.place.name)

    @property
    def failed(self) -> Path:
        """Where the notebook that failed is kept."""
        day = self.campaign.as_of.isoformat()
        return self.every_report / self.campaign.campaign / "failed" / day

    @property
    def every_report(self) -> Path:
        """The folder of the reports of all campaigns."""
        return self.base or self.root / "reports"

    @property
    def frame_notebooks(self) -> tuple[str, ...]:
        """The notebooks that make frames: cleaning where there is an input, then projection."""
        clean, project = FRAME_NOTEBOOKS
        sources = self.campaign.sources
        if self.campaign.is_projected:
            return clean, project
        return (clean,) if sources.has_records or sources.registers else ()

    @property
    def steps(self) -> int:
        """How many notebooks the run executes."""
        return len(self.frame_notebooks) + len(self.areas)

    def notebook_for(self, area: str) -> str:
        """The notebook that briefs an area."""
        if self.campaign.is_meeting:
            return MEETING_NOTEBOOK
        return NATIONAL_NOTEBOOK if area == areas.NATION else PREFECTURE_NOTEBOOK


def plan(
    campaign: Campaign, wanted: str, density: str = "handout", reports: Path | None = None
) -> Plan:
    """Plan a run for `wanted` areas: `all`, or codes such as `00,16,162019`.

    `reports` is the folder of all reports, where that is not the project's own.

    A coordination meeting has one deck: its prefecture's. Raises UsageError for an empty list, a
    code that is no area's or a campaign that is not projected, and InputMissing where a source of
    the campaign is not there. Writes nothing.
    """
    found = _meeting_area(campaign, wanted) if campaign.is_meeting else _areas(wanted)
    if not (campaign.is_projected or campaign.is_meeting):
        raise UsageError(
            "of its kind of records nothing is projected, so that no deck can be made",
            where=str(campaign.file),
            expected="two doses recorded day by day, a later dose with `eligibility`, or totals "
            "with `complete`; of this one notebook 1_clean_returns shows what was read",
        )
    campaign.check_inputs()
    # Its room reads frames and pages as well: for those alone who have a plan.
    from renkei.run.proof.destination import destination

    root = project_root()
    place = destination(reports or root / "reports", campaign.campaign, campaign.as_of)
    planned = Plan(campaign, found, root, place, density, reports)
    refuse_released(planned.frames)
    return planned


def _meeting_area(campaign: Campaign, wanted: str) -> tuple[str, ...]:
    """The prefecture whose meeting it is, which is all that may be asked for."""
    own = campaign.prefecture or ""
    if wanted.strip() not in ("all", own):
        raise UsageError(
            f"{wanted!r} has no deck in this campaign, which is a meeting of {areas.label(own)}",
            where="--areas",
            expected=f'"all" or {own}',
        )
    return (own,)


def _areas(wanted: str) -> tuple[str, ...]:
    if wanted.strip() == "all":
        return (areas.NATION, *(area.short for area in areas.prefectures()))
    codes = [code.strip() for code in wanted.split(",") if code.strip()]
    if not codes:
        raise UsageError(
            "no area given", where="--areas", expected='"all" or codes such as 00,16,162019'
        )
    return tuple(dict.fromkeys(_area(code) for code in codes))


def _area(code: str) -> str:
    if code == areas.NATION:
        return code
    try:
        return areas.find(code=code).short
    except RenkeiError as error:
        raise UsageError(
            f"{code!r} is no area: {error}",
            where="--areas",
            expected="00, two digits of a prefecture or six of a municipality; or all",
        ) from None
