"""What something was made of, and whether it would be made otherwise today."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from renkei.run.manifest import as_json
from renkei.run.manifest import sha256 as digest_of

RAW, CONTENT, FRAMES = "raw", "content", "frames"
_SHOWN = 3  # changed inputs that are named


@dataclass(frozen=True)
class Basis:
    """What every notebook of a run rests on, as digests: package, lock, settings."""

    code: str
    lock: str | None
    settings: str

    @classmethod
    def of(cls, inputs: Mapping[str, Any]) -> "Basis":
        """The basis that the list of a run's inputs (`manifest.inputs`) tells."""
        settings = {name: one for name, one in inputs["params"].items() if name != "sha256"}
        return cls(text_digest(inputs["code"]), inputs["lock"], text_digest(settings))


@dataclass(frozen=True)
class Made:
    """What one thing was made of: basis, notebook, its own parameters, and the files it read.

    `read` are digests by name: `raw/…`, `content/…`, `frames/…`.
    """

    basis: Basis
    notebook: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """This as data."""
        return asdict(self)

    @classmethod
    def read_back(cls, data: Any) -> "Made | None":
        """What `data` wrote; None where it is something else."""
        try:
            basis = Basis(**data["basis"])
            read, parameters = dict(data["read"]), dict(data["parameters"])
            return cls(basis, str(data["notebook"]), parameters, read)
        except (KeyError, TypeError, ValueError):
            return None


def reasons(old: Made | None, now: Made, listed: Iterable[str] = ()) -> list[str]:
    """Why a thing made of `old` has to be made anew; empty where it would be the same.

    `now.read` holds every file that could be read; only those that were count. A file under one
    of the beginnings `listed` counts as soon as it is there: that it was not is what was read.
    """
    if old is None:
        return ["first run"]
    return [*_rests_on(old, now), *_shortened(list(_inputs(old, now, tuple(listed))))]


def really(
    now: Made, opened: Iterable[Path], roots: Mapping[str, Path], always: tuple[str, ...] = ()
) -> Made:
    """`now` with nothing read but the files that were opened, and those under `always`.

    Frames count as read, all of them, where none was seen to be.
    """
    names = {name for path in opened for name in _named(path, roots)}
    if not any(name.startswith(FRAMES) for name in names):
        always = (*always, FRAMES)
    read = {n: one for n, one in now.read.items() if n in names or n.startswith(always)}
    return Made(now.basis, now.notebook, now.parameters, read)


def _named(path: Path, roots: Mapping[str, Path]) -> Iterator[str]:
    """What a file is called as an input, if it is one."""
    for kind, root in roots.items():
        if path.is_relative_to(root):
            yield f"{kind}/{path.relative_to(root).as_posix()}"


def text_digest(content: object) -> str:
    """The SHA-256 of something as JSON."""
    return sha256(as_json(content).encode()).hexdigest()


def digests(folder: Path, pattern: str, under: str) -> dict[str, str]:
    """The files of a folder, by name with `under` before it, with their digests."""
    files = sorted(path for path in folder.glob(pattern) if path.is_file())
    return {f"{under}/{path.relative_to(folder).as_posix()}": digest_of(path) for path in files}


def _rests_on(old: Made, now: Made) -> Iterator[str]:
    for name, what in (("code", "package"), ("lock", "lock"), ("settings", "settings")):
        if getattr(old.basis, name) != getattr(now.basis, name):
            yield f"{what} changed"
    if old.notebook != now.notebook:
        yield "notebook changed"
    for name in sorted({*old.parameters, *now.parameters}):
        if old.parameters.get(name) != now.parameters.get(name):
            yield f"{name} changed"


def _inputs(old: Made, now: Made, listed: tuple[str, ...]) -> Iterator[str]:
    for name, digest in sorted(old.read.items()):
        if name not in now.read:
            yield f"{name} is gone"
        elif now.read[name] != digest:
            yield f"{name} changed"
    if listed:
        yield from (
            f"{name} is new"
            for name in sorted(now.read)
            if name.startswith(listed) and name not in old.read
        )


def _shortened(found: list[str]) -> list[str]:
    more = len(found) - _SHOWN
    return found if more < 1 else [*found[:_SHOWN], f"{more:,} more inputs changed"]
