"""Build a folder aside and move it into place whole, so that nobody sees half of it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from renkei.errors import OutputError, TryAgain, WriteError


@contextmanager
def building(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Give one empty folder beside each target; on success each takes its target's place.

    On any error or interrupt the folders are removed and the targets stay as they were. Raises
    TryAgain while another run builds the same target, OutputError where a folder cannot be made.
    """
    folders: list[Path] = []
    try:
        for target in targets:
            folders.append(_begin(target))
        yield tuple(folders)
        for folder, target in zip(folders, targets, strict=True):
            _put_in_place(folder, target)
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _begin(target: Path) -> Path:
    folder = target.parent / f".building-{target.name}"
    _restore(target)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not _alive(folder):
            shutil.rmtree(folder)
        folder.mkdir()
        (folder / ".pid").write_text(str(os.getpid()), encoding="ascii")
    except FileExistsError:
        if folder.is_dir():
            raise TryAgain("another run is building this", where=str(target)) from None
        raise OutputError("a file is in the way", where=str(folder.parent)) from None
    except OSError as error:
        raise OutputError(
            error.strerror or "cannot be made", where=str(folder), expected="a folder to write to"
        ) from None
    return folder


def _alive(folder: Path) -> bool:
    """Whether the process that began a folder is still there."""
    try:
        os.kill(int((folder / ".pid").read_text(encoding="ascii")), 0)
    except (OSError, ValueError):
        return False
    return True


def _put_in_place(folder: Path, target: Path) -> None:
    previous = _previous(target)
    try:
        (folder / ".pid").unlink()
        if target.exists():
            target.rename(previous)
        folder.rename(target)
    except OSError as error:
        _restore(target)
        raise WriteError(error.strerror or "cannot be moved", where=str(target)) from None
    shutil.rmtree(previous, ignore_errors=True)


def _previous(target: Path) -> Path:
    return target.parent / f".previous-{target.name}"


def _restore(target: Path) -> None:
    """Bring back what stood there, had a run ended between its two moves."""
    previous = _previous(target)
    if previous.exists() and not target.exists():
        previous.rename(target)
