"""What many decks need: cost per deck measured on the sample, then nights simulated.

Run by hand; needs the sample (`renkei sample`). It makes a few decks of each kind in a project of
its own, takes the CPU seconds, memory and bytes of one, and plays nights of 48, 1,741 and 100,000
decks on machines of several sizes. `--write` puts the tables into docs/scale.md.
CPU seconds are counted, not the clock's: others on the machine do not add to them.
"""

import argparse
import heapq
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from renkei.run.cluster import NEED
from renkei.settings import project_root

ROOT = project_root()
PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- numbers: benchmarks/scale.py --write -->", "<!-- end of numbers -->"
KINDS = {
    "nation": ["00"],
    "prefecture": ["16", "13", "47", "01"],
    "municipality": [
        "162019",
        "131016",
        "472018",
        "011002",
        "271004",
        "401307",
        "042129",
        "231002",
    ],
}
WINDOW = 4.0  # hours a night has
SHARE = 0.9  # of a core that a worker gets beside others: two workers against one are 1.8 times
FAILS = 0.005  # of the decks that are tried a second time: assumed, not measured
WORKER = NEED / 2**30  # GiB, what a run reckons with when it decides how many have room
CORES = (2, 16, 64, 256, 1024)
SEED = 20210602


@dataclass(frozen=True)
class Cost:
    """One deck of a kind: CPU seconds, and bytes of reports and of frames with its notebook."""

    seconds: float
    reports: float
    frames: float


@dataclass(frozen=True)
class Night:
    """Campaigns of so many decks of each kind; `fixed` CPU seconds of each before its decks."""

    name: str
    campaigns: int
    decks: dict[str, int]

    @property
    def total(self) -> int:
        """All decks of the night."""
        return self.campaigns * sum(self.decks.values())


ALL = {"nation": 1, "prefecture": 47}
NIGHTS = (
    Night("a night: the nation and 47 prefectures", 1, ALL),
    Night("a big night: 1,741 municipalities more", 1, ALL | {"municipality": 1741}),
    Night("100,000 decks: 56 campaigns of that size", 56, ALL | {"municipality": 1741}),
)


def makespan(fixed: Sequence[float], decks: Sequence[Iterable[float]], workers: int) -> float:
    """Seconds until the last deck of the last campaign is made.

    A worker takes the next piece of work as soon as it is free: first the frames of each campaign,
    whose decks can be made from then on.
    """
    free = [0.0] * workers
    ready = []
    for seconds in fixed:
        heapq.heappush(ready, (end := heapq.heappop(free) + seconds))
        heapq.heappush(free, end)
    waiting = sorted(zip(sorted(ready), decks, strict=True), key=lambda pair: pair[0])
    last = 0.0
    for begin, seconds_each in waiting:
        for seconds in seconds_each:
            end = max(heapq.heappop(free), begin) + seconds
            heapq.heappush(free, end)
            last = max(last, end)
    return last


def night(plan: Night, fixed: float, costs: dict[str, Cost], workers: int) -> float:
    """Hours of a night: costs vary by a fifth, and some decks are made twice."""
    chance = random.Random(SEED)
    share = SHARE if workers > 1 else 1.0

    def seconds_of() -> Iterator[float]:
        for kind, count in plan.decks.items():
            for _ in range(count):
                tries = 2 if chance.random() < FAILS else 1
                yield tries * costs[kind].seconds * chance.uniform(0.8, 1.2) / share

    decks = [list(seconds_of()) for _ in range(plan.campaigns)]
    return makespan([fixed / share] * plan.campaigns, decks, workers) / 3600


def cores_for(plan: Night, fixed: float, costs: dict[str, Cost], hours: float) -> int:
    """The fewest cores, in twos, that end a night in so many hours."""
    low, high = 1, 4096
    while low < high:
        middle = (low + high) // 2
        if night(plan, fixed, costs, 2 * middle) <= hours:
            high = middle
        else:
            low = middle + 1
    return 2 * low


