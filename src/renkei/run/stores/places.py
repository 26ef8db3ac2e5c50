"""Where a run reads and writes, when some of its folders are addresses: fetched, then sent."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from renkei.errors import TryAgain, UsageError
from renkei.run.editions import edition_of
from renkei.run.manifest import processed_files
from renkei.run.stores import kept
from renkei.run.stores.front import send_front
from renkei.run.stores.hold import hold
from renkei.run.stores.mirror import mirror
from renkei.run.stores.store import Store, is_address, together
from renkei.settings import Campaign, project_root

STAGES = ".stores"


@dataclass(frozen=True)
class _Stage:
    """A store, and the folder of this machine that stands for it."""

    store: Store
    folder: Path

    def held(self) -> "_Stage":
        """The same, which no other process may change from now on. Raises TryAgain."""
        hold(self.folder, self.store.address)
        return self


@dataclass(frozen=True)
class Places:
    """The folders of a run on this machine: `raw`, `processed` ("" the project's), `reports`.

    Those given as addresses are stages below `data/.stores`; for others every method does nothing.
    """

    raw: str
    processed: str
    reports: Path | None
    stages: dict[str, _Stage]

    @property
    def address_of_reports(self) -> str:
        """Where the decks are to be looked at, where that is an address; else ""."""
        stage = self.stages.get("reports")
        return stage.store.address if stage else ""

    def fetch_raw(self, campaign: Campaign) -> None:
        """Bring what the campaign's sources name; what did not change since is not fetched."""
        stage = self.stages.get("raw")
        if stage:
            told = campaign.model_dump(mode="json", include={"sources", "rounds"})
            sources = {text.rstrip("/") for text in _texts(told)}
            stage.held()
            mirror(stage.store, stage.folder, lambda name: _is_of(name, sources))

    def fetch_listed(self, names: list[str]) -> None:
        """Bring these inputs alone, as far as they are there."""
        stage = self.stages.get("raw")
        if stage:
            stage.held()
            wanted = set(names)
            mirror(stage.store, stage.folder, lambda name: name in wanted)

    def fetch_runs(self, campaign: str, as_of: date) -> None:
        """Bring the log of releases, and the runs of a date that stand: the newest one whole."""
        stage = self.stages.get("reports")
        if stage is None:
            return
        for one in (stage, self.stages.get("processed")):
            if one:
                one.held()
        self.fetch_log(campaign)
        found = kept.editions(stage.store, campaign, as_of.isoformat())
        for name in found:
            self.fetch_run(campaign, name, whole=name == found[-1])

    def fetch_latest(self, campaign: str, until: date) -> None:
        """Bring the newest run of a campaign up to a date."""
        stage = self.stages.get("reports")
        if stage:
            names = stage.store.folders(campaign)
            known = [(one, name) for name in names if (one := edition_of(name))]
            found = max((pair for pair in known if pair[0][0] <= until), default=None)
            if found:
                self.fetch_run(campaign, found[1])

    def fetch_run(self, campaign: str, name: str, whole: bool = True) -> None:
        """Bring a run that stands, where it is not here already; else only its manifest."""
        stage = self.stages["reports"]
        stands = kept.current(stage.store, campaign, name)
        known = _sent(stage.folder, campaign, name)
        here = (stage.folder / campaign / name / kept.MANIFEST).is_file()
        # One that was made here and could not be sent is newer than what stands there.
        if stands is None or (known and stands == known[0] and here and (known[1] or not whole)):
            return
        for one in (self.stages.get("processed"), stage):
            if one and (whole or one is stage):
                _bring(one, campaign, name, stands, whole)
        _remember(stage.folder, campaign, name, stands, whole)

    def send(self, campaign: str, name: str) -> None:
        """Send a finished run: its frames, its files, then the word that it stands.

        Raises TryAgain where a store does not answer or another run was sent meanwhile. Then what
        stood there stands, the run is kept here, and the next run sends what it makes of it.
        """
        stage, frames = self.stages.get("reports"), self.stages.get("processed")
        if stage is None:
            return
        folder = stage.folder / campaign / name
        known = _sent(stage.folder, campaign, name)
        before = known[0] if known else None
        digest = kept.digest_of(folder)
        if frames:
            manifest = json.loads((folder / kept.MANIFEST).read_text(encoding="utf-8"))
            target = kept.folder_of(campaign, name, digest)
            place = frames.folder / campaign / name
            kept.send_files(frames.store, place, target, [*processed_files(manifest)])
        now = kept.send_run(stage.store, folder, campaign, before)
        _remember(stage.folder, campaign, name, now, True)
        send_front(stage.store, stage.folder / ".front")
        for one in (stage, frames):
            if one:
                kept.prune(one.store, campaign, name, now)

    def send_release(self, campaign: str, name: str) -> None:
        """Send the log of releases and the record of a run that was just released.

        Raises TryAgain where another run was released meanwhile: then that release stands alone.
        """
        stage = self.stages.get("reports")
        known = _sent(stage.folder, campaign, name) if stage else None
        if stage is None or known is None:
            return
        home = stage.folder / campaign
        log = f"{campaign}/releases.jsonl"
        if not (home / "releases.jsonl").read_bytes().startswith(stage.store.read(log) or b""):
            raise TryAgain(
                "another run was released meanwhile", where=f"{stage.store.address}/{log}"
            )
        records = sorted(file.name for file in (home / "releases").glob(f"{name}.*"))
        kept.send_files(stage.store, home / "releases", f"{campaign}/releases", records)
        stage.store.put(home / name / kept.EXPORT, f"{known[0].folder(campaign, name)}/prov.json")
        stage.store.put(home / "releases.jsonl", log)

    def fetch_log(self, campaign: str) -> None:
        """Bring the log of releases with its records."""
        stage = self.stages.get("reports")
        if stage is None:
            return
        name, below = f"{campaign}/releases.jsonl", f"{campaign}/releases"
        log = stage.store.read(name)
        mirror(stage.store, stage.folder, lambda one: one.startswith(f"{below}/"), below)
        if log is not None:
            (stage.folder / campaign).mkdir(parents=True, exist_ok=True)
            (stage.folder / name).write_bytes(log)
        else:
            (stage.folder / name).unlink(missing_ok=True)


def places(*, raw: str = "", processed: str = "", reports: str = "") -> Places:
    """Where a run reads and writes; each is a folder, an address, or "" for the project's own.

    Raises SettingsError for an address that cannot be read.
    """
    given = {"raw": raw, "processed": processed, "reports": reports}
    stages = {name: _stage(name, text) for name, text in given.items() if is_address(text)}
    told = {name: str(stages[name].folder) if name in stages else given[name] for name in given}
    if "processed" in stages and "reports" not in stages:
        raise UsageError(
            "frames in a store, and reports that are not",
            where="--processed",
            expected="--reports with an address too: it says which frames stand",
        )
    reports_at = Path(told["reports"]) if told["reports"] else None
    return Places(told["raw"], told["processed"], reports_at, stages)


def _stage(name: str, address: str) -> _Stage:
    store = Store(address)
    digest = hashlib.sha256(store.address.encode()).hexdigest()[:8]
    plain = re.sub(r"[^A-Za-z0-9]+", "-", store.address).strip("-")[:40]
    folder = project_root() / "data" / STAGES / f"{plain}-{digest}" / name
    folder.mkdir(parents=True, exist_ok=True)
    return _Stage(store, folder)


def _texts(told: Any) -> Iterator[str]:
    """Every text of the settings; those that are no path match no file."""
    if isinstance(told, str) and told:
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)


