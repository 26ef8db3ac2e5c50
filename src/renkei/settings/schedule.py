"""What `params/schedule.yaml` may say: which campaign runs when, and what surrounds a run."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from renkei.settings.alerts import Alerts, Areas, Seconds, Variable, Watch
from renkei.settings.fields import Checked, Slug
from renkei.settings.reading import read_as

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
FOLDERS = ("raw", "processed", "reports")
OWN_OPTIONS = ("--as-of", "--areas", *(f"--{name}" for name in FOLDERS), "--dry-run", "--help")
_HOURS = 60


def _time(value: object) -> object:
    """Read `"02:30"`; YAML makes a number of 14:30 without quotes."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise ValueError('a time is written in quotes, like "02:30"')
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        raise ValueError('expected a time of day like "02:30"')
    return dt.time.fromisoformat(value)


def _zone(value: object) -> object:
    try:
        ZoneInfo(str(value))
    except (ValueError, OSError, KeyError):
        raise ValueError('no time zone of that name; expected one like "Asia/Tokyo"') from None
    return value


def _campaign(value: object) -> object:
    parts = Path(str(value)).parts
    if str(value).startswith(("-", "/")) or ".." in parts:
        raise ValueError("expected the id of a params file, or its path below the project")
    return value


Time = Annotated[dt.time, BeforeValidator(_time)]
Zone = Annotated[str, BeforeValidator(_zone)]
CampaignName = Annotated[str, Field(min_length=1), BeforeValidator(_campaign)]
Word = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\x00-\x1f]+$")]
Command = Annotated[list[Word], Field(min_length=1)]
Days = Literal["business", "every"] | Annotated[list[Weekday], Field(min_length=1)]


class Hooks(Checked):
    """Commands around a run, each a list of words: no shell reads them.

    They see a clean environment: PATH, LANG, RENKEI_… and the variables named in `pass_on`.
    """

    before: list[Command] = Field(default_factory=list)
    after: list[Command] = Field(default_factory=list)
    on_failure: list[Command] = Field(default_factory=list)
    timeout_seconds: Seconds = 300
    pass_on: list[Variable] = Field(default_factory=list)


class Retry(Checked):
    """How often, and after how long, a run that ended with 75 (try again) is started anew."""

    times: Annotated[int, Field(ge=0, le=20)] = 2
    after_minutes: Annotated[int, Field(ge=0, le=1440)] = 15


class Entry(Checked):
    """One line of the schedule: a campaign, its times, and what happens around its runs.

    `as_of`: `params` leaves the date of the params file; the others are counted from the day a
    run was due, so a run made up for later is about the same day.
    """

    name: Annotated[Slug, Field(max_length=40)]
    campaign: CampaignName
    areas: Areas = "all"
    times: Annotated[list[Time], Field(min_length=1)]
    zone: Zone = "Asia/Tokyo"
    days: Days = "every"
    as_of: Literal["params", "same-day", "day-before", "business-day-before"] = "params"
    raw: Word | None = None
    processed: Word | None = None
    reports: Word | None = None
    options: list[Word] = Field(default_factory=list)
    catch_up: Literal["latest", "all", "none"] = "latest"
    catch_up_days: Annotated[int, Field(ge=1, le=31)] = 7
    retry: Retry = Retry()
    timeout_minutes: Annotated[int, Field(ge=1, le=7 * 24 * _HOURS)] = 12 * _HOURS
    hooks: Hooks = Hooks()
    watch: Watch = Watch()

    @model_validator(mode="after")
    def _is_plain(self) -> Self:
        if len(set(self.times)) < len(self.times):
            raise ValueError("times: one stands twice")
        for option in self.options:
            if option.split("=")[0] in OWN_OPTIONS:
                raise ValueError(f"options: {option} is what the schedule itself gives")
        return self

    @property
    def folders(self) -> dict[str, str]:
        """The folders (or addresses of them) that are not the project's own, by name."""
        given = {name: getattr(self, name) for name in FOLDERS}
        return {name: text for name, text in given.items() if text}

    @property
    def tz(self) -> ZoneInfo:
        """The zone the times are in."""
        return ZoneInfo(self.zone)


class Schedule(Checked):
    """The whole schedule: its entries, and how alerts go out."""

    entries: Annotated[list[Entry], Field(min_length=1)]
    alerts: Alerts = Alerts()

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [entry.name for entry in self.entries]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"entries: the name {name!r} stands twice")
        return self


def read_schedule(file: Path) -> Schedule:
    """Read and check a schedule; SettingsError lists every problem with its key and nearest."""
    return read_as(file, Schedule, like="schedule.yaml")
