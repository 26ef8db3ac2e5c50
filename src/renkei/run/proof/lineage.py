"""From a slide back through its notebook: the cells it is computed in, the frames they name."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from renkei.schema import COLUMNS

# What a source line calls by the name of what came in, and the frames kept of it.
_KEPT_AS = {
    "answers": ("answers", "returns"),
    "records": ("projections", "paths", "components", "totals", "records"),
}
# What shows a frame without a source line naming it.
_SHOWN_BY = {
    "tables.refused": ("rejections",),
    "tables.received": ("reconciliation",),
    "headlines.refused": ("rejections",),
    "headlines.data_notes": ("answers", "rejections", "reconciliation"),
    "work.open_plan": ("work_plan",),
    "papers.open_facts": (),
}
_FACTS = ("pages.known_facts", "read_ranking", "papers.open_facts", "work.open_plan")


@dataclass(frozen=True)
class Lineage:
    """What a slide's cell rests on: `lines` of code in order, `frames` named, whether `facts` are."""

    cell: str
    lines: tuple[str, ...]
    frames: tuple[str, ...]
    facts: bool


@dataclass(frozen=True)
class _Statement:
    cell: str
    text: str
    node: ast.stmt

    @property
    def bound(self) -> set[str]:
        return set(_names(self.node, ast.Store))

    @property
    def used(self) -> set[str]:
        return set(_names(self.node, ast.Load))


def lineage(notebook: Path, cell: str) -> Lineage:
    """What the slides of a cell are computed from: every name is bound once, so it is exact."""
    nb = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    statements = list(_statements(nb))
    own = [one for one in statements if one.cell == cell]
    kept: list[_Statement] = list(own)
    open_names = {name for one in own for name in one.used}
    for one in reversed(statements[: statements.index(own[0])] if own else []):
        if one.bound & open_names and not isinstance(one.node, ast.Import | ast.ImportFrom):
            kept.append(one)
            open_names |= one.used
    ordered = [one for one in statements if one in kept]
    called = {name for one in ordered for name in _calls(one.node)}
    named = [name for one in ordered for name in _strings(one.node)]
    frames = [frame for name in named for frame in _KEPT_AS.get(name, (name,))]
    frames += [frame for name, shown in _SHOWN_BY.items() if name in called for frame in shown]
    known = tuple(dict.fromkeys(one for one in frames if one in COLUMNS))
    return Lineage(
        cell, tuple(one.text for one in ordered), known, any(name in called for name in _FACTS)
    )


def _statements(nb: Any) -> Iterator[_Statement]:
    for number, cell in enumerate(nb.cells, start=1):
        tags = cell.get("metadata", {}).get("tags", [])
        if cell.cell_type != "code" or {"parameters", "injected-parameters"} & set(tags):
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in tree.body:
            text = ast.get_source_segment(cell.source, node) or ""
            yield _Statement(str(cell.get("id") or number), text, node)


def _names(node: ast.AST, kind: type[ast.expr_context]) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, kind):
            yield one.id


def _calls(node: ast.AST) -> Iterator[str]:
    """What is called or handed on, by its dotted name."""
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            yield f"{one.value.id}.{one.attr}"
        elif isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            yield one.func.id


def _strings(node: ast.AST) -> Iterator[str]:
    """The frames a source line names: notes.source(view, "answers"), notes.register(view, …)."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            given = [*one.args, *(keyword.value for keyword in one.keywords)]
            for value in given:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value
