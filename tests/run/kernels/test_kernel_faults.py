"""Killed, interrupted, refused, given up: a forked kernel fails as an ordinary one does."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from renkei.run import kernels
from renkei.run.kernels import forking, zygote

KIND = ("ordinary", "forked")


@pytest.fixture(autouse=True)
def a_new_start() -> None:
    """No failure of another test counts."""
    forking._failed.clear()


def the_zygote() -> forking.Zygote:
    return list(forking._zygotes.values())[-1]


@pytest.mark.parametrize("kind", KIND)
def test_a_killed_kernel_is_a_dead_kernel_to_papermill(small, kind):
    with pytest.raises(DeadKernelError):
        small(kind, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")


@pytest.mark.parametrize("kind", KIND)
def test_a_kernel_that_ends_before_it_answers_is_told(small, kind):
    with pytest.raises(RuntimeError, match="Kernel died before replying"):
        small(kind, "1", extra_arguments=["--version"])


@pytest.mark.parametrize("kind", KIND)
def test_a_cell_that_takes_too_long_is_stopped(small, kind):
    with pytest.raises(CellTimeoutError):
        small(kind, "import time\ntime.sleep(30)", execution_timeout=1)


def test_an_error_of_a_cell_is_told_with_the_same_words(small):
    said = []
    for kind in KIND:
        with pytest.raises(PapermillExecutionError) as failure:
            small(
                kind,
                "import pandas\ndef odd(row):\n    return row['nowhere']\nodd(pandas.Series())",
            )
        said.append((failure.value.ename, failure.value.evalue, failure.value.traceback))
    assert said[0] == said[1]
    assert said[0][0] == "KeyError"


def test_an_interrupt_stops_the_cell_and_not_the_kernel(gone):
    with kernels.kernel_environment("forked"):
        manager, client = start_new_kernel()
    try:
        asked = client.execute("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(30)")
        while client.get_iopub_msg(timeout=10)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=10)
        while reply["parent_header"].get("msg_id") != asked:
            reply = client.get_shell_msg(timeout=10)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert isinstance(manager.provisioner.process, forking.ForkedKernel)
        assert manager.is_alive()
        pid = manager.provisioner.pid
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert gone(pid)
    assert not manager.is_alive()


def forked(arguments: list[str] | None = None, **env: str) -> forking.ForkedKernel:
    command = [sys.executable, "-m", "ipykernel_launcher", *(arguments or ["-f", "unused.json"])]
    return forking.fork_kernel(command, {**os.environ, **env}, "/")


def test_two_kernels_at_the_same_time_are_two(tmp_path):
    async def both() -> list[int]:
        return list(await asyncio.gather(*(asyncio.to_thread(pid) for _ in range(2))))

    def pid() -> int:
        kernel = forked(["-f", str(tmp_path / "c.json")])
        alive.append(kernel)
        return kernel.pid

    alive: list[forking.ForkedKernel] = []
    first, second = asyncio.run(both())
    assert first != second
    assert [kernel.poll() for kernel in alive] == [None, None]
    alive[0].kill()
    assert alive[0].wait(10) == -signal.SIGKILL
    assert alive[1].poll() is None
    alive[1].terminate()
    assert alive[1].wait(10) == -signal.SIGTERM


def test_an_exit_code_is_told_as_it_is(tmp_path):
    assert forked(["--version"]).wait(20) == 0
    assert forked(["--no-such-option=1", "-f", "x", "--IPKernelApp.nonsense"]).wait(20) is not None


def test_a_kernel_nobody_holds_ends_with_what_it_started(gone):
    kernel = forked()
    pid = kernel.pid
    del kernel
    assert gone(pid)


def test_without_fork_the_kernel_is_ordinary(told, is_forked, monkeypatch):
    monkeypatch.delattr(os, "fork")
    assert not kernels.available()
    assert told("forked", is_forked) == "False"


def test_by_the_setting_the_kernel_is_ordinary(told, is_forked, monkeypatch):
    monkeypatch.setenv(kernels.SETTING, "ordinary")
    assert told("", is_forked) == "False"


def test_a_dead_zygote_is_started_again(told, is_forked):
    forked().kill()
    before = the_zygote()
    before.process.kill()
    before.process.wait()
    assert told("forked", is_forked) == "True"
    assert the_zygote() is not before


def test_a_kernel_ends_with_the_process_it_was_forked_from(gone):
    kernel = forked()
    the_zygote().process.kill()
    assert kernel.wait(10) == -signal.SIGKILL
    assert gone(kernel.pid)


def broken(monkeypatch: pytest.MonkeyPatch, script: str, folder) -> None:
    (folder / "broken.py").write_text(script)
    monkeypatch.setattr(forking, "SCRIPT", folder / "broken.py")
    kernels.stop()


def test_where_it_never_starts_kernels_are_ordinary_and_it_is_given_up(
    told, is_forked, monkeypatch, tmp_path
):
    broken(monkeypatch, "raise SystemExit('no such luck')", tmp_path)
    with pytest.raises(forking.Broken, match="no such luck"):
        forked()
    assert told("forked", is_forked) == "False"
    with pytest.raises(forking.NotForked, match="given up"):
        forked()
    kernels.stop()


def test_with_two_threads_it_refuses_and_lives_on(monkeypatch, tmp_path):
    script = (
        f"import sys\nsys.path.insert(0, {str(Path(zygote.__file__).parent)!r})\nimport threading, time, zygote\n"
        "zygote.KERNEL = zygote.IMPORTED = ()\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nzygote.main()\n"
    )
    broken(monkeypatch, script, tmp_path)
    with pytest.raises(forking.NotForked, match="2 threads before a fork"):
        forked()
    assert the_zygote().process.poll() is None
    kernels.stop()


def test_a_folder_that_is_not_there_is_refused_and_others_live_on():
    kernel = forked()
    with pytest.raises(forking.NotForked, match="No such file"):
        forking.fork_kernel(
            [sys.executable, "-m", "ipykernel_launcher", "-f", "x"], os.environ, "/not/there"
        )
    assert kernel.poll() is None
    kernel.close()


@pytest.mark.parametrize("command", [["R", "--slave"], [sys.executable, "-m", "other"], ["x"]])
def test_another_language_is_never_forked(command):
    with pytest.raises(forking.NotForked, match="not the kernel of IPython"):
        forking.fork_kernel(command, os.environ, "/")


ORPHANS = """
import os, sys, time
from renkei.run.kernels import forking
command = [sys.executable, "-m", "ipykernel_launcher", "-f", "unused.json"]
kernels = [forking.fork_kernel(command, os.environ, "/") for _ in range(2)]
(kept,) = forking._zygotes.values()
if os.fork() == 0:  # a fork of the run holds nothing of it open
    time.sleep(60)
    os._exit(0)
print(*(kernel.pid for kernel in kernels), kept.process.pid, kept.folder, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_orphans_where_the_run_is_killed(number, gone):
    run = subprocess.Popen(
        [sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        *pids, folder = (run.stdout.readline() if run.stdout else "").split()
        run.send_signal(number)
        run.wait()
        assert all(gone(int(pid)) for pid in pids)
        assert len(pids) == 3
        assert not Path(folder).exists()
    finally:
        os.killpg(run.pid, signal.SIGKILL)
