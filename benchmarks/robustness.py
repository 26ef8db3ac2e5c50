"""What becomes of damaged, edited and hostile returns: CASES of them, each judged by its cells.

Run by `make bench`. Every mutated file must end in a reconciled reading or a clear refusal: never
an unhandled error, never a silent change (`mutated/verdict.py` says what that means). Prints how
many ended how, by kind of mutation; a fault is printed with the number of its case, and the exit
code is 1. `--only NUMBER` repeats one case.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from mutated.bases import read_one, read_right, right_return
from mutated.old_excel import OLD, seen_xls
from mutated.packages import OF_SHARED_TEXTS, PACKAGES, as_excel_saves
from mutated.seen import seen_text, seen_workbook
from mutated.sending import EDITS
from mutated.table import write_workbook
from mutated.texts import TEXTS
from mutated.together import file_away, judge_round
from mutated.verdict import Truth, judge
from rich.console import Console
from rich.table import Table

from renkei.intake.sheets.cores import usable_cores
from renkei.intake.sheets.submission import Submission

CASES, SEED, BATCH = 2_025, 20210601, 45
KINDS = [one.__name__ for one in (*EDITS, *PACKAGES, *TEXTS, *OLD)]
T = TypeVar("T", bound=Callable[..., Any])
OUTCOMES = ("as sent", "read, told", "totals", "cells", "rows", "file", "ERROR", "FAULT")


@dataclass(frozen=True)
class Case:
    """How one mutated file ended: its kind, the outcome and the faults found.

    `taken` are the areas and raw answers of the rows that were accepted.
    """

    number: int
    kind: str
    outcome: str
    faults: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()


def random_of(seed: int, number: int) -> random.Random:
    """The chance of one case, the same on every machine."""
    return random.Random(hashlib.sha256(f"{seed} {number}".encode()).hexdigest())


def mutate(number: int, seed: int, folder: Path) -> tuple[Path, Truth]:
    """Write the file of a case; gives it with what is known of it."""
    rng, kind = random_of(seed, number), KINDS[number % len(KINDS)]
    right = right_return(rng)
    base, content = read_right(right, folder)
    file = folder / right.name
    file.unlink()
    if edit := _named(EDITS, kind):
        given = right.clone()
        must = edit(rng, given)
        for leaf in given.leaves:
            leaf.settle()
        file = folder / given.name
        write_workbook(given, file)
        return file, Truth(right, base, given.leaves, must)
    leaves = None
    if damage := _named(PACKAGES, kind):
        if rng.random() < 0.6 or damage in OF_SHARED_TEXTS:
            content = as_excel_saves(content)
        content, must = damage(rng, content)
        leaves = seen_workbook(content, right) if must == "reread" else None
    elif write := _named(TEXTS, kind):
        content, encoding = write(rng, right)
        leaves = seen_text(content, encoding, right) if encoding else None
        must = "" if leaves else "refuse"
        file = file.with_suffix(".csv")
    elif save := _named(OLD, kind):
        content, must = save(rng, right)
        leaves = seen_xls(content, right) if must == "reread" else None
        file = file.with_suffix(".xls")
    file.write_bytes(content)
    return file, Truth(right, base, leaves, must)


def _named(of: tuple[T, ...], kind: str) -> T | None:
    return next((one for one in of if one.__name__ == kind), None)


def outcome(base: Submission, brought: Submission) -> str:
    """How a file ended, by the worst of what was said of it beyond its right return."""
    if brought.refused:
        return "file"
    before = {(one["kind"], one["cell"], one["reason"]) for one in base.rejections}
    new = [
        one for one in brought.rejections if (one["kind"], one["cell"], one["reason"]) not in before
    ]
    if new:
        told = {"totals" if one["rule"] == "total" else f"{one['kind']}s" for one in new}
        return next(one for one in ("rows", "cells", "totals") if one in told)
    answers = [[(row["area"], row["raw"]) for row in one.rows] for one in (base, brought)]
    return "as sent" if answers[0] == answers[1] else "read, told"


def run_case(number: int, seed: int, folder: Path, raw: Path) -> Case:
    """Mutate, read and judge one file; it is left in the raw folder of its batch."""
    kind = KINDS[number % len(KINDS)].replace("_", " ")
    file, truth = mutate(number, seed, folder)
    try:
        brought = read_one(file)
    except BaseException:  # a panic of a compiled reader is no Exception
        file.unlink()
        return Case(number, kind, "ERROR", (traceback.format_exc(limit=-3),))
    file_away(file, raw, number % BATCH)
    faults = tuple(judge(truth, brought))
    ended = "FAULT" if faults else outcome(truth.base, brought)
    taken = tuple((row["area"], row["raw"]) for row in brought.rows)
    return Case(number, kind, ended, faults, taken)


def run_batch(numbers: range, seed: int) -> list[Case]:
    """Some cases one after the other, then their files together as one round."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        cases = [run_case(number, seed, Path(folder), raw) for number in numbers]
        try:
            faults = judge_round(raw, [one for case in cases for one in case.taken])
        except Exception:
            faults = [traceback.format_exc(limit=-3)]
    if faults:
        together = tuple(f"cases {numbers[0]} to {numbers[-1]} together: {one}" for one in faults)
        cases[-1] = replace(cases[-1], outcome="FAULT", faults=cases[-1].faults + together)
    return cases


def run_all(cases: int, seed: int) -> list[Case]:
    """Every case, in order, on every core this process may use."""
    batches = [range(at, min(at + BATCH, cases)) for at in range(0, cases, BATCH)]
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(usable_cores(), mp_context=spawn) as pool:
        done = pool.map(run_batch, batches, [seed] * len(batches))
        return [case for batch in done for case in batch]


def show(console: Console, cases: list[Case], seconds: float) -> None:
    """Print how many files ended how, by kind."""
    table = Table(
        "mutation",
        *OUTCOMES,
        "files",
        title="Mutated returns: read as sent; read otherwise and told; or what of them was refused",
        caption=f"{seconds:.0f} s",
    )
    for column in table.columns[1:]:
        column.justify = "right"
    counts = collections.Counter((case.kind, case.outcome) for case in cases)
    kinds = list(dict.fromkeys(case.kind for case in cases))
    for kind in kinds:
        ended = [counts[kind, one] for one in OUTCOMES]
        table.add_row(kind, *(str(one or "") for one in ended), str(sum(ended)))
    totals = [sum(counts[kind, one] for kind in kinds) for one in OUTCOMES]
    table.add_section()
    table.add_row("all", *map(str, totals), str(sum(totals)))
    console.print(table)


def main() -> int:
    """Run the cases, print the table and every fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", type=int, help="the number of one case to repeat")
    given = parser.parse_args()
    begun = time.perf_counter()
    if given.only is None:
        cases = run_all(given.cases, given.seed)
    else:
        cases = run_batch(range(given.only, given.only + 1), given.seed)
    console = Console(width=110)
    show(console, cases, time.perf_counter() - begun)
    bad = [case for case in cases if case.faults]
    for case in bad:
        print(f"case {case.number} ({case.kind}), --seed {given.seed} --only {case.number}:")
        print("".join(f"  {fault}\n" for fault in case.faults[:8]), end="")
    met = "met" if not bad else f"MISSED by {len(bad)} files"
    console.print(f"bar: {len(cases):,} files end reconciled or refused, nothing silent: {met}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
