"""What earlier runs left: the one that stands, and those that were ended before they were done."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from renkei.run.plan import Plan
from renkei.run.record import DECK, Record, read_record

LEFT = ".left-"
BUILDING = ".building-"
MADE = ".made"
"""The folder inside that of a run's frames which its notebooks take for all processed frames."""

NOTEBOOKS = "notebooks"


@dataclass(frozen=True)
class Earlier:
    """The folders of an earlier run: its decks by area, and its frames.

    `frozen`: it goes on standing and must not be touched, not even by a second name of a file.
    """

    pages: Path
    frames: Path
    frozen: bool = False

    def deck(self, area: str) -> Record | None:
        """The note of a whole deck whose executed notebook is kept, too."""
        record = read_record(self.pages / area / DECK)
        if record is None or record.told.get("area") != area:
            return None
        return record if self.notebook(area) else None

    def notebook(self, area: str) -> Path | None:
        """The executed notebook of an area."""
        return next(iter(sorted(self.notebooks.glob(f"{area}_*.ipynb"))), None)

    def frames_of(self, name: str) -> Record | None:
        """The note of a notebook of frames."""
        kept = (self.notebooks / f"{name}.ipynb").is_file()
        return read_record(self.notebooks / f"{name}.json") if kept else None

    @property
    def notebooks(self) -> Path:
        """Its executed notebooks."""
        return self.frames / NOTEBOOKS

    def take_deck(self, area: str, pages: Path, notebooks: Path) -> None:
        """Put a deck of this run into the folders of another, its notebook first."""
        notebook = self.notebook(area)
        if notebook:
            self._take(notebook, notebooks / notebook.name)
        aside = pages / f".taking-{area}"
        for file in sorted(path for path in (self.pages / area).rglob("*") if path.is_file()):
            self._take(file, aside / file.relative_to(self.pages / area))
        aside.rename(pages / area)

    def take_frames(self, name: str, record: Record, folder: Path) -> None:
        """Put what a notebook of frames made into another folder, its note last."""
        for file in (*record.files, f"{NOTEBOOKS}/{name}.ipynb", f"{NOTEBOOKS}/{name}.json"):
            self._take(self.frames / file, folder / file)

    def _take(self, file: Path, target: Path) -> None:
        """A second name for a file where that is possible, else a copy; one that can be written."""
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if not self.frozen:
            try:
                os.link(file, target)
                return
            except OSError:
                pass  # another disk, or one that knows no second names
        shutil.copyfile(file, target)


def earlier(plan: Plan) -> list[Earlier]:
    """The run that stands, then those left behind, the newest first."""
    standing = plan.place.standing
    frames = plan.frames.with_name(standing.name)
    found = [Earlier(standing, frames, frozen=standing != plan.reports)]
    found += [_inside(plan, folder) for folder in _left(plan)]
    return [one for one in found if one.pages.is_dir() or one.frames.is_dir()]


def set_aside(plan: Plan) -> None:
    """Keep what a run that was ended had finished, under a name no process still builds in.

    For those who hold the lock of the campaign.
    """
    name = f"{LEFT}{plan.place.name}-{_next(plan)}"
    for target in (plan.frames, plan.reports):
        building = target.with_name(f"{BUILDING}{target.name}")
        if building.is_dir():
            building.rename(target.with_name(name))


def forget_left(plan: Plan) -> None:
    """Remove what runs of this edition left behind."""
    for folder in _left(plan):
        for target in (plan.frames, plan.reports):
            shutil.rmtree(target.with_name(folder), ignore_errors=True)


def _left(plan: Plan) -> list[str]:
    """The names of the folders that runs of this edition left behind, the newest first."""
    pattern = f"{LEFT}{plan.place.name}-[0-9]*"
    found = {
        path.name for base in (plan.frames, plan.reports) for path in base.parent.glob(pattern)
    }
    return sorted(found, key=_number, reverse=True)


def _number(name: str) -> int:
    last = name.rpartition("-")[2]
    return int(last) if last.isdecimal() else 0


def _next(plan: Plan) -> int:
    return max((_number(name) for name in _left(plan)), default=0) + 1


def _inside(plan: Plan, name: str) -> Earlier:
    campaign = plan.campaign
    frames = plan.frames.with_name(name)
    inner = frames / MADE / campaign.campaign / campaign.as_of.isoformat()
    return Earlier(plan.reports.with_name(name), inner if inner.is_dir() else frames)
