"""Files read on all cores come out as they do on one, whatever becomes of the helpers."""

import datetime as dt
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from renkei import areas
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.returns import RETURNS
from renkei.intake.sheets import cores
from renkei.intake.sheets.inquiry import Inquiry

DAY = dt.date(2021, 5, 12)
SHARE, FILES = 4, 18
Given = list[Future[list[cores.Submission]]]


@pytest.fixture
def tasks(tmp_path: Path) -> list[cores.Task]:
    """Returns of one municipality each, one of them cut short, the last share not full."""
    asked = []
    for order, area in enumerate(areas.municipalities()[:FILES]):
        file = tmp_path / f"{area.code}.xlsx"
        row = {"code": area.code, "name": area.name, "answer": "7月末"}
        write_issue(file, Issue(RETURNS, "sample", "題", DAY, [row], round=1))
        asked.append((file, file.name, DAY, order, Inquiry(RETURNS, DAY, 1)))
    cut = asked[5][0]
    cut.write_bytes(cut.read_bytes()[:500])
    return asked


@pytest.fixture
def alone(tasks: list[cores.Task]) -> str:
    """What the files say, told in words, since a number that is none equals nothing."""
    return repr(cores.read_each(tasks))


@pytest.fixture
def helped(alone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let helpers start for few files, in small shares."""
    monkeypatch.setattr(cores, "MANY", 1)
    monkeypatch.setattr(cores, "SHARE", SHARE)
    monkeypatch.setattr(cores, "usable_cores", lambda: 2)


class Helpers:
    """A pool that has read the first shares when asked, lost the next, and takes no more then."""

    def __init__(self, done: int, lost: int, taken: int) -> None:
        self.done, self.lost, self.taken = done, lost, taken
        self.given = 0

    def __call__(self, *_: Any) -> "Helpers":
        return self

    def __enter__(self) -> "Helpers":
        return self

    def __exit__(self, *_: Any) -> None:
        """Nothing was started."""

    def submit(self, read: Any, share: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given += 1
        if self.given > self.taken:
            raise BlockingIOError("no process to be had")
        if self.given <= self.done + self.lost:
            future.set_running_or_notify_cancel()
            if self.given <= self.done:
                future.set_result(read(share))
            else:
                future.set_exception(BrokenProcessPool())
        return future


def test_few_files_are_read_by_this_process_alone(
    tasks: list[cores.Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "usable_cores", lambda: 8)
    monkeypatch.setattr(cores, "ProcessPoolExecutor", None)
    assert [one.order for one in cores.read_each(tasks)] == list(range(FILES))


@pytest.mark.usefixtures("helped")
def test_a_process_of_one_core_starts_no_helper(
    tasks: list[cores.Task], alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "usable_cores", lambda: 1)
    monkeypatch.setattr(cores, "ProcessPoolExecutor", None)
    assert repr(cores.read_each(tasks)) == alone


@pytest.mark.usefixtures("helped")
def test_what_a_helper_reads_is_what_this_process_would(
    tasks: list[cores.Task], alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = cores._give
    by_helper: list[cores.Submission] = []

    def awaited(pool: ProcessPoolExecutor, shares: Sequence[Sequence[cores.Task]]) -> Given:
        given = give(pool, shares)
        by_helper.extend(given[0].result())
        return given

    monkeypatch.setattr(cores, "_give", awaited)
    read = cores.read_each(tasks)
    assert repr(read) == alone
    assert all(one is other for one, other in zip(read, by_helper, strict=False))
    assert len(by_helper) == SHARE


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize(
    ("done", "lost", "taken"), [(5, 0, 9), (2, 0, 9), (0, 0, 9), (2, 2, 9), (0, 5, 9), (1, 1, 2), (0, 0, 0)]
)  # fmt: skip
def test_what_helpers_did_not_finish_is_read_here(
    tasks: list[cores.Task], alone: str, monkeypatch: pytest.MonkeyPatch,
    done: int, lost: int, taken: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(cores, "ProcessPoolExecutor", Helpers(done, lost, taken))
    assert repr(cores.read_each(tasks)) == alone


def test_no_more_cores_are_used_than_the_process_may() -> None:
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system does not bind processes to cores")
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert cores.usable_cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert cores.usable_cores() == len(allowed)
