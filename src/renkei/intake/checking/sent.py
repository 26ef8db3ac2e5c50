"""The files an analyst names to be checked: found, named and put in the order they came."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from renkei.errors import InputMissing
from renkei.intake.sheets.arrivals import natural
from renkei.settings import iso_date

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?!\d)")
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Sent:
    """A file to be checked: where it lies, the name it is told by, the day it was received."""

    path: Path
    name: str
    received: dt.date | None = None


def sent(paths: Sequence[str]) -> list[Sent]:
    """Every file that is named or lies in a folder that is named; hidden and ~$ files left out.

    They follow each other as named; of one folder by the day received, which the innermost folder
    that begins with YYYY-MM-DD says (files without a day first), then by name in natural order.
    Raises InputMissing for a path that is not there.
    """
    found: dict[Path, tuple[Path, str]] = {}
    for given in map(Path, paths):
        if given.is_dir():
            inside = sorted(filter(Path.is_file, given.rglob("*")), key=_place)
            _refuse_links(inside, given)
            shown = {one: one.relative_to(given) for one in inside}
            listed = {one: name for one, name in shown.items() if not _is_hidden(name)}
        elif given.is_file():
            listed = {given: Path(given.name)}
        else:
            raise InputMissing(
                "no such file or folder", where=visible(str(given)), expected="a returned file"
            )
        for path, name in listed.items():
            found.setdefault(path.resolve(), (path, name.as_posix()))
    return [
        Sent(path, name, _received(path))
        for name, path in _told_apart([(path, name) for path, name in found.values()])
    ]


def _refuse_links(files: Sequence[Path], folder: Path) -> None:
    for path in files:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise InputMissing(
                "the link leads out of the folder, and is not followed",
                where=visible(str(path)),
                expected="the file itself, copied here or named by its own path",
            )


def visible(text: str) -> str:
    """A text that may be printed: signs that steer a terminal or hide other signs become □."""
    return _UNSHOWN.sub("□", text)


def _is_hidden(name: Path) -> bool:
    return name.name.startswith("~$") or any(part.startswith(".") for part in name.parts)


def _received(path: Path) -> dt.date | None:
    for folder in path.parents:
        begun = _DAY.match(folder.name)
        try:
            if begun:
                return iso_date(begun[1])
        except ValueError:
            continue
    return None


def _place(path: Path) -> tuple[object, ...]:
    return _received(path) or dt.date.min, natural(path.parent.name), natural(path.stem), str(path)


def _told_apart(found: list[tuple[Path, str]]) -> list[tuple[str, Path]]:
    """Each file by a name of its own that may be printed, in the same order."""
    names: dict[str, Path] = {}
    for path, name in found:
        shown, number = visible(name), 1
        if shown in names:
            shown = visible(path.as_posix())
        wanted = shown
        while shown in names:
            number += 1
            shown = f"{wanted} [{number}]"
        names[shown] = path
    return list(names.items())
