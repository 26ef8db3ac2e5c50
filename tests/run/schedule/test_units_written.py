"""The schedule for systemd, cron and Kubernetes: each read back by its own rules."""

import datetime as dt
import shlex
import shutil
import subprocess

import pytest
import yaml

from renkei.errors import UsageError
from renkei.run.schedule import Place, units
from renkei.run.schedule.due import times
from renkei.settings.schedule import Schedule

PLACE = Place(
    "/srv/renkei 100%/$HOME's", "/usr/bin/python3", "params/schedule.yaml", "office/renkei:1"
)
SECRETS = {
    "webhook": {"url": {"env": "HOOK_URL"}, "token": {"file": "/run/secrets/hook"}},
}


@pytest.fixture
def several(entry) -> Schedule:
    rows = [
        entry(name="office", days="business"),
        entry(name="twice", times=["02:30", "14:30", "06:05"], catch_up="none"),
        entry(name="berlin", days=["mon", "thu", "sun"], zone="Europe/Berlin"),
    ]
    return Schedule.model_validate({"entries": rows, "alerts": SECRETS})


def fired(line: str, start: dt.date, days: int) -> set[tuple[dt.date, dt.time]]:
    """When a line of cron fires, read as crontab(5) says: minute, hour, any date, weekdays."""
    minute, hours, day, month, weekdays = line.split()[:5]
    assert (day, month) == ("*", "*")
    on = set(range(7)) if weekdays == "*" else set()
    for part in [] if weekdays == "*" else weekdays.split(","):
        low, _, high = part.partition("-")
        on |= set(range(int(low), int(high or low) + 1))
    dates = [start + dt.timedelta(days=number) for number in range(days)]
    return {
        (date, dt.time(int(hour), int(minute)))
        for date in dates
        if (date.weekday() + 1) % 7 in on
        for hour in hours.split(",")
    }


def wanted(entry, start: dt.date, days: int) -> set[tuple[dt.date, dt.time]]:
    begin = dt.datetime.combine(start, dt.time(), entry.tz) - dt.timedelta(seconds=1)
    found = times(entry, begin, begin + dt.timedelta(days=days))
    local = [moment.astimezone(entry.tz) for moment in found]
    return {(moment.date(), moment.time()) for moment in local}