def _is_of(name: str, sources: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}/") or fnmatch(name, one) for one in sources)


def _bring(stage: _Stage, campaign: str, name: str, stands: kept.Current, whole: bool) -> None:
    """Fetch a run's folder aside, then put it in the place of what is here."""
    source, target = stands.folder(campaign, name), stage.folder / campaign / name
    aside = target.with_name(f".fetching-{name}")
    shutil.rmtree(aside, ignore_errors=True)
    files = stage.store.names(source) if whole else {f"{source}/{kept.MANIFEST}": ""}
    together(lambda file: stage.store.fetch(file, aside / file.removeprefix(f"{source}/")), files)
    shutil.rmtree(target, ignore_errors=True)
    if aside.exists():
        aside.replace(target)


def _sent(folder: Path, campaign: str, name: str) -> tuple[kept.Current, bool] | None:
    """What stood in the store when it was last looked at, and whether it is here whole."""
    try:
        told = json.loads((folder / campaign / f".sent-{name}.json").read_bytes())
        return kept.Current(**told["current"]), bool(told["whole"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _remember(folder: Path, campaign: str, name: str, now: kept.Current, whole: bool) -> None:
    file = folder / campaign / f".sent-{name}.json"
    file.write_text(json.dumps({"current": asdict(now), "whole": whole}), encoding="utf-8")
