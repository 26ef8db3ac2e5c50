"""papermill's engine with an eye on the clock, and with word of the cell at which it stopped."""

import ast
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from renkei.errors import RenkeiError, TryAgain
from renkei.run import reads
from renkei.run.failure import blamed
from renkei.run.how import Limits

NAME = "renkei"
_START = 60.0  # seconds a kernel has to start, as papermill's own


class Clock:
    """How many seconds the next cell has: those of a cell, or what is left of its deck's."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.until = time.monotonic() + limits.deck

    def left(self, cell: object = None) -> float:
        """Seconds left, never so few that they would mean none at all."""
        return max(min(self.limits.cell, self.until - time.monotonic()), 0.001)

    @property
    def over(self) -> bool:
        """Whether the time of the deck is over."""
        return time.monotonic() >= self.until

    @property
    def said(self) -> str:
        """Which limit was met."""
        if self.over:
            return f"the deck took more than {self.limits.deck:g} s"
        return f"the cell took more than {self.limits.cell:g} s"


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Remembers which cell runs, and which files the notebook opened."""

    running = 0
    opened: tuple[str, ...] = ()

    def papermill_execute_cells(self) -> None:
        self._ask(reads.LISTEN)
        super().papermill_execute_cells()
        self.opened = tuple(self._ask(reads.ASK).splitlines())

    def _ask(self, expression: str) -> str:
        """The value of an expression in the kernel; empty where it cannot say."""
        asked = self.kc.execute("", silent=True, user_expressions={"said": expression})
        said = self.wait_for_reply(asked)["content"].get("user_expressions", {}).get("said", {})
        text = said.get("data", {}).get("text/plain", "''")
        return str(ast.literal_eval(text) or "") if said.get("status") == "ok" else ""

    def execute_cell(self, cell: Any, cell_index: int, **more: Any) -> Any:
        if cell.cell_type == "code" and cell.source.strip():
            self.running += 1
        return super().execute_cell(cell, cell_index, **more)


class Engine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook like papermill's own; a kernel that ends, and time that runs out, is told.

    Both are raised as TryAgain with the cell, and the notebook is kept as far as it came.
    `opened` gains the files that it opened.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        clock: Clock,
        keep: Path,
        opened: list[Path],
        **more: Any,
    ) -> Any:
        wanted = ("config", "shutdown_kernel", "log_output", "stdout_file", "stderr_file")
        given = {name: more[name] for name in wanted if more.get(name) is not None}
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            timeout_func=clock.left,
            startup_timeout=int(_START),
            **given,
        )
        try:
            done = client.execute()
            opened.extend(Path(one) for one in client.opened)
            return done
        except CellTimeoutError:
            error: RenkeiError = TryAgain(clock.said)
        except DeadKernelError:
            error = TryAgain("the kernel ended while it ran")
        except RuntimeError as fault:
            if client.running:
                raise
            error = TryAgain(f"no kernel came up: {fault}")
        with suppress(OSError):  # what stopped it is to be told, not that it cannot be kept
            nbformat.write(nb_man.nb, keep)  # type: ignore[no-untyped-call]
        raise blamed(error, client.running or None, error.what, None)


papermill_engines.register(NAME, Engine)
