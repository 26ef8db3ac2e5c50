"""A kernel that was forked, as this process holds it."""

import json
import os
import select
import signal
import socket
import subprocess
import time
import weakref
from typing import Any

LAUNCHER = "ipykernel_launcher"
PATIENCE = 60.0
"""Seconds a kernel may take to be there, the first one's imports included."""

_NOTHING: dict[str, Any] = {}


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


_links: "weakref.WeakSet[ForkedKernel]" = weakref.WeakSet()


def _forget() -> None:
    """In a fork of this process: its kernels are its parent's, and end with it."""
    for kernel in list(_links):
        kernel.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
