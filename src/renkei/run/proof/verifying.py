"""Every digest of a run recomputed: what differs, is missing or is extra."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import renkei
from renkei.released import RELEASED
from renkei.run.manifest import as_json, processed_files, sha256
from renkei.run.proof.export import EXPORT, export_differs
from renkei.run.proof.kept import MANIFEST, Kept
from renkei.run.proof.log import standing_of
from renkei.run.proof.printed import printed

Problem = Literal["differs", "missing", "extra", "not here", "changed since"]

FAILS: tuple[Problem, ...] = ("differs", "missing", "extra")


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the manifest says.

    `differs`, `missing` and `extra` break the proof; `not here` could not be checked, because the
    whole folder is elsewhere; `changed since` is about the code of today, which may have moved on.
    """

    part: str
    name: str
    problem: Problem
    expected: str = ""
    found: str = ""

    @property
    def fails(self) -> bool:
        """Whether the run is not what its manifest says."""
        return self.problem in FAILS


@dataclass(frozen=True)
class Verified:
    """How many things of each part were compared, and what was found."""

    checked: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether all that is here is as the manifest says."""
        return not any(one.fails for one in self.findings)


def verify(kept: Kept, *, releasing: bool = False) -> Verified:
    """Recompute every digest of a run's manifest, and read the one its PDFs carry.

    `releasing`: the run is about to be released, and the log of releases is not asked about it.
    """
    listed, frames = kept.manifest["inputs"], processed_files(kept.manifest)
    params = kept.root / "params"
    package = Path(renkei.__file__).parent
    parts = {
        "outputs": _folder("outputs", kept.manifest["outputs"], kept.folder, alone=True),
        "frames": _folder("frames", frames, kept.frames, alone=True),
        "inputs": _folder("inputs", listed.get("inputs", {}), kept.raw),
        "content": _folder("content", listed.get("content", {}), params),
        "params": _params(kept),
        "notebooks": _since("notebooks", listed.get("notebooks", {}), kept.root / "notebooks"),
        "code": _since("code", listed.get("code", {}), package),
        "lock": _since("lock", _lock(listed), kept.root),
        "inputs.json": _inputs(kept),
        "pdf": _pdfs(kept),
        "release": iter(()) if releasing else _release(kept),
        EXPORT: iter(()) if releasing else _told(kept),
    }
    found = {name: list(findings) for name, findings in parts.items()}
    checked = {
        "outputs": len(kept.manifest["outputs"]),
        "frames": len(frames),
        **{name: len(listed.get(name, {})) for name in ("inputs", "content", "notebooks", "code")},
        "params": 1,
        "lock": len(_lock(listed)),
        "inputs.json": 1,
        "pdf": len(kept.manifest["decks"]),
        "release": 0 if releasing else int(standing_of(kept.folder) is not None),
        EXPORT: int((kept.folder / EXPORT).is_file()),
    }
    return Verified(checked, tuple(one for name in found for one in found[name]))


def _folder(
    part: str, digests: Mapping[str, str], base: Path, alone: bool = False
) -> Iterator[Finding]:
    """Files of a folder against their digests; `alone`: no others may be in it."""
    there = [name for name in digests if _inside(base, name) and (base / name).is_file()]
    if digests and not there and part != "outputs":
        yield Finding(part, str(base.name), "not here", f"{len(digests)} files")
        return
    for name, expected in sorted(digests.items()):
        if name not in there:
            yield Finding(part, name, "missing", str(expected))
        elif (found := sha256(base / name)) != expected:
            yield Finding(part, name, "differs", str(expected), found)
    if alone:
        known = {*digests, MANIFEST, EXPORT, RELEASED}
        files = (path for path in sorted(base.rglob("*")) if path.is_file())
        for name in (path.relative_to(base).as_posix() for path in files):
            if name not in known:
                yield Finding(part, name, "extra", found=sha256(base / name))


def _inside(base: Path, name: str) -> bool:
    """Whether a name of the manifest, which anybody may have written, stays inside its folder."""
    return (base / name).resolve().is_relative_to(base.resolve())


def _since(part: str, digests: Mapping[str, str], base: Path) -> Iterator[Finding]:
    """What made the run, against what would make it today: never a fault of the run."""
    for one in _folder(part, digests, base):
        yield Finding(part, one.name, "changed since", one.expected, one.found)


def _lock(listed: Mapping[str, object]) -> dict[str, str]:
    return {"requirements.lock": str(listed["lock"])} if listed.get("lock") else {}


def _params(kept: Kept) -> Iterator[Finding]:
    """The params file, known by its digest or by the name of the campaign."""
    expected = str(kept.manifest["inputs"].get("params", {}).get("sha256", ""))
    files = sorted((kept.root / "params").glob("*.yaml"))
    digests = {file: sha256(file) for file in files}
    if expected in digests.values():
        return
    named = [file for file in files if _names(file, str(kept.manifest["campaign"]))]
    if named:
        found = ", ".join(digests[file] for file in named)
        yield Finding("params", ", ".join(file.name for file in named), "differs", expected, found)
    else:
        yield Finding("params", str(kept.manifest["campaign"]), "not here", expected)


def _names(file: Path, campaign: str) -> bool:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line.split("#")[0].partition(":")[2] for line in lines if line.startswith("campaign:")]
    return campaign in [one.strip().strip("\"'") for one in said]


def _inputs(kept: Kept) -> Iterator[Finding]:
    """`inputs.json` against its digest, and against what the manifest repeats of it."""
    file = kept.folder / "inputs.json"
    expected = str(kept.manifest["inputs_sha256"])
    if not file.is_file():
        yield Finding("inputs.json", file.name, "missing", expected)
        return
    if (found := sha256(file)) != expected:
        yield Finding("inputs.json", file.name, "differs", expected, found)
    if file.read_text(encoding="utf-8", errors="replace") != as_json(kept.manifest["inputs"]):
        yield Finding("inputs.json", MANIFEST, "differs", "the same list", "another list")


def _pdfs(kept: Kept) -> Iterator[Finding]:
    """The digest each PDF carries; a deck carried over from an earlier run has that run's."""
    for deck in kept.manifest["decks"]:
        name = str(deck.get("pdf", ""))
        if not name or not _inside(kept.folder, name) or not (kept.folder / name).is_file():
            yield Finding("pdf", name or str(deck["area"]), "missing")
            continue
        expected = str(deck.get("inputs_sha256", ""))
        if not deck.get("carried") and expected != kept.manifest["inputs_sha256"]:
            whole = str(kept.manifest["inputs_sha256"])
            yield Finding("pdf", f"{name} in the manifest", "differs", whole, expected)
        seen = printed(kept.folder / name)
        if seen.fault:
            yield Finding("pdf", name, "differs", "a PDF", seen.fault)
            continue
        if seen.in_properties != expected:
            found = seen.in_properties or "no digest"
            yield Finding("pdf", f"{name}, properties", "differs", expected, found)
        if seen.on_last_page != expected:
            found = seen.on_last_page or "no digest"
            yield Finding("pdf", f"{name}, last page", "differs", expected, found)


def _release(kept: Kept) -> Iterator[Finding]:
    """Of a released run: the manifest is the one that was released."""
    entry = standing_of(kept.folder)
    if entry is None:
        return
    found = sha256(kept.folder / MANIFEST)
    if found != entry["manifest_sha256"]:
        yield Finding("release", MANIFEST, "differs", str(entry["manifest_sha256"]), found)


def _told(kept: Kept) -> Iterator[Finding]:
    """The manifest in the words of PROV, where it is kept: it says the same as the manifest."""
    if export_differs(kept):
        yield Finding(EXPORT, EXPORT, "differs", "what the manifest says", "something else")
