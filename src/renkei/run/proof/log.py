"""`releases.jsonl`: who released which run when, each line chained to the one before by its digest."""

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from renkei.errors import DataError, OutputError

LOG = "releases.jsonl"
RECORDS = "releases"
FIRST = "0" * 64
_NEEDED = ("number", "run", "as_of", "by", "at", "manifest_sha256", "record_sha256", "previous")


def read_log(reports: Path, finishing: str = "") -> list[dict[str, Any]]:
    """The entries of a campaign's log, oldest first; none where nothing was released.

    `reports` is `reports/<campaign>`. Raises DataError naming the line where the chain breaks (a
    line was changed, taken out or put in), or a release record that has no line. `finishing` is
    the run being released, whose record comes first.
    """
    file = reports / LOG
    lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    entries: list[dict[str, Any]] = []
    for number, line in enumerate(filter(None, lines), start=1):
        entries.append(_entry(line, number, entries[-1]["sha256"] if entries else FIRST, file))
    _refuse_cut(reports, {str(one["run"]) for one in entries} | {finishing})
    return entries


def _refuse_cut(reports: Path, known: set[str]) -> None:
    """A record without an entry: the end of the log was cut off, or a release broken off."""
    lost = [file for file in sorted((reports / RECORDS).glob("*.json")) if file.stem not in known]
    if lost:
        raise DataError(
            f"the release of {lost[0].stem} has a record and no entry in the log",
            where=str(reports / LOG),
            expected="the log as it was written, from a backup; or, where that release was "
            "broken off, the same `renkei release` again",
        )


def _entry(line: str, number: int, before: str, file: Path) -> dict[str, Any]:
    where = f"{file}, line {number}"
    try:
        entry = json.loads(line)
        said = entry.pop("sha256")
        whole = all(key in entry for key in _NEEDED)
    except (ValueError, AttributeError, KeyError, TypeError):
        raise DataError("not an entry of the log", where=where) from None
    if not whole or digest(entry) != said:
        raise DataError("the entry was changed: its digest does not fit", where=where)
    if entry["previous"] != before or entry["number"] != number:
        raise DataError(
            "the chain is broken: an entry before it was changed, removed or put in",
            where=where,
            expected=f"entry {number} after {before[:16]}…",
        )
    return {**entry, "sha256": said}


def digest(entry: Mapping[str, Any]) -> str:
    """The digest of an entry without its own."""
    return hashlib.sha256(_line(entry).encode()).hexdigest()


def append(reports: Path, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Add an entry, chained to the last, and see it on the disk before anything is told.

    Raises OutputError where the log cannot be written.
    """
    file = reports / LOG
    try:
        with file.open("a", encoding="utf-8") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            entries = read_log(reports, finishing=str(entry["run"]))
            before = entries[-1]["sha256"] if entries else FIRST
            chained = {**entry, "number": len(entries) + 1, "previous": before}
            chained["sha256"] = digest(chained)
            stream.write(_line(chained) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        what = error.strerror or "cannot be written"
        raise OutputError(what, where=str(file), expected="a log to append to") from None
    return chained


def standing_of(folder: Path) -> dict[str, Any] | None:
    """The entry by which the run in this folder was released; None where it was not."""
    for entry in read_log(folder.parent):
        if entry["run"] == folder.name:
            return entry
    return None


def _line(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
