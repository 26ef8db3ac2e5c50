"""One run of a campaign at a time, and nobody waits for the dead."""

import json
import os
import socket
import subprocess
import sys
import time

import pytest

from renkei.errors import OutputError, TryAgain
from renkei.run import lock
from renkei.run.lock import NAME, alone, holder

HOLD = "import sys,time; from pathlib import Path; from renkei.run.lock import alone\nwith alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def test_a_second_run_is_told_who_runs_and_since_when(tmp_path):
    with alone(tmp_path), pytest.raises(TryAgain, match="under way") as refusal, alone(tmp_path):
        pass
    said = str(refusal.value)
    assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in said
    assert refusal.value.exit_code == 75
    with alone(tmp_path):
        pass
    assert holder(tmp_path / NAME) is None


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"held\n"
    assert holder(tmp_path / NAME)["pid"] == process.pid
    with pytest.raises(TryAgain), alone(tmp_path):
        pass
    process.kill()
    process.wait()
    assert holder(tmp_path / NAME) is None
    with alone(tmp_path):
        assert holder(tmp_path / NAME)["pid"] == os.getpid()


def told(folder, **other):
    known = {"pid": os.getpid(), "host": socket.gethostname(), "born": 1.0, "started": "then"}
    (folder / NAME).write_text(json.dumps({**known, **other}), encoding="ascii")


def test_a_number_that_belongs_to_a_younger_process_is_stale(tmp_path):
    told(tmp_path)
    assert holder(tmp_path / NAME) is None


def test_another_machine_is_believed_as_long_as_it_touches_the_lock(tmp_path):
    told(tmp_path, host="elsewhere")
    with pytest.raises(TryAgain, match="on elsewhere, since then"), alone(tmp_path):
        pass
    long_ago = time.time() - lock.STALE - 1
    os.utime(tmp_path / NAME, (long_ago, long_ago))
    with alone(tmp_path):
        pass


def test_a_run_touches_its_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "BEAT", 0.01)
    with alone(tmp_path):
        os.utime(tmp_path / NAME, (1, 1))
        until = time.monotonic() + 5
        while (tmp_path / NAME).stat().st_mtime == 1 and time.monotonic() < until:
            time.sleep(0.01)
    assert (tmp_path / NAME).stat().st_mtime > 1


def test_a_lock_that_says_nothing_sensible_holds_nobody_up(tmp_path):
    (tmp_path / NAME).write_text("{", encoding="ascii")
    with alone(tmp_path):
        assert str(os.getpid()) in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_file_in_the_way_of_the_reports_is_told(tmp_path):
    (tmp_path / "reports").write_text("mine", encoding="ascii")
    with pytest.raises(OutputError, match="a file is in the way"), alone(tmp_path / "reports"):
        pass
