"""The house: a file imports only from floors below its own, or from its own room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = {
    "errors": 0,
    "wording": 0,
    "areas": 1,
    "settings": 1,
    "released": 1,
    "schema": 1,
    "processed": 2,
    "intake": 3,
    "projection": 3,
    "deck": 4,
    "sample": 4,
    "publish": 5,
    "run": 6,
    "cli": 7,
    "__main__": 8,
}
PACKAGE = Path(__file__).resolve().parents[1] / "src" / "renkei"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def rooms_imported(file: Path) -> Iterator[str]:
    """The rooms a file imports, by name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.startswith("renkei."):
                    yield name.name.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "renkei":
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("renkei."):
            yield str(node.module).split(".")[1]


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_file_imports_only_from_below(file):
    room = room_of(file)
    for imported in rooms_imported(file):
        assert imported == room or FLOORS[imported] < FLOORS[room], f"{room} imports {imported}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_stays_short(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350
