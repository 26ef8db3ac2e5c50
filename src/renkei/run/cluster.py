"""Where decks are made: this process, processes of this machine, or a cluster that is there.

A file for `--cluster` is YAML: either Dask's own configuration, of which `scheduler-address` is
taken, or the class of a cluster to start and end with the run:

    module: dask_kubernetes.operator
    class: KubeCluster
    kwargs: {name: renkei, image: …}
    workers: 8
"""

import importlib
import logging
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil  # type: ignore[import-untyped,unused-ignore]
import yaml

from renkei.errors import InputMissing, SettingsError, TryAgain
from renkei.run import kernels
from renkei.run.how import ADDRESS, FEW, HERE, LOCAL, How

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

NEED = 1200 * 2**20
"""Bytes a worker takes at its peak with its kernel and the process that is forked from.

Measured: 0.8 GiB over sixteen decks of prefectures, what they share counted once; and room.
"""

_ANSWER = 30  # seconds a scheduler has to answer
_JOIN = 300  # and a cluster to have its first worker

# A worker takes one core, so Typst sets its pages with one thread. Libraries that compute keep the
# machine's own numbers of threads, as in this process: others change the last digits. Dask gives
# every worker the same order of sets, by this number.
_ENVIRONMENT = {"RAYON_NUM_THREADS": "1", "PYTHONHASHSEED": "6640"}
# Workers are forked from a process that has imported this.
_IMPORTED = ["__main__", "renkei.run.preload"]
_CONFIG = {
    "distributed.nanny.pre-spawn-environ": _ENVIRONMENT,
    "distributed.worker.multiprocessing-method": "forkserver",
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.work-stealing": False,
    "distributed.admin.tick.limit": "1h",
    "distributed.comm.timeouts.connect": "60s",
    "distributed.worker.profile.enabled": False,
}


def room(wanted: int = 0, decks: int = 1) -> int:
    """How many workers this machine has room for, by its cores and its free memory."""
    if wanted:
        return min(wanted, max(decks, 1))
    from dask.system import CPU_COUNT
    from distributed.system import MEMORY_LIMIT

    free = min(psutil.virtual_memory().available, MEMORY_LIMIT)
    return max(1, min(CPU_COUNT, int(free // NEED), decks))


def is_here(how: How, decks: int) -> bool:
    """Whether so many decks are made in this process, which pays for no cluster."""
    if how.cluster:
        return how.cluster == HERE
    return (decks < FEW and not how.workers) or room(how.workers, decks) == 1


def is_local(how: How) -> bool:
    """Whether those who make decks elsewhere than in this process are of this machine."""
    return how.cluster in ("", LOCAL)


def settle_environment() -> None:
    """Give this process the variables that its workers will have, as Dask itself does later.

    Before a process is started that the workers' kernels are forked from.
    """
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def begin() -> kernels.Lent | None:
    """Start the processes that workers of this machine and their kernels are forked from.

    They take the longest to come up: long before the first worker is. Gives that of the kernels,
    None where they are ordinary ones.
    """
    settle_environment()
    forkserver.set_forkserver_preload(_IMPORTED)
    forkserver.ensure_running()
    return kernels.lend()


@contextmanager
def client_of(how: How, decks: int) -> "Iterator[Client]":
    """A client of the cluster that was asked for; what was started for it ends with it.

    Workers of this machine come up while the caller goes on.

    Raises SettingsError and InputMissing for the file of a cluster, TryAgain where no scheduler answers or no worker comes.
    """
    if is_local(how):
        with _local(how, room(how.workers, decks)) as client:
            yield client
    elif ADDRESS.fullmatch(how.cluster):
        with _there(how.cluster, how.cluster) as client:
            yield client
    else:
        with _of_file(Path(how.cluster), how.workers) as client:
            yield client


@contextmanager
def _local(how: How, workers: int) -> "Iterator[Client]":
    import dask
    from distributed import Client, LocalCluster
    from distributed.security import Security

    failures = {"distributed.scheduler.allowed-failures": how.limits.tries - 1}
    with dask.config.set({**_CONFIG, **failures}):
        # What it has still to say to a worker that was ended: nothing for the run's own messages.
        logging.getLogger("distributed.batched").setLevel(logging.CRITICAL)
        # Other users of the machine reach its ports as well: they have no certificate.
        cluster = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=0,
            env=dict(os.environ),
            threads_per_worker=1,
            processes=True,
            memory_limit=0,
            host="127.0.0.1",
            protocol="tls://",
            security=Security.temporary(),  # type: ignore[no-untyped-call]
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
        try:
            with Client(cluster) as client:  # type: ignore[no-untyped-call]
                cluster.scale(workers)  # type: ignore[no-untyped-call]
                yield client
                _end_workers(cluster)
        except BaseException:
            _end_workers(cluster)
            raise
        finally:
            with suppress(Exception):
                cluster.close(timeout=5)


def _end_workers(cluster: "LocalCluster") -> None:
    """End the workers at once, in the middle of what they do; their kernels end with them."""
    for nanny in list(cluster.workers.values()):
        nanny.close_gracefully()
        with suppress(OSError, TypeError):
            os.kill(nanny.pid, signal.SIGKILL)


@contextmanager
def _there(target: Any, name: str) -> "Iterator[Client]":
    """A client of a scheduler that is there, or of a cluster that was just started."""
    from distributed import Client

    try:
        client: Client = Client(target, timeout=_ANSWER)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise TryAgain(f"no scheduler answers ({error})", where=name) from None
    with client:
        wait_for(client, 1, name)
        yield client


def wait_for(client: "Client", workers: int, name: str = LOCAL) -> None:
    """Wait until so many workers have joined. Raises TryAgain where they do not come."""
    try:
        client.wait_for_workers(workers, timeout=_JOIN)
    except TimeoutError:
        count = "no worker" if workers == 1 else f"not {workers} workers"
        raise TryAgain(f"{count} in {_JOIN} s", where=name) from None


@contextmanager
def _of_file(file: Path, workers: int) -> "Iterator[Client]":
    content = _read(file)
    address = content.get("scheduler-address") or content.get("address")
    if isinstance(address, str):
        with _there(address, f"{file}: {address}") as client:
            yield client
        return
    cluster = _class_of(file, content)(**content.get("kwargs", {}))
    try:
        wanted = workers or content.get("workers")
        if wanted:
            cluster.scale(int(wanted))
        with _there(cluster, str(file)) as client:
            yield client
    finally:
        cluster.close()


def _read(file: Path) -> Mapping[str, Any]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputMissing(error.strerror or "cannot be read", where=str(file)) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise SettingsError(f"not YAML: {error}", where=str(file)) from None
    if not isinstance(content, dict):
        raise _no_cluster(file, "no keys")
    return content


def _class_of(file: Path, content: Mapping[str, Any]) -> Any:
    module, name = content.get("module"), content.get("class")
    if not (isinstance(module, str) and isinstance(name, str)):
        raise _no_cluster(file, f"only {', '.join(map(str, content)) or 'nothing'}")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise SettingsError(
            str(error), where=str(file), expected="a class of an installed package"
        ) from None


def _no_cluster(file: Path, what: str) -> SettingsError:
    expected = "scheduler-address, or module and class of a cluster"
    return SettingsError(what, where=str(file), expected=expected)
