"""`renkei sample` and `renkei lab`: the invented campaign, and JupyterLab on the notebooks."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from renkei import settings
from renkei.cli.console import app, near, out
from renkei.errors import InputMissing, OutputError


@app.command()
def sample(
    target: Annotated[str, typer.Option("--out", help="Folder to write to.")] = "",
    seed: Annotated[int, typer.Option(help="Another seed, another invented campaign.")] = 20210601,
) -> None:
    """Write the invented sample campaign into data/raw/sample."""
    from renkei.run.aside import building
    from renkei.sample import README, write_sample

    folder = Path(target) if target else settings.project_root() / "data" / "raw" / "sample"
    if folder.is_dir() and any(folder.iterdir()) and not (folder / README).is_file():
        raise OutputError(
            "holds files that are not the sample's",
            where=str(folder),
            expected=f"an empty folder, or one with the {README} of an earlier sample",
        )
    with building(folder) as (aside,):
        written = write_sample(aside, seed=seed)
    out.print(f"made the sample campaign (all invented): {written} in {near(folder)}", markup=False)


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks (the sample campaign must have been written)."""
    root = settings.project_root()
    program = shutil.which("jupyter-lab", path=str(Path(sys.executable).parent))
    if not program:
        raise InputMissing("JupyterLab is not installed here", expected="the locked environment")
    os.chdir(root)
    os.execv(program, [program, "--notebook-dir", str(root), "notebooks/1_clean_returns.ipynb"])
