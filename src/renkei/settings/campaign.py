"""A campaign opened for one run: its settings and the folders they resolve against."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from renkei.errors import DataError, InputMissing, SettingsError
from renkei.settings.content.reading import content_file, followed
from renkei.settings.fields import iso_date
from renkei.settings.model import Params, Round
from renkei.settings.reading import read_params, refusal
from renkei.settings.received import received_on

_ARRIVING = "**/*"  # which files count of a folder that holds one folder a day received


class Campaign(Params):
    """A params file opened for one run: checked settings plus the folders they resolve against."""

    file: Path
    raw: Path
    processed: Path

    @property
    def folder(self) -> Path:
        """Where this campaign's frames at this as-of date are kept."""
        return self.processed / self.campaign / self.as_of.isoformat()

    @property
    def rounds_asked(self) -> list[Round]:
        """Rounds sent out by the as-of date, oldest first."""
        return [one for one in self.rounds if one.opened <= self.as_of]

    @property
    def round(self) -> Round | None:
        """The round in force at the as-of date."""
        return self.rounds_asked[-1] if self.rounds_asked else None

    def snapshots(self) -> list[Path]:
        """Record files in name order, whatever their date; none where nothing is counted."""
        source = self.sources.given_records
        return self._files(source.path, "*") if source else []

    def population_file(self) -> Path:
        """The population file."""
        return self.raw / self.sources.population.path

    def published_file(self) -> Path | None:
        """The file of published totals, where the campaign has one."""
        source = self.sources.published_rounds
        return self.raw / source.path if source else None

    def map_file(self) -> Path | None:
        """The boundaries of the municipalities, where the campaign has them."""
        source = self.sources.map
        return self.raw / source.path if source else None

    def returns_folder(self, one: Round) -> Path | None:
        """Where the returns of a round arrive, where the campaign has any."""
        return self.raw / one.returns if one.returns else None

    def register_folder(self, name: str) -> Path | None:
        """Where the filled forms of a register arrive, where the campaign has it."""
        source = self.sources.registers.get(name)
        return self.raw / source.path if source else None

    def content_file(self, name: str) -> Path:
        """The file of facts of this name, in `content/` beside the params file.

        Raises SettingsError for a name that is none (small letters, digits, -), for a file that
        is not there, and for a link that leads out of the folder.
        """
        return content_file(self.file, name)

    def content_files(self) -> list[Path]:
        """The files of facts this campaign names, and those they follow; none lies in `raw`."""
        named = (self.content, self.meeting, self.work, self.ranking)
        return [file for name in named if name for file in followed(self.file, name)]

    def leading_out(self, folder: Path) -> list[Path]:
        """Links in a folder that lead out of the raw folder, which nobody follows."""
        raw = self.raw.resolve()
        links = (path for path in folder.rglob("*") if path.is_symlink())
        return sorted(path for path in links if not path.resolve().is_relative_to(raw))

    def inputs(self) -> list[Path]:
        """Every file this run may read, sorted; later snapshots and returns are left out."""
        files = {self.population_file()} if self.sources.has_records else set()
        files |= {path for path in self.snapshots() if not _dated_after(path.name, self.released)}
        files |= {file for file in (self.published_file(), self.map_file()) if file}
        for one in self.rounds_asked:
            if one.returns:
                files |= self._arrived(one.returns)
        for register in self.sources.registers.values():
            files |= self._arrived(register.path)
        return sorted(files)

    def _arrived(self, source: str) -> set[Path]:
        """The files of a folder of folders by day received, but those of days after as_of."""
        folder = self.raw / source
        found = self._files(source, _ARRIVING) if folder.is_dir() else []
        return {path for path in found if not _arrived_after(path, folder, self.as_of)}

    def check_inputs(self) -> None:
        """Raise InputMissing at the first source that is absent or empty.

        A file of facts that is not there is a mistake of the params file: SettingsError.
        """
        self.content_files()
        for key, source, inside in self._sources():
            misplaced = inside == _ARRIVING and not (self.raw / source).is_dir()
            if misplaced or not self._files(source, inside):
                invented = f"`renkei sample --campaign {self.campaign}` writes it, "
                raise InputMissing(
                    self._absence(source),
                    where=f"{self.file}: {key}: {self.raw / source}",
                    expected="the input this campaign names; "
                    f"{invented if self.sample else ''}--raw DIR reads from elsewhere",
                    nearest=self._neighbours(source),
                )

    def _sources(self) -> Iterator[tuple[str, str, str]]:
        """Key, path, and which files inside a folder count, of every source."""
        if self.sources.has_records:
            yield "sources.records.path", self.sources.records.path, "*"
            yield "sources.population.path", self.sources.population.path, "-"
        if self.sources.published_rounds:
            yield "sources.published_rounds.path", self.sources.published_rounds.path, "-"
        if self.sources.map:
            yield "sources.map.path", self.sources.map.path, "-"
        for one in self.rounds_asked:
            if one.returns:
                yield f"rounds[{one.number}].returns", one.returns, _ARRIVING
        for name, register in self.sources.registers.items():
            yield f"sources.{name}.path", register.path, _ARRIVING

    def _absence(self, source: str) -> str:
        path = self.raw / source
        if path.exists() and not path.resolve().is_relative_to(self.raw.resolve()):
            return "leads out of the raw folder, and is not followed"
        if path.is_file():
            return "a file where a folder is expected"
        return "no file in this folder" if path.is_dir() else "no such file or folder"

    def _files(self, source: str, inside: str) -> list[Path]:
        base, raw = self.raw / source, self.raw.resolve()
        found = base.glob(inside) if base.is_dir() else self.raw.glob(source)
        return sorted(
            path
            for path in found
            if path.is_file()
            and not path.name.startswith((".", "~$"))
            and path.resolve().is_relative_to(raw)
        )

    def _neighbours(self, source: str) -> list[str]:
        folder = (self.raw / source).parent
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return [match[0] for match in process.extract(Path(source).name, names, limit=3)]


