"""Lines of cron for each entry."""

import shlex

from renkei.run.schedule.units.place import Place, clock_fields, comments
from renkei.settings.schedule import Schedule

_SECRETS = "Alerts need {}: cron gives no variables, so keep secrets in files (`file: PATH`)."


def cron(schedule: Schedule, place: Place) -> dict[str, str]:
    """A table for `crontab`: for each entry its zone, and one line for all times of one minute."""
    lines = [
        "# CRON_TZ is read by cronie (Fedora, RHEL, SUSE, Arch). Other crons, Debian's among them,",
        "# pass it by and take the times in the machine's own zone: set that zone, or use systemd.",
        "# A line that fires at another hour does no harm: the command runs what is due by then.",
    ]
    for entry in schedule.entries:
        lines += ["", *(f"# {line}" for line in comments(entry, schedule, _SECRETS))]
        lines.append(f"CRON_TZ={entry.zone}")
        command = f"cd {shlex.quote(place.home)} && {shlex.join(place.command(entry))}"
        # An unescaped % ends the command in a table of cron.
        escaped = command.replace("%", "\\%")
        lines += [f"{fields} {escaped}" for fields in clock_fields(entry)]
    return {"renkei.crontab": "\n".join(lines) + "\n"}
