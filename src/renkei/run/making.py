"""A run under way: frames first, then the decks over a crew, then all of it moved into place.

What closes it reads frames and writes pages, and is imported while workers make decks.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from renkei import areas
from renkei.errors import TryAgain
from renkei.run import last, manifest
from renkei.run.aside import building
from renkei.run.crew import Crew, crew
from renkei.run.earlier import MADE, NOTEBOOKS, Earlier, set_aside
from renkei.run.failure import Failure, together
from renkei.run.fanout import fan_out, largest_first
from renkei.run.finished import Finished, Say, Tell
from renkei.run.frames import make_frames, take_frames
from renkei.run.how import FEW
from renkei.run.plan import PREFECTURE_NOTEBOOK, Plan
from renkei.run.record import deck_of
from renkei.run.survey import Step, Survey
from renkei.run.task import ASIDE, Outcome, Task


@dataclass
class Work:
    """One run under way: what it compares with, where it builds, and what it has done so far."""

    survey: Survey
    say: Say
    tell: Tell
    frames: Path
    pages: Path
    started: str
    steps: list[dict[str, Any]] = field(default_factory=list)
    decks: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """What is carried out."""
        return self.survey.plan

    @property
    def processed(self) -> Path:
        """What the notebooks take for the folder of processed frames."""
        return self.frames / MADE

    @property
    def folder(self) -> Path:
        """Where the notebooks of this run keep their frames."""
        campaign = self.plan.campaign
        return self.processed / campaign.campaign / campaign.as_of.isoformat()

    def parameters(self, **more: str) -> dict[str, str]:
        """What every notebook is told: campaign, as-of date, and the folders as absolute paths."""
        campaign = self.plan.campaign
        return {
            "params": str(campaign.file.resolve()),
            "as_of": campaign.as_of.isoformat(),
            "raw": str(campaign.raw.resolve()),
            "processed": str(self.processed.resolve()),
            **more,
        }

    def done(self, name: str, seconds: float, **more: float) -> None:
        """Keep how long a step took, and what of it, and say so."""
        told = {what: round(value, 2) for what, value in {"seconds": seconds, **more}.items()}
        self.steps.append({"step": name, **told})
        self.say(name, seconds)


def make(survey: Survey, say: Say, tell: Tell, hands: Crew | None = None) -> Finished:
    """Carry out what is to be done; earlier reports and frames stay until the new ones are whole.

    `hands` is a crew that has come to work already.

    Decks that fail are left as an earlier run made them, and told in `Finished.failed`; where not
    one could be made all stays as it was, and their error is raised.
    """
    plan, started = survey.plan, manifest.moment()
    with building(plan.frames, plan.reports) as (frames, pages):
        work = Work(survey, say, tell, frames, pages, started)
        try:
            warnings, counts = _made(work, hands)
        except BaseException:
            if work.made or work.steps:
                set_aside(plan)  # what is finished is taken over by the next run
            raise
    last.settle(plan, work.failed)
    _write_front(plan)
    decks = _in_order(work.decks)
    return Finished(
        plan.reports,
        decks,
        counts,
        warnings,
        work.steps,
        work.made,
        work.unchanged,
        sorted(work.failed, key=lambda one: _rank(one.area)),
    )


def _write_front(plan: Plan) -> None:
    from renkei.publish.site import write_front

    write_front(plan.every_report)


def _made(work: Work, hands: Crew | None) -> tuple[list[str], dict[str, Any]]:
    listed = work.pages / "inputs.json"
    listed.write_text(manifest.as_json(work.survey.inputs), encoding="utf-8")
    standing = manifest.previous_decks(work.plan.place.standing)
    with ExitStack() as held:
        _decks(work, _frames(work, hands, held), held)
    if work.failed and not work.made:
        last.end(work.plan, work.failed)
        raise together(work.failed)
    _carried(work, standing)
    from renkei.run.closing import close

    warnings, counts = close(work, _in_order(work.decks))
    _flatten(work)
    return warnings, counts


def _frames(work: Work, hands: Crew | None, held: ExitStack) -> Crew | None:
    """Make the frames; a crew that will have decks to make comes to work meanwhile."""
    (work.folder / NOTEBOOKS).mkdir(parents=True)
    for name in work.plan.frame_notebooks:
        step = work.survey.frame_step(name)
        if not step.why:
            take_frames(work.survey, step, work.folder)
            work.tell("unchanged", {"step": name})
            continue
        work.tell("begun", {"step": name, "why": list(step.why)})
        if hands is None and len(work.plan.areas) >= FEW:
            hands = held.enter_context(crew(work.survey.how, len(work.plan.areas)))
        seconds = _tried(work, partial(_frames_once, work, step))
        work.done(name, seconds)
    return hands


def _frames_once(work: Work, step: Step) -> None:
    make_frames(work.survey, step, work.parameters(), work.folder)


def _tried(work: Work, attempt: Callable[[], None]) -> float:
    """Carry out what all decks need, a few times where it may succeed on another try."""
    limits = work.survey.how.limits
    begun = time.perf_counter()
    for tried in range(1, limits.tries + 1):
        try:
            attempt()
            break
        except TryAgain as error:
            if tried == limits.tries:
                raise
            pause = limits.pause_after(tried)
            work.tell("retry", {"cause": str(error), "seconds": pause})
            time.sleep(pause)
    return time.perf_counter() - begun


def _decks(work: Work, hands: Crew | None, held: ExitStack) -> None:
    """Take the decks that would be the same, and make the others."""
    steps = [work.survey.deck_step(area) for area in work.plan.areas]
    wanted = [step for step in steps if step.why]
    last.begin(work.plan, (step.area for step in wanted))
    for step in steps:
        if not step.why:
            _take(work, step)
    work.tell("decks", {"wanted": len(wanted), "unchanged": len(work.unchanged)})
    if not wanted:
        return
    if hands is None or len(wanted) < FEW:
        hands = held.enter_context(crew(work.survey.how, len(wanted)))
    tasks = largest_first([_task(work, step) for step in wanted])
    for outcome in fan_out(tasks, hands, partial(_again, work)):
        _heard(work, outcome)
        import_module("renkei.run.closing")  # while the others go on
    for folder in (work.pages, work.folder / NOTEBOOKS):  # what workers left that were killed
        for left in folder.glob(f"{ASIDE}*"):
            shutil.rmtree(left)


def _take(work: Work, step: Step) -> None:
    assert step.source and step.record
    step.source.take_deck(step.area, work.pages, work.folder / NOTEBOOKS)
    work.decks[step.area] = _as_now(work, deck_of(step.record))
    work.unchanged.append(step.area)


def _task(work: Work, step: Step) -> Task:
    plan = work.plan
    more = {"area": step.area} if step.notebook == PREFECTURE_NOTEBOOK else {}
    return Task(
        area=step.area,
        name=areas.label(step.area),
        notebook=plan.notebooks / f"{step.notebook}.ipynb",
        parameters=work.parameters(density=plan.density, **more),
        pages=work.pages.resolve(),
        executed=(work.folder / NOTEBOOKS).resolve(),
        failed=plan.failed.resolve(),
        inputs_sha256=work.survey.digest,
        made=step.made,
        roots=work.survey.roots(work.folder),
        place=plan.place,
        limits=work.survey.how.limits,
    )


def _again(work: Work, task: Task, outcome: Outcome, pause: float) -> None:
    assert outcome.failure
    told = {"area": task.area, "name": task.name, "cause": outcome.failure.cause}
    work.tell("retry", {**told, "seconds": pause})


def _heard(work: Work, outcome: Outcome) -> None:
    name = f"{outcome.area} {areas.label(outcome.area)}"
    if outcome.deck is None:
        assert outcome.failure
        work.failed.append(outcome.failure)
        work.tell("failed", outcome.failure.data())
        return
    work.decks[outcome.area] = dict(outcome.deck)
    work.made.append(outcome.area)
    last.made(work.plan, outcome.area)
    work.done(name, outcome.seconds, export=outcome.export)


def _carried(work: Work, standing: list[dict[str, Any]]) -> None:
    """Decks of the run that stands there and that this one does not make anew, or could not."""
    frames = work.plan.frames.with_name(work.plan.place.standing.name)
    frozen = work.plan.place.standing != work.plan.reports
    stands = Earlier(work.plan.place.standing, frames, frozen)
    for deck in standing:
        if deck["area"] not in work.decks:
            stands.take_deck(deck["area"], work.pages, work.folder / NOTEBOOKS)
            work.decks[deck["area"]] = {**deck, "carried": True}


def _as_now(work: Work, deck: dict[str, Any]) -> dict[str, Any]:
    """A deck that an earlier run made: carried where that run had other inputs."""
    return {**deck, "carried": deck["inputs_sha256"] != work.survey.digest}


def _in_order(decks: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(decks.values(), key=lambda deck: _rank(deck["area"]))


def _rank(area: str) -> tuple[int, str]:
    return len(area), area


def _flatten(work: Work) -> None:
    """Lift the frames out of the campaign and date folders the notebooks made for them."""
    for path in sorted(work.folder.iterdir()):
        path.rename(work.frames / path.name)
    shutil.rmtree(work.processed)
