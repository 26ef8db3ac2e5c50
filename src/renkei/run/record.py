"""The note beside a deck, and beside a notebook of frames: what it is made of, and its files."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renkei.run.fingerprint import Made
from renkei.run.manifest import as_json, sha256

DECK = "deck.json"


@dataclass(frozen=True)
class Record:
    """What was made of what: `files` are digests by name, `told` whatever else is known of it."""

    made: Made
    files: dict[str, str]
    told: dict[str, Any]

    def write(self, file: Path) -> None:
        """Write the note."""
        content = {**self.told, "made_of": self.made.data(), "files": self.files}
        file.write_text(as_json(content), encoding="utf-8", newline="\n")

    def holds(self, folder: Path) -> bool:
        """Whether all its files are in a folder as they were made."""
        try:
            return all(sha256(folder / name) == one for name, one in self.files.items())
        except OSError:
            return False


def read_record(file: Path) -> Record | None:
    """The note that `write` left; None where there is none, or something else."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        made = Made.read_back(content.pop("made_of"))
        files = {str(name): str(one) for name, one in content.pop("files").items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    inside = all(".." not in Path(name).parts and not Path(name).is_absolute() for name in files)
    return Record(made, files, content) if made and inside else None


def deck_of(record: Record) -> dict[str, Any]:
    """A deck as the manifest tells it."""
    area = record.told["area"]
    files = {"html": "deck.html", "pdf": "deck.pdf", "annex": "annex.xlsx"}
    named = {kind: f"{area}/{file}" for kind, file in files.items()}
    return {**record.told, **named, "carried": False}


def files_of(folder: Path) -> dict[str, str]:
    """The files of a folder by name, with their digests, but for the note itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != DECK)
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files}