def run(home: Path, areas: list[str]) -> float:
    """CPU seconds of one run of some areas, all its processes together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = "import sys; from renkei.cli import main; sys.exit(main())"
    words = ["run", "sample", "--areas", ",".join(areas), "--cluster", "none"]
    done = subprocess.run(
        [sys.executable, "-c", command, *words],
        env={**os.environ, "RENKEI_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        sys.exit(done.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured() -> tuple[float, dict[str, Cost]]:
    """CPU seconds before the decks, and the cost of a deck of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("notebooks", "params"):
            shutil.copytree(ROOT / name, home / name)
        (home / "data").mkdir()
        (home / "data" / "raw").symlink_to(ROOT / "data" / "raw")
        first = KINDS["municipality"][:1]
        whole = run(home, first)
        idle = run(home, first)
        costs = {}
        for kind, codes in KINDS.items():
            new = [code for code in codes if code not in first]
            seconds = max(run(home, new) - idle, 0.01) / len(new)
            costs[kind] = Cost(seconds, *_bytes(home, new))
        return whole - idle - costs["municipality"].seconds, costs


def _bytes(home: Path, codes: list[str]) -> tuple[float, float]:
    """Bytes of a deck's files, and of its executed notebook."""
    day = "sample/2021-06-02"
    decks = [_size(home / "reports" / day / code) for code in codes]
    books = [
        file.stat().st_size
        for code in codes
        for file in (home / "data" / "processed" / day / "notebooks").glob(f"{code}_*.ipynb")
    ]
    return sum(decks) / len(codes), sum(books) / len(codes)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def tables(fixed: float, costs: dict[str, Cost]) -> str:
    """The measured costs and the simulated nights as Markdown."""
    lines = [
        f"Measured on {os.cpu_count()} cores, Python {platform.python_version()}: before the first "
        f"deck (clean, project) {fixed:.0f} CPU seconds a campaign.",
        "",
        "| one deck of | CPU seconds | reports, MB | notebook, MB |",
        "|---|---|---|---|",
    ]
    for kind, one in costs.items():
        lines.append(
            f"| {kind} | {one.seconds:.1f} | {one.reports / 1e6:.1f} | {one.frames / 1e6:.1f} |"
        )
    head = " | ".join(f"{cores:,} cores" for cores in CORES)
    lines += ["", f"| hours of | decks | {head} | cores for {WINDOW:.0f} h |"]
    lines.append("|---|---|" + "---|" * (len(CORES) + 1))
    for plan in NIGHTS:
        hours = [night(plan, fixed, costs, cores) for cores in CORES]
        need = cores_for(plan, fixed, costs, WINDOW)
        told = " | ".join(f"{one:,.2f}" for one in hours)
        lines.append(f"| {plan.name} | {plan.total:,} | {told} | {need:,} |")
    lines += ["", "| | CPU hours | memory for those cores, GiB | one night, GB | 365 nights, TB |"]
    lines.append("|---|---|---|---|---|")
    for plan in NIGHTS:
        need = cores_for(plan, fixed, costs, WINDOW)
        work = sum(count * costs[kind].seconds for kind, count in plan.decks.items()) + fixed
        size = plan.campaigns * sum(
            count * (costs[kind].reports + costs[kind].frames) for kind, count in plan.decks.items()
        )
        lines.append(
            f"| {plan.name} | {plan.campaigns * work / 3600:,.2f} | {need * WORKER:,.0f} "
            f"| {size / 1e9:,.1f} | {365 * size / 1e12:,.2f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure or read what was measured, simulate, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the tables into docs/scale.md")
    parser.add_argument("--costs", type=Path, help="JSON of an earlier measurement, read or made")
    given = parser.parse_args()
    if given.costs and given.costs.is_file():
        told = json.loads(given.costs.read_text(encoding="utf-8"))
        fixed, costs = told["fixed"], {kind: Cost(**one) for kind, one in told["costs"].items()}
    else:
        fixed, costs = measured()
        if given.costs:
            plain = {kind: vars(one) for kind, one in costs.items()}
            given.costs.write_text(json.dumps({"fixed": fixed, "costs": plain}), encoding="utf-8")
    text = tables(fixed, costs)
    print(text)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        head, _, rest = page.partition(BEGIN)
        _, _, tail = rest.partition(END)
        PAGE.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
