"""A night's run against its bars: how fast, how little beyond the work itself, how resumable.

Run by hand: `python benchmarks/night.py [N]` for N decks (48 without N), in a project of its own;
needs the sample (`renkei sample`). All ratios are of one run on one machine. `--parts` names some
of the parts below. The analyst's command line is papermill, then nbconvert to HTML and to PDF by
a browser, two decks at a time; where nbconvert's `webpdf` has no browser of its own (playwright),
the same pages are printed by Chromium's command line. `--sample` of its decks are made, and their
time is taken for all.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from renkei import areas
from renkei.settings import open_campaign, project_root

ROOT = project_root()
BRIEFING = "4_prefecture_briefing"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Row = tuple[str, str, str, bool]


@dataclass
class Ran:
    """A run as it told of itself: seconds in all and of its decks, and peak memory in bytes."""

    seconds: float
    decks: float = 0.0
    peak: int = 0
    made: list[str] = field(default_factory=list)


class Project:
    """A copy of this project's notebooks and params, with reports of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("notebooks", "params"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "requirements.lock", root)
        self.raw = ROOT / "data" / "raw"

    @property
    def frames(self) -> Path:
        """The frames of the last run."""
        return self.root / "data" / "processed" / "sample" / "2021-06-02"

    def run(self, codes: list[str], *options: str, watch: bool = False, code: int = 0) -> Ran:
        """One run of these areas, from the command line, which has to end with `code`."""
        command = [sys.executable, "-m", "renkei", "run", "sample", "--areas", ",".join(codes)]
        begun = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--raw", str(self.raw), "--log", "json", *options],
            env={**os.environ, "RENKEI_HOME": str(self.root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        ran = Ran(0.0)
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, ran, ended))
        if watch:
            watcher.start()
        _listen(process, ran)
        if process.wait() != code:
            sys.exit(f"a run of {len(codes)} areas ended with {process.returncode}, not {code}")
        ran.seconds = time.perf_counter() - begun
        ended.set()
        if watch:
            watcher.join()
        return ran

    def change(self, cell: str) -> None:
        """Another last cell in the notebook of the decks."""
        node = nbformat.read(ROOT / "notebooks" / f"{BRIEFING}.ipynb", as_version=4)
        node.cells.append(nbformat.v4.new_code_cell(cell))
        nbformat.write(node, self.root / "notebooks" / f"{BRIEFING}.ipynb")

    def manifest(self) -> dict[str, Any]:
        """The manifest of the last run."""
        file = self.root / "reports" / "sample" / "2021-06-02" / "manifest.json"
        return dict(json.loads(file.read_text(encoding="utf-8")))


def _listen(process: "subprocess.Popen[str]", ran: Ran) -> None:
    decks = 0.0
    for line in process.stdout or ():
        with suppress(ValueError):
            told = json.loads(line)
            if told["event"] == "decks":
                decks = time.perf_counter()
            elif told["event"] in ("done", "failed") and decks:
                ran.decks = time.perf_counter() - decks
            elif told["event"] == "finished":
                ran.made = told["made"]


def _watch(pid: int, ran: Ran, ended: threading.Event) -> None:
    """The peak of what a process and all below it hold, what they share counted once."""
    while not ended.wait(0.5):
        total = 0
        with suppress(psutil.Error):
            for one in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
                with suppress(psutil.Error):
                    total += one.memory_full_info().pss
        ran.peak = max(ran.peak, total)


def command_line(project: Project, code: str, folder: Path) -> None:
    """One deck as an analyst makes it by hand."""
    name = BRIEFING if code != "00" else "3_national_briefing"
    campaign = open_campaign("sample", raw=str(project.raw))
    told = {
        "params": str(campaign.file.resolve()),
        "raw": str(project.raw),
        "processed": str(project.frames.parents[1]),
        **({"area": code} if code != "00" else {}),
    }
    given = [part for key, value in told.items() for part in ("-r", key, value)]
    executed, quiet = folder / f"{code}.ipynb", {"capture_output": True, "check": True}
    notebook = str(ROOT / "notebooks" / f"{name}.ipynb")
    python = [sys.executable, "-m"]
    subprocess.run([*python, "papermill", notebook, str(executed), *given], **quiet)
    convert = [*python, "nbconvert", "--no-input", str(executed)]
    subprocess.run([*convert, "--to", "html"], **quiet)
    if find_spec("playwright"):
        subprocess.run([*convert, "--to", "webpdf"], **quiet)
        return
    subprocess.run([*convert, "--to", "html", "--output", f"{code}-print"], **quiet)
    browser = next(one for one in BROWSERS if shutil.which(one))
    page = (folder / f"{code}-print.html").as_uri()
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / code}"]
    pdf = f"--print-to-pdf={folder / f'{code}.pdf'}"
    subprocess.run([browser, *flags, pdf, page], **quiet)


def by_hand(project: Project, codes: list[str], folder: Path) -> float:
    """Seconds of these decks by the analyst's command line, two at a time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda code: command_line(project, code, folder), codes))
    return time.perf_counter() - begun


def against_command_line(project: Project, codes: list[str], few: int) -> Iterator[Row]:
    """How many times faster than papermill and nbconvert, frames being there for both."""
    project.change("'by hand'")
    with tempfile.TemporaryDirectory() as folder:
        taken = [code for code in codes if code != "00"][:few]
        theirs = by_hand(project, taken, Path(folder)) / len(taken) * len(codes)
    ours = project.run(codes)
    ratio = theirs / ours.seconds
    how = f"{theirs:.0f} s against {ours.seconds:.0f} s ({60 * len(codes) / ours.seconds:.0f}/min)"
    yield "against the command line", f"{ratio:.1f}x ({how})", ">= 8x", ratio >= 8


def overhead(project: Project, codes: list[str], few: int) -> Iterator[Row]:
    """What of a deck is neither a cell's own time nor rendering."""
    project.change("'overhead'")
    ran = project.run(codes)
    steps = project.manifest()["times"]["steps"]
    rendering = sum(step.get("export", 0.0) for step in steps)
    cells = sum(_own(project.frames / "notebooks", code) for code in ran.made)
    spent = ran.decks * min(2, os.cpu_count() or 1)
    share = 1 - (cells + rendering) / spent
    parts = f"cells {cells / spent:.0%}, rendering {rendering / spent:.0%}"
    yield "beyond cells and rendering", f"{share:.0%} ({parts})", "<= 35%", share <= 0.35


