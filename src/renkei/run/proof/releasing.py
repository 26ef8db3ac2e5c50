"""Releasing a run: its hashes in a record and in the chained log, its files frozen."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from renkei.errors import DataError, OutputError, UsageError
from renkei.released import RELEASED
from renkei.run.editions import number_of
from renkei.run.manifest import as_json, processed_files, sha256
from renkei.run.proof.destination import destination
from renkei.run.proof.differences import errata, numbers_moved
from renkei.run.proof.export import write_export
from renkei.run.proof.kept import MANIFEST, Kept, read_manifest
from renkei.run.proof.log import LOG, RECORDS, append, read_log
from renkei.run.proof.said import Page
from renkei.run.proof.slides_kept import (
    read_slides_kept,
    slides_file,
    slides_of,
    slides_to_keep,
)
from renkei.run.proof.verifying import verify
from renkei.settings import iso_date

_LONGEST = 100
_NO_WRITING = ~0o222


def release(kept: Kept, by: str, at: str) -> dict[str, Any]:
    """Release a run: who, when, and the digest of every file; gives the entry of the log.

    `at` is the moment in UTC. The run is verified first, and must be what its manifest says
    (DataError); one that is released already is not released again (UsageError).
    """
    who, home = _named(by), kept.folder.parent
    entries = read_log(home, finishing=kept.name)
    for entry in entries:
        if entry["run"] == kept.name:
            raise UsageError(
                f"{kept.name} was released by {entry['by']} at {entry['at']}", where=str(home)
            )
    _refuse_unsound(kept)
    _refuse_other_folder(kept)
    before = _before(entries, kept)
    record = _record(kept, who, at, before)
    earlier = released_slides(home, str(before["run"])) if before else {}
    try:
        (home / RECORDS).mkdir(exist_ok=True)
        (home / LOG).touch()
        _write(slides_file(home, kept.name), slides_to_keep(kept, earlier))
        record["slides_sha256"] = sha256(slides_file(home, kept.name))
        file = record_file(home, kept.name)
        _write(file, as_json(record).encode())
    except OSError as error:
        what = error.strerror or "cannot be written"
        raise OutputError(what, where=str(home / RECORDS)) from None
    told = ("run", "campaign", "as_of", "correction", "corrects", "by", "at", "manifest_sha256")
    entry = append(home, {**{key: record[key] for key in told}, "record_sha256": sha256(file)})
    write_export(kept.folder, kept.manifest, kept.name, entry)
    if kept.frames.is_dir():
        _write(kept.frames / RELEASED, as_json(entry).encode())
        _freeze(kept.frames)
    _freeze(kept.folder)
    return entry


def record_file(home: Path, name: str) -> Path:
    """The record of a released run: who, when, all digests, and what changed since."""
    return home / RECORDS / f"{name}.json"


def _named(by: str) -> str:
    who = " ".join(by.split())
    if not who or len(who) > _LONGEST or not who.isprintable():
        raise UsageError(
            f"{by!r} names nobody", where="--by", expected="a name, and if you like an office"
        )
    return who


def _refuse_unsound(kept: Kept) -> None:
    failing = [one for one in verify(kept, releasing=True).findings if one.fails]
    if failing:
        first = failing[0]
        more = f" and {len(failing) - 1:,} more" if len(failing) > 1 else ""
        raise DataError(
            f"{first.part} {first.name} {first.problem}{more}",
            where=str(kept.folder),
            expected="a run that `renkei verify` finds sound",
        )


def _refuse_other_folder(kept: Kept) -> None:
    """A run is released where a run of its date would stand now, and nowhere else."""
    home = kept.folder.parent
    as_of = iso_date(str(kept.manifest["as_of"])[:10])
    place = destination(home.parent, home.name, as_of, finishing=kept.name)
    if place.folder != kept.folder or kept.manifest["campaign"] != home.name:
        raise UsageError(
            "not the folder of this campaign's run of that date",
            where=str(kept.folder),
            expected=str(place.folder),
        )


def _before(entries: list[dict[str, Any]], kept: Kept) -> dict[str, Any] | None:
    """The release of the same date that this one corrects."""
    same = [one for one in entries if one["as_of"] == str(kept.manifest["as_of"])]
    return same[-1] if same else None


def _record(kept: Kept, who: str, at: str, before: Mapping[str, Any] | None) -> dict[str, Any]:
    manifest = kept.manifest
    outputs = manifest["outputs"]
    decks = [
        {"area": one["area"], "name": one.get("name"), "pdf": outputs.get(one.get("pdf"))}
        for one in manifest["decks"]
    ]
    return {
        "run": kept.name,
        "campaign": str(manifest["campaign"]),
        "as_of": str(manifest["as_of"]),
        "correction": number_of(kept.name),
        "corrects": str(before["run"]) if before else "",
        "by": who,
        "at": at,
        "manifest_sha256": sha256(kept.folder / MANIFEST),
        "inputs_sha256": manifest["inputs_sha256"],
        "outputs": outputs,
        "frames": processed_files(manifest),
        "decks": decks,
        "since": changed_since(kept, before) if before else None,
    }


def changed_since(kept: Kept, before: Mapping[str, Any]) -> dict[str, Any]:
    """What is otherwise than in the release before: inputs, params, code, and numbers."""
    home = kept.folder.parent
    old = read_manifest(home / str(before["run"]))["inputs"]
    new = kept.manifest["inputs"]
    parts = {name: _differing(old.get(name) or {}, new.get(name) or {}) for name in _LISTED}
    parts["params"] = _differing(old.get("params") or {}, new.get("params") or {})
    moved = errata(released_slides(home, str(before["run"])), _pages(kept))
    return {
        **{name: names for name, names in parts.items() if any(names.values())},
        "lock": old.get("lock") != new.get("lock"),
        "places_moved": len(moved),
        "numbers_moved": numbers_moved(moved),
    }


_LISTED = ("inputs", "content", "notebooks", "code")


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        "added": sorted(set(new) - set(old)),
        "removed": sorted(set(old) - set(new)),
        "changed": sorted(key for key in new if key in old and new[key] != old[key]),
    }


def _pages(kept: Kept) -> dict[str, list[Page]]:
    return slides_of(kept.notebooks, [str(one["area"]) for one in kept.manifest["decks"]])


def released_slides(home: Path, name: str) -> dict[str, list[Page]]:
    """The slides of a released run, which must be those of its record."""
    record = read_record(home, name)
    return read_slides_kept(home, name, str(record["slides_sha256"]))


def read_record(home: Path, name: str) -> dict[str, Any]:
    """The record of a release. Raises DataError where it is not the one the log knows."""
    file = record_file(home, name)
    entry = next((one for one in read_log(home) if one["run"] == name), None)
    if entry is None or not file.is_file() or sha256(file) != entry["record_sha256"]:
        raise DataError("not the record that the log knows", where=str(file))
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all."""
    aside = file.with_name(f".building-{file.name}")
    aside.write_bytes(content)
    aside.replace(file)


def _freeze(folder: Path) -> None:
    """Take the leave to write, so that no file of a release is saved over by accident."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(path.stat().st_mode & _NO_WRITING)
