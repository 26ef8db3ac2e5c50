"""Publishing one executed notebook: deck.html and deck.pdf."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from renkei.errors import DataError, InputMissing, WriteError
from renkei.publish.html import DeckHTMLExporter
from renkei.publish.pdf import DeckPDFExporter


@dataclass(frozen=True)
class Published:
    """The two files of a deck, the pages of the PDF, and what an analyst should look at."""

    html: Path
    pdf: Path
    pages: int
    warnings: list[str]


def export(
    notebook: Path | str | Mapping[str, Any],
    out_dir: Path | str,
    *,
    inputs_sha256: str | None = None,
) -> Published:
    """Write deck.html and deck.pdf of an executed notebook (a path or a node) into `out_dir`.

    `inputs_sha256` goes into both files; without it the notebook's own metadata is used. The
    notebook is not changed. Raises InputMissing when the notebook cannot be opened, DataError
    when it was not run or cannot be published, WriteError when a file cannot be written.
    """
    nb, name = _open(notebook)
    if inputs_sha256 is not None:
        nb.metadata["renkei"] = {**nb.metadata.get("renkei", {}), "inputs_sha256": inputs_sha256}
    pages, pdf_exporter = _exporters()
    html, _ = pages.from_notebook_node(nb, {"metadata": {"name": name}})
    pdf, resources = pdf_exporter.from_notebook_node(nb, {"metadata": {"name": name}})
    folder = Path(out_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "deck.html").write_text(html, encoding="utf-8", newline="\n")
        (folder / "deck.pdf").write_bytes(pdf)
    except OSError as problem:
        raise WriteError(
            f"cannot write the deck ({problem.strerror})", where=str(folder)
        ) from problem
    return Published(
        folder / "deck.html",
        folder / "deck.pdf",
        resources["renkei_pages"],
        resources["renkei_warnings"],
    )


@cache
def _exporters() -> tuple[DeckHTMLExporter, DeckPDFExporter]:
    """One of each for the whole process: their templates stay compiled."""
    return DeckHTMLExporter(), DeckPDFExporter()  # type: ignore[no-untyped-call]


def _open(notebook: Path | str | Mapping[str, Any]) -> tuple[NotebookNode, str]:
    if isinstance(notebook, Mapping):
        return nbformat.from_dict(deepcopy(dict(notebook))), "notebook"  # type: ignore[no-untyped-call]
    path = Path(notebook)
    try:
        return nbformat.read(path, as_version=4), path.stem  # type: ignore[no-untyped-call]
    except OSError as problem:
        raise InputMissing(
            f"cannot open the notebook ({problem.strerror})", where=str(path)
        ) from problem
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as problem:
        raise DataError(f"not a notebook: {problem}", where=str(path)) from problem
