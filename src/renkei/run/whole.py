"""The whole run: clean, project, one deck for each area, then index page and manifest."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from renkei import areas, intake, publish
from renkei.run import manifest
from renkei.run.aside import building
from renkei.run.execute import execute
from renkei.run.fonts import font_told
from renkei.run.plan import PREFECTURE_NOTEBOOK, Plan

Say = Callable[[str, float], None]
REFUSED = "rejections.csv"


def _silent(name: str, seconds: float) -> None:
    pass


@dataclass
class Finished:
    """What a run made: its folder, decks, counts and warnings."""

    reports: Path
    decks: list[dict[str, Any]]
    counts: dict[str, Any]
    warnings: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class _Work:
    """One run under way: what it reads, where it builds, and what it has done so far."""

    plan: Plan
    say: Say
    frames: Path
    pages: Path
    inputs: dict[str, Any]
    digest: str
    standing: list[dict[str, Any]]
    steps: list[dict[str, Any]] = field(default_factory=list)

    def timed(self, name: str, work: Callable[[], Any]) -> Any:
        """Do one step, keep how long it took, and tell."""
        begun = time.perf_counter()
        done = work()
        seconds = time.perf_counter() - begun
        self.steps.append({"step": name, "seconds": round(seconds, 2)})
        self.say(name, seconds)
        return done

    def parameters(self, **more: str) -> dict[str, str]:
        """What every notebook is told: campaign, as-of date, and the folders as absolute paths."""
        campaign = self.plan.campaign
        return {
            "params": str(campaign.file.resolve()),
            "as_of": campaign.as_of.isoformat(),
            "raw": str(campaign.raw.resolve()),
            "processed": str(self.made.resolve()),
            **more,
        }

    @property
    def made(self) -> Path:
        """What the notebooks take for the folder of processed frames."""
        return self.frames / ".made"

    @property
    def folder(self) -> Path:
        """Where the notebooks of this run keep their frames."""
        campaign = self.plan.campaign
        return self.made / campaign.campaign / campaign.as_of.isoformat()


def run(plan: Plan, say: Say = _silent) -> Finished:
    """Execute a plan; the reports and frames of earlier runs stay until the new ones are whole.

    `say` is told each step's name and seconds. Raises the errors of `execute` and `building`.
    """
    started = manifest.moment()
    inputs = manifest.inputs(plan)
    with building(plan.campaign.folder, plan.reports) as (frames, pages):
        listed = pages / "inputs.json"
        listed.write_text(manifest.as_json(inputs), encoding="utf-8")
        standing = manifest.previous_decks(plan.reports)
        work = _Work(plan, say, frames, pages, inputs, manifest.sha256(listed), standing)
        for name in plan.frame_notebooks:
            work.timed(name, partial(_frames, work, name))
        warnings = _unusable(work.folder) + font_told(plan.campaign.font).get("warnings", [])
        decks = _in_order(_decks(work) + _carried(work))
        counts = manifest.counts(work.folder)
        _close(work, decks, counts, started)
        _flatten(work)
    publish.write_front(plan.root / "reports")
    return Finished(plan.reports, decks, counts, warnings, work.steps)


def _frames(work: _Work, name: str) -> None:
    executed = work.folder / "notebooks" / f"{name}.ipynb"
    execute(work.plan.notebooks / f"{name}.ipynb", work.parameters(), executed, work.plan.failed)


def _decks(work: _Work) -> list[dict[str, Any]]:
    return [
        work.timed(f"{area} {areas.label(area)}", partial(_deck, work, area))
        for area in work.plan.areas
    ]


def _unusable(folder: Path) -> list[str]:
    """The files that could not be used and that no later one has put right, in sentences."""
    rejections = manifest.frame(folder, "rejections")
    open_ones = rejections[(rejections["kind"] == "file") & ~rejections["corrected"]]
    return intake.sentences(open_ones)


def _deck(work: _Work, area: str) -> dict[str, Any]:
    name = work.plan.notebook_for(area)
    executed = work.folder / "notebooks" / f"{area}_{name}.ipynb"
    more = {"area": area} if name == PREFECTURE_NOTEBOOK else {}
    more["density"] = work.plan.density
    execute(
        work.plan.notebooks / f"{name}.ipynb",
        work.parameters(**more),
        executed,
        work.plan.failed,
    )
    made = publish.export(executed, work.pages / area, inputs_sha256=work.digest)
    return {
        "area": area,
        "name": areas.label(area),
        "html": f"{area}/{made.html.name}",
        "pdf": f"{area}/{made.pdf.name}",
        "annex": f"{area}/{made.annex.name}",
        "pages": made.pages,
        "finding": made.finding,
        "density": work.plan.density,
        "inputs_sha256": work.digest,
        "carried": False,
    }


def _carried(work: _Work) -> list[dict[str, Any]]:
    """Decks of the run that stands there and that this one does not make anew."""
    kept = []
    for deck in work.standing:
        if deck["area"] not in work.plan.areas:
            shutil.copytree(work.plan.reports / deck["area"], work.pages / deck["area"])
            kept.append({**deck, "carried": True})
    return kept


def _in_order(decks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(decks, key=lambda deck: (len(deck["area"]), deck["area"]))


def _close(work: _Work, decks: list[dict[str, Any]], counts: dict[str, Any], started: str) -> None:
    campaign = work.plan.campaign
    content = {
        "campaign": campaign.campaign,
        "title": campaign.title,
        "office": campaign.office,
        "as_of": campaign.as_of.isoformat(),
        "released": campaign.released.isoformat(),
        "sample": campaign.sample,
        "params": manifest.settings(campaign),
        "inputs_sha256": work.digest,
        "inputs": work.inputs,
        "decks": decks,
        "counts": counts,
        **font_told(campaign.font),
    }
    refused = publish.refused_csv(manifest.frame(work.folder, "rejections"))
    (work.pages / REFUSED).write_text(refused, encoding="utf-8", newline="")
    content["outlooks"] = manifest.outlooks(work.folder, campaign.measure)
    index = publish.index_html(content)
    (work.pages / "index.html").write_text(index, encoding="utf-8")
    content |= {
        "outputs": manifest.outputs(work.pages),
        "frames": manifest.outputs(work.folder),
        "packages": manifest.packages(),
        "machine": manifest.machine(),
        "times": {"started": started, "finished": manifest.moment(), "steps": work.steps},
    }
    (work.pages / "manifest.json").write_text(manifest.as_json(content), encoding="utf-8")


def _flatten(work: _Work) -> None:
    """Lift the frames out of the campaign and date folders the notebooks made for them."""
    for path in sorted(work.folder.iterdir()):
        path.rename(work.frames / path.name)
    shutil.rmtree(work.made)
