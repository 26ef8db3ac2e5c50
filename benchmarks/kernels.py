"""What forked kernels save: seconds of `execute` for each notebook, by kind of kernel, and ratio.

Run by hand or by `make bench`; needs the sample (`renkei sample`). Ordinary and forked kernels
take turns, ROUNDS times, and the least of each counts: others on the machine only ever add. The
first forked kernel also waits for the process it is forked from, which is told apart, once.
`--notebooks 4` measures those whose name starts with what is given.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from renkei.run.execute import execute
from renkei.run.kernels import SETTING, available, kernel_environment, stop
from renkei.settings import open_campaign, project_root

ROOT = project_root()
PARAMS, MEETING, AREA = "sample", "sample-meeting", "16"
ROUNDS = 3
BAR = 1.3
KINDS = ("ordinary", "forked")


def parameters(name: str, processed: Path, params: str) -> dict[str, str]:
    """What a run tells a notebook."""
    campaign = open_campaign(params)
    told = {
        "params": str(campaign.file.resolve()),
        "raw": str(campaign.raw.resolve()),
        "processed": str(processed),
    }
    return {**told, "area": AREA} if name.startswith("4") else told


def seconds(notebook: Path, kind: str, folder: Path, params: str = "") -> float:
    """How long one notebook takes with one kind of kernel."""
    params = params or (MEETING if notebook.stem.startswith("5") else PARAMS)
    told = parameters(notebook.stem, folder / "processed", params)
    os.environ[SETTING] = kind
    begun = time.perf_counter()
    with kernel_environment():
        execute(notebook, told, folder / kind / notebook.name, folder / "failed")
    return time.perf_counter() - begun


def measured(notebooks: list[Path], folder: Path) -> dict[str, dict[str, float]]:
    """The least seconds of each notebook and kind."""
    found: dict[str, dict[str, float]] = {}
    for notebook in notebooks:
        rounds = [{kind: seconds(notebook, kind, folder) for kind in KINDS} for _ in range(ROUNDS)]
        found[notebook.stem] = {kind: min(one[kind] for one in rounds) for kind in KINDS}
    return found


def main() -> int:
    """Measure, print the table, and say whether the bar is met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--notebooks", default="", help="measure those whose name starts so")
    wanted = asked.parse_args().notebooks
    console = Console()
    if not available():
        console.print("no forked kernels on this system: nothing to compare")
        return 0
    every = sorted((ROOT / "notebooks").glob("[0-9]_*.ipynb"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean, project, *_ = every
        for notebook, params in ((clean, PARAMS), (project, PARAMS), (clean, MEETING)):
            seconds(notebook, "ordinary", folder, params)  # the frames the others read
        first = seconds(every[-1], "forked", folder)
        found = measured([one for one in every if one.stem.startswith(wanted)], folder)
    stop()
    table = Table("notebook", *KINDS, "saved", "ratio", title="Renkei: seconds of a notebook")
    for column in table.columns[1:]:
        column.justify = "right"
    for stem, one in found.items():
        ordinary, forked = (one[kind] for kind in KINDS)
        ratio = f"{ordinary / forked:.2f}"
        table.add_row(stem, f"{ordinary:.2f}", f"{forked:.2f}", f"{ordinary - forked:.2f}", ratio)
    console.print(table)
    console.print(f"the first forked kernel of a run, its imports included: {first:.2f} s")
    deck = found.get("4_prefecture_briefing")
    if deck is None:
        return 0
    ratio = deck["ordinary"] / deck["forked"]
    met = ratio >= BAR
    console.print(
        f"bar: a prefecture's deck {BAR}x faster: {ratio:.2f}x, {'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
