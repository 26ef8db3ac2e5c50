"""Which decks runs were to make and did not: what `--only-failed` makes."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from renkei.run.earlier import forget_left
from renkei.run.failure import Failure
from renkei.run.manifest import as_json
from renkei.run.plan import Plan

NAME = "last.json"


def begin(plan: Plan, areas: Iterable[str]) -> None:
    """Note which decks a run is about to make; none of them is made until `end` says so."""
    noted = _noted(plan)
    _write(plan, sorted({*noted["areas"], *areas}), noted["failed"])


def end(plan: Plan, failures: Iterable[Failure]) -> None:
    """Note which decks a run did not make, beside those that it was not asked for.

    Nothing is kept in mind where no deck is left to be made.
    """
    before = _noted(plan)
    failed = [one for one in before["failed"] if one.get("area") not in plan.areas]
    failed += [one.data() for one in failures]
    areas = {*left_to_others(plan), *(one["area"] for one in failed)}
    if areas:
        _write(plan, sorted(areas), failed)
        return
    (plan.failed / NAME).unlink(missing_ok=True)
    for folder in (plan.failed, plan.failed.parent):
        with suppress(OSError):  # a notebook that failed is still kept there
            folder.rmdir()


def settle(plan: Plan, failures: Iterable[Failure]) -> None:
    """All of a run is in place: what ended runs left goes, unless others' decks may be in it."""
    end(plan, failures)
    if not left_to_others(plan):
        forget_left(plan)


def unfinished(plan: Plan) -> tuple[str, ...]:
    """The areas of a plan whose decks an earlier run was to make and did not."""
    noted = _noted(plan)["areas"]
    return tuple(area for area in plan.areas if area in noted)


def left_to_others(plan: Plan) -> tuple[str, ...]:
    """The areas noted that this plan was not asked for."""
    return tuple(area for area in _noted(plan)["areas"] if area not in plan.areas)


def made(plan: Plan, area: str) -> None:
    """Forget the notebooks in which this deck failed before: it is made now."""
    for kept in plan.failed.glob(f"{area}_*.ipynb"):
        kept.unlink(missing_ok=True)


def _noted(plan: Plan) -> dict[str, list[Any]]:
    """What is kept in mind; nothing where the note is not there, or not one of ours."""
    try:
        told = json.loads((plan.failed / NAME).read_text(encoding="utf-8"))
        areas = [area for area in told["areas"] if isinstance(area, str)]
        return {"areas": areas, "failed": [one for one in told["failed"] if isinstance(one, dict)]}
    except (OSError, ValueError, KeyError, TypeError):
        return {"areas": [], "failed": []}


def _write(plan: Plan, areas: list[str], failed: list[Any]) -> None:
    plan.failed.mkdir(parents=True, exist_ok=True)
    aside = plan.failed / f".{NAME}"
    aside.write_text(as_json({"areas": areas, "failed": failed}), encoding="utf-8")
    aside.replace(plan.failed / NAME)
