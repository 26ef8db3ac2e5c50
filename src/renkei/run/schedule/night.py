"""One run of the schedule: hooks, the run itself as a child, what is to be told afterwards."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from renkei.errors import RenkeiError, TryAgain, WriteError
from renkei.run.alerts import About, Alert, about, deliver, failed, late, moved, new_failures
from renkei.run.alerts.failures import kept_notebooks
from renkei.run.alerts.moved import Figures, figures
from renkei.run.schedule import due as rules
from renkei.run.schedule.hooks import Surroundings, run_hooks
from renkei.run.schedule.process import Command, Waiting, follow, renkei
from renkei.run.schedule.state import folder_of
from renkei.run.stores import Places, is_address, places
from renkei.settings import Campaign, open_campaign
from renkei.settings.schedule import Entry, Schedule

_LOGS_KEPT = 60  # of each entry
Event = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True)
class Night:
    """What the service works with: schedule, project, clock, signals, and where it tells.

    `clock` gives the moment (with zone); `say` is told each event by name and facts; `echo` shows
    what the runs print. `environment` are this process's variables.
    """

    schedule: Schedule
    root: Path
    clock: Callable[[], dt.datetime]
    stop: Waiting
    say: Event
    environment: Mapping[str, str]
    echo: TextIO | None = None

    @property
    def folder(self) -> Path:
        """Where state, locks and logs are kept."""
        return folder_of(self.root)


@dataclass(frozen=True)
class Outcome:
    """How a run ended: exit code, the step it ended at, and whether we were asked to end."""

    code: int
    step: str = "run"
    cause: str = ""
    stopped: bool = False
    timed_out: bool = False

    @property
    def may_work_later(self) -> bool:
        """Whether a second try is worth it."""
        return self.code == TryAgain.exit_code


@dataclass
class _Job:
    night: Night
    entry: Entry
    due: dt.datetime
    log: Path
    campaign: Campaign | None
    places: Places | None
    kept: dict[str, tuple[int, int]] = field(default_factory=dict)
    earlier: Figures | None = None

    @property
    def as_of(self) -> dt.date | None:
        return rules.as_of(self.entry, self.due)

    @property
    def reports(self) -> Path:
        return (self.places and self.places.reports) or self.night.root / "reports"

    @property
    def about(self) -> About:
        return about(self.entry, self.due, self.campaign, self.as_of, self.log, self.night.root)

    def hooks(self, which: str, code: int | None = None) -> str | None:
        """Run the hooks of one kind; the cause of the first that fails."""
        hooks, night = self.entry.hooks, self.night
        campaign = self.campaign.campaign if self.campaign else self.entry.campaign
        as_of = self.campaign.as_of if self.campaign else self.as_of
        told = Surroundings(night.root, self.entry.name, campaign, self.due, as_of, code)
        commands = getattr(hooks, which)
        return run_hooks(commands, hooks, told, night.environment, self.log, night.stop)


def check_campaigns(schedule: Schedule) -> None:
    """Raise SettingsError now, not at night, where a campaign of the schedule has no params."""
    for entry in schedule.entries:
        open_campaign(entry.campaign, raw=".")


def log_file(night: Night, entry: Entry, due: dt.datetime) -> Path:
    """Where the output of one run is kept; the oldest logs of the entry are removed."""
    logs = night.folder / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        stamp = "[0-9]" * 8 + "T" + "[0-9]" * 6 + "Z.log"
        for old in sorted(logs.glob(f"{entry.name}-{stamp}"))[: -_LOGS_KEPT + 1]:
            old.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(error.strerror or "cannot be made", where=str(logs)) from None
    return logs / f"{entry.name}-{due.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.log"


def carry_out(
    night: Night, entry: Entry, due: dt.datetime, log: Path
) -> tuple[Outcome, Callable[[], None]]:
    """Run what was due: before-hooks, the run, after-hooks; how it ended, and what follows.

    A failing before-hook counts as 75 (the run was not begun and may work later), a failing
    after-hook as 74. What follows, alerts and on_failure-hooks, is for the caller to call once the
    outcome is kept in mind and no second try is left.
    """
    job = _Job(night, entry, due, log, *_opened(entry, due, night.root))
    _look_before(job)
    outcome = _run(job)
    return outcome, partial(_follow_up, job, outcome)


def _follow_up(job: _Job, outcome: Outcome) -> None:
    if outcome.code == 0 or outcome.step == "after":
        _tell(job.night, _notable(job))
    if outcome.code:
        _tell(job.night, _failures(job, outcome))
        cause = job.hooks("on_failure", outcome.code)
        if cause:
            job.night.say("problem", {"entry": job.entry.name, "problem": cause})


def _opened(entry: Entry, due: dt.datetime, root: Path) -> tuple[Campaign | None, Places | None]:
    """Campaign and folders as the run will see them; None where it cannot: the run says why."""
    day = rules.as_of(entry, due)
    given = {name: str(text) for name, text in entry.folders.items()}
    own = {name: text if is_address(text) else str(root / text) for name, text in given.items()}
    try:
        found = places(**own)
        as_of = day.isoformat() if day else ""
        campaign = open_campaign(
            entry.campaign, as_of=as_of, raw=found.raw, processed=found.processed
        )
    except RenkeiError:
        return None, None
    return campaign, found


def _look_before(job: _Job) -> None:
    """Keep how things stand before the run, to tell afterwards what is new."""
    if job.campaign and job.places:
        job.kept = kept_notebooks(job.reports, job.campaign)
        if job.entry.watch.moved:
            with suppress(RenkeiError):  # the run itself says what hinders it
                job.places.fetch_latest(job.campaign.campaign, job.campaign.as_of)
            job.earlier = figures(job.reports, job.campaign, job.entry.watch.moved)


def _run(job: _Job) -> Outcome:
    cause = job.hooks("before")
    if job.night.stop.asked:
        return Outcome(128 + 15, "before", stopped=True)
    if cause:
        return Outcome(TryAgain.exit_code, "before", cause)
    outcome = _child(job)
    if outcome.code or outcome.stopped:
        return outcome
    cause = job.hooks("after", 0)
    return Outcome(WriteError.exit_code, "after", cause) if cause else outcome


def _child(job: _Job) -> Outcome:
    entry, night = job.entry, job.night
    secrets = {one.env for one in night.schedule.alerts.secrets()}
    seen = {name: value for name, value in night.environment.items() if name not in secrets}
    seen |= {"RENKEI_HOME": str(night.root), "PYTHONUNBUFFERED": "1"}  # the log grows as it runs
    command = Command(command_line(entry, job.as_of), night.root, seen, entry.timeout_minutes * 60)
    ended = follow(command, job.log, night.stop, night.echo)
    cause = f"not done after {entry.timeout_minutes} minutes" if ended.timed_out else ""
    return Outcome(ended.code, "run", cause, ended.stopped, ended.timed_out)


def command_line(entry: Entry, as_of: dt.date | None) -> list[str]:
    """The command line of an entry's run, whose log people read."""
    dated = ["--as-of", as_of.isoformat()] if as_of else []
    folders = [word for name, text in entry.folders.items() for word in (f"--{name}", text)]
    words = ["--areas", entry.areas, *dated, *folders, "--log", "text", *entry.options]
    return renkei("run", entry.campaign, *words)


