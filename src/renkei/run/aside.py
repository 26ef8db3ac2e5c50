"""Build folders aside and move them into place whole, so that nobody sees half of one."""

import errno
import fcntl
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from renkei.errors import OutputError, TryAgain, WriteError
from renkei.run.exchange import exchange


@contextmanager
def building(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Give one empty folder beside each target; on success all take their targets' places.

    On any error or interrupt the folders are removed and every target stays as it was. Raises
    TryAgain while another run builds one of them, OutputError where a folder cannot be made,
    WriteError where the disk is full or the finished folders cannot be moved.
    """
    with ExitStack() as held:
        folders = tuple(held.enter_context(_begun(target)) for target in targets)
        try:
            yield folders
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            what = f"{error.strerror} while it was built"
            raise WriteError(what, where=str(targets[0])) from None
        _put_in_place(list(zip(folders, targets, strict=True)))


@contextmanager
def _begun(target: Path) -> Iterator[Path]:
    """An empty folder beside a target, held for this run alone."""
    if target.exists() and not target.is_dir():
        raise OutputError("a file is in the way", where=str(target), expected="a folder")
    folder = target.parent / f".building-{target.name}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = (target.parent / f".lock-{target.name}").open("w")
    except FileExistsError:
        raise OutputError("a file is in the way", where=str(target.parent)) from None
    except OSError as error:
        raise _cannot_be_made(target.parent, error) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TryAgain("another run is building this", where=str(target)) from None
        try:
            _settle(target)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        except OSError as error:
            raise _cannot_be_made(folder, error) from None
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _cannot_be_made(folder: Path, error: OSError) -> OutputError:
    what = error.strerror or "cannot be made"
    return OutputError(what, where=str(folder), expected="a folder to write to")


def _put_in_place(moves: list[tuple[Path, Path]]) -> None:
    """Move every folder to its target, or none of them."""
    done: list[tuple[Path, Path]] = []
    try:
        for folder, target in moves:
            done.append((folder, target))
            _replace(folder, target)
    except BaseException as error:
        for folder, target in reversed(done):
            _undo(folder, target)
        if isinstance(error, OSError):
            what = error.strerror or "cannot be moved into place"
            raise WriteError(what, where=str(moves[0][1].parent)) from None
        raise
    for _, target in moves:
        shutil.rmtree(_previous(target), ignore_errors=True)


def _replace(folder: Path, target: Path) -> None:
    """Put a folder in the place of another, which is kept as the previous one."""
    if target.exists() and exchange(folder, target):
        folder.rename(_previous(target))
        return
    if target.exists():
        target.rename(_previous(target))
    folder.rename(target)


def _undo(folder: Path, target: Path) -> None:
    if target.exists() and not folder.exists():
        target.rename(folder)
    _settle(target)


def _previous(target: Path) -> Path:
    return target.parent / f".previous-{target.name}"


def _settle(target: Path) -> None:
    """Finish what a run that was killed between its moves left: the old folder back, or gone."""
    previous = _previous(target)
    if previous.exists() and not target.exists():
        previous.rename(target)
    elif previous.exists():
        shutil.rmtree(previous)