def lines_of(text: str) -> dict[str, list[str]]:
    """The lines of a crontab by the entry their command names."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and line[0].isdigit():
            found.setdefault(shlex.split(line)[-1], []).append(line)
    return found


def test_cron_fires_when_the_schedule_does_and_the_command_passes_holidays(several):
    lines = lines_of(units("cron", several, PLACE)["renkei.crontab"])
    start = dt.date(2021, 5, 31)  # a Monday; the two weeks have no holiday and no change of clocks
    for entry in several.entries:
        every = set().union(*(fired(line, start, 14) for line in lines[entry.name]))
        assert every == wanted(entry, start, 14)
    golden_week = wanted(several.entries[0], dt.date(2021, 4, 26), 14)
    assert golden_week < fired(lines["office"][0], dt.date(2021, 4, 26), 14)


def test_the_command_of_cron_survives_its_percent_signs_and_the_shell(several):
    text = units("cron", several, PLACE)["renkei.crontab"]
    command = lines_of(text)["office"][0].split(maxsplit=5)[5]
    assert "%" not in command.replace("\\%", "")
    words = shlex.split(command.replace("\\%", "%"))
    assert words == [
        *["cd", PLACE.home, "&&", PLACE.python, "-P", "-m", "renkei"],
        *["schedule", "params/schedule.yaml", "--once", "--only", "office"],
    ]
    assert text.count("CRON_TZ=Asia/Tokyo") == 2 and "CRON_TZ=Europe/Berlin" in text


@pytest.mark.parametrize("kind", ["systemd", "cron", "kubernetes"])
def test_what_a_unit_cannot_say_is_said_in_a_comment(several, entry, kind):
    text = "".join(units(kind, several, PLACE).values())
    comments = " ".join(line[2:] for line in text.splitlines() if line.startswith("# "))
    assert "Business days of the Japanese calendar cannot be written here" in comments
    assert "/run/secrets/hook" in comments and "HOOK_URL" in comments
    plain = "".join(units(kind, Schedule(entries=[entry()]), PLACE).values())
    assert "Business days" not in plain and "Alerts need" not in plain


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_the_units_without_a_word(several, tmp_path):
    place = Place(str(tmp_path), "/usr/bin/env", "params/schedule.yaml")
    for name, text in units("systemd", several, place).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = sorted(str(file) for file in tmp_path.glob("renkei-*"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if "renkei-" in line]
    assert ours == [] and len(files) == 6


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_fires_when_the_schedule_does(several):
    timer = units("systemd", several, PLACE)["renkei-berlin.timer"]
    when = next(line for line in timer.splitlines() if line.startswith("OnCalendar="))
    command = ["systemd-analyze", "calendar", "--iterations=4", "--base-time=2021-06-01 00:00 UTC"]
    told = subprocess.run(
        [*command, when.removeprefix("OnCalendar=")],
        capture_output=True,
        text=True,
        env={"TZ": "UTC", "LANG": "C"},
        check=True,
    ).stdout
    shown = [line.split(": ", 1)[1] for line in told.splitlines() if "(in UTC)" in line] or [
        line.split(": ", 1)[1] for line in told.splitlines() if line.strip().endswith("UTC")
    ]
    begin = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)
    ours = list(times(several.entries[2], begin, begin + dt.timedelta(days=30)))[:4]
    assert shown == [f"{one:%a %Y-%m-%d %H:%M:%S} UTC" for one in ours]


def test_systemd_makes_up_for_missed_runs_only_where_the_entry_does(several):
    files = units("systemd", several, PLACE)
    assert "Persistent=true" in files["renkei-office.timer"]
    assert "Persistent=false" in files["renkei-twice.timer"]
    assert "EnvironmentFile=-/etc/renkei/secrets.env" in files["renkei-office.service"]


def test_systemd_reads_signs_of_a_path_as_they_are(several):
    service = units("systemd", several, PLACE)["renkei-office.service"]
    assert "WorkingDirectory=/srv/renkei 100%%/$HOME's\n" in service
    assert 'Environment="RENKEI_HOME=/srv/renkei 100%%/$HOME\'s"\n' in service


def test_kubernetes_gets_cron_jobs_of_the_right_shape(several):
    jobs = list(yaml.safe_load_all(units("kubernetes", several, PLACE)["renkei-cronjobs.yaml"]))
    names = [job["metadata"]["name"] for job in jobs]
    assert names == ["renkei-office", "renkei-twice-1", "renkei-twice-2", "renkei-berlin"]
    for job in jobs:
        assert (job["apiVersion"], job["kind"]) == ("batch/v1", "CronJob")
        assert len(job["metadata"]["name"]) <= 52  # longer ones cannot name their jobs
        spec = job["spec"]
        assert spec["concurrencyPolicy"] == "Forbid"
        assert spec["jobTemplate"]["spec"]["backoffLimit"] == 0
        assert len(spec["schedule"].split()) == 5
        pod = spec["jobTemplate"]["spec"]["template"]["spec"]
        assert pod["restartPolicy"] == "Never"
        (container,) = pod["containers"]
        assert container["image"] == "office/renkei:1"
        assert container["args"][:3] == ["schedule", "params/schedule.yaml", "--once"]
        mounted = {one["name"] for one in container["volumeMounts"]}
        assert mounted == {one["name"] for one in pod["volumes"]}
        secret = {"secretKeyRef": {"name": "renkei-secrets", "key": "HOOK_URL"}}
        assert {"name": "HOOK_URL", "valueFrom": secret} in container["env"]
    assert [job["spec"]["schedule"] for job in jobs] == [
        *["30 2 * * 1-5", "30 2,14 * * *", "5 6 * * *", "30 2 * * 0,1,4"]
    ]
    assert jobs[3]["spec"]["timeZone"] == "Europe/Berlin"


def test_a_path_of_two_lines_is_refused():
    with pytest.raises(UsageError, match="no unit can"):
        Place("/srv/renkei\nExecStart=/bin/evil", "python3", "params/schedule.yaml")
