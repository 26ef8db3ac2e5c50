"""Inside a kernel: which files its notebook opens.

Python itself tells every file it opens; who opens one in another way says so by
`sys.audit("renkei.read", path)`.
"""

import os
import sys
from typing import Any

LISTEN = "__import__('renkei.run.reads', fromlist=['']).listen()"
ASK = "__import__('renkei.run.reads', fromlist=['']).told()"
"""What a kernel is asked to do before the first cell and after the last; both leave no name."""

_EVENTS = frozenset(("open", "renkei.read"))
_heard: dict[str, None] = {}


def listen() -> None:
    """Remember from now on the files that this process opens; there is no way to stop."""
    sys.addaudithook(_hear)


def told() -> str:
    """The files opened so far, one a line."""
    return "\n".join(_heard)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _EVENTS and isinstance(arguments[0], str | bytes | os.PathLike):
        _heard[os.fsdecode(arguments[0])] = None
