"""What `renkei run` says before it does anything, and when all is done."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from renkei import areas, settings
from renkei.cli.console import err, near, out

if TYPE_CHECKING:
    from renkei.run import Finished, Plan
    from renkei.run.how import How
    from renkei.run.survey import Survey

_WIDE = 500
"""Columns of a log: names of files are not cut there."""


def tell_plan(planned: "Plan", how: "How") -> None:
    """What would be executed, and why; nothing is written."""
    from dataclasses import replace

    from renkei.run import last, manifest
    from renkei.run.survey import Survey

    if how.only_failed:
        planned = replace(planned, areas=last.unfinished(planned))
    campaign = planned.campaign
    lines = {
        "campaign": f"{campaign.campaign}  {campaign.title}",
        "as of / released": f"{campaign.as_of} / {campaign.released}",
        "inputs": f"{len(campaign.inputs())} files in {campaign.raw}",
        "areas": f"{len(planned.areas)}: {_shortened(planned.areas)}",
        "notebooks": f"{planned.notebooks}, {planned.steps} executions at most",
        "frames": planned.frames,
        "decks": planned.reports,
    }
    table = Table(show_header=False, box=None)
    for name, value in lines.items():
        table.add_row(name, Text(str(value)))
    out.print(table)
    outlook = _outlook(Survey(planned, how, manifest.inputs(planned)))
    out.print(outlook, width=None if out.is_terminal else _WIDE)
    out.print("dry run: nothing was written")


def _outlook(survey: "Survey") -> Table:
    """Every notebook with why it would be executed, decks of one reason together."""
    found: dict[tuple[str, str], list[str]] = {}
    frames_anew = False
    for step in survey.steps():
        if step.why:
            why = "; ".join(step.why)
        else:
            why = "only where a frame it reads comes out otherwise" if frames_anew else "unchanged"
        frames_anew = frames_anew or bool(step.why and not step.area)
        found.setdefault((step.notebook, why), []).append(step.area)
    table = Table("notebook", "areas", box=None, pad_edge=False)
    table.add_column("why it would be executed", overflow="fold")
    for (notebook, why), codes in found.items():
        listed = _shortened(tuple(codes)) if codes != [""] else ""
        table.add_row(notebook, listed, Text("-" if why == "unchanged" else why))
    table.caption = "-: unchanged, kept as it is"
    table.caption_justify = "left"
    return table


def _shortened(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) <= 6 else f"{', '.join(codes[:3])} … {codes[-1]}"


def tell_end(planned: "Plan", finished: "Finished", address: str = "") -> None:
    """What was read, refused and made, and what to do next.

    `address` is where the reports are sent to, where that is not a folder.
    """
    from renkei.run import REFUSED

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
    out.print(_made(planned, finished, address), markup=False)


def _made(planned: "Plan", finished: "Finished", address: str) -> str:
    """What was made and what to do next, in one line."""
    new = len(finished.made)
    kept = len(finished.decks) - new
    count = f"made {new} deck{'s' * (new != 1)}" + (f", kept {kept}" if kept else "")
    if not new and finished.unchanged and not finished.failed:
        count = f"nothing has changed, kept {kept} deck{'s' * (kept != 1)}"
    opened = address or near(finished.reports / "index.html")
    made = f"{count}: open {opened}"
    if len(finished.decks) > len(areas.prefectures()) or len(planned.areas) == 1:
        return made
    again = "the same command without --areas" if address else shlex.join(_command(planned))
    return f"{made}; all 48: {again}"


def _command(planned: "Plan") -> list[str]:
    campaign = planned.campaign
    command = [str(near(Path(sys.argv[0]))), "run", str(near(campaign.file))]
    if campaign.as_of != settings.read_params(campaign.file).as_of:
        command += ["--as-of", campaign.as_of.isoformat()]
    if planned.density != "handout":
        command += ["--density", planned.density]
    if campaign.raw != settings.project_root() / "data" / "raw":
        command += ["--raw", str(campaign.raw)]
    return command