def _notable(job: _Job) -> Iterator[Alert]:
    """Late data, and numbers that moved."""
    watch, campaign = job.entry.watch, job.campaign
    if campaign and watch.late_data_days is not None:
        found = late(job.about, campaign, watch.late_data_days)
        if found:
            yield found
    if campaign and job.earlier:
        later = figures(job.reports, campaign, watch.moved)
        told = moved(job.about, job.earlier, later, watch.moved) if later else None
        if told:
            yield told


def _failures(job: _Job, outcome: Outcome) -> Iterator[Alert]:
    found = new_failures(job.reports, job.campaign, job.kept)
    yield failed(
        replace(job.about, exit_code=outcome.code), outcome.step, outcome.cause, found, job.log
    )
    # Late data may be why it failed.
    if job.campaign and job.entry.watch.late_data_days is not None and outcome.step != "after":
        also = late(job.about, job.campaign, job.entry.watch.late_data_days)
        if also:
            yield also


def _tell(night: Night, alerts: Iterator[Alert]) -> None:
    """Send alerts; one that cannot be sent is told here, and changes nothing of the run."""
    for alert in alerts:
        sent, problems = deliver(
            alert,
            night.schedule.alerts,
            environment=dict(night.environment),
            root=night.root,
            now=night.clock(),
            wait=night.stop.wait,
        )
        facts = {"kind": alert.kind, "subject": alert.subject, "sent": sent, "problems": problems}
        night.say("alert", {"entry": alert.about.entry, **facts})
