"""Those who make decks: this process itself, or the workers of a Dask cluster.

What makes a deck is imported where one is made: not in the process that leads workers.
"""

import importlib
import os
import pickle
import queue
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

import renkei
from renkei.errors import SettingsError, TryAgain
from renkei.run import cluster, kernels
from renkei.run.failure import as_ours, failure_of
from renkei.run.fingerprint import text_digest
from renkei.run.how import How
from renkei.run.manifest import code
from renkei.run.task import Outcome, Task

if TYPE_CHECKING:
    from distributed import Client, Future

GRACE = 60.0
"""Seconds a deck may take beyond its own limit, for a kernel to end, before its worker is ended."""


class Crew(Protocol):
    """What takes tasks and gives outcomes."""

    @property
    def workers(self) -> int:
        """How many decks are made at a time."""

    def begin(self, task: Task) -> None:
        """Take a task on."""

    def finished(self, seconds: float) -> list[tuple[Task, Outcome]]:
        """What is finished; waits up to so many seconds for the first."""


@contextmanager
def crew(how: How, decks: int) -> Iterator[Crew]:
    """A crew for so many decks; what it takes to make the first one comes up meanwhile."""
    if cluster.is_here(how, decks):
        kernels.lend()
        yield Here()
        return
    if not cluster.is_local(how):
        with cluster.client_of(how, decks) as client:
            yield Workers(client)
        return
    lent = cluster.begin()
    workers = cluster.room(how.workers, decks)
    with cluster.client_of(replace(how, workers=workers), decks) as client:
        yield Workers(client, workers, lent)


class Here:
    """This process: one deck after another."""

    workers = 1

    def __init__(self) -> None:
        self._taken: list[Task] = []

    def begin(self, task: Task) -> None:
        """Take a task on."""
        self._taken.append(task)

    def finished(self, seconds: float) -> list[tuple[Task, Outcome]]:
        """Make the next deck, however long it takes."""
        if not self._taken:
            time.sleep(seconds)
            return []
        from renkei.run.deck import make_deck

        task = self._taken.pop(0)
        return [(task, make_deck(task))]


class Workers:
    """The workers of a cluster, each with one deck at a time.

    The first task waits until `enough` of them are there. Their kernels are forked from the
    process `lent` to them, if there is one.
    """

    def __init__(self, client: "Client", enough: int = 1, lent: kernels.Lent | None = None) -> None:
        self._client, self._enough, self._lent = client, enough, lent
        self._topic = f"renkei-{uuid.uuid4().hex}"
        self._done: queue.Queue[Future[Any]] = queue.Queue()
        self._running: dict[Future[Any], Task] = {}
        self._begun: dict[str, tuple[float, str]] = {}
        self._taken = 0
        client.subscribe_topic(self._topic, self._hear)  # type: ignore[no-untyped-call]
        known = client.scheduler_info(n_workers=-1)["workers"]
        # Kept, because what nobody waits for is not done.
        self._warm = [
            client.submit(_warm, workers=[one], pure=False, key=f"{self._topic}-{one}")
            for one in known
        ]

    @property
    def workers(self) -> int:
        """How many workers there are now."""
        return max(len(self._client.scheduler_info(n_workers=-1)["workers"]), 1)

    def begin(self, task: Task) -> None:
        """Take a task on."""
        key = f"deck-{task.area}-{uuid.uuid4().hex}"  # of one group, which the cluster queues
        told = pickle.dumps(task)
        if not self._taken:
            cluster.wait_for(self._client, self._enough)  # else the first one gets all of them
        self._taken += 1  # in this order: the cluster has one of its own for the same priority
        future = self._client.submit(
            _carry_out, told, self._topic, self._lent, key=key, pure=False, priority=-self._taken
        )
        self._running[future] = task
        future.add_done_callback(self._done.put)  # type: ignore[no-untyped-call]

    def finished(self, seconds: float) -> list[tuple[Task, Outcome]]:
        """What is finished, and what has taken too long, whose worker is ended."""
        found = []
        try:
            future = self._done.get(timeout=seconds)
            task = self._running.pop(future, None)
            if task:
                self._begun.pop(task.area, None)
                found.append((task, _outcome(future, task)))
                future.release()  # type: ignore[no-untyped-call]
        except queue.Empty:
            pass
        return [*found, *self._overdue()]

    def _hear(self, event: tuple[float, Any]) -> None:
        told = event[1]
        self._begun[told["area"]] = (time.monotonic(), told["worker"])

    def _overdue(self) -> Iterator[tuple[Task, Outcome]]:
        for future, task in list(self._running.items()):
            begun, worker = self._begun.get(task.area, (None, ""))
            if begun is None or time.monotonic() - begun < task.limits.deck + GRACE:
                continue
            del self._running[future], self._begun[task.area]
            future.cancel(force=True)  # type: ignore[no-untyped-call]
            self._client.run(_end, workers=[worker], nanny=True, wait=False, on_error="ignore")
            what = f"the deck took more than {task.limits.deck:g} s, and its worker was ended"
            yield task, _failed(task, TryAgain(what), time.monotonic() - begun)


def _carry_out(told: bytes, topic: str, lent: kernels.Lent | None) -> Outcome:
    """In a worker: say that a deck is begun, and make it.

    The task is read here, by the thread that makes decks: reading it imports, and so does that
    thread, and two threads that import the same at a time stop each other.
    """
    from distributed import get_worker

    task: Task = pickle.loads(told)
    if lent:
        kernels.borrow(lent)
    worker = get_worker()
    worker.log_event(topic, {"area": task.area, "worker": worker.address})
    try:
        _check_code(task)
    except SettingsError as error:
        return _failed(task, error)
    from renkei.run.deck import make_deck

    return make_deck(task)


def _check_code(task: Task) -> None:
    """Refuse to make a deck with another package than the run's: its fingerprint would lie."""
    if code_digest() != task.made.basis.code:
        raise SettingsError(
            "this worker has another version of the package",
            where=str(Path(renkei.__file__).parent),
            expected="the same files as where the run was started",
        )


@cache
def code_digest() -> str:
    """The digest of this process's package."""
    return text_digest(code())


def _end(dask_worker: Any) -> None:
    """In the process that watches a worker: end it at once, whatever it does; another comes."""
    os.kill(dask_worker.pid, signal.SIGKILL)


def _warm() -> None:
    """In a worker: import what a deck takes, and start a kernel, while frames are being made."""
    import nbformat

    from renkei.run.execute import execute

    importlib.import_module("renkei.publish.exporting")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    empty = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})  # type: ignore[no-untyped-call]
    with TemporaryDirectory(prefix="renkei-") as name:
        notebook = Path(name) / "empty.ipynb"
        nbformat.write(empty, notebook)  # type: ignore[no-untyped-call]
        execute(notebook, {}, Path(name) / "done.ipynb", Path(name))


def _outcome(future: "Future[Any]", task: Task) -> Outcome:
    from distributed import CancelledError, KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        done: Outcome = future.result()
        return done
    except KilledWorker:
        return _failed(task, TryAgain("its worker ended, again and again"))
    except (CancelledError, CommClosedError, TimeoutError):
        return _failed(task, TryAgain("the cluster has let go of it"))
    except Exception as error:
        return _failed(task, error)


def _failed(task: Task, error: Exception, seconds: float = 0.0) -> Outcome:
    ours = as_ours(error, str(task.pages / task.area))
    failure = failure_of(ours, task.area, task.name, task.notebook.stem)
    return Outcome(task.area, seconds, failure=failure)
