"""A process to fork from that one process started and others ask: as long as it answers."""

import os
import pickle
import signal
import subprocess
import sys

import pytest

from renkei.run import kernels
from renkei.run.kernels import forking

ASKS = """
import os, pickle, sys, time
from renkei.run import kernels
from renkei.run.kernels import forking
os.environ.update(RAYON_NUM_THREADS="1", SPARK_LOCAL_IP="127.0.0.1")
kernels.borrow(pickle.loads(bytes.fromhex(sys.argv[1])))
command = [sys.executable, "-m", "ipykernel_launcher", "-f", "unused.json"]
kernel = forking.fork_kernel(command, os.environ, os.getcwd())
(kept,) = forking._zygotes.values()
print(kernel.pid, open(f"/proc/{kernel.pid}/stat").read().split(")")[1].split()[1], flush=True)
sys.stdin.readline()
print(kernel.wait(20), flush=True)
kernel = forking.fork_kernel(command, os.environ, os.getcwd())
print(kernel.pid, next(iter(forking._zygotes.values())).process.pid, flush=True)
"""


@pytest.fixture
def lent():
    """A process of this one, for others."""
    forking.stop()
    found = kernels.lend()
    assert found is not None
    yield found
    forking.stop()


@pytest.fixture
def other(lent):
    """Another process that has borrowed it, and forked a kernel."""
    command = [sys.executable, "-c", ASKS, pickle.dumps(lent).hex()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def the_zygote() -> forking.Zygote:
    (kept,) = forking._zygotes.values()
    return kept


def test_it_is_begun_once_and_imports_while_others_go_on(lent):
    assert kernels.lend() == lent
    assert the_zygote().process.poll() is None


def test_another_process_forks_from_it_and_its_kernel_ends_with_that_one(other, gone):
    pid, parent = map(int, other.stdout.readline().split())
    assert parent == the_zygote().process.pid
    other.kill()
    assert gone(pid)
    assert the_zygote().process.poll() is None


def test_where_it_has_ended_the_other_starts_one_of_its_own(other, gone):
    pid, parent = map(int, other.stdout.readline().split())
    the_zygote().process.kill()
    other.stdin.write("go on\n")
    other.stdin.flush()
    assert int(other.stdout.readline()) == -signal.SIGKILL
    assert gone(pid)
    assert int(other.stdout.readline().split()[1]) not in (parent, os.getpid())


@pytest.mark.parametrize(
    ("name", "value", "same"),
    [
        ("OPENBLAS_NUM_THREADS", "3", False),
        ("PYTHONHASHSEED", "77", False),
        ("TZ", "Asia/Tokyo", False),
        ("MPLBACKEND", "agg", False),
        ("PYARROW_IGNORE_TIMEZONE", "0", False),
        ("PYARROW_IGNORE_TIMEZONE", "1", True),
        ("RAYON_NUM_THREADS", "5", True),
    ],
)
def test_what_is_read_at_an_import_makes_another_kind(name, value, same, monkeypatch):
    kind = forking._kind(["python"], os.environ, "/")
    monkeypatch.setenv(name, value)
    assert (forking._kind(["python"], os.environ, "/") == kind) is same


def test_what_is_of_another_kind_is_not_asked(lent, told, is_forked, monkeypatch):
    forking.borrow(forking.Lent("another", "/nowhere"))
    assert told("forked", is_forked) == "True"


def test_ordinary_kernels_need_none(monkeypatch):
    monkeypatch.setenv(kernels.SETTING, "ordinary")
    assert kernels.lend() is None
    monkeypatch.delenv(kernels.SETTING)
    monkeypatch.delattr(os, "fork")
    assert kernels.lend() is None
