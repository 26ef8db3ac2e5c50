"""One child process: started without a shell, followed to its end, ended in time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

_LOOK_EVERY = 0.2  # seconds
_GRACE = 20.0  # seconds a child has to end after SIGTERM; a cluster gives us 30
_INTERRUPTED = (128 + signal.SIGINT, 128 + signal.SIGTERM)
NOT_STARTED = 127  # as a shell says it


class Waiting(Protocol):
    """What ends a wait early (`Stop`)."""

    asked: bool

    def wait(self, seconds: float) -> bool:
        """Wait so long or until asked to end; whether it was asked."""
        ...


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code (128 and the signal where one ended it), and why early."""

    code: int
    timed_out: bool = False
    stopped: bool = False


@dataclass(frozen=True)
class Command:
    """What is started, where, what it sees, and how many seconds it has."""

    argv: Sequence[str]
    cwd: Path
    environment: Mapping[str, str]
    seconds: float


def follow(command: Command, log: Path, stop: Waiting, echo: TextIO | None = None) -> Ended:
    """Run a command to its end; its output is added to `log`, and shown on `echo` as it comes.

    It is a session of its own. When its time is over or this process is asked to end it gets
    SIGTERM, and after 20 seconds it and all it started get SIGKILL.
    """
    with log.open("ab") as written, log.open("rb") as read:
        read.seek(0, os.SEEK_END)
        try:
            child = subprocess.Popen(
                list(command.argv),
                cwd=command.cwd,
                env=dict(command.environment),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            written.write(f"{command.argv[0]}: {error.strerror}\n".encode())
            return Ended(NOT_STARTED)
        try:
            return _followed(child, command.seconds, stop, lambda: _show(read.read(), echo))
        finally:
            _show(read.read(), echo)


def _followed(
    child: subprocess.Popen[bytes], seconds: float, stop: Waiting, show: Callable[[], None]
) -> Ended:
    until = time.monotonic() + seconds
    while child.poll() is None:
        stopped = stop.wait(_LOOK_EVERY)
        show()
        timed_out = time.monotonic() >= until
        if (stopped or timed_out) and child.poll() is None:
            _end(child)
            return Ended(_code(child), timed_out=timed_out and not stopped, stopped=stopped)
    # A service manager signals every process at once: the child may have ended first.
    return Ended(_code(child), stopped=stop.asked and _code(child) in _INTERRUPTED)


def _end(child: subprocess.Popen[bytes]) -> None:
    """SIGTERM to the child alone, which ends what it started; what is left gets SIGKILL."""
    child.terminate()
    with suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _code(child: subprocess.Popen[bytes]) -> int:
    code = child.returncode
    return code if code >= 0 else 128 - code


def _show(output: bytes, echo: TextIO | None) -> None:
    if output and echo:
        echo.write(output.decode("utf-8", "replace"))
        echo.flush()


def renkei(*arguments: str) -> list[str]:
    """The command line of Renkei in a child: the same Python, nothing imported from the folder."""
    return [sys.executable, "-P", "-m", "renkei", *arguments]
