"""What a run made, for whoever started it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from renkei.run import manifest
from renkei.run.failure import Failure, exit_code
from renkei.run.survey import Survey

REFUSED = "rejections.csv"
Say = Callable[[str, float], None]
Tell = Callable[[str, dict[str, Any]], None]


@dataclass
class Finished:
    """What a run made: its folder, decks, counts and warnings.

    `made` are the areas whose decks are new, `unchanged` those that would have come out the same
    and stay, `failed` those that could not be made.
    """

    reports: Path
    decks: list[dict[str, Any]]
    counts: dict[str, Any]
    warnings: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0, 75 where a deck may succeed on a second try, else the error's own."""
        return exit_code(self.failed)


def as_it_stands(survey: Survey) -> Finished | None:
    """What the run that stands made, where this one would make the very same; else None.

    All its files are as its manifest lists them.
    """
    plan, how = survey.plan, survey.how
    standing = plan.place.standing
    told = _manifest(standing)
    if how.force or told is None or told.get("inputs_sha256") != survey.digest or told["failed"]:
        return None
    if any(manifest.differs(base / name, one) for base, name, one in _files(survey, told)):
        return None
    for name in plan.frame_notebooks:
        step = survey.frame_step(name)
        if not survey.unchanged(step) or step.record is None:
            return None
        survey.known(step.record)
    if not all(survey.unchanged(survey.deck_step(area)) for area in plan.areas):
        return None
    decks, counts = told["decks"], told["counts"]
    return Finished(standing, decks, counts, told["warnings"], unchanged=list(plan.areas))


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        needed = {"failed", "decks", "counts", "warnings", "outputs", "frames"}
        return dict(told) if needed <= told.keys() else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _files(survey: Survey, told: dict[str, Any]) -> list[tuple[Path, str, str]]:
    """Every file of the run that is in no note: folder, name and digest."""
    standing = survey.plan.place.standing
    noted = tuple(f"{deck['area']}/" for deck in told["decks"])
    loose = {name: one for name, one in told["outputs"].items() if not name.startswith(noted)}
    return [(standing, name, one) for name, one in loose.items()]
