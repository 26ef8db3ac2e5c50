"""Many files read on every core, each told as it would be if it were read alone."""

import datetime as dt
import os
import signal
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import current_process, get_context
from pathlib import Path

from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission

MANY = 800
"""From so many files on, other cores help: fewer are read before a helper has started."""

SHARE = 16
Task = tuple[Path, str, dt.date | None, int, Inquiry]
"""The arguments of `reading.read_file`."""


def read_each(tasks: Sequence[Task]) -> list[Submission]:
    """Read files, on all the cores this process may use where they are MANY; in the order given.

    This process reads from the end while helpers read from the start, so that it never waits for
    them to start. What helpers could not finish, since they were ended from outside, it reads too.
    """
    helpers = usable_cores() - 1
    if len(tasks) < MANY or not helpers or current_process().daemon:
        return _read(tasks)
    shares = [tasks[at : at + SHARE] for at in range(0, len(tasks), SHARE)]
    # Started afresh: a fork of a kernel would copy its threads' locks in whatever state they are.
    with ProcessPoolExecutor(helpers, get_context("spawn"), _ignore_interrupts) as pool:
        given = _give(pool, shares)
        own = {
            at: _read(shares[at])
            for at in reversed(range(len(shares)))
            if at >= len(given) or given[at].cancel()
        }
        return [
            submission
            for at, share in enumerate(shares)
            for submission in (own[at] if at in own else _taken(given[at], share))
        ]


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read(tasks: Sequence[Task]) -> list[Submission]:
    return [read_file(*task) for task in tasks]


def _give(
    pool: ProcessPoolExecutor, shares: Sequence[Sequence[Task]]
) -> list[Future[list[Submission]]]:
    """Hand out as many shares as the pool takes: none where no process can be started."""
    given: list[Future[list[Submission]]] = []
    try:
        for share in shares:
            given.append(pool.submit(_read, share))
    except (OSError, BrokenProcessPool):
        pass
    return given


def _taken(future: Future[list[Submission]], share: Sequence[Task]) -> list[Submission]:
    try:
        return future.result()
    except BrokenProcessPool:
        return _read(share)


def _ignore_interrupts() -> None:
    """Leave an interrupt to the process that was asked to read; it ends its helpers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
