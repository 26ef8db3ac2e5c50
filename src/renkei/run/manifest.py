"""What went in and what came out, by SHA-256, so that a run can be proved and repeated."""

import datetime as dt
import hashlib
import json
import platform
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import renkei
from renkei.errors import DataError
from renkei.run.plan import Plan
from renkei.settings import Campaign

if TYPE_CHECKING:
    import pandas as pd


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def inputs(plan: Plan) -> dict[str, Any]:
    """All that decides the pages, and nothing else: inputs, params, notebooks, code, lock.

    No times, outputs or environment, so two machines with the same inputs get the same digest.
    """
    lock = plan.root / "requirements.lock"
    return {
        "inputs": _digests(plan.campaign.inputs(), plan.campaign.raw),
        "content": _digests(plan.campaign.content_files(), plan.campaign.file.parent),
        "params": {"sha256": sha256(plan.campaign.file), **settings(plan.campaign)},
        "notebooks": _digests(plan.notebooks.glob("[0-9]_*.ipynb"), plan.notebooks),
        "code": code(),
        "lock": sha256(lock) if lock.is_file() else None,
    }


def code() -> dict[str, str]:
    """The digest of every file of this package."""
    package = Path(renkei.__file__).parent
    return _digests((path for path in package.rglob("*") if _is_code(path)), package)


def differs(file: Path, digest: str) -> bool:
    """Whether a file is not the one of this digest, or not there at all."""
    try:
        return sha256(file) != digest
    except OSError:
        return True


def text_sha256(text: str) -> str:
    """The SHA-256 of a text as a file holds it, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def frame(folder: Path, name: str) -> "pd.DataFrame":
    """A frame this run made; without rows where none of its notebooks makes that one."""
    from renkei import processed  # whoever finds nothing changed reads no frame

    made = (folder / f"{name}.parquet").is_file()
    return processed.read(folder, name) if made else processed.empty(name)


def settings(campaign: Campaign) -> dict[str, Any]:
    """The campaign's settings as they were used, without the folders of this machine."""
    return campaign.model_dump(mode="json", exclude={"file", "raw", "processed"})


def as_json(content: object) -> str:
    """JSON with sorted keys and a final newline: the same content, the same bytes."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def counts(folder: Path) -> dict[str, Any]:
    """How many rows were received, accepted and rejected: of returns, records, registers, and all.

    `received = accepted + rejected + superseded`; titles, subtotals and blank rows are apart.
    `rejections_open` are those no later submission has put right.
    """
    from renkei.intake.ledger import sources

    table = frame(folder, "reconciliation")
    rejections = frame(folder, "rejections")
    about = sources(table)
    kinds = {kind: _counted(table[about == kind]) for kind in ("returns", "records", "registers")}
    total = {name: sum(kind[name] for kind in kinds.values()) for name in kinds["returns"]}
    open_ones = int((~rejections["corrected"]).sum())
    return {**kinds, **total, "rejections": len(rejections), "rejections_open": open_ones}


def _counted(table: "pd.DataFrame") -> dict[str, int]:
    names = ["rows", "accepted", "rejected", "superseded", "subtotals", "notes", "blank"]
    total = {name: int(table[name].sum()) for name in [*names, "cells_rejected"]}
    received = total["accepted"] + total["rejected"] + total["superseded"]
    return {"files": len(table.drop_duplicates(["round", "file"])), "received": received, **total}


def outlooks(folder: Path, measure: str) -> dict[str, str]:
    """Each area's outlook by the deadline as the pages tell it, of the campaign's measure."""
    from renkei.deck.measures import outlook_of

    table = frame(folder, "projections")
    mine = table[table["cohort"] == measure]
    return {str(row["area"]): outlook_of(row) for _, row in mine.iterrows()}


def packages() -> dict[str, str]:
    """The version of every installed package, by name."""
    found = {dist.name.lower(): dist.version for dist in metadata.distributions()}
    return dict(sorted(found.items()))


def outputs(folder: Path) -> dict[str, str]:
    """The digest of every file of a folder but the manifest itself."""
    return _digests((path for path in folder.rglob("*") if path.name != "manifest.json"), folder)


def processed_files(content: Mapping[str, Any]) -> dict[str, str]:
    """All a manifest lists of the folder of frames: frames, notes, executed notebooks."""
    return {**content["frames"], **content.get("executed", {})}


def machine() -> dict[str, str]:
    """The Python and system a run used."""
    return {"python": platform.python_version(), "system": platform.platform()}


def moment() -> str:
    """Now, in UTC, for the manifest's times only."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def previous_decks(reports: Path) -> list[dict[str, Any]]:
    """The decks of the run that stands at `reports`, as its manifest lists them.

    Raises DataError where the manifest cannot be read.
    """
    file = reports / "manifest.json"
    if not file.is_file():
        return []
    try:
        decks = json.loads(file.read_text(encoding="utf-8"))["decks"]
        known = [deck for deck in decks if re.fullmatch(r"\d{2}|\d{6}", deck["area"], re.ASCII)]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"not a manifest of an earlier run ({type(error).__name__})",
            where=str(file),
            expected="the file as it was written; remove the folder to start anew",
        ) from None
    return [deck for deck in known if (reports / deck["area"]).is_dir()]


def _digests(files: Any, base: Path) -> dict[str, str]:
    return {
        path.relative_to(base).as_posix(): sha256(path) for path in sorted(files) if path.is_file()
    }


def _is_code(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
