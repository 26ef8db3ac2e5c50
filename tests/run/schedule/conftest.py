"""A night of its own: a project without runs, a clock that is set by hand, and a child that obeys."""

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei.run.schedule import Night, night
from renkei.settings.schedule import Entry, Schedule

JST = dt.timezone(dt.timedelta(hours=9))


class Clock:
    """A moment that moves only when somebody waits."""

    def __init__(self, moment: dt.datetime) -> None:
        self.now = moment
        self.asked = False
        self.until: dt.datetime | None = None

    def __call__(self) -> dt.datetime:
        return self.now

    def wait(self, seconds: float) -> bool:
        if seconds < 1:  # a child is being followed, in real time
            time.sleep(0.02)
        else:
            self.now += dt.timedelta(seconds=seconds)
        self.asked = self.asked or bool(self.until and self.now >= self.until)
        return self.asked


class Told(list[tuple[str, dict[str, Any]]]):
    """The events that were told, in order."""

    def __call__(self, event: str, facts: dict[str, Any]) -> None:
        self.append((event, facts))

    def of(self, event: str) -> list[dict[str, Any]]:
        return [facts for name, facts in self if name == event]


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """An entry of the schedule: sample, 02:30 of every day, changed by name."""

    def made(**given: Any) -> Entry:
        plain = {"name": "night", "campaign": "sample", "times": ["02:30"], "areas": "16"}
        return Entry.model_validate(plain | given)

    return made


@pytest.fixture
def project_root(home: Path, tmp_path: Path, monkeypatch) -> Path:
    """A project that holds the sample's params, and neither inputs nor reports."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "params").symlink_to(home / "params")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def a_night(project_root: Path, monkeypatch) -> Callable[..., tuple[Night, Clock, Told]]:
    """A night at a moment; the run's child ends with the next code of `codes` (0 at the end)."""

    def made(*entries: Entry, at: str, codes: tuple[int, ...] = (), **alerts: Any):
        clock, told, left = (
            Clock(dt.datetime.fromisoformat(at).astimezone(dt.UTC)),
            Told(),
            [*codes],
        )

        def child(*arguments: str) -> list[str]:
            script = "import sys; print('ran', *sys.argv[2:]); sys.exit(int(sys.argv[1]))"
            return [sys.executable, "-c", script, str(left.pop(0) if left else 0), *arguments]

        monkeypatch.setattr(night, "renkei", child)
        schedule = Schedule.model_validate({"entries": list(entries), **alerts})
        return Night(schedule, project_root, clock, clock, told, {"HOME": "/"}), clock, told

    return made
