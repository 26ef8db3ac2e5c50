"""Small notebooks run by papermill, with either kind of kernel."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from renkei.run import kernels

Run = Callable[..., Any]


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    """No process to fork from outlives the tests of a file, nor comes from those before it."""
    kernels.stop()
    yield
    kernels.stop()


@pytest.fixture
def small(tmp_path: Path) -> Run:
    """Run cells as a notebook with one kind of kernel; the executed notebook."""

    def run(kind: str, *cells: str, **options: Any) -> Any:
        node = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
        )
        nbformat.write(node, tmp_path / f"{kind}.ipynb")
        with kernels.kernel_environment(kind):
            return papermill.execute_notebook(
                str(tmp_path / f"{kind}.ipynb"),
                str(tmp_path / f"{kind}-done.ipynb"),
                progress_bar=False,
                request_save_on_cell_execute=False,
                shutdown_kernel="immediate",
                config=kernels.kernel_config(),
                **options,
            )

    return run


@pytest.fixture
def told(small: Run) -> Callable[..., str]:
    """What the last cell of some displays, as text."""

    def text(kind: str, *cells: str) -> str:
        return str(small(kind, *cells).cells[-1].outputs[-1].data["text/plain"])

    return text


@pytest.fixture
def is_forked() -> str:
    """A cell that tells whether its kernel was forked: its arguments are not its command's."""
    return (
        "import sys\nfrom pathlib import Path\nb'zygote' in Path('/proc/self/cmdline').read_bytes()"
    )
