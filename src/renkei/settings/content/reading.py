"""A file of facts, found beside the params file and read into a strict model."""

import re
from pathlib import Path

from rapidfuzz import process

from renkei.errors import SettingsError
from renkei.settings.reading import Model, read_as, read_mapping

_LIKE = "content/national-2021.yaml"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def read_content(path: Path, model: type[Model]) -> Model:
    """Read and check one file of facts; SettingsError lists every problem with key and nearest.

    The model is a strict one (`settings.fields.Checked`); days are written YYYY-MM-DD.
    """
    return read_as(path, model, like=_LIKE)


def content_file(params: Path, name: str) -> Path:
    """The file `content/<name>.yaml` beside a params file, never outside of that folder.

    Raises SettingsError for a name that is none, and where no such file lies inside.
    """
    folder = params.parent / "content"
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"{name!r} names no file of facts",
            where=str(params),
            expected="small letters, digits and - only",
        )
    file = folder / f"{name}.yaml"
    if not file.is_file():
        known = sorted(path.stem for path in folder.glob("*.yaml"))
        near = [match[0] for match in process.extract(name, known, limit=3)]
        raise SettingsError(
            "no such file of facts", where=str(file), expected=f"a file of {folder}", nearest=near
        )
    if not file.resolve().is_relative_to(params.parent.resolve() / "content"):
        raise SettingsError("leads out of its folder, and is not followed", where=str(file))
    return file


def followed(params: Path, name: str) -> list[Path]:
    """The file of this name after those it `follows`, oldest first.

    Raises SettingsError as `content_file` does, and for files that follow each other in a circle.
    """
    files: list[Path] = []
    while name:
        file = content_file(params, name)
        if file in files:
            raise SettingsError(f"follows: {name} follows itself", where=str(file))
        files.insert(0, file)
        before = read_mapping(file, like=_LIKE).get("follows")
        name = before if isinstance(before, str) else ""
    return files
