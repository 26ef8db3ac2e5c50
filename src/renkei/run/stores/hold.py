"""One process at a time with the copy of a store that is kept on this machine."""

import fcntl
from pathlib import Path
from typing import IO

from renkei.errors import TryAgain

_held: dict[Path, IO[str]] = {}
"""Locks of this process, until it ends; one that is opened twice would be lost with the second."""


def hold(folder: Path, address: str) -> None:
    """Keep other processes from changing this copy. Raises TryAgain where one works with it."""
    file = folder.parent / f"{folder.name}.lock"
    if file in _held:
        return
    stream = file.open("a")
    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise TryAgain("another process of this machine works with it", where=address) from None
    _held[file] = stream
