"""Which decks the last run did not make: what `--only-failed` makes."""

import json
from collections.abc import Iterable
from contextlib import suppress

from renkei.run.failure import Failure
from renkei.run.manifest import as_json
from renkei.run.plan import Plan

NAME = "last.json"


def begin(plan: Plan, areas: Iterable[str]) -> None:
    """Note which decks a run is about to make; none of them is made until `end` says so."""
    _write(plan, {"areas": sorted(areas), "failed": []})


def end(plan: Plan, failures: Iterable[Failure]) -> None:
    """Note which decks a run did not make; nothing is kept in mind where it made all."""
    failed = [one.data() for one in failures]
    if failed:
        _write(plan, {"areas": sorted(one["area"] for one in failed), "failed": failed})
    else:
        (plan.failed / NAME).unlink(missing_ok=True)
        for folder in (plan.failed, plan.failed.parent):
            with suppress(OSError):  # a notebook that failed is still kept there
                folder.rmdir()


def unfinished(plan: Plan) -> tuple[str, ...]:
    """The areas of a plan whose decks the last run was to make and did not."""
    try:
        noted = json.loads((plan.failed / NAME).read_text(encoding="utf-8"))["areas"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(area for area in plan.areas if area in noted)


def made(plan: Plan, area: str) -> None:
    """Forget the notebooks in which this deck failed before: it is made now."""
    for kept in plan.failed.glob(f"{area}_*.ipynb"):
        kept.unlink(missing_ok=True)


def _write(plan: Plan, content: object) -> None:
    plan.failed.mkdir(parents=True, exist_ok=True)
    aside = plan.failed / f".{NAME}"
    aside.write_text(as_json(content), encoding="utf-8")
    aside.replace(plan.failed / NAME)
