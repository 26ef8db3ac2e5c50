"""Execute one notebook with papermill: parameters checked, failures told in one sentence."""

import difflib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from renkei import errors
from renkei.errors import DataError, InputMissing, RenkeiError, SettingsError, TryAgain
from renkei.run import engine
from renkei.run.engine import Clock
from renkei.run.failure import blamed
from renkei.run.how import Limits
from renkei.run.kernels import kernel_config, kernel_environment


def execute(
    notebook: Path,
    parameters: dict[str, Any],
    output: Path,
    failed: Path,
    clock: Clock | None = None,
) -> list[Path]:
    """Run `notebook` with `parameters`, keep the executed copy at `output`; the files it opened.

    Raises SettingsError for a parameter the notebook does not have (papermill alone only warns);
    any error inside is raised again with its own exit code, the notebook kept under `failed`.
    TryAgain where the kernel ended or `clock` says that time is over.
    """
    check_parameters(notebook, parameters)
    output.parent.mkdir(parents=True, exist_ok=True)
    opened: list[Path] = []
    try:
        with kernel_environment(), _own_sockets() as config:
            papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters=parameters,
                engine_name=engine.NAME,
                progress_bar=False,
                request_save_on_cell_execute=False,
                shutdown_kernel="immediate",
                config=config,
                clock=clock or Clock(Limits()),
                keep=output,
                opened=opened,
            )
    except PapermillExecutionError as error:
        raise _told(error, notebook, keep(output, failed)) from None
    except TryAgain as error:
        cell, cause = vars(error).get("cell"), error.what
        raise _with_place(TryAgain, cause, cell, notebook, keep(output, failed)) from None
    except NoSuchKernel as error:
        raise InputMissing(
            f"no kernel {error.name!r}", where=notebook.name, expected="the kernel python3"
        ) from None
    return opened


@contextmanager
def _own_sockets() -> Iterator[Config]:
    """The kernels' configuration, with sockets in a folder that is nobody else's.

    Jupyter numbers sockets in the folder a process runs in, so two processes there would take
    the same ones.
    """
    with TemporaryDirectory(prefix="renkei-", ignore_cleanup_errors=True) as folder:
        config = kernel_config()
        config.KernelManager.ip = str(Path(folder) / "kernel")
        yield config


def check_parameters(notebook: Path, parameters: dict[str, Any]) -> None:
    """Refuse a parameter that the notebook's `parameters` cell does not name."""
    known = _parameters(notebook)
    for name in parameters:
        if name not in known:
            raise SettingsError(
                f"unknown parameter {name!r}",
                where=notebook.name,
                expected=", ".join(known),
                nearest=difflib.get_close_matches(name, known, n=1),
            )


def _parameters(notebook: Path) -> dict[str, Any]:
    try:
        return dict(papermill.inspect_notebook(str(notebook)))
    except FileNotFoundError:
        raise InputMissing("no such notebook", where=str(notebook)) from None
    except (ValueError, nbformat.ValidationError) as error:
        raise DataError(f"not a notebook: {error}", where=str(notebook)) from None


def keep(output: Path, failed: Path) -> Path | None:
    """Where the notebook that failed is kept, if it can be."""
    kept = failed / output.name
    try:
        failed.mkdir(parents=True, exist_ok=True)
        shutil.move(output, kept)
    except OSError:
        return None
    return kept


def _told(error: PapermillExecutionError, notebook: Path, kept: Path | None) -> RenkeiError:
    """The error of the cell, as the class it was raised with where that is one of ours."""
    ours = _our_class(error.ename)
    sentence = str(error.evalue) if ours else f"{error.ename}: {error.evalue}"
    return _with_place(ours or RenkeiError, sentence, error.exec_count, notebook, kept)


def _with_place(
    kind: type[RenkeiError], cause: str, cell: int | None, notebook: Path, kept: Path | None
) -> RenkeiError:
    where = f"notebook {notebook.stem}" + (f", cell {cell}" if cell else "")
    told = f"\n  the failed notebook is kept: {kept}" if kept else ""
    return blamed(kind(f"{cause}{told}", where=where), cell, cause, kept)


def _our_class(name: str) -> type[RenkeiError] | None:
    """The class of `errors` that an error of this name is, or descends from."""
    for kind in (one for one in vars(errors).values() if isinstance(one, type)):
        if issubclass(kind, RenkeiError) and name in _names_below(kind):
            return kind
    return None


def _names_below(kind: type[RenkeiError]) -> set[str]:
    below = [one for one in kind.__subclasses__() if one.__module__ != errors.__name__]
    return {kind.__name__}.union(*(_names_below(one) for one in below))
