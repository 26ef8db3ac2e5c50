"""This side of the forking: start the processes kernels are forked from, and ask them for one."""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from renkei.run.kernels import zygote

SCRIPT = Path(zygote.__file__)
LAUNCHER = "ipykernel_launcher"
PATIENCE = 60.0
"""Seconds a kernel may take to be there, the first one's imports included."""

AT_MOST = 2
"""Processes kept to fork from: one for each environment, each with all the imports in memory."""

FAILURES = 3
"""After so many failures one after another this process asks for no forked kernel any more."""

PASSING = frozenset(
    {"JPY_PARENT_PID", "JPY_SESSION_NAME", "PYTEST_CURRENT_TEST", "RENKEI_HOME", "RENKEI_KERNELS"}
    | {"PWD", "OLDPWD", "SHLVL", "_", "COLUMNS", "LINES"}
)
"""Variables nothing reads before the first cell; all others may have been read at an import."""

# Arrow's unused allocator starts a thread when it is loaded, and a process with two cannot fork.
_ONE_THREAD = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}


class NotForked(Exception):
    """No kernel could be forked; why is the message."""


class Broken(NotForked):
    """The process to fork from does not answer, or has ended."""


class ForkedKernel:
    """A forked kernel, with as much of `subprocess.Popen` as a local provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, link: socket.socket) -> None:
        self.returncode: int | None = None
        self._link, self._read = link, b""
        told = self._hear(PATIENCE)
        if not told:
            raise Broken(f"no answer in {PATIENCE:.0f} s" if told is _NOTHING else "no answer")
        if "pid" not in told:
            raise NotForked(str(told.get("refused", "it ended before it was a kernel")))
        self.pid = int(told["pid"])
        _links.add(self)

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        if self.returncode is None and (told := self._hear(0)) is not _NOTHING:
            # Without a word it ended together with the process it was forked from.
            self.returncode = int(told.get("exit", -signal.SIGKILL))
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code once it has ended; TimeoutExpired after `timeout` seconds."""
        if self.returncode is None:
            select.select([self._link], [], [], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(LAUNCHER, timeout or 0.0)
        self.close()
        return code

    def send_signal(self, number: int) -> None:
        """Signal the kernel alone; nothing happens where it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let go of the kernel, which ends where it has not."""
        self._link.close()

    def __del__(self) -> None:
        self.close()

    def _hear(self, seconds: float) -> dict[str, Any]:
        """One line of what is told: _NOTHING after `seconds`, empty at the end."""
        until = time.monotonic() + seconds
        while b"\n" not in self._read:
            if not select.select([self._link], [], [], max(until - time.monotonic(), 0))[0]:
                return _NOTHING
            try:
                more = self._link.recv(4096)
            except OSError:
                more = b""
            if not more:
                return {}
            self._read += more
        line, _, self._read = self._read.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        return told


class Zygote:
    """A process to fork kernels from, reached by a socket in a folder of this user's alone."""

    def __init__(self, python: list[str], env: Mapping[str, str], cwd: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="renkei-kernels-"))
        try:
            self.process = self._started(python, env, cwd)
        except OSError as error:
            zygote.clear(self.folder)
            raise NotForked(str(error)) from None

    def _started(self, python: list[str], env: Mapping[str, str], cwd: str) -> "_Process":
        with socket.socket(socket.AF_UNIX) as listener, (self.folder / "said").open("wb") as said:
            listener.bind(str(self.folder / "socket"))
            listener.listen(64)  # requests wait here while it imports
            return subprocess.Popen(
                [*python, str(SCRIPT), str(listener.fileno()), str(os.getpid())],
                env={**_ONE_THREAD, **env},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                pass_fds=(listener.fileno(),),
            )

    def fork(self, arguments: list[str], env: Mapping[str, str], cwd: str) -> ForkedKernel:
        """A new kernel. Raises NotForked where it is refused, Broken where nobody answers."""
        told = json.dumps({"arguments": arguments, "env": dict(env), "cwd": cwd}).encode() + b"\n"
        link = socket.socket(socket.AF_UNIX)
        try:
            link.settimeout(PATIENCE)
            link.connect(str(self.folder / "socket"))
            socket.send_fds(link, [told[:1]], [1, 2])
            link.sendall(told[1:])
            return ForkedKernel(link)
        except (OSError, Broken) as error:
            link.close()
            raise Broken(f"{error}; {self._last_said()}") from None

    def stop(self) -> None:
        """End it, with the kernels that still run."""
        self.process.kill()
        self.process.wait()
        zygote.clear(self.folder)

    def _last_said(self) -> str:
        try:
            lines = (self.folder / "said").read_text(errors="replace").split("\n")
        except OSError:
            return "its folder is gone"
        return next((line for line in reversed(lines) if line.strip()), "it said nothing")


