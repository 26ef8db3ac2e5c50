"""Faults at random moments of a run: no half deck visible, nothing good lost, the next completes.

Run by hand: `python benchmarks/faults.py [N]` (300 without N). A project of its own with short
notebooks is run again and again; each time its notebooks are changed, so that all has to be made,
and one fault befalls the run: SIGKILL or SIGTERM of the whole of it, a worker or a kernel killed,
a deck that takes too long, and, where this user may mount a disk in memory, that disk full or
made read-only. `--seed` makes the same choices again.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from renkei.run.manifest import sha256
from renkei.settings import project_root

ROOT = project_root()
AREAS = ("00", "13", "16", "162019", "17", "18")
DISK = 160 * 2**20
PATIENCE = 180.0  # seconds after which a run counts as one that hangs
FRAMES = ("1_clean_returns", "2_project_completion")
DECKS = ("3_national_briefing", "4_prefecture_briefing")
ENDS = {"kill run", "end run"}
OF_DISK = ("disk full", "read-only")
KINDS = ("kill run", "end run", "kill worker", "kill kernel", "too slow")
COPY = "import shutil, pathlib; _ = [shutil.copy(f, campaign.folder) for f in sorted(pathlib.Path({frames!r}).glob('*.parquet')) if (f.stem in {projected!r}) is {is_projected}]"
PROJECTED = ("projections", "paths", "components")


class Project:
    """A small project: its folder, how it is run, and what has to hold of its reports."""

    def __init__(self, root: Path, frames: Path) -> None:
        self.root, self.frames = root, frames
        self.reports = root / "reports" / "sample" / "2021-06-02"
        shutil.copytree(ROOT / "params", root / "params")
        shutil.copy(ROOT / "requirements.lock", root)
        (root / "notebooks").mkdir()

    def write_notebooks(self, salt: str, frames_too: bool) -> None:
        """Short notebooks, other ones for another `salt`."""
        for name in DECKS:
            self._write(name, 3, f'deck.slide("{salt}", lines=[[("本文", False)]])', salt)
        for name in FRAMES if frames_too else ():
            is_projected = name == FRAMES[1]
            copy = COPY.format(
                frames=str(self.frames), projected=PROJECTED, is_projected=is_projected
            )
            make = f"campaign.folder.mkdir(parents=True, exist_ok=True); {copy}"
            self._write(name, 3, make, salt)

    def _write(self, name: str, kept: int, cell: str, salt: str) -> None:
        node = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
        code = [one for one in node.cells if one.cell_type == "code"][:kept]
        if name in FRAMES:
            code[-1].source = code[-1].source.split("\n")[0]
        node.cells = [
            *code,
            nbformat.v4.new_code_cell(cell),
            nbformat.v4.new_code_cell(f"{salt!r}"),
        ]
        nbformat.write(node, self.root / "notebooks" / f"{name}.ipynb")

    def start(self, *options: str) -> "subprocess.Popen[bytes]":
        """Begin a run with two workers."""
        raw = str(ROOT / "data" / "raw")
        command = [sys.executable, "-m", "renkei", "run", "sample", "--areas", ",".join(AREAS)]
        return subprocess.Popen(
            [*command, "--raw", raw, "--log", "json", "--workers", "2", *options],
            env={**os.environ, "RENKEI_HOME": str(self.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def broken(self) -> list[str]:
        """What is visible and not whole, or was there and is no more."""
        try:
            told = json.loads((self.reports / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            return [f"no manifest: {error}"]
        wrong = [f"lost: {a}" for a in AREAS if a not in {one["area"] for one in told["decks"]}]
        for name, digest in told["outputs"].items():
            with suppress(OSError):
                if sha256(self.reports / name) == digest:
                    continue
            wrong.append(f"half: {name}")
        seen = {p.name for p in self.reports.iterdir() if p.is_dir()}
        return wrong + [f"half: {name}" for name in seen - set(AREAS)]

    def leftovers(self) -> list[str]:
        """Folders of runs that are over."""
        marks = (".building*", ".left*", ".making*", ".previous*", ".taking*")
        bases = (self.root / "reports", self.root / "data")
        return [str(p) for base in bases for mark in marks for p in base.rglob(mark)]

    def made_of(self, salt: str) -> set[str]:
        """The areas whose deck is of this salt."""
        pages = {a: self.reports / a / "deck.html" for a in AREAS}
        return {a for a, page in pages.items() if salt in page.read_text(encoding="utf-8")}


def finish(process: "subprocess.Popen[bytes]") -> tuple[int | None, str]:
    """The exit code of a run, None where it hangs, and what it said."""
    try:
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return None, process.communicate()[0].decode("utf-8", "replace")


def below(pid: int) -> list[psutil.Process]:
    """The processes a process has started, and theirs."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children(recursive=True)
    return []


def victims(pid: int, kind: str) -> list[psutil.Process]:
    """The workers, or the kernels, of a run."""
    found = []
    for one in below(pid):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            line, parent = " ".join(one.cmdline()), " ".join(one.parent().cmdline())
            forked = "zygote.py" in line and "zygote.py" in parent
            is_kernel = forked or "ipykernel_launcher" in line
            is_worker = all("forkserver" in told for told in (line, parent))
            if (kind == "kill kernel" and is_kernel) or (kind == "kill worker" and is_worker):
                found.append(one)
    return found


