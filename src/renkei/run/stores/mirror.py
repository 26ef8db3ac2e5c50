"""A folder of this machine that holds what a store holds: only what changed is fetched."""

import json
from collections.abc import Callable
from pathlib import Path

from renkei.errors import OutputError
from renkei.run.stores.store import Store, together


def mirror(
    store: Store, folder: Path, wanted: Callable[[str], bool], below: str = ""
) -> dict[str, str]:
    """Make `folder` hold the wanted files of a store, and none that the store has not.

    Gives these files and their marks. What was fetched before and has not changed stays: an index
    beside the folder remembers the marks. `below` is the only folder looked at. Raises as the
    store does, and OutputError.
    """
    index = folder.parent / f"{folder.name}.index.json"
    known, listed = _read(index), store.names(below)
    there = {name: mark for name, mark in listed.items() if wanted(name)}
    changed = [
        name for name, mark in there.items()
        if known.get(name) != mark or not (folder / name).is_file()
    ]  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # What is about to change is not known until all of it is here.
        _write(index, {name: mark for name, mark in known.items() if name not in changed})
        together(lambda name: store.fetch(name, folder / name), changed)
        for file in sorted((folder / below).rglob("*")):
            if file.is_file() and file.relative_to(folder).as_posix() not in listed:
                file.unlink()
        others = {
            name: mark for name, mark in known.items()
            if name in listed or not name.startswith(below)
        }  # fmt: skip
        _write(index, others | there)
    except OSError as error:
        what = error.strerror or "cannot be written"
        raise OutputError(what, where=str(folder), expected="a folder to write to") from None
    return there


def _read(index: Path) -> dict[str, str]:
    try:
        return {str(name): str(mark) for name, mark in json.loads(index.read_bytes()).items()}
    except (OSError, ValueError, AttributeError):
        return {}  # fetched anew


def _write(index: Path, marks: dict[str, str]) -> None:
    aside = index.with_name(f".{index.name}.part")
    aside.write_text(json.dumps(marks, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    aside.replace(index)
