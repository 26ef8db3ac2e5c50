"""The notebooks stay thin narratives: read with `ast`, never run here."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from renkei.run.execute import check_parameters

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
BANNED = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Try,
    ast.With,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
)
ROOMS = {"areas", "settings", "processed", "intake", "projection", "deck", "wording"}


def read(notebook: Path) -> dict:
    return json.loads(notebook.read_text(encoding="utf-8"))


def code(notebook: Path) -> list[str]:
    return ["".join(c["source"]) for c in read(notebook)["cells"] if c["cell_type"] == "code"]


def parameters(notebook: Path) -> list[str]:
    return [
        "".join(cell["source"])
        for cell in read(notebook)["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
    ]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> Path:
    return request.param


def test_the_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == [
        "1_clean_returns",
        "2_project_completion",
        "3_national_briefing",
        "4_prefecture_briefing",
        "5_coordination_meeting",
        "backtest",
    ]


def test_cells_hold_no_logic(notebook):
    for cell in code(notebook):
        tree = ast.parse(cell)
        assert not [node for node in ast.walk(tree) if isinstance(node, BANNED)], cell
        assert "print(" not in cell
        assert "today(" not in cell
        assert "now(" not in cell


def test_cells_are_short(notebook):
    assert all(len(cell.splitlines()) <= 8 for cell in code(notebook))


def test_each_name_is_bound_once(notebook):
    bound: list[str] = []
    for cell in code(notebook):
        for node in ast.parse(cell).body:
            if isinstance(node, ast.Assign):
                targets = [
                    n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)
                ]
                bound += targets
    assert len(bound) == len(set(bound))


def test_only_lower_floors_are_imported(notebook):
    for cell in code(notebook):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Import):
                assert all(name.name.split(".")[0] in {"pandas"} for name in node.names)
            if isinstance(node, ast.ImportFrom):
                named = {name.name for name in node.names}
                inside = (node.module or "").split(".")
                assert inside[0] == "renkei"
                assert named <= ROOMS if len(inside) == 1 else inside[1] in ROOMS


def test_one_parameters_cell_of_commented_literals(notebook):
    (cell,) = parameters(notebook)
    for line, node in zip(cell.splitlines(), ast.parse(cell).body, strict=True):
        assert isinstance(node, ast.Assign)
        assert isinstance(node.value, ast.Constant)
        assert "#" in line
    check_parameters(notebook, {"params": "sample", "as_of": "", "raw": "", "processed": ""})


def test_no_literal_paths(notebook):
    for cell in code(notebook):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"/\w|\.(csv|xlsx|parquet|yaml)$", node.value), node.value


def test_committed_without_outputs(notebook):
    cells = [cell for cell in read(notebook)["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in cells)


def test_the_git_filter_would_leave_it_as_it_is(notebook):
    """Else every checkout would show it as changed."""
    text = notebook.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "nbstripout", "--keep-id"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert done.stdout == text
