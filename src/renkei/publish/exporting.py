"""Publishing one executed notebook: deck.html, deck.pdf and annex.xlsx."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from renkei.errors import DataError, InputMissing, WriteError
from renkei.publish.annex import DeckAnnexExporter
from renkei.publish.html import DeckHTMLExporter
from renkei.publish.pdf import DeckPDFExporter
from renkei.publish.publication import read_publication


@dataclass(frozen=True)
class Published:
    """The three files of a deck, how many pages the PDF has, and what the deck finds first."""

    html: Path
    pdf: Path
    annex: Path
    pages: int
    finding: str


def export(
    notebook: Path | str | Mapping[str, Any],
    out_dir: Path | str,
    *,
    inputs_sha256: str | None = None,
) -> Published:
    """Write deck.html, deck.pdf and annex.xlsx of an executed notebook (a path or a node).

    `inputs_sha256` goes into every file; without it the notebook's own metadata is used. The
    notebook is not changed. Raises InputMissing when the notebook cannot be opened, DataError
    when it was not run or cannot be published, WriteError when a file cannot be written.
    """
    nb, name = _open(notebook)
    if inputs_sha256 is not None:
        nb.metadata["renkei"] = {**nb.metadata.get("renkei", {}), "inputs_sha256": inputs_sha256}
    publication = read_publication(nb, {"metadata": {"name": name}})
    pages, printed, tables = exporters()
    html, _ = pages.published(publication)
    pdf, told = printed.published(publication)
    annex, _ = tables.published(publication)
    folder = Path(out_dir)
    published = Published(
        folder / "deck.html",
        folder / "deck.pdf",
        folder / "annex.xlsx",
        told["renkei_pages"],
        publication.finding,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        published.html.write_text(html, encoding="utf-8", newline="\n")
        published.pdf.write_bytes(pdf)
        published.annex.write_bytes(annex)
    except OSError as problem:
        raise WriteError(
            f"cannot write the deck ({problem.strerror})", where=str(folder)
        ) from problem
    return published


@cache
def exporters() -> tuple[DeckHTMLExporter, DeckPDFExporter, DeckAnnexExporter]:
    """One of each for the whole process: their templates stay compiled."""
    return DeckHTMLExporter(), DeckPDFExporter(), DeckAnnexExporter()  # type: ignore[no-untyped-call]


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
