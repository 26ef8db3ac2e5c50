"""The schedule as others write it: a systemd timer, a line of cron, a Kubernetes CronJob."""

from renkei.run.schedule.units.cron import cron
from renkei.run.schedule.units.kubernetes import kubernetes
from renkei.run.schedule.units.place import Place
from renkei.run.schedule.units.systemd import systemd
from renkei.settings.schedule import Schedule

_WRITERS = {"systemd": systemd, "cron": cron, "kubernetes": kubernetes}

__all__ = ["Place", "units"]


def units(kind: str, schedule: Schedule, place: Place) -> dict[str, str]:
    """The files of one kind (`systemd`, `cron`, `kubernetes`), by name.

    Raises UsageError where a path holds a sign that such a file cannot.
    """
    return _WRITERS[kind](schedule, place)
