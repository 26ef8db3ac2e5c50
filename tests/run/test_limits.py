"""Time and kernels run out: told with the cell, kept, and fit for another try."""

import pickle
from pathlib import Path

import nbformat
import pytest

from renkei.errors import DataError, TryAgain, UsageError, WriteError
from renkei.run.engine import Clock
from renkei.run.execute import execute
from renkei.run.failure import Failure, as_ours, exit_code, failure_of, together
from renkei.run.how import How, Limits


def notebook(folder: Path, *cells: str) -> Path:
    """A notebook of these cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    node = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": kernel},
    )
    nbformat.write(node, folder / "one.ipynb")
    return folder / "one.ipynb"


def test_a_cell_that_takes_too_long_is_told_with_its_number(tmp_path):
    file = notebook(tmp_path, "import time", "time.sleep(60)", "1 / 0")
    clock = Clock(Limits(cell=1))
    with pytest.raises(TryAgain, match="the cell took more than 1 s") as failure:
        execute(file, {}, tmp_path / "a" / "one.ipynb", tmp_path / "failed", clock)
    told = failure_of(failure.value, "16", "富山県", "one")
    assert (told.cell, told.again, told.exit_code) == (2, True, 75)
    assert Path(told.kept) == tmp_path / "failed" / "one.ipynb"
    assert Path(told.kept).is_file()


def test_a_cell_has_no_more_time_than_its_deck():
    clock = Clock(Limits(cell=100, deck=3600))
    assert clock.left() == 100
    clock.until -= 3550
    assert 0 < clock.left() <= 50
    clock.until -= 50
    assert (clock.over, clock.said) == (True, "the deck took more than 3600 s")


def test_the_files_a_notebook_opens_are_known(tmp_path):
    (tmp_path / "input.csv").write_text("a", encoding="ascii")
    cells = (
        f"from pathlib import Path; Path({str(tmp_path / 'input.csv')!r}).read_text()",
        f"import sys; sys.audit('renkei.read', {str(tmp_path / 'frame.parquet')!r})",
    )
    opened = execute(notebook(tmp_path, *cells), {}, tmp_path / "a.ipynb", tmp_path / "failed")
    assert {tmp_path / "input.csv", tmp_path / "frame.parquet"} <= set(opened)
    made = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    assert [cell.execution_count for cell in made.cells] == [1, 2]


def test_a_kernel_that_ends_is_told_with_its_cell_and_may_be_tried_again(tmp_path):
    file = notebook(tmp_path, "import os", "os.kill(os.getpid(), 9)")
    with pytest.raises(TryAgain, match="cell 2: the kernel ended while it ran") as failure:
        execute(file, {}, tmp_path / "a" / "one.ipynb", tmp_path / "failed")
    assert failure_of(failure.value, "16", "富山県", "one").cell == 2


def test_a_failing_cell_is_never_tried_again(tmp_path):
    with pytest.raises(Exception, match="cell 1: ZeroDivisionError") as failure:
        execute(notebook(tmp_path, "1 / 0"), {}, tmp_path / "a.ipynb", tmp_path / "failed")
    told = failure_of(failure.value, "16", "富山県", "one")
    assert (told.cell, told.cause, told.again) == (1, "ZeroDivisionError: division by zero", False)
    assert told.sentence == ("16 富山県: notebook one, cell 1: ZeroDivisionError: division by zero")


def failed(error: Exception, area: str = "16") -> Failure:
    return failure_of(as_ours(error, "here"), area, "x", "one")


def test_the_exit_code_is_75_as_soon_as_one_may_succeed_later():
    assert exit_code([]) == 0
    assert exit_code([failed(DataError("odd"))]) == 65
    assert exit_code([failed(DataError("odd")), failed(TryAgain("later"), "13")]) == 75
    assert isinstance(together([failed(DataError("odd"))]), DataError)
    assert isinstance(together([failed(DataError("odd")), failed(TryAgain("l"))]), TryAgain)


def test_a_full_disk_is_an_output_that_cannot_be_written():
    ours = as_ours(OSError(28, "No space left on device"), "reports")
    assert isinstance(ours, WriteError)
    assert str(ours) == "reports: No space left on device while it was built"
    assert as_ours(ValueError("x"), "here").exit_code == 70


def test_what_is_known_of_a_failure_survives_the_way_between_processes(tmp_path):
    one = failed(TryAgain("later"))
    assert pickle.loads(pickle.dumps(one)) == one


def test_limits_that_mean_nothing_are_refused():
    with pytest.raises(UsageError, match="--tries: 0"):
        Limits(tries=0)
    with pytest.raises(UsageError, match="--workers"):
        How(workers=-1)
    assert [Limits(pause=2).pause_after(tried) for tried in (1, 2, 3)] == [2, 4, 8]
