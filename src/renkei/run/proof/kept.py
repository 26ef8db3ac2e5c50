"""A run as it is kept: its folder, its manifest, and where its frames and inputs should be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from renkei.errors import DataError, InputMissing
from renkei.settings import iso_date, project_root
from renkei.settings.fields import Slug

MANIFEST = "manifest.json"
Digests = dict[str, str]


def _day(text: str) -> str:
    iso_date(text)
    return text


class _Shape(BaseModel):
    """What a proof needs of a manifest, which anybody may have written; there may be more."""

    model_config = ConfigDict(strict=True, extra="allow")


class _Inputs(_Shape):
    inputs: Digests = {}
    content: Digests = {}
    notebooks: Digests = {}
    code: Digests = {}
    params: dict[str, Any] = {}
    lock: str | None = None


class _Deck(_Shape):
    area: Annotated[str, Field(pattern=r"^[0-9]{2}([0-9]{4})?$")]
    name: str | None = None
    pdf: str = ""
    inputs_sha256: str = ""
    carried: bool = False


class _Manifest(_Shape):
    campaign: Slug
    as_of: Annotated[str, AfterValidator(_day)]
    inputs_sha256: str
    inputs: _Inputs
    outputs: Digests
    frames: Digests
    executed: Digests = {}
    decks: list[_Deck]
    params: dict[str, Any]
    office: str = ""
    corrects: str = ""
    times: dict[str, Any] = {}
    packages: Digests = {}
    machine: dict[str, Any] = {}


@dataclass(frozen=True)
class Kept:
    """A finished run: the folder of its reports, its manifest, and the folders beside them.

    `frames` and `raw` need not exist: reports may be looked at on another machine.
    """

    folder: Path
    manifest: Mapping[str, Any]
    root: Path
    frames: Path
    raw: Path

    @property
    def notebooks(self) -> Path:
        """The executed notebooks, one a deck."""
        return self.frames / "notebooks"

    @property
    def name(self) -> str:
        """The folder's name: the as-of date, and for a correction which one."""
        return self.folder.name

    def deck(self, area: str) -> Mapping[str, Any]:
        """The deck of an area. Raises InputMissing where the run has none."""
        known: dict[str, Mapping[str, Any]] = {
            str(one["area"]): one for one in self.manifest["decks"]
        }
        if area not in known:
            raise InputMissing(
                f"no deck of {area!r}", where=str(self.folder), expected=", ".join(known)
            )
        return known[area]

    def notebook(self, area: str) -> Path | None:
        """The executed notebook of an area's deck; None where it is not kept."""
        found = sorted(self.notebooks.glob(f"{area}_*.ipynb"))
        return found[0] if found else None


def open_kept(folder: Path | str, *, raw: str = "", processed: str = "") -> Kept:
    """Open the run kept in a folder of `reports/<campaign>/`.

    Its frames are looked for in `data/processed` of the same project, its inputs in `data/raw`,
    or where `processed` and `raw` say. Raises InputMissing where no manifest is there, DataError
    where it is none.
    """
    place = Path(folder).resolve()
    manifest = read_manifest(place)
    root = _root(place)
    frames = Path(processed) if processed else root / "data" / "processed"
    return Kept(
        folder=place,
        manifest=manifest,
        root=root,
        frames=frames / str(manifest["campaign"]) / place.name,
        raw=Path(raw) if raw else root / "data" / "raw",
    )


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest of a run's folder, checked for what a proof needs of it."""
    file = folder / MANIFEST
    if not file.is_file():
        raise InputMissing(
            "no run is kept here", where=str(file), expected="a folder reports/<campaign>/<date>"
        )
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        _Manifest.model_validate(manifest)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "it"
        raise DataError(
            f"{key[:100]!a}: {first['msg'][:200]}",
            where=str(file),
            expected="a manifest as a run writes it",
        ) from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"not a manifest ({type(error).__name__})", where=str(file)) from None
    return dict(manifest)


def _root(folder: Path) -> Path:
    """The project the reports lie in; else the one this command runs in, else the folder itself."""
    if len(folder.parents) > 2 and folder.parents[1].name == "reports":
        above = folder.parents[2]
        if (above / "params").is_dir() or (above / "data").is_dir():
            return above
    try:
        return project_root()
    except InputMissing:
        return folder