def _own(folder: Path, code: str) -> float:
    """Seconds of the cells of an area's executed notebook."""
    (file,) = folder.glob(f"{code}_*.ipynb")
    told = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return sum((cell["metadata"].get("papermill") or {}).get("duration") or 0.0 for cell in told)


def unchanged(project: Project, codes: list[str], few: int) -> Iterator[Row]:
    """A first run with its frames, and a second with nothing changed."""
    shutil.rmtree(project.root / "data", ignore_errors=True)
    shutil.rmtree(project.root / "reports", ignore_errors=True)
    first, second = project.run(codes), project.run(codes)
    ratio = second.seconds / first.seconds
    told = f"{ratio:.1%} ({second.seconds:.1f} s of {first.seconds:.0f} s)"
    yield f"nothing changed ({len(codes)} decks)", told, "<= 5%", ratio <= 0.05
    yield from only_failed(project, codes, first)


def only_failed(project: Project, codes: list[str], first: Ran) -> Iterator[Row]:
    """A fifth of the decks fails; making them, against the first run."""
    bad = [code for code in codes if code != "00"][: max(round(len(codes) * 10 / 48), 1)]
    project.change(f"int(area) // (area not in {bad!r})")
    project.run(codes, code=70)
    project.change("int(area)")
    again = project.run(codes, "--only-failed")
    if sorted(again.made) != sorted(bad):
        sys.exit(f"--only-failed made {again.made}, not {bad}")
    ratio = again.seconds / first.seconds
    told = f"{ratio:.0%} ({again.seconds:.1f} s for {len(bad)})"
    yield f"{len(bad)} of {len(codes)} failed", told, "<= 25%", ratio <= 0.25


def two_workers(project: Project, codes: list[str], few: int) -> Iterator[Row]:
    """Two Dask workers against one, of a whole night: from the first deck to the last.

    Workers come up while the frames are made, as in every night with new data. What the machine
    itself gives two processes that share nothing is measured beside it.
    """
    seconds, busy = {}, {}
    for workers in (1, 2):
        asked = ["--force", "--cluster", "local", "--workers", str(workers)]
        seconds[workers] = project.run(codes, *asked).decks
        busy[workers] = _counting(workers)
    ratio, most = seconds[1] / seconds[2], 2 * busy[1] / busy[2]
    told = f"{ratio:.2f}x ({seconds[1]:.0f} s against {seconds[2]:.0f} s; the machine: {most:.2f}x)"
    yield "two workers against one", told, ">= 1.8x", ratio >= 1.8


def _counting(processes: int) -> float:
    """Seconds until so many processes have each counted, which takes nothing but a core."""
    command = [sys.executable, "-c", "for _ in range(10**8): pass"]
    begun = time.perf_counter()
    started = [subprocess.Popen(command) for _ in range(processes)]
    for one in started:
        one.wait()
    return time.perf_counter() - begun


def many(project: Project, codes: list[str], few: int) -> Iterator[Row]:
    """Four times as many decks (municipalities): time and peak memory a deck."""
    towns = [area.short for area in areas.municipalities()]
    count = len(codes)
    found = {}
    for times in (1, 4.17):
        wanted = towns[: round(count * times)]
        project.change(f"'{times} times'")
        found[times] = (project.run(wanted, watch=True), len(wanted))
    (one, a), (more, b) = found[1], found[4.17]
    time_ratio, peak_ratio = (more.decks / b) / (one.decks / a), more.peak / one.peak
    bar = f"within 10% ({b} against {a})"
    yield "many: time a deck", f"{time_ratio:.2f}", bar, time_ratio <= 1.1
    told = f"{peak_ratio:.2f} ({one.peak / 2**20:.0f} MiB, {more.peak / 2**20:.0f} MiB)"
    yield "many: peak memory", told, bar, peak_ratio <= 1.1


PARTS: dict[str, Callable[[Project, list[str], int], Iterator[Row]]] = {
    "unchanged": unchanged,
    "overhead": overhead,
    "workers": two_workers,
    "command-line": against_command_line,
    "many": many,
}


def main() -> int:
    """Measure, print the table, and say whether the bars are met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=48)
    asked.add_argument("--parts", default=",".join(PARTS), help=", ".join(PARTS))
    asked.add_argument("--sample", type=int, default=8, help="decks made by hand")
    given = asked.parse_args()
    codes = ["00", *(area.short for area in areas.prefectures())][: given.count]
    console = Console()
    loaded = f"{len(codes)} decks, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before"
    table = Table("what", "measured", "bar", "", title="Renkei: a night", caption=loaded)
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        project = Project(Path(name) / "project")
        project.run(["16"])  # the frames the others read
        for part in given.parts.split(","):
            for what, measured, bar, met in PARTS[part](project, codes, given.sample):
                missed += not met
                table.add_row(what, measured, bar, "met" if met else "MISSED")
                console.print(f"{what}: {measured}; bar {bar}", markup=False)
    console.print(table)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
