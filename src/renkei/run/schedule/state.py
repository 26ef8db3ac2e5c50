"""What the schedule remembers of an entry: a small JSON file beside the reports."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from renkei.errors import DataError, OutputError, TryAgain, WriteError


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Again(_Remembered):
    """A run that ended with 75: which one, how often it was tried, and when it may be again."""

    due: AwareDatetime
    tried: int
    not_before: AwareDatetime


class Last(_Remembered):
    """The last run that was settled: when it was due, began and ended, and its exit code."""

    due: AwareDatetime
    started: AwareDatetime
    ended: AwareDatetime
    exit_code: int
    step: str
    log: str


class Memory(_Remembered):
    """All that is kept of one entry: up to which moment its runs are settled, and how."""

    settled: AwareDatetime | None = None
    retry: Again | None = None
    last: Last | None = None


def folder_of(root: Path) -> Path:
    """Where a project keeps the state, the locks and the logs of its schedule."""
    return root / "reports" / ".schedule"


def read_memory(folder: Path, entry: str) -> Memory:
    """What is remembered of an entry; nothing where it never ran.

    Raises DataError for a file that is damaged: nobody guesses what was already run.
    """
    file = folder / f"{entry}.json"
    try:
        return Memory.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return Memory()
    except ValidationError as error:
        raise DataError(
            f"not the state of a schedule ({error.error_count()} problems)",
            where=str(file),
            expected="the file as it was written; remove it to start anew from now on",
        ) from None
    except OSError as error:
        raise DataError(error.strerror or "cannot be read", where=str(file)) from None


def write_memory(folder: Path, entry: str, memory: Memory) -> None:
    """Keep what is remembered of an entry, whole or not at all. Raises WriteError."""
    file = folder / f"{entry}.json"
    aside = folder / f".{entry}.json.new"
    try:
        with aside.open("w", encoding="utf-8") as stream:
            stream.write(memory.model_dump_json(indent=1) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    except OSError as error:
        raise WriteError(error.strerror or "cannot be written", where=str(file)) from None


@contextmanager
def held(folder: Path, entry: str) -> Iterator[None]:
    """Hold an entry for this process alone; the lock ends with the process, however it ends.

    Raises TryAgain while another process runs the entry, OutputError where nothing can be kept.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / f".{entry}.lock").open("w")
    except OSError as error:
        what = error.strerror or "cannot be made"
        raise OutputError(what, where=str(folder), expected="a folder to write to") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TryAgain("another process runs it", where=f"schedule entry {entry}") from None
        yield
