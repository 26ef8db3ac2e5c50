"""One notebook: parameters are checked, a failure keeps its notebook and its exit code."""

from pathlib import Path

import nbformat
import pytest

from renkei.errors import DataError, RenkeiError, SettingsError
from renkei.run.execute import check_parameters, execute


def notebook(folder: Path, *cells: str) -> Path:
    """A notebook whose first cell holds parameters."""
    first = nbformat.v4.new_code_cell('area = "00"  # area code', metadata={"tags": ["parameters"]})
    rest = [nbformat.v4.new_code_cell(cell) for cell in cells]
    node = nbformat.v4.new_notebook(
        cells=[first, *rest],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    file = folder / "one.ipynb"
    nbformat.write(node, file)
    return file


def test_parameters_reach_the_notebook_as_they_are(tmp_path):
    """papermill's own command line would turn the code 01100 into 576."""
    file = notebook(tmp_path, "area")
    execute(file, {"area": "01100"}, tmp_path / "done.ipynb", tmp_path / "failed")
    cells = nbformat.read(tmp_path / "done.ipynb", as_version=4).cells
    assert cells[-1].outputs[0].data["text/plain"] == "'01100'"
    assert not (tmp_path / "failed").exists()


def test_an_unknown_parameter_stops_before_anything_runs(tmp_path):
    with pytest.raises(SettingsError, match=r"unknown parameter 'aera'.*nearest: area"):
        check_parameters(notebook(tmp_path), {"aera": "00"})


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        (
            'from renkei.errors import DataError\nraise DataError("odd row", where="x.xlsx, 回答!D14")',
            DataError,
            "x.xlsx, 回答!D14: odd row",
        ),
        ("1 / 0", RenkeiError, "ZeroDivisionError: division by zero"),
        ("import renkei.areas\nrenkei.areas.find(code='162018')", DataError, "162018"),
    ],
)
def test_a_failure_is_told_in_one_sentence_and_kept(tmp_path, cell, kind, said):
    file = notebook(tmp_path, cell)
    with pytest.raises(RenkeiError) as failure:
        execute(file, {}, tmp_path / "work" / "00.ipynb", tmp_path / "failed")
    kept = tmp_path / "failed" / "00.ipynb"
    assert type(failure.value) is kind
    assert said in str(failure.value)
    assert str(kept) in str(failure.value)
    assert kept.is_file()
