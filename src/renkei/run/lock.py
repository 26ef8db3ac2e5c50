"""One run of a campaign at a time: who runs, where and since when, and when nobody does."""

import fcntl
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psutil  # type: ignore[import-untyped,unused-ignore]

from renkei.errors import OutputError, TryAgain, WriteError
from renkei.run.manifest import moment

NAME = ".lock-run"
BEAT = 20.0
"""Seconds after which the lock is touched again."""

STALE = 180.0
"""Seconds without a touch after which the lock of another machine counts for nothing."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a campaign, whose reports lie in `folder`, for as long as this lasts.

    Raises TryAgain with process, machine and start of the run that holds it, OutputError where
    the folder cannot be written to. The lock of a process that is gone is taken over.
    """
    file = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = file.open("a+", encoding="utf-8")
    except FileExistsError:
        raise OutputError("a file is in the way", where=str(folder)) from None
    except OSError as error:
        what = error.strerror or "cannot be made"
        raise OutputError(what, where=str(folder), expected="a folder to write to") from None
    with stream:
        try:
            _take(stream, file)
        except OSError as error:
            what = error.strerror or "cannot be written"
            raise WriteError(what, where=str(file)) from None
        ended = threading.Event()
        threading.Thread(target=_beat, args=(file, ended), daemon=True).start()
        try:
            yield
        finally:
            ended.set()
            _clear(stream)


def holder(file: Path) -> dict[str, Any] | None:
    """Who holds a lock file, as it says: `pid`, `host`, `started`; None where nobody does."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        age = time.time() - file.stat().st_mtime
        return told if _alive(told, age) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _take(stream: IO[str], file: Path) -> None:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise _held(file) from None
    # Not every shared folder knows locks across machines: what the file says counts as well.
    told = holder(file)
    if told and not (told["host"] == socket.gethostname() and told["pid"] == os.getpid()):
        raise _held(file)
    stream.truncate(0)
    stream.write(json.dumps(_own()) + "\n")
    stream.flush()


def _held(file: Path) -> TryAgain:
    told = holder(file) or {}
    who = f"process {told['pid']} on {told['host']}, since {told['started']}" if told else "unknown"
    return TryAgain(f"another run of this campaign is under way ({who})", where=str(file.parent))


def _own() -> dict[str, Any]:
    born = psutil.Process().create_time()
    host = socket.gethostname()
    return {"pid": os.getpid(), "host": host, "born": born, "started": moment()}


def _alive(told: dict[str, Any], age: float) -> bool:
    """Whether the process a lock names still runs; of another machine, whether it was touched."""
    if told["host"] != socket.gethostname():
        return age < STALE
    try:
        # The number may belong to another process by now, which was born later.
        born = float(psutil.Process(int(told["pid"])).create_time())
        return abs(born - float(told["born"])) < 1
    except psutil.Error:
        return False


def _beat(file: Path, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        try:
            os.utime(file)
        except OSError:
            return


def _clear(stream: IO[str]) -> None:
    with suppress(OSError):  # an empty file is only tidier: whoever comes next sees nobody runs
        stream.truncate(0)
