"""`renkei run`: from a campaign's inputs to its decks."""

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from renkei import areas, settings
from renkei.cli.console import app, err, near, out
from renkei.errors import UsageError

if TYPE_CHECKING:
    from renkei.run import Finished, Plan


class Density(StrEnum):
    """How much stands on a page."""

    handout = "handout"
    projected = "projected"


@app.command()
def run(
    params: Annotated[str, typer.Argument(help="A params file, or the id of one in params/.")],
    as_of: Annotated[
        str, typer.Option(help="Another as-of date (ISO); the release date moves along.")
    ] = "",
    wanted: Annotated[
        str,
        typer.Option(
            "--areas", help="00 the nation, two digits a prefecture, six a municipality; or all"
        ),
    ] = "all",
    raw: Annotated[str, typer.Option(help="Read inputs from here instead of data/raw.")] = "",
    density: Annotated[
        Density, typer.Option(help="Decks to be handed out, or larger, to be shown on a screen.")
    ] = Density.handout,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done.")] = False,
) -> None:
    """Clean the returns, project completion and make the decks of a campaign."""
    # The kernels and exporters take half a second to import: only a run pays for them.
    from renkei.run import plan

    if as_of:
        _check_date(as_of)
    planned = plan(settings.open_campaign(params, as_of=as_of, raw=raw), wanted, density.value)
    if dry_run:
        _tell_plan(planned)
    else:
        _run(planned)


def _check_date(text: str) -> None:
    try:
        settings.iso_date(text)
    except ValueError as error:
        raise UsageError(str(error), where="--as-of") from None


def _tell_plan(planned: "Plan") -> None:
    campaign = planned.campaign
    table = Table(show_header=False, box=None)
    lines = {
        "campaign": f"{campaign.campaign}  {campaign.title}",
        "as of / released": f"{campaign.as_of} / {campaign.released}",
        "inputs": f"{len(campaign.inputs())} files in {campaign.raw}",
        "areas": f"{len(planned.areas)}: {_shortened(planned.areas)}",
        "notebooks": f"{planned.steps} to execute from {planned.notebooks}",
        "frames": campaign.folder,
        "decks": planned.reports,
    }
    for name, value in lines.items():
        table.add_row(name, Text(str(value)))
    out.print(table)
    out.print("dry run: nothing was written")


def _shortened(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) <= 6 else f"{', '.join(codes[:3])} … {codes[-1]}"


def _run(planned: "Plan") -> None:
    from renkei.run import REFUSED
    from renkei.run import run as whole

    done = 0

    def say(name: str, seconds: float) -> None:
        nonlocal done
        done += 1
        out.print(f"[{done}/{planned.steps}] {name}  {seconds:.1f} s", markup=False)

    if out.is_terminal:
        with out.status(Text(f"{planned.campaign.title} …")):
            finished = whole(planned, say)
    else:
        finished = whole(planned, say)
    for warning in finished.warnings:
        err.print(f"warning: {warning}", style="yellow", markup=False)
    for kind in ("returns", "records", "registers"):
        told = finished.counts[kind]
        if told["files"]:
            out.print(
                f"{kind}: {told['received']:,} rows in {told['files']:,} files, "
                f"{told['accepted']:,} accepted, {told['superseded']:,} superseded, "
                f"{told['rejected']:,} rejected"
            )
    open_ones = finished.counts["rejections_open"]
    if open_ones:
        listed = near(finished.reports / REFUSED)
        out.print(f"not yet corrected: {open_ones:,} rejections, listed in {listed}", markup=False)
    out.print(_made(planned, finished), markup=False)


def _made(planned: "Plan", finished: "Finished") -> str:
    """What was made and what to do next, in one line."""
    kept = sum(deck["carried"] for deck in finished.decks)
    new = len(finished.decks) - kept
    count = f"made {new} deck{'s' * (new != 1)}" + (f", kept {kept}" if kept else "")
    made = f"{count}: open {near(finished.reports / 'index.html')}"
    campaign = planned.campaign
    if len(finished.decks) > len(areas.prefectures()) or len(planned.areas) == 1:
        return made
    command = [str(near(Path(sys.argv[0]))), "run", str(near(campaign.file))]
    if campaign.as_of != settings.read_params(campaign.file).as_of:
        command += ["--as-of", campaign.as_of.isoformat()]
    if planned.density != Density.handout:
        command += ["--density", planned.density]
    if campaign.raw != settings.project_root() / "data" / "raw":
        command += ["--raw", str(campaign.raw)]
    return f"{made}; all 48: {shlex.join(command)}"
