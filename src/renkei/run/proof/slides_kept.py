"""The slides of a released run, kept beside its record: what a 正誤表 is made from later."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from renkei.errors import DataError, InputMissing
from renkei.run.editions import number_of
from renkei.run.manifest import as_json, sha256
from renkei.run.proof.kept import Kept
from renkei.run.proof.log import RECORDS
from renkei.run.proof.said import Page, pages_of

DRAWN = "svg"  # of a figure its data is kept, not its drawing


def slides_file(home: Path, name: str) -> Path:
    """Where the slides of a released run are kept; `home` is `reports/<campaign>`."""
    return home / RECORDS / f"{name}.slides.json.gz"


def slides_of(notebooks: Path, codes: Sequence[str]) -> dict[str, list[Page]]:
    """The slides of every deck whose executed notebook is in a folder."""
    found = {code: sorted(notebooks.glob(f"{code}_*.ipynb")) for code in codes}
    return {code: pages_of(files[0]) for code, files in found.items() if files}


def behind_errata(pages: Sequence[Page]) -> list[Page]:
    """The slides as they are numbered when a 正誤表 stands behind the cover."""
    return [replace(one, number=one.number + (one.cell != pages[0].cell)) for one in pages]


def slides_to_keep(kept: Kept, before: Mapping[str, Sequence[Page]]) -> bytes:
    """The slides of all decks as compressed JSON: the same slides, the same bytes.

    A deck carried over from the release `before` keeps the slides it had there; one that a
    correction made has its 正誤表 behind the cover.
    """
    carried = {str(one["area"]): bool(one.get("carried")) for one in kept.manifest["decks"]}
    made = slides_of(kept.notebooks, list(carried))
    if number_of(kept.name):
        made = {code: behind_errata(pages) for code, pages in made.items()}
    decks = {
        code: (before.get(code) if is_carried else None) or made.get(code) or before.get(code) or []
        for code, is_carried in carried.items()
    }
    content = {code: [_plain(page) for page in pages] for code, pages in decks.items() if pages}
    return gzip.compress(as_json(content).encode(), mtime=0)


def read_slides_kept(home: Path, name: str, expected: str = "") -> dict[str, list[Page]]:
    """The slides of a released run. Raises DataError where they are not those of its record."""
    file = slides_file(home, name)
    if not file.is_file():
        raise InputMissing("the slides of the release are not kept", where=str(file))
    if expected and sha256(file) != expected:
        raise DataError("not the slides that were released", where=str(file), expected=expected)
    try:
        content = json.loads(gzip.decompress(file.read_bytes()))
        return {code: [Page(**page) for page in pages] for code, pages in content.items()}
    except (OSError, ValueError, TypeError, AttributeError, EOFError) as error:
        raise DataError(f"cannot be read ({type(error).__name__})", where=str(file)) from None


def _plain(page: Page) -> dict[str, Any]:
    content = dict(page.content)
    content["blocks"] = [_undrawn(one) for one in content.get("blocks", ())]
    return {"number": page.number, "cell": page.cell, "turn": page.turn, "content": content}


def _undrawn(block: Mapping[str, Any]) -> dict[str, Any]:
    return {key: "" if key == DRAWN else value for key, value in block.items()}
