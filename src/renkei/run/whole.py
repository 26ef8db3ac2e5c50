"""The whole run: clean, project, one deck for each area, then index page and manifest."""

import os
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from renkei.run import last, manifest
from renkei.run.earlier import set_aside
from renkei.run.failure import Failure
from renkei.run.finished import REFUSED, Finished, Say, Tell, as_it_stands
from renkei.run.how import FEW, HERE, How, Limits
from renkei.run.lock import alone
from renkei.run.plan import Plan
from renkei.run.survey import Survey

if TYPE_CHECKING:
    from renkei.run.crew import Crew

_USUAL = How()

__all__ = ["REFUSED", "Failure", "Finished", "How", "Limits", "run"]


def _silent(name: str, seconds: float) -> None:
    pass


def _untold(event: str, facts: dict[str, Any]) -> None:
    pass


def run(plan: Plan, say: Say = _silent, how: How = _USUAL, tell: Tell = _untold) -> Finished:
    """Execute a plan; the reports and frames of earlier runs stay until the new ones are whole.

    What would come out the same is not made again. `say` is told each step's name and seconds,
    `tell` what else happens, by name and facts. Decks that fail are in `Finished.failed`; where
    none could be made, their error is raised. Raises TryAgain while another run of the campaign
    is under way, and the errors of `execute` and `building`.
    """
    with alone(plan.reports.parent), ExitStack() as held:
        manifest.previous_decks(plan.place.standing)  # one that cannot be read is told at once
        set_aside(plan)
        if how.only_failed:
            plan = replace(plan, areas=last.unfinished(plan))
        hands = _beforehand(plan, how, held)
        survey = Survey(plan, how, manifest.inputs(plan))
        finished = as_it_stands(survey)
        if finished is None:
            # Seconds of imports, for those runs alone that have something to make; those of the
            # kernels go on at the same time.
            from renkei.run import kernels

            if how.cluster == HERE or len(plan.areas) < FEW:
                kernels.lend()
            from renkei.run.making import make

            return make(survey, say, tell, hands)
        last.settle(plan, ())
    return finished


def _beforehand(plan: Plan, how: How, held: ExitStack) -> "Crew | None":
    """A crew that will have decks to make whatever the survey finds: it comes up meanwhile."""
    if not (how.force or how.only_failed) or len(plan.areas) < FEW:
        return None
    from renkei.run import cluster

    if cluster.is_local(how) and (os.cpu_count() or 1) > 1:
        cluster.begin()  # it comes up while what leads it is imported
    from renkei.run.crew import crew

    return held.enter_context(crew(how, len(plan.areas)))
