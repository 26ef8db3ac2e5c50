"""This side of the forking: start the processes kernels are forked from, and ask them for one.

One that this process started may be lent to others of the same user, which ask it over its socket.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from renkei.run.kernels import zygote
from renkei.run.kernels.forked import LAUNCHER, PATIENCE, Broken, ForkedKernel, NotForked

SCRIPT = Path(zygote.__file__)
AT_MOST = 2
"""Processes kept to fork from: one for each environment, each with all the imports in memory."""

FAILURES = 3
"""After so many failures one after another this process asks for no forked kernel any more."""

PASSING = frozenset(
    {"JPY_PARENT_PID", "JPY_SESSION_NAME", "PYTEST_CURRENT_TEST", "RENKEI_HOME", "RENKEI_KERNELS"}
    | {"PWD", "OLDPWD", "SHLVL", "_", "COLUMNS", "LINES"}
    | {"RAYON_NUM_THREADS", "__DASK_PARENT_PID"}  # in workers, whose kernels import neither
)
"""Variables nothing reads before the first cell; all others may have been read at an import."""

AT_IMPORT = frozenset({("SPARK_LOCAL_IP", "127.0.0.1"), ("PYARROW_IGNORE_TIMEZONE", "1")})
"""What pandera sets where it is imported: in every kernel, and here only from then on."""

# Arrow's unused allocator starts a thread when it is loaded, and a process with two cannot fork.
_ONE_THREAD = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}


@dataclass(frozen=True)
class Lent:
    """A process to fork from that another process may ask: for which kind of kernel, and where."""

    kind: str
    folder: str


class Zygote:
    """A process to fork kernels from, reached by a socket in a folder of this user's alone.

    `process` is None for one that another process started and ends.
    """

    def __init__(self, folder: Path, process: "_Process | None" = None) -> None:
        self.folder, self.process = folder, process

    @classmethod
    def started(cls, python: list[str], env: Mapping[str, str], cwd: str) -> "Zygote":
        """A new one; it imports while this process goes on."""
        folder = Path(tempfile.mkdtemp(prefix="renkei-kernels-"))
        try:
            return cls(folder, _started(folder, python, env, cwd))
        except OSError as error:
            zygote.clear(folder)
            raise NotForked(str(error)) from None

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
        """End it, with the kernels that still run, where it is this process's own."""
        if self.process is None:
            return
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
_lock = threading.Lock()
_zygotes: dict[str, Zygote] = {}
_borrowed: dict[str, str] = {}  # the folder by kind, empty once it was asked
_dropped: list[Zygote] = []
_failed: list[str] = []


def available() -> bool:
    """Whether this system can fork kernels: Linux, with handles of processes."""
    return sys.platform == "linux" and hasattr(os, "fork") and hasattr(os, "pidfd_open")


def fork_kernel(cmd: list[str], env: Mapping[str, str], cwd: str) -> ForkedKernel:
    """The kernel that the command `cmd` would start, forked. Raises NotForked where it cannot be.

    A process to fork from that has ended is started once more; after FAILURES none is.
    """
    python, arguments = _parts(cmd)
    env = {**env, "JPY_PARENT_PID": str(os.getpid())}
    for attempt in (1, 2):
        kept = _zygote(_kind(python, env, cwd), python, env, cwd)
        try:
            kernel = kept.fork(arguments, env, cwd)
        except Broken as error:
            _drop(kept, str(error))
            if attempt == 2:
                raise
        else:
            _failed.clear()
            return kernel
    raise AssertionError("unreachable")


def lend(cmd: list[str], env: Mapping[str, str], cwd: str) -> Lent:
    """The process such kernels are forked from, for others; where there is none it is begun.

    Nobody waits for its imports. Raises NotForked as `fork_kernel` does.
    """
    python, _ = _parts(cmd)
    kind = _kind(python, env, cwd)
    return Lent(kind, str(_zygote(kind, python, env, cwd).folder))


def borrow(lent: Lent) -> None:
    """Fork such kernels from the process of another, as long as it answers."""
    with _lock:
        _borrowed.setdefault(lent.kind, lent.folder)


def _parts(cmd: list[str]) -> tuple[list[str], list[str]]:
    """The Python of a kernel's command, with its options, and the kernel's own arguments."""
    if not available():
        raise NotForked("this system does not fork kernels")
    if LAUNCHER not in cmd[1:] or cmd[cmd.index(LAUNCHER) - 1] != "-m":
        raise NotForked("it is not the kernel of IPython")
    at = cmd.index(LAUNCHER)
    return cmd[: at - 1], cmd[at + 1 :]


def _kind(python: list[str], env: Mapping[str, str], cwd: str) -> str:
    """What kernels forked from one process have in common: Python and lasting environment."""
    lasting = sorted(one for one in env.items() if one[0] not in PASSING and one not in AT_IMPORT)
    paths = env.get("PYTHONPATH", "").split(os.pathsep)
    relative = cwd if any(path and not Path(path).is_absolute() for path in paths) else ""
    return sha256(json.dumps([python, lasting, relative]).encode()).hexdigest()


def _zygote(kind: str, python: list[str], env: Mapping[str, str], cwd: str) -> Zygote:
    """The process to fork from of this kind: the one there is, a borrowed one, or a new one."""
    with _lock:
        if kind not in _zygotes:
            if len(_failed) >= FAILURES:
                raise NotForked(f"given up: {_failed[-1]}")
            if len(_zygotes) >= AT_MOST:
                raise NotForked(f"more than {AT_MOST} environments")
            if folder := _borrowed.get(kind):
                _borrowed[kind] = ""
                _zygotes[kind] = Zygote(Path(folder))
            else:
                _zygotes[kind] = Zygote.started(python, env, cwd)
        return _zygotes[kind]


def _started(folder: Path, python: list[str], env: Mapping[str, str], cwd: str) -> "_Process":
    with socket.socket(socket.AF_UNIX) as listener, (folder / "said").open("wb") as said:
        listener.bind(str(folder / "socket"))
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


def _drop(kept: Zygote, why: str) -> None:
    """Ask this one for nothing more; kernels of other threads that it still has go on."""
    with _lock:
        _failed.append(why)
        for kind in [kind for kind, one in _zygotes.items() if one is kept]:
            _dropped.append(_zygotes.pop(kind))


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


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