_Process = subprocess.Popen[bytes]
_NOTHING: dict[str, Any] = {}
_lock = threading.Lock()
_zygotes: dict[object, Zygote] = {}
_links: "weakref.WeakSet[ForkedKernel]" = weakref.WeakSet()
_dropped: list[Zygote] = []
_failed: list[str] = []


def available() -> bool:
    """Whether this system can fork kernels: Linux, with handles of processes."""
    return sys.platform == "linux" and hasattr(os, "fork") and hasattr(os, "pidfd_open")


def fork_kernel(cmd: list[str], env: Mapping[str, str], cwd: str) -> ForkedKernel:
    """The kernel that the command `cmd` would start, forked. Raises NotForked where it cannot be.

    A process to fork from that has ended is started once more; after FAILURES none is.
    """
    if not available():
        raise NotForked("this system does not fork kernels")
    if LAUNCHER not in cmd[1:] or cmd[cmd.index(LAUNCHER) - 1] != "-m":
        raise NotForked("it is not the kernel of IPython")
    at = cmd.index(LAUNCHER)
    env = {**env, "JPY_PARENT_PID": str(os.getpid())}
    for attempt in (1, 2):
        kept = _zygote(cmd[: at - 1], env, cwd)
        try:
            kernel = kept.fork(cmd[at + 1 :], env, cwd)
        except Broken as error:
            _drop(kept, str(error))
            if attempt == 2:
                raise
        else:
            _failed.clear()
            return kernel
    raise AssertionError("unreachable")


def _zygote(python: list[str], env: Mapping[str, str], cwd: str) -> Zygote:
    """The process to fork from of this Python and environment, started where there is none."""
    lasting = frozenset((name, value) for name, value in env.items() if name not in PASSING)
    paths = env.get("PYTHONPATH", "").split(os.pathsep)
    relative = cwd if any(path and not Path(path).is_absolute() for path in paths) else ""
    key = (tuple(python), lasting, relative)
    with _lock:
        if key not in _zygotes:
            if len(_failed) >= FAILURES:
                raise NotForked(f"given up: {_failed[-1]}")
            if len(_zygotes) >= AT_MOST:
                raise NotForked(f"more than {AT_MOST} environments")
            _zygotes[key] = Zygote(python, env, cwd)
        return _zygotes[key]


def _drop(kept: Zygote, why: str) -> None:
    """Ask this one for nothing more; kernels of other threads that it still has go on."""
    with _lock:
        _failed.append(why)
        for key in [key for key, one in _zygotes.items() if one is kept]:
            _dropped.append(_zygotes.pop(key))


@atexit.register
def stop() -> None:
    """End the processes kernels are forked from, with the kernels that still run."""
    with _lock:
        while _zygotes:
            _dropped.append(_zygotes.popitem()[1])
        while _dropped:
            _dropped.pop().stop()
        _failed.clear()


def _forget() -> None:
    """In a fork of this process: they are its parent's, and end with it, not with the fork."""
    global _lock
    _lock = threading.Lock()
    _zygotes.clear()
    _dropped.clear()
    for kernel in list(_links):
        kernel.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
