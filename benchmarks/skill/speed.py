"""How long the forecast of the whole country takes, and what ten and fifty times as many areas take.

    python benchmarks/skill/speed.py        three sizes, each in a process of its own

Records are drawn from a seed: areas of 500 to 50,000 persons, both doses for 60 days, in daily
snapshots that fill up. The bar is that of the specification for 1,741 areas, with the reporting lag
learnt from 15 snapshots; the larger sizes look at two, and say what an area costs in time of the
processor and in memory, records included. Exit 1 where a bar is missed.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from renkei.projection.course import HORIZON_DAYS
from renkei.projection.engine import LEVELS, Ask, forecast_doses

START, DAYS, INTERVAL = np.datetime64("2021-04-12", "ns"), 60, 21
COUNTRY, SNAPSHOTS = 1741, 15
LARGE = (20_000, 100_000)
SECONDS, TIMES = 2.0, 3
GROWTH = 1.5  # an area of 100,000 may cost so many times one of 20,000
ROOMY, NARROW = 2, 1  # snapshots of the larger sizes
NEEDED_GB = 8.0  # free memory for 100,000 areas with ROOMY snapshots


def drawn(areas: int, snapshots: int, seed: int = 1) -> tuple[pd.DataFrame, pd.Series]:
    """The frame "records" and the eligible by area."""
    random = np.random.default_rng(seed)
    codes = np.array([f"{1 + one % 47:02d}{one // 47:04d}" for one in range(areas)])
    persons = random.integers(500, 50_000, areas).astype(float)
    first = random.poisson(np.linspace(0.001, 0.02, DAYS) * persons[:, None]).astype(np.int32)
    second = np.concatenate([np.zeros((areas, INTERVAL), np.int32), first[:, :-INTERVAL]], axis=1)
    shown = [
        _snapshot(daily, dose, DAYS - back)
        for back in range(snapshots)[::-1]
        for dose, daily in ((1, first), (2, second))
    ]
    area, seen, day, dose, count = (np.concatenate(column) for column in zip(*shown, strict=True))
    one = np.timedelta64(1, "D")
    frame = pd.DataFrame(
        {
            "area": pd.Series(pd.Categorical.from_codes(area, pd.Index(codes))).astype("str"),
            "snapshot": START + seen * one,
            "date": START + day * one,
            "cohort": "65-",
            "dose": dose,
            "count": count,
        }
    )
    return frame, pd.Series(persons, index=codes)


def _snapshot(daily: np.ndarray, dose: int, seen: int) -> tuple[np.ndarray, ...]:
    """What is in so many days after the start: 45 % of a day's doses on the next, all after 11."""
    lag = seen - np.arange(seen)
    count = np.rint(daily[:, :seen] * np.minimum(1.0, 0.4 + 0.05 * lag)).astype(np.int32)
    area, day = np.nonzero(count)
    whole = np.full(len(area), seen, np.int16), day.astype(np.int16)
    return area.astype(np.int32), *whole, np.full(len(area), dose, np.int8), count[area, day]


def measure(areas: int, snapshots: int, times: int) -> dict[str, float]:
    """Seconds by the clock and of the processor, the best of some runs, and the peak in GB."""
    records, eligible = drawn(areas, snapshots)
    ask = Ask(pd.Timestamp(START) + pd.Timedelta(days=DAYS), "65-", (1, 2), 0.85)
    clock, processor = [], []
    for _ in range(times):
        begun = time.perf_counter(), time.process_time()
        found = forecast_doses(records, eligible, ask)
        clock.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
        assert found[2].coverage.shape == (len(LEVELS), areas, HORIZON_DAYS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1e9 if sys.platform == "darwin" else 1e6
    return {"seconds": min(clock), "processor": min(processor), "peak": peak / unit}


def in_own_process(areas: int, snapshots: int, times: int = 1) -> dict[str, float]:
    """The same in a process of its own, whose peak is its own too."""
    script = str(Path(__file__).resolve())
    said = [str(one) for one in (areas, snapshots, times)]
    done = subprocess.run(
        [sys.executable, script, "--measure", *said], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def free_gb() -> float:
    """Memory to be had now."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9


def main() -> int:
    """Print the three sizes and whether the bars are met."""
    parser = argparse.ArgumentParser(description="Measure the forecast's time and memory.")
    parser.add_argument("--measure", nargs=3, type=int, metavar=("AREAS", "SNAPSHOTS", "TIMES"))
    asked = parser.parse_args().measure
    if asked:
        print(json.dumps(measure(*asked)))
        return 0
    console = Console(width=110)
    shown = ROOMY if free_gb() >= NEEDED_GB else NARROW
    if shown == NARROW:
        console.print(f"{free_gb():.1f} GB free: the larger sizes have one snapshot, not {ROOMY}")
    sizes = [(COUNTRY, SNAPSHOTS, TIMES), *((areas, shown, 1) for areas in LARGE)]
    found = [in_own_process(*size) for size in sizes]
    table = Table(
        "areas", "snapshots", "s", "s of processor", "peak GB", "ms an area", "kB an area"
    )
    for (areas, snapshots, _), one in zip(sizes, found, strict=True):
        each = one["processor"] / areas * 1e3, one["peak"] / areas * 1e6
        cells = one["seconds"], one["processor"], one["peak"], *each
        table.add_row(f"{areas:,}", str(snapshots), *(f"{cell:.2f}" for cell in cells))
    console.print(table)
    return 0 if _met(console, found) else 1


def _met(console: Console, found: list[dict[str, float]]) -> bool:
    country, smaller, larger = found
    growth = {
        name: larger[key] / smaller[key] / (LARGE[1] / LARGE[0])
        for name, key in (("time", "processor"), ("memory", "peak"))
    }
    bars = [
        (f"{COUNTRY:,} areas, both doses, {HORIZON_DAYS} days with {len(LEVELS)} quantiles",
         country["seconds"], SECONDS, "s"),
        *((f"{name} an area at {LARGE[1]:,} against {LARGE[0]:,} areas", ratio, GROWTH, "times")
          for name, ratio in growth.items()),
    ]  # fmt: skip
    for what, value, most, unit in bars:
        verdict = "met" if value <= most else "MISSED"
        console.print(f"{what}: {value:.2f} {unit}, at most {most} {unit}: {verdict}")
    return all(value <= most for _, value, most, _ in bars)


if __name__ == "__main__":
    sys.exit(main())
