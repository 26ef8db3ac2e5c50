"""`prov.json` beside the manifest: written with a run, again with its release, and verified."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from renkei.errors import OutputError
from renkei.run.manifest import as_json
from renkei.run.proof.kept import Kept
from renkei.run.proof.log import standing_of
from renkei.run.proof.provenance import prov_json

EXPORT = "prov.json"


def write_export(
    folder: Path,
    manifest: Mapping[str, Any],
    name: str,
    released: Mapping[str, Any] | None = None,
) -> Path:
    """Write a run's manifest in the words of W3C PROV beside it, whole or not at all.

    `name` is that of the run's folder when it stands, `released` its entry in the log of
    releases. The file is none of the run's outputs. Raises OutputError.
    """
    file = folder / EXPORT
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.write_text(
            as_json(prov_json(manifest, name, released)), encoding="utf-8", newline="\n"
        )
        aside.replace(file)
    except OSError as error:
        what = error.strerror or "cannot be written"
        raise OutputError(what, where=str(file), expected="a file to write") from None
    return file


def export_differs(kept: Kept) -> bool:
    """Whether `prov.json` is there and says something else than the manifest and the log."""
    file = kept.folder / EXPORT
    if not file.is_file():
        return False
    entries = (None, standing_of(kept.folder))
    told = {as_json(prov_json(kept.manifest, kept.name, entry)) for entry in entries}
    return file.read_text(encoding="utf-8", errors="replace") not in told
