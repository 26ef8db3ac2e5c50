"""Execute one notebook with papermill: parameters checked, failures told in one sentence."""

import difflib
import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from renkei import errors
from renkei.errors import DataError, InputMissing, RenkeiError, SettingsError

# A kernel of the user's own home must not take the place of the environment's.
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")

# Sockets of this user's own files instead of ports that others on the machine can reach.
_LOCAL_ONLY = Config({"KernelManager": {"transport": "ipc"}})


def execute(notebook: Path, parameters: dict[str, Any], output: Path, failed: Path) -> None:
    """Run `notebook` with `parameters` and keep the executed copy at `output`.

    Raises SettingsError for a parameter the notebook does not have (papermill alone only warns);
    any error inside is raised again with its own exit code, the notebook kept under `failed`.
    """
    check_parameters(notebook, parameters)
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=parameters,
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
            config=_LOCAL_ONLY,
        )
    except PapermillExecutionError as error:
        raise _told(error, notebook, _keep(output, failed)) from None
    except NoSuchKernel as error:
        raise InputMissing(
            f"no kernel {error.name!r}", where=notebook.name, expected="the kernel python3"
        ) from None


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


def _keep(output: Path, failed: Path) -> Path:
    kept = failed / output.name
    try:
        failed.mkdir(parents=True, exist_ok=True)
        shutil.move(output, kept)
    except OSError as error:
        return Path(f"nowhere ({kept}: {error.strerror})")
    return kept


def _told(error: PapermillExecutionError, notebook: Path, kept: Path) -> RenkeiError:
    """The error of the cell, as the class it was raised with where that is one of ours."""
    ours = _our_class(error.ename)
    sentence = str(error.evalue) if ours else f"{error.ename}: {error.evalue}"
    return (ours or RenkeiError)(
        f"{sentence}\n  the failed notebook is kept: {kept}", where=f"notebook {notebook.stem}"
    )


def _our_class(name: str) -> type[RenkeiError] | None:
    """The class of `errors` that an error of this name is, or descends from."""
    for kind in (one for one in vars(errors).values() if isinstance(one, type)):
        if issubclass(kind, RenkeiError) and name in _names_below(kind):
            return kind
    return None


def _names_below(kind: type[RenkeiError]) -> set[str]:
    below = [one for one in kind.__subclasses__() if one.__module__ != errors.__name__]
    return {kind.__name__}.union(*(_names_below(one) for one in below))
