"""`renkei schedule`: what it says, its exit codes, and the service as a process of its own."""

import datetime as dt
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from renkei.cli import console
from renkei.cli import schedule as command
from renkei.run.schedule import night

ENTRY = {"name": "night", "campaign": "sample", "times": ["02:30"], "areas": "16"}


@pytest.fixture
def project_of_its_own(home: Path, tmp_path: Path, monkeypatch) -> Path:
    """The sample's params without inputs, and a schedule at half past two."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "params").mkdir()
    shutil.copy(home / "params" / "sample.yaml", tmp_path / "params")
    shutil.copytree(home / "params" / "content", tmp_path / "params" / "content")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    at(monkeypatch, "2021-06-02T02:31+09:00")
    return tmp_path


def at(monkeypatch, moment: str) -> None:
    monkeypatch.setattr(command, "_now", lambda: dt.datetime.fromisoformat(moment))


def written(root: Path, *entries: dict, **more: object) -> None:
    content = {"entries": list(entries) or [ENTRY], **more}
    file = root / "params" / "schedule.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")


def child_ending_with(monkeypatch, code: int) -> None:
    script = f"import sys; print('hello from the run'); sys.exit({code})"
    monkeypatch.setattr(night, "renkei", lambda *given: [sys.executable, "-c", script])


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_dry_run_says_what_is_next_due_and_missed_and_writes_nothing(
    project_of_its_own, monkeypatch, capsys
):
    written(project_of_its_own)
    assert console.main(["schedule", "--dry-run"]) == 0
    (told,) = lines(capsys)
    assert told == {
        "time": "2021-06-02T02:31:00+09:00",
        "event": "standing",
        "entry": "night",
        "campaign": "sample",
        "areas": "16",
        "next": "2021-06-03T02:30+09:00",
        "due": ["2021-06-02T02:30+09:00"],
        "missed": [],
        "given_up": [],
        "wait_until": None,
        "last": None,
    }
    assert not (project_of_its_own / "reports").exists()


def test_on_a_terminal_it_is_a_table(project_of_its_own, monkeypatch, capsys):
    written(project_of_its_own)
    child_ending_with(monkeypatch, 0)
    assert console.main(["schedule", "--once"]) == 0
    at(monkeypatch, "2021-06-05T12:00+09:00")
    shown = io.StringIO()
    terminal = console.Console(file=shown, force_terminal=True, width=160, no_color=True)
    monkeypatch.setattr(command, "out", terminal)
    assert console.main(["schedule", "--dry-run"]) == 0
    page = shown.getvalue()
    assert "Sun 2021-06-06 02:30 JST" in page
    assert "Wed 2021-06-02 02:30 JST: exit code 0" in page
    assert page.count("(left)") == 2


def test_on_a_terminal_it_is_told_that_nothing_is_due(project_of_its_own, monkeypatch):
    written(project_of_its_own)
    child_ending_with(monkeypatch, 0)
    shown = io.StringIO()
    terminal = console.Console(file=shown, force_terminal=True, width=160, no_color=True)
    monkeypatch.setattr(command, "out", terminal)
    for told in (False, True):
        assert console.main(["schedule", "--once"]) == 0
        assert ("nothing is due" in shown.getvalue()) is told


@pytest.mark.parametrize("code", [0, 65, 66, 78])
def test_once_runs_what_is_due_and_keeps_the_exit_code(
    code, project_of_its_own, monkeypatch, capsys
):
    written(project_of_its_own)
    child_ending_with(monkeypatch, code)
    assert console.main(["schedule", "--once"]) == code
    captured = capsys.readouterr()
    events = [json.loads(line)["event"] for line in captured.out.splitlines()]
    assert events == ["standing", "started", "ended", *(["alert"] if code else [])]
    assert "hello from the run" in captured.err
    assert console.main(["schedule", "--once"]) == 0  # it is settled


def test_only_one_entry_may_be_asked_for(project_of_its_own, monkeypatch, capsys):
    written(project_of_its_own, ENTRY, ENTRY | {"name": "other"})
    child_ending_with(monkeypatch, 0)
    assert console.main(["schedule", "--once", "--only", "other"]) == 0
    assert {line["entry"] for line in lines(capsys)} == {"other"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--once", "--dry-run"], 64, "only one at a time"),
        (["--out", "x"], 64, "only one at a time"),
        (["--only", "nobody"], 64, "expected night"),
        (["params/other.yaml"], 66, "no such schedule"),
        (["--write", "windows"], 64, "systemd"),
        (["--try-alerts"], 64, "no way to send alerts is set"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(arguments, code, said, project_of_its_own, capsys):
    written(project_of_its_own)
    assert console.main(["schedule", *arguments]) == code
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


def test_a_campaign_that_is_not_there_is_told_before_the_night(project_of_its_own, capsys):
    written(project_of_its_own, ENTRY | {"campaign": "sampel"})
    assert console.main(["schedule", "--once"]) == 78
    assert "nearest: sample" in capsys.readouterr().err


def test_units_are_printed_or_written_as_files(project_of_its_own, tmp_path, capsys):
    written(project_of_its_own)
    assert console.main(["schedule", "--write", "cron"]) == 0
    assert f"cd {project_of_its_own} && {sys.executable} -P -m renkei" in capsys.readouterr().out
    target = tmp_path / "units"
    assert console.main(["schedule", "--write", "systemd", "--out", str(target)]) == 0
    assert sorted(file.name for file in target.iterdir()) == [
        "renkei-night.service",
        "renkei-night.timer",
    ]


def test_alerts_can_be_tried(project_of_its_own, capsys):
    webhook = {"url": "http://127.0.0.1:1/", "timeout_seconds": 2}
    written(project_of_its_own, alerts={"webhook": webhook})
    assert console.main(["schedule", "--try-alerts"]) == 73
    assert "not sent: webhook: " in capsys.readouterr().err


def test_the_service_runs_the_real_command_and_ends_cleanly_on_sigterm(project_of_its_own):
    soon = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    entry = ENTRY | {"zone": "UTC", "times": [f"{soon:%H:%M}"]}
    written(project_of_its_own, entry)
    start = "from renkei.cli import main, schedule; raise SystemExit(main())"
    service = subprocess.Popen(
        [sys.executable, "-P", "-c", start, "schedule"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    state = project_of_its_own / "reports" / ".schedule" / "night.json"
    for _ in range(300):
        if state.is_file() and json.loads(state.read_text())["last"]:
            break
        time.sleep(0.1)
    service.send_signal(signal.SIGTERM)
    out, error = service.communicate(timeout=30)
    assert service.returncode == 0
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["event"] for one in told] == ["standing", "started", "ended", "alert", "stopped"]
    assert told[2]["exit_code"] == 66  # the sample has no inputs here
    assert "sources.records.path" in error
