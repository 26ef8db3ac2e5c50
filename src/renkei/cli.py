"""The one command: `renkei run`, `renkei sample`, `renkei lab`."""

import logging
import os
import shlex
import shutil
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

import renkei
from renkei import areas, settings
from renkei.errors import InputMissing, OutputError, RenkeiError, UsageError, WriteError

if TYPE_CHECKING:
    from renkei.run import Finished, Plan

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Returns in, briefing out: the reporting pipeline of a joint campaign.",
)
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code (sysexits.h; 130/143 when interrupted)."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    # What an exporter warns of is told once, with the area it belongs to, at the end of a run.
    logging.getLogger("renkei").addHandler(logging.NullHandler())
    try:
        code = app(args=arguments, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except typer.TyperException as error:
        _err.print(_usage(error), markup=False)
        return UsageError.exit_code
    except RenkeiError as error:
        _err.print(str(error), style="red", markup=False)
        return error.exit_code
    except _Ended as ended:
        _err.print(f"{ended}: a result is put in place whole or not at all", style="red")
        return 128 + ended.number
    except OSError as error:
        _err.print(f"{error.filename or 'input or output'}: {error.strerror}", markup=False)
        return WriteError.exit_code
    except Exception:
        traceback.print_exc()
        _err.print("this is a fault of Renkei itself, not of its inputs: please report it")
        return RenkeiError.exit_code


def _usage(error: typer.TyperException) -> str:
    message = getattr(error, "format_message", lambda: str(error))()
    return f"{message}\nrenkei --help lists the commands and their options"


class _Ended(Exception):
    """The user or the system asked this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__("interrupted" if number == signal.SIGINT else "ended")
        self.number = number


def _end(number: int, frame: FrameType | None) -> None:
    raise _Ended(number)


def _version(asked: bool) -> None:
    if asked:
        _out.print(renkei.__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    pass


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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done.")] = False,
) -> None:
    """Clean the returns, project completion and make the decks of a campaign."""
    # The kernels and exporters take half a second to import: only a run pays for them.
    from renkei.run import plan

    if as_of:
        _check_date(as_of)
    planned = plan(settings.open_campaign(params, as_of=as_of, raw=raw), wanted)
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
    _out.print(table)
    _out.print("dry run: nothing was written")


def _shortened(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) <= 6 else f"{', '.join(codes[:3])} … {codes[-1]}"


def _run(planned: "Plan") -> None:
    from renkei.run import REFUSED
    from renkei.run import run as whole

    done = 0

    def say(name: str, seconds: float) -> None:
        nonlocal done
        done += 1
        _out.print(f"[{done}/{planned.steps}] {name}  {seconds:.1f} s", markup=False)

    if _out.is_terminal:
        with _out.status(Text(f"{planned.campaign.title} …")):
            finished = whole(planned, say)
    else:
        finished = whole(planned, say)
    for warning in finished.warnings:
        _err.print(f"warning: {warning}", style="yellow", markup=False)
    for kind in ("returns", "records"):
        told = finished.counts[kind]
        if told["files"]:
            _out.print(
                f"{kind}: {told['received']:,} rows in {told['files']:,} files, "
                f"{told['accepted']:,} accepted, {told['superseded']:,} superseded, "
                f"{told['rejected']:,} rejected"
            )
    open_ones = finished.counts["rejections_open"]
    if open_ones:
        listed = _near(finished.reports / REFUSED)
        _out.print(f"not yet corrected: {open_ones:,} rejections, listed in {listed}", markup=False)
    _out.print(_made(planned, finished), markup=False)


def _made(planned: "Plan", finished: "Finished") -> str:
    """What was made and what to do next, in one line."""
    kept = sum(deck["carried"] for deck in finished.decks)
    new = len(finished.decks) - kept
    count = f"made {new} deck{'s' * (new != 1)}" + (f", kept {kept}" if kept else "")
    made = f"{count}: open {_near(finished.reports / 'index.html')}"
    campaign = planned.campaign
    if len(finished.decks) > len(areas.prefectures()) or len(planned.areas) == 1:
        return made
    command = [str(_near(Path(sys.argv[0]))), "run", str(_near(campaign.file))]
    if campaign.as_of != settings.read_params(campaign.file).as_of:
        command += ["--as-of", campaign.as_of.isoformat()]
    if campaign.raw != settings.project_root() / "data" / "raw":
        command += ["--raw", str(campaign.raw)]
    return f"{made}; all 48: {shlex.join(command)}"


def _near(path: Path) -> Path:
    """A path from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@app.command()
def sample(
    out: Annotated[str, typer.Option(help="Folder to write to.")] = "",
    seed: Annotated[int, typer.Option(help="Another seed, another invented campaign.")] = 20210601,
) -> None:
    """Write the invented sample campaign into data/raw/sample."""
    from renkei.run.aside import building
    from renkei.sample import README, write_sample

    folder = Path(out) if out else settings.project_root() / "data" / "raw" / "sample"
    if folder.is_dir() and any(folder.iterdir()) and not (folder / README).is_file():
        raise OutputError(
            "holds files that are not the sample's",
            where=str(folder),
            expected=f"an empty folder, or one with the {README} of an earlier sample",
        )
    with building(folder) as (aside,):
        written = write_sample(aside, seed=seed)
    _out.print(
        f"made the sample campaign (all invented): {written} in {_near(folder)}", markup=False
    )


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks (the sample campaign must have been written)."""
    root = settings.project_root()
    program = shutil.which("jupyter-lab", path=str(Path(sys.executable).parent))
    if not program:
        raise InputMissing("JupyterLab is not installed here", expected="the locked environment")
    os.chdir(root)
    os.execv(program, [program, "--notebook-dir", str(root), "notebooks/1_clean_returns.ipynb"])
