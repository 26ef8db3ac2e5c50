"""notebooks/backtest.ipynb runs as it stands on the sample, and on other inputs."""

import ast
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from renkei.deck.theme import Drawing

pytestmark = pytest.mark.slow


def shown_by(notebook: Path, given: dict[str, object]) -> dict[str, object]:
    """What every cell displays, by its id."""
    names: dict[str, object] = {}
    shown = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *body, last = ast.parse(cell.source).body
        if not isinstance(last, ast.Expr):
            body = [*body, last]
        exec(compile(ast.Module(body, []), notebook.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= given
        if isinstance(last, ast.Expr):
            code = compile(ast.Expression(last.value), notebook.name, "eval")
            shown[cell.id] = eval(code, names)
    return shown


@pytest.fixture(scope="module")
def notebook(project: Path) -> Path:
    return project / "notebooks" / "backtest.ipynb"


def test_it_runs_as_it_stands_on_the_sample(notebook, home, sample_raw, monkeypatch):
    monkeypatch.setenv("RENKEI_HOME", str(home))
    shown = shown_by(notebook, {"raw": str(sample_raw)})
    figures = ("first-fans", "second-fans", "calibration", "coverage-errors", "date-errors")
    assert all(isinstance(shown[one], Drawing) for one in figures)
    counts = shown["counts"]
    assert isinstance(counts, pd.DataFrame)
    assert (counts["採点した"] > 0).all()
    assert shown["table"].notna().to_numpy().all()


def test_other_parameters_change_what_is_replayed(notebook, home, sample_raw, monkeypatch):
    monkeypatch.setenv("RENKEI_HOME", str(home))
    given = {"raw": str(sample_raw), "origins": "2021-05-27", "ablate": "nowcast"}
    shown = shown_by(notebook, given | {"final_after": 7})
    assert "nowcast=False" in str(shown["question"])
    assert "5月27日" in shown["first-fans"].alt and "5月13日" not in shown["first-fans"].alt
