"""How a run tells of itself: a bar on a terminal, lines of text, or lines of JSON."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text


class Log(StrEnum):
    """The form in which a run tells of itself."""

    auto = "auto"
    text = "text"
    json = "json"


class Reporter:
    """Counts what is done, and how fast; tells nothing of it."""

    def __init__(self, console: Console, title: str, steps: int) -> None:
        self.console, self.title, self.total = console, title, steps
        self.done = 0
        self.decks = 0
        self._begun = 0.0
        self._wanted = 0

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Whatever is to be seen for as long as the run lasts."""
        yield

    def say(self, name: str, seconds: float) -> None:
        """A step is done."""
        self.done += 1
        self.decks += self._begun > 0
        self.step(name, seconds)

    def tell(self, event: str, facts: dict[str, Any]) -> None:
        """Something else has happened."""
        if event == "decks":
            self._begun, self._wanted = time.monotonic(), facts["wanted"]
            self.total -= facts["unchanged"]
        if event == "unchanged":
            self.total -= 1
        if event == "failed":
            self.done += 1
            self.decks += 1
        self.event(event, facts)

    @property
    def rate(self) -> float | None:
        """Decks a minute so far."""
        seconds = time.monotonic() - self._begun
        return 60 * self.decks / seconds if self._begun and self.decks and seconds else None

    @property
    def left(self) -> float | None:
        """Seconds until the last deck, at that rate."""
        return 60 * (self._wanted - self.decks) / self.rate if self.rate else None

    def step(self, name: str, seconds: float) -> None:
        """Show that a step is done."""

    def event(self, event: str, facts: dict[str, Any]) -> None:
        """Show something else."""


class Lines(Reporter):
    """Lines of text: one for each step."""

    def step(self, name: str, seconds: float) -> None:
        """[3/5] 16 富山県  7.6 s"""
        line = f"[{self.done}/{self.total}] {name}  {seconds:.1f} s"
        self.console.print(line, markup=False)

    def event(self, event: str, facts: dict[str, Any]) -> None:
        """Retries, failures, and how many decks need not be made."""
        if line := _line(event, facts):
            self.console.print(line, markup=False)


class Bar(Lines):
    """The same lines above a bar with counts, decks a minute and the time that is left."""

    _task: TaskID

    @contextmanager
    def shown(self) -> Iterator[None]:
        """The bar, for as long as the run lasts."""
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}", markup=False),
        )
        self._bar = Progress(*columns, console=self.console, transient=True)
        with self._bar:
            self._task = self._bar.add_task(self.title, total=self.total, pace="")
            yield

    def step(self, name: str, seconds: float) -> None:
        """A line, and the bar moves."""
        super().step(name, seconds)
        self._move(name)

    def event(self, event: str, facts: dict[str, Any]) -> None:
        """A line where there is one; what is begun stands before the bar."""
        super().event(event, facts)
        self._move(str(facts.get("step") or self.title))

    def _move(self, name: str) -> None:
        pace = f"{self.rate:.0f} decks/min, {_clock(self.left)} left" if self.rate else ""
        told = Text(name).plain
        self._bar.update(
            self._task, completed=self.done, total=self.total, description=told, pace=pace
        )


class JsonLines(Reporter):
    """One JSON object a line, for whoever reads a log by machine."""

    def step(self, name: str, seconds: float) -> None:
        """Name, seconds, counts, decks a minute and seconds left."""
        area = name.split(" ")[0] if self._begun else None
        self.event("done", {"step": name, "area": area, "seconds": round(seconds, 2)})

    def event(self, event: str, facts: dict[str, Any]) -> None:
        """The event with its facts."""
        pace = {"rate_per_minute": _round(self.rate), "seconds_left": _round(self.left)}
        counts = {"done": self.done, "of": self.total, **(pace if self._begun else {})}
        line = json.dumps({"event": event, **facts, **counts}, ensure_ascii=False)
        self.console.file.write(f"{line}\n")
        self.console.file.flush()


def reporter(log: Log, console: Console, title: str, steps: int) -> Reporter:
    """The one that was asked for: by itself a bar on a terminal, and JSON elsewhere."""
    kind: type[Reporter]
    if log == Log.auto:
        kind = Bar if console.is_terminal else JsonLines
    else:
        kind = {Log.text: Lines, Log.json: JsonLines}[log]
    return kind(console, title, steps)


def _line(event: str, facts: dict[str, Any]) -> str:
    if event == "retry":
        whose = f"{facts['area']} {facts['name']}: " if "area" in facts else ""
        return f"{whose}{facts['cause']}; tried again in {facts['seconds']:g} s"
    if event == "failed":
        return f"FAILED {facts['area']} {facts['name']}: {facts['cause']}"
    if event == "decks" and facts["unchanged"]:
        return f"unchanged: {facts['unchanged']} decks"
    return ""


def _clock(seconds: float | None) -> str:
    minutes, rest = divmod(round(seconds or 0), 60)
    return f"{minutes}:{rest:02}"


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
