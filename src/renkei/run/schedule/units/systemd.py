"""A systemd timer and its service for each entry."""

from renkei.run.schedule.units.place import Place, comments, weekdays
from renkei.settings.schedule import Entry, Schedule

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SECRETS = "Alerts need {}: give variables by EnvironmentFile= below, readable by root alone."


def systemd(schedule: Schedule, place: Place) -> dict[str, str]:
    """`renkei-<entry>.timer` and `.service` for each entry."""
    files = {}
    for entry in schedule.entries:
        files[f"renkei-{entry.name}.service"] = _service(entry, schedule, place)
        files[f"renkei-{entry.name}.timer"] = _timer(entry, schedule)
    return files


def _timer(entry: Entry, schedule: Schedule) -> str:
    days = weekdays(entry)
    on = "" if days is None else f"{_ranged(days)} "
    times = [f"OnCalendar={on}*-*-* {time:%H:%M}:00 {entry.zone}" for time in sorted(entry.times)]
    lines = [
        *(f"# {line}" for line in comments(entry, schedule, _SECRETS)),
        "[Unit]",
        f"Description=Renkei: when {entry.name} runs",
        "",
        "[Timer]",
        *times,
        f"Persistent={'false' if entry.catch_up == 'none' else 'true'}",
        "AccuracySec=1min",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def _service(entry: Entry, schedule: Schedule, place: Place) -> str:
    secrets = schedule.alerts.secrets()
    lines = [
        *(f"# {line}" for line in comments(entry, schedule, _SECRETS)),
        "[Unit]",
        f"Description=Renkei: {entry.name}",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        "# User=: who owns the project's folder; without it this runs as root.",
        f"WorkingDirectory={place.home.replace('%', '%%')}",
        f"Environment={_word('RENKEI_HOME=' + place.home, is_command=False)}",
        *(["EnvironmentFile=-/etc/renkei/secrets.env"] if secrets else []),
        f"ExecStart={' '.join(_word(word) for word in place.command(entry))}",
        "NoNewPrivileges=true",
        "PrivateTmp=true",
        "ProtectSystem=true",
        "KillMode=mixed",
        "TimeoutStopSec=60",
    ]
    return "\n".join(lines) + "\n"


def _word(word: str, is_command: bool = True) -> str:
    """One word as systemd reads it: quoted, its own signs for specifiers and variables doubled."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{text.replace("$", "$$") if is_command else text}"'


def _ranged(days: list[int]) -> str:
    return "Mon..Fri" if days == [0, 1, 2, 3, 4] else ",".join(_DAYS[day] for day in days)
