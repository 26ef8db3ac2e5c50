"""`renkei sample` and `renkei lab`: the invented campaigns, and JupyterLab on the notebooks."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import process

from renkei import settings
from renkei.cli.console import app, near, out
from renkei.errors import InputMissing, OutputError, UsageError

_FIRST = "sample"


@app.command()
def sample(
    target: Annotated[str, typer.Option("--out", help="Folder to write to.")] = "",
    seed: Annotated[int, typer.Option(help="Another seed, another invented campaign.")] = 20210601,
    campaign: Annotated[
        str,
        typer.Option(help="sample (with returns), third-dose-2022, fourth-dose-2022, omicron-2022"),
    ] = _FIRST,
) -> None:
    """Write an invented campaign into data/raw/<campaign>: the sample, or one of a later dose."""
    from renkei.run.aside import building
    from renkei.sample import LATER, README, write_later_sample, write_sample

    if campaign not in (_FIRST, *LATER):
        raise _not_invented(campaign, [_FIRST, *LATER])
    folder = Path(target) if target else settings.project_root() / "data" / "raw" / campaign
    if folder.is_dir() and any(folder.iterdir()) and not (folder / README).is_file():
        raise OutputError(
            "holds files that are not the sample's",
            where=str(folder),
            expected=f"an empty folder, or one with the {README} of an earlier sample",
        )
    with building(folder) as (aside,):
        if campaign == _FIRST:
            written = str(write_sample(aside, seed=seed))
        else:
            written = str(write_later_sample(aside, _params_of(campaign), seed=seed))
    out.print(
        f"made the {campaign} campaign (all invented): {written} in {near(folder)}", markup=False
    )


def _params_of(campaign: str) -> settings.Params:
    return settings.read_params(settings.project_root() / "params" / f"{campaign}.yaml")


def _not_invented(campaign: str, known: list[str]) -> UsageError:
    near_ones = [match[0] for match in process.extract(campaign, known, limit=1)]
    return UsageError(
        f"nothing is invented of {campaign!r}",
        where="--campaign",
        expected=", ".join(known),
        nearest=near_ones,
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