def befall(
    project: Project, kind: str, process: "subprocess.Popen[bytes]", chance: random.Random
) -> bool:
    """Let a fault happen now; whether there was anything for it to happen to."""
    if process.poll() is not None:
        return False
    if kind in ENDS:
        process.send_signal(signal.SIGKILL if kind == "kill run" else signal.SIGTERM)
    elif kind in ("kill worker", "kill kernel"):
        found = victims(process.pid, kind)
        if not found:
            return False
        with suppress(psutil.NoSuchProcess):
            chance.choice(found).kill()
    elif kind == "disk full":
        free = shutil.disk_usage(project.root).free
        with suppress(OSError), (project.root / "filler").open("wb") as filler:
            filler.write(b"\0" * max(free - chance.randrange(2**20), 0))
    elif kind == "read-only":
        mount("remount,ro", project.root.parent)
    return True


def mend(project: Project, kind: str) -> None:
    """Take the fault away."""
    if kind == "read-only":
        mount("remount,rw", project.root.parent)
    (project.root / "filler").unlink(missing_ok=True)


def mount(options: str, folder: Path) -> bool:
    """Mount a disk in memory, or change how it is mounted."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


@contextmanager
def disk() -> Iterator[tuple[Path, bool]]:
    """A folder for the project, and whether it is a disk of its own."""
    with tempfile.TemporaryDirectory(prefix="renkei-faults-") as name:
        folder = Path(name)
        mounted = mount(f"size={DISK}", folder)
        try:
            yield folder, mounted
        finally:
            if mounted:
                subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def frames_of(folder: Path) -> Path:
    """The frames of the sample, which the short notebooks copy."""
    known = ROOT / "data" / "processed" / "sample" / "2021-06-02"
    if not (known / "paths.parquet").is_file():
        sys.exit("first: renkei run sample --areas 16")
    shutil.copytree(known, folder, ignore=lambda _, names: [n for n in names if n[0] == "n"])
    return folder


def once(
    project: Project, number: int, kind: str, usual: float, chance: random.Random
) -> dict[str, str]:
    """One fault, and the run after it; what was not as it should be."""
    salt = f"塩{number}"
    project.write_notebooks(salt, frames_too=chance.random() < 0.4)
    slow = kind == "too slow"
    limit = ["--deck-seconds", f"{chance.uniform(0.2, 3):.2f}", "--tries", "2"] if slow else []
    process = project.start(*limit)
    if not slow:
        time.sleep(chance.uniform(0, usual))
        befall(project, kind, process, chance)
    started = below(process.pid)
    code, said = finish(process)
    wrong = {}
    if code is None:
        wrong["hangs"] = said[-2000:]
    if broken := project.broken():
        wrong["after the fault"] = "; ".join(broken[:5]) + said[-1500:]
    mend(project, kind)
    _, alive = psutil.wait_procs(started, timeout=15)
    if alive:
        wrong["still running"] = "; ".join(str(one) for one in alive)
    code, said = finish(project.start())
    if code != 0:
        wrong["next run"] = f"exit code {code}: {said[-2000:]}"
    elif project.made_of(salt) != set(AREAS) or project.broken() or project.leftovers():
        found = [*project.broken(), *project.leftovers(), *sorted(project.made_of(salt))]
        wrong["next run is not complete"] = "; ".join(found)
    return wrong


def main() -> int:
    """Befall so many runs, print what came of it, and say whether the bar is met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kind", default="", help="this kind of fault alone")
    given = asked.parse_args()
    chance, console = random.Random(given.seed), Console()
    happened: Counter[str] = Counter()
    faults: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as kept, disk() as (folder, mounted):
        project = Project(folder / "project", frames_of(Path(kept) / "frames"))
        project.write_notebooks("塩", frames_too=True)
        begun = time.monotonic()
        code, said = finish(project.start())
        usual = time.monotonic() - begun
        if code:
            console.print(said, markup=False)
            return 1
        kinds = (given.kind,) if given.kind else (*KINDS, *OF_DISK * mounted)
        for number in range(1, given.count + 1):
            kind = kinds[(number - 1) % len(kinds)]
            happened[kind] += 1
            for what, told in once(project, number, kind, usual, chance).items():
                faults.append((f"{number} {kind}", what, told))
                console.print(f"{number} {kind}: {what}: {told}", markup=False)
    table = Table("fault", "times", "not as it should be", title="Renkei: faults in a run")
    for kind, times in happened.items():
        table.add_row(kind, str(times), str(sum(one[0].endswith(kind) for one in faults)))
    console.print(table)
    console.print(f"a run of {len(AREAS)} decks without a fault: {usual:.1f} s")
    if not mounted:
        console.print("no disk in memory could be mounted: no full and no read-only disk tried")
    met = "met" if not faults else "MISSED"
    console.print(
        f"bar: {given.count} faults, 0 half decks, 0 lost, every next run complete: {met}"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
