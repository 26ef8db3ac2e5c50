"""`renkei run`: from a campaign's inputs to its decks."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from renkei import settings
from renkei.cli.console import app, err, out
from renkei.cli.folders import Processed, Raw, Reports
from renkei.cli.progress import JsonLines, Log, reporter
from renkei.cli.summary import tell_end, tell_plan
from renkei.errors import UsageError

if TYPE_CHECKING:
    from renkei.run import Plan
    from renkei.run.how import How
    from renkei.run.stores import Places


class Density(StrEnum):
    """How much stands on a page."""

    handout = "handout"
    projected = "projected"


_ELSEWHERE = "none (this process), local, a scheduler (tcp://host:8786), or a YAML file."


_Params = Annotated[str, typer.Argument(help="A params file, or the id of one in params/.")]
_AsOf = Annotated[str, typer.Option(help="Another as-of date (ISO); the release date moves along.")]
_Areas = Annotated[
    str,
    typer.Option(
        "--areas", help="00 the nation, two digits a prefecture, six a municipality; or all"
    ),
]
_Density = Annotated[
    Density, typer.Option(help="Decks to be handed out, or larger, to be shown on a screen.")
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and why.")]
_Force = Annotated[bool, typer.Option("--force", help="Make what is unchanged too.")]
_OnlyFailed = Annotated[
    bool, typer.Option("--only-failed", help="Make what earlier runs were to make and did not.")
]
_Cluster = Annotated[
    str, typer.Option(envvar="RENKEI_CLUSTER", help=f"Where decks are made: {_ELSEWHERE}")
]
_Workers = Annotated[
    int, typer.Option(help="How many work at a time; 0: as the machine has room for.")
]
_CellSeconds = Annotated[float, typer.Option(help="A cell may take so long.")]
_DeckSeconds = Annotated[float, typer.Option(help="A deck may take so long.")]
_Tries = Annotated[
    int, typer.Option(help="How often a deck is tried that was too slow, or whose kernel ended.")
]
_Log = Annotated[Log, typer.Option(help="auto: a bar on a terminal, JSON lines elsewhere.")]


@app.command()
def run(
    params: _Params,
    as_of: _AsOf = "",
    wanted: _Areas = "all",
    raw: Raw = "",
    processed: Processed = "",
    reports: Reports = "",
    density: _Density = Density.handout,
    dry_run: _DryRun = False,
    force: _Force = False,
    only_failed: _OnlyFailed = False,
    cluster: _Cluster = "",
    workers: _Workers = 0,
    cell_seconds: _CellSeconds = 600,
    deck_seconds: _DeckSeconds = 1800,
    tries: _Tries = 3,
    log: _Log = Log.auto,
) -> int:
    """Clean the returns, project completion and make the decks of a campaign.

    A deck that would come out the same is not made again.
    """
    if as_of:
        _check_date(as_of)
    # The kernels and exporters take half a second to import: only a run pays for them.
    from renkei.run import plan, stores
    from renkei.run.how import How, Limits

    limits = Limits(cell=cell_seconds, deck=deck_seconds, tries=tries)
    how = How(cluster, workers, limits, force, only_failed)
    places = stores.places(raw=raw, processed=processed, reports=reports)
    campaign = settings.open_campaign(params, as_of, places.raw, places.processed)
    places.fetch_raw(campaign)
    places.fetch_runs(campaign.campaign, campaign.as_of)
    planned = plan(campaign, wanted, density.value, reports=places.reports)
    if dry_run:
        tell_plan(planned, how)
        return 0
    return _run(planned, how, places, log)


def _check_date(text: str) -> None:
    try:
        settings.iso_date(text)
    except ValueError as error:
        raise UsageError(str(error), where="--as-of") from None


def _run(planned: "Plan", how: "How", places: "Places", log: Log) -> int:
    from renkei.run import run as whole

    told = reporter(log, out, planned.campaign.title, planned.steps)
    with told.shown():
        finished = whole(planned, told.say, how, told.tell)
    address = places.address_of_reports
    if isinstance(told, JsonLines):
        told.event("finished", _facts(finished) | ({"address": address} if address else {}))
    else:
        tell_end(planned, finished, address)
    for failure in finished.failed:
        err.print(f"failed: {failure.sentence}", style="red", markup=False)
        if failure.kept:
            err.print(f"  the failed notebook is kept: {failure.kept}", markup=False)
    if finished.failed:
        again = " --only-failed makes them, as soon as they can be made"
        count = f"{len(finished.failed)} of {len(planned.areas)} decks failed:"
        err.print(f"{count}{again}", style="red", markup=False)
    places.send(planned.campaign.campaign, finished.reports.name)
    return finished.exit_code


def _facts(finished: Any) -> dict[str, Any]:
    return {
        "reports": str(finished.reports),
        "made": finished.made,
        "unchanged": len(finished.unchanged),
        "failed": [failure.data() for failure in finished.failed],
        "warnings": finished.warnings,
        "counts": finished.counts,
        "exit_code": finished.exit_code,
    }
