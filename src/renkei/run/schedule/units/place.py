"""Where the command of a unit runs, and what all three kinds of unit say of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from renkei.errors import UsageError
from renkei.settings.schedule import WEEKDAYS, Entry, Schedule


@dataclass(frozen=True)
class Place:
    """The project's folder, the Python that runs it, the schedule file, and a cluster's image."""

    home: str
    python: str
    file: str
    image: str = "renkei"

    def __post_init__(self) -> None:
        for text in (self.home, self.python, self.file, self.image):
            if any(ord(sign) < 32 for sign in text):
                raise UsageError(
                    f"{text!r} holds a sign no unit can", expected="a path of one line"
                )

    def options(self, entry: Entry) -> list[str]:
        """What follows `renkei`: the run of one entry that is due."""
        return ["schedule", self.file, "--once", "--only", entry.name]

    def command(self, entry: Entry) -> list[str]:
        """The whole command on this machine."""
        return [self.python, "-P", "-m", "renkei", *self.options(entry)]


def comments(entry: Entry, schedule: Schedule, how_secrets: str) -> Iterator[str]:
    """What a unit cannot say itself, in sentences."""
    yield f"Entry {entry.name} of the schedule; the command runs what is due, and nothing else."
    if entry.days == "business":
        yield (
            "Business days of the Japanese calendar cannot be written here: this fires from Monday "
            "to Friday,"
        )
        yield ("and the command itself does nothing on holidays and from 29 December to 3 January.")
    yield f"Missed runs (catch_up: {entry.catch_up}), second tries and hooks are the command's too."
    secrets = sorted({f"{one.env or one.file}" for one in schedule.alerts.secrets()})
    if secrets:
        yield how_secrets.format(", ".join(secrets))


def weekdays(entry: Entry) -> list[int] | None:
    """The days a unit fires, Monday being 0; None for every day."""
    if entry.days == "every":
        return None
    if entry.days == "business":
        return [0, 1, 2, 3, 4]
    return sorted({WEEKDAYS.index(day) for day in entry.days})


def clock_fields(entry: Entry) -> list[str]:
    """The fields of cron, one line for all times of one minute: `30 2,14 * * 1-5`."""
    minutes: dict[int, list[int]] = {}
    for time in sorted(entry.times):
        minutes.setdefault(time.minute, []).append(time.hour)
    days = weekdays(entry)
    on = "*" if days is None else _ranged([(day + 1) % 7 for day in days])
    return [f"{minute} {','.join(map(str, hours))} * * {on}" for minute, hours in minutes.items()]


def _ranged(days: list[int]) -> str:
    return "1-5" if days == [1, 2, 3, 4, 5] else ",".join(map(str, sorted(days)))
