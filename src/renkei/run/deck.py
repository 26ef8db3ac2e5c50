"""One deck, from its area to its files in place: a task that any process can carry out."""

import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from renkei.errors import DataError
from renkei.run.engine import Clock
from renkei.run.execute import execute, keep
from renkei.run.failure import as_ours, blamed, failure_of
from renkei.run.fingerprint import really
from renkei.run.record import DECK, Record, deck_of, files_of
from renkei.run.task import ASIDE, Outcome, Task


def make_deck(task: Task) -> Outcome:
    """Execute, export, and put the deck in its place whole; what goes wrong is told, not raised.

    The deck is built in a folder of its own, so the same task may run twice at a time.
    """
    begun = time.perf_counter()
    try:
        with _aside(task.executed) as notebooks, _aside(task.pages) as pages:
            opened = _executed(task, notebooks)
            executed = time.perf_counter()
            deck = _exported(task, notebooks / task.file_name, pages / task.area, opened)
            export = time.perf_counter() - executed
            (notebooks / task.file_name).replace(task.executed / task.file_name)
            _put(pages / task.area, task.pages / task.area)
        return Outcome(task.area, time.perf_counter() - begun, deck, export=export)
    except Exception as error:  # whatever it was, the other decks go on
        ours = as_ours(error, str(task.pages / task.area))
        failure = failure_of(ours, task.area, task.name, task.notebook.stem)
        return Outcome(task.area, time.perf_counter() - begun, failure=failure)


def _executed(task: Task, folder: Path) -> list[Path]:
    clock = Clock(task.limits)
    output = folder / task.file_name
    return execute(task.notebook, dict(task.parameters), output, task.failed, clock)


def _exported(task: Task, executed: Path, folder: Path, opened: list[Path]) -> dict[str, Any]:
    # Half a second of imports, for those alone who make decks.
    from renkei import publish
    from renkei.run import proof

    shown = proof.corrected(executed, task.area, task.place)
    try:
        made = publish.export(shown, folder, inputs_sha256=task.inputs_sha256)
    except DataError as error:  # what an analyst will want to open
        raise blamed(error, None, str(error), keep(executed, task.failed)) from None
    told: dict[str, Any] = {
        "area": task.area,
        "name": task.name,
        "pages": made.pages,
        "density": task.parameters["density"],
        "inputs_sha256": task.inputs_sha256,
        "finding": made.finding,
    }
    record = Record(really(task.made, opened, task.roots), files_of(folder), told)
    record.write(folder / DECK)
    return deck_of(record)


def _put(folder: Path, target: Path) -> None:
    """Move a whole deck to its place; where the same one stands already, that one stays."""
    try:
        folder.rename(target)
    except OSError:
        if not (target / DECK).is_file():
            raise


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A private folder in a folder that has to be there; gone afterwards."""
    own = folder / f"{ASIDE}{uuid.uuid4().hex}"
    own.mkdir()
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
