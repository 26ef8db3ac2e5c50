"""How long `make report` takes after set-up, one deck more, where the time goes, and sizes.

Run by `make bench`; needs the sample (`renkei sample`). Read the parts as ratios: absolute times
drift by a fifth on a shared machine. The one bar is BAR seconds for the nation and two
prefectures; past it the exit code is 1.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from rich.console import Console
from rich.table import Table
from traitlets.config import Config

from renkei.publish import export
from renkei.publish.html import DeckHTMLExporter
from renkei.publish.pdf import DeckPDFExporter
from renkei.run.execute import execute
from renkei.settings import open_campaign, project_root

ROOT = project_root()
PARAMS, AREAS, MORE = "params/sample.yaml", "00,16,13", "01"
DECK = ROOT / "notebooks" / "4_prefecture_briefing.ipynb"
BAR = 60.0
COMMAND = "import sys; from renkei.cli import main; sys.exit(main())"
Rows = list[tuple[str, float]]


@contextmanager
def timed(rows: Rows, name: str) -> Iterator[None]:
    """Add the seconds of what happens inside to the rows."""
    begun = time.perf_counter()
    yield
    rows.append((name, time.perf_counter() - begun))


def python(*arguments: str) -> None:
    """Run a child Python in the project; its failure ends the benchmark with its exit code."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(done.returncode)


def whole_job() -> Rows:
    """The main job as `make report` runs it, and its steps as the manifest tells them."""
    rows: Rows = []
    with timed(rows, f"make report (decks {AREAS})"):
        python("-c", COMMAND, "run", PARAMS, "--areas", AREAS)
    campaign = open_campaign(PARAMS)
    told = ROOT / "reports" / campaign.campaign / campaign.as_of.isoformat() / "manifest.json"
    steps = json.loads(told.read_text(encoding="utf-8"))["times"]["steps"]
    rows += [(f"  {step['step']}", step["seconds"]) for step in steps]
    rows.append(("  start, hashes, index, move", rows[0][1] - sum(s for _, s in rows[1:])))
    return rows


def parameters() -> dict[str, str]:
    """What a run tells the prefecture notebook."""
    campaign = open_campaign(PARAMS)
    return {
        "params": str(campaign.file.resolve()),
        "as_of": campaign.as_of.isoformat(),
        "raw": str(campaign.raw.resolve()),
        "processed": str(campaign.processed.resolve()),
        "area": MORE,
    }


def one_more_deck(folder: Path) -> Rows:
    """One prefecture more, in a process that has just made another."""
    rows: Rows = []
    execute(DECK, parameters(), folder / "warm.ipynb", folder)
    export(folder / "warm.ipynb", folder / "warm")
    with timed(rows, f"one more deck ({MORE})"):
        execute(DECK, parameters(), folder / "deck.ipynb", folder)
        export(folder / "deck.ipynb", folder / "deck")
    return rows


def cells() -> tuple[Rows, NotebookNode]:
    """Kernel and cells of that deck; the imports are the first code cell that imports."""
    rows: Rows = []
    nb = parameterize_notebook(load_notebook_node(str(DECK)), parameters())
    local = Config({"KernelManager": {"transport": "ipc"}})  # as a run does
    client = NotebookClient(nb, kernel_name="python3", shutdown_kernel="immediate", config=local)
    imports, others = 0.0, 0.0
    begun = time.perf_counter()
    with client.setup_kernel():
        rows.append(("  kernel start", time.perf_counter() - begun))
        for at, cell in enumerate(nb.cells):
            begun = time.perf_counter()
            client.execute_cell(cell, at)
            seconds = time.perf_counter() - begun
            first = not imports and "import " in cell.source and cell.cell_type == "code"
            imports, others = imports + seconds * first, others + seconds * (not first)
    rows += [("  imports cell", imports), ("  other cells", others)]
    return rows, nb


def parts() -> Rows:
    """The same deck taken apart, each export with its exporter kept."""
    rows: Rows = []
    for name, statement in (
        ("  python", "pass"),
        ("  python, import renkei.cli", "import renkei.cli"),
        ("  python, import renkei.run", "import renkei.run"),
    ):
        with timed(rows, name):
            python("-c", statement)
    more, nb = cells()
    rows += more
    for name, exporter in (("html", DeckHTMLExporter()), ("pdf", DeckPDFExporter())):
        exporter.from_notebook_node(nb)
        with timed(rows, f"  export {name}"):
            exporter.from_notebook_node(nb)
    return rows


def sizes() -> list[tuple[str, float]]:
    """What the job left on disk, in KiB: its decks, their folder, the frames, the inputs."""
    campaign = open_campaign(PARAMS)
    reports = ROOT / "reports" / campaign.campaign / campaign.as_of.isoformat()
    decks = [
        reports / area / f"deck.{kind}" for area in AREAS.split(",") for kind in ("html", "pdf")
    ]
    kept = [(f"  {deck.parent.name}/{deck.name}", [deck]) for deck in decks]
    folders = [
        ("reports", reports),
        ("frames", campaign.folder),
        ("inputs (raw)", campaign.raw / "sample"),
    ]
    kept += [(name, [path for path in folder.rglob("*")]) for name, folder in folders]
    return [
        (name, sum(f.stat().st_size for f in files if f.is_file()) / 1024) for name, files in kept
    ]


def machine() -> str:
    """Cores this process may use, Python and how busy the machine was."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return f"{usable} cores, {platform.machine()}, Python {platform.python_version()}{load}"


def main() -> int:
    """Measure, print the tables, and say whether the bar is met."""
    console, about = Console(), machine()
    with tempfile.TemporaryDirectory() as folder:
        job, deck, taken_apart = whole_job(), one_more_deck(Path(folder)), parts()
    table = Table("what", "seconds", "of a deck", title="Renkei: time of a report", caption=about)
    table.columns[1].justify = table.columns[2].justify = "right"
    for name, seconds in job:
        table.add_row(name, f"{seconds:.2f}", "")
    table.add_section()
    for name, seconds in deck + taken_apart:
        table.add_row(name, f"{seconds:.2f}", f"{seconds / deck[0][1]:.0%}")
    console.print(table)
    weights = Table("what", "KiB", title="Renkei: size of a report")
    weights.columns[1].justify = "right"
    for name, kib in sizes():
        weights.add_row(name, f"{kib:,.0f}")
    console.print(weights)
    met = job[0][1] < BAR
    console.print(
        f"bar: 1 national + 2 prefecture decks under {BAR:.0f} s: "
        f"{job[0][1]:.1f} s, {'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