def _dated_after(name: str, bound: dt.date) -> bool:
    """Whether a snapshot's name says it was published later; a name without a day does not."""
    try:
        return iso_date(name[:10]) > bound
    except ValueError:
        return False


def _arrived_after(path: Path, folder: Path, bound: dt.date) -> bool:
    try:
        received = received_on(path, folder)
    except DataError:
        return False  # the reader refuses it, which is a result to be traced too
    return received is not None and received > bound


def project_root() -> Path:
    """The folder that holds `params/` and `notebooks/`: RENKEI_HOME, or from here upwards.

    Without either it is the checkout this package runs from. Raises InputMissing.
    """
    named = os.environ.get("RENKEI_HOME")
    here = Path.cwd()
    candidates = [Path(named)] if named else [here, *here.parents, Path(__file__).parents[3]]
    for folder in candidates:
        if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise InputMissing(
        "no project there",
        where=f"RENKEI_HOME={named}" if named else str(here),
        expected="a folder with params/ and notebooks/",
    )


def open_campaign(params: str, as_of: str = "", raw: str = "", processed: str = "") -> Campaign:
    """Open a campaign by its id or params file.

    `as_of` (ISO) replaces the file's date, and the release date moves by the same days; `raw` and
    `processed` replace the project's own folders. Raises SettingsError naming file, key, what was
    expected and the nearest valid key, and InputMissing where a folder is not there.
    """
    file = _params_file(params)
    settings = read_params(file)
    # Only what the file says: a default is no statement (see Params.projection_kind).
    values: dict[str, Any] = {name: getattr(settings, name) for name in settings.model_fields_set}
    if as_of:
        day = _given_date(as_of)
        values |= {"as_of": day, "released": day + (settings.released - settings.as_of)}
    raw_folder = Path(raw) if raw else project_root() / "data" / "raw"
    if not raw_folder.is_dir():
        raise InputMissing("no such folder", where=str(raw_folder), expected="a folder of inputs")
    values |= {
        "file": file,
        "raw": raw_folder,
        "processed": Path(processed) if processed else project_root() / "data" / "processed",
    }
    try:
        return Campaign(**values)
    except ValidationError as error:
        raise refusal(f"{file} with as_of {as_of}", error, Campaign) from None


def _given_date(as_of: str) -> dt.date:
    try:
        return iso_date(as_of)
    except (ValueError, TypeError) as error:
        raise SettingsError(str(error), where="as_of") from None


def _params_file(params: str) -> Path:
    folder = project_root() / "params"
    named = Path(params) if params.endswith((".yaml", ".yml")) else folder / f"{params}.yaml"
    for file in (named, project_root() / named):
        if file.is_file():
            return file
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    near = [match[0] for match in process.extract(Path(params).stem, known, limit=3)]
    raise SettingsError(
        "no such params file", where=params, expected="a YAML file of params/", nearest=near
    )
