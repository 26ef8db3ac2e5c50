"""A child and the hooks: no shell, little to see, an end in time, and one signal for all."""

import datetime as dt
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from renkei.run.schedule import Stop, process
from renkei.run.schedule.hooks import Surroundings, run_hooks
from renkei.run.schedule.process import NOT_STARTED, Command, follow
from renkei.settings.schedule import Hooks

DUE = dt.datetime(2021, 6, 2, 2, 30, tzinfo=dt.UTC)


@pytest.fixture
def stop():
    with Stop() as made:
        yield made


@pytest.fixture
def started(tmp_path, stop):
    def run(*argv: str, seconds: float = 30):
        return follow(Command(argv, tmp_path, {"PATH": "/usr/bin:/bin"}, seconds), log, stop)

    log = tmp_path / "log"
    run.log = log
    return run


def python(text: str) -> tuple[str, str, str]:
    return sys.executable, "-c", text


def test_exit_code_and_output_are_kept(started):
    ended = started(*python("import sys; print('a'); print('b', file=sys.stderr); sys.exit(65)"))
    assert ended.code == 65 and not ended.timed_out
    assert sorted(started.log.read_text().split()) == ["a", "b"]


def test_a_signal_is_told_as_a_shell_tells_it(started):
    assert started(*python("import os; os.kill(os.getpid(), 9)")).code == 137


def test_a_command_that_is_not_there_is_told(started):
    assert started("/nowhere/command").code == NOT_STARTED
    assert "/nowhere/command: No such file" in started.log.read_text()


def test_a_child_that_takes_too_long_is_ended_with_all_it_started(started, monkeypatch):
    monkeypatch.setattr(process, "_GRACE", 0.3)
    deaf = "import signal,subprocess,time; signal.signal(15, signal.SIG_IGN)"
    tree = f"{deaf}; print(subprocess.Popen(['sleep','60']).pid, flush=True); time.sleep(60)"
    ended = started(*python(tree), seconds=1.5)
    assert ended.timed_out and ended.code == 137
    grandchild = int(started.log.read_text())
    for _ in range(50):
        if _gone(grandchild):
            break
        time.sleep(0.05)
    assert _gone(grandchild)


def _gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] == "Z"
    except FileNotFoundError:
        return True


def test_sigterm_ends_the_wait_and_the_child(started, stop):
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    begun = time.monotonic()
    ended = started("sleep", "60")
    assert ended.stopped and ended.code == 143
    assert time.monotonic() - begun < 10
    assert stop.wait(60)  # at once


def test_handlers_are_put_back(stop):
    before = signal.getsignal(signal.SIGTERM)
    with Stop():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def hooks_run(tmp_path, stop, *commands, environment=None, code=None, **settings):
    hooks = Hooks.model_validate({"before": [list(one) for one in commands], **settings})
    told = Surroundings(tmp_path, "night", "sample", DUE, DUE.date(), code)
    log = tmp_path / "hooks.log"
    return run_hooks(hooks.before, hooks, told, environment or {}, log, stop), log


def test_no_shell_reads_a_hook(tmp_path, stop):
    cause, log = hooks_run(tmp_path, stop, ["echo", "$HOME; touch made", "`id`", "*"])
    assert cause is None
    assert log.read_text() == "$HOME; touch made `id` *\n"
    assert not (tmp_path / "made").exists()


def test_a_hook_sees_what_it_is_told_and_nothing_else(tmp_path, stop):
    ours = {"RENKEI_SMTP_PASSWORD": "secret", "HOME": "/root", "SSH_AUTH_SOCK": "/s"}
    _, log = hooks_run(
        tmp_path, stop, ["env"], environment=ours, code=65, pass_on=["SSH_AUTH_SOCK", "ABSENT"]
    )
    seen = dict(line.split("=", 1) for line in log.read_text().splitlines())
    assert seen.pop("PATH").startswith("/usr/local/sbin:")
    assert seen == {
        "LANG": "C.UTF-8",
        "SSH_AUTH_SOCK": "/s",
        "RENKEI_HOME": str(tmp_path),
        "RENKEI_ENTRY": "night",
        "RENKEI_CAMPAIGN": "sample",
        "RENKEI_DUE": "2021-06-02T02:30:00+00:00",
        "RENKEI_AS_OF": "2021-06-02",
        "RENKEI_EXIT_CODE": "65",
    }


def test_the_first_hook_that_fails_is_the_last(tmp_path, stop):
    cause, log = hooks_run(tmp_path, stop, ["echo", "one"], ["false"], ["echo", "three"])
    assert cause == "hook false: exit code 1"
    assert log.read_text() == "one\n"


def test_a_hook_has_a_time_limit(tmp_path, stop):
    cause, _ = hooks_run(tmp_path, stop, ["sleep", "60"], timeout_seconds=1)
    assert cause == "hook sleep 60: not done after 1 s"
