"""How fast returns are cleaned, as ratios to one openpyxl pass over the same files; and memory.

Run by `make bench`; needs the sample (`renkei sample`). Everything is measured in one run, pass by
pass in turn, in processor time of one core, so that a busy machine changes little; what the other
cores add is told by the clock. Past BAR, or where memory grows with the number of files beyond the
rows kept, the exit code is 1.
"""

import datetime as dt
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from rich.console import Console
from rich.table import Table

from renkei import areas
from renkei.intake import read_returns
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.returns import RETURNS
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.settings import Campaign, open_campaign

BAR, FLAT_MIB = 1.3, 8.0
REPETITIONS = 3
STEPS = (200, 1_000, 1_741)
LAST_DAY, RECEIVED, AS_OF = "2021-06-16", "2021-05-11", dt.date(2021, 5, 12)
ANSWER: dict[str, Any] = {
    "answer": "R3.7.31", "condition": "医療従事者の確保が前提", "wish_share": 87.5, "capacity": 1200,
    "issues": "会場の確保", "section": "健康課", "person": "見本 一郎", "phone": "000-0000-0000",
}  # fmt: skip
Pass = Callable[[], object]


def issue_of(area: areas.Area) -> Issue:
    """The filled return of one municipality."""
    keys = {"code": area.code, "prefecture": area.prefecture, "name": area.name}
    return Issue(
        form=RETURNS,
        campaign="sample",
        title="題",
        as_of=AS_OF,
        rows=[keys | ANSWER],
        round=1,
        prefecture_code=area.prefecture_code,
        prefecture=area.prefecture,
    )


def write_one_row_returns(raw: Path) -> list[Path]:
    """A filled return of its own for each of the 1,741 municipalities.

    Those of a prefecture differ in two texts, so that openpyxl writes only the first and the last,
    which has to come out the same.
    """
    arrived = raw / "sample" / "returns" / "round-1" / RECEIVED
    files: list[Path] = []
    for prefecture in areas.prefectures():
        own = areas.municipalities(prefecture.prefecture_code)
        template = raw / "template.xlsx"
        write_issue(template, issue_of(own[0]))
        for area in own:
            files.append(arrived / f"{area.prefecture_code}_{area.prefecture}_{area.code}.xlsx")
            copy_with(template, files[-1], {own[0].code: area.code, own[0].name: area.name})
        write_issue(template, issue_of(own[-1]))
        if template.read_bytes() != files[-1].read_bytes():
            sys.exit(f"{files[-1].name} is not what a form made out for it is")
        template.unlink()
    return files


def copy_with(template: Path, file: Path, texts: dict[str, str]) -> None:
    """Copy a stored workbook with whole texts of its first sheet replaced."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                for old, new in texts.items():
                    part = part.replace(f"<t>{old}</t>".encode(), f"<t>{new}</t>".encode())
            target.writestr(entry, part)


def spoil(raw: Path) -> None:
    """Let every tenth file name nobody: what is remembered of a refusal must be little too."""
    for file in sorted(raw.rglob("*.xlsx"))[::10]:
        area = areas.find(code=file.stem[-6:])
        whole = file.rename(file.with_suffix(".whole"))
        copy_with(whole, file, {area.name: f"{area.name}ではない"})
        whole.unlink()


def openpyxl_pass(files: list[Path]) -> int:
    """Every cell of every sheet, as openpyxl gives the values saved; how many files it opened."""
    opened = 0
    for file in files:
        try:
            book = openpyxl.load_workbook(file, data_only=True)
        except Exception:  # the sample has files that are no workbooks
            continue
        opened += 1
        for sheet in book:
            for row in sheet.iter_rows(values_only=True):
                for _ in row:
                    pass
    return opened


def calamine_pass(files: list[Path]) -> int:
    """The values of every sheet, as python-calamine lays them out; how many files it opened."""
    opened = 0
    for file in files:
        try:
            book = python_calamine.CalamineWorkbook.from_path(str(file))
        except Exception:
            continue
        opened += 1
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return opened


def returns_of(campaign: Campaign) -> list[Path]:
    """The files of returns a campaign reads."""
    folders = [folder for one in campaign.rounds_asked if (folder := campaign.returns_folder(one))]
    return [file for file in campaign.inputs() if any(map(file.is_relative_to, folders))]


def in_turn(passes: dict[str, Pass]) -> dict[str, list[float]]:
    """Seconds of processor time of each pass, REPETITIONS times, one pass after the other."""
    taken: dict[str, list[float]] = {name: [] for name in passes}
    for repetition in range(REPETITIONS + 1):
        for name, one in passes.items():
            begun = time.process_time()
            one()
            if repetition:  # the first of each fills caches
                taken[name].append(time.process_time() - begun)
    return taken


def ratio(taken: dict[str, list[float]], of: str, to: str) -> float:
    """The median of the ratios of two passes, each to the one beside it."""
    return statistics.median(a / b for a, b in zip(taken[of], taken[to], strict=True))


def speed(console: Console, name: str, campaign: Campaign) -> bool:
    """Measure one set of files, print it, and say whether the bar is met."""
    files = returns_of(campaign)
    found = read_returns(campaign)
    taken = in_turn(
        {
            "openpyxl, one pass": lambda: openpyxl_pass(files),
            "cleaning": lambda: read_returns(campaign),
            "calamine, values only": lambda: calamine_pass(files),
        }
    )
    title = f"{name}: {len(files):,} files ({openpyxl_pass(files):,} that openpyxl opens)"
    table = Table("what", "seconds", "of openpyxl", "of calamine", title=title)
    for what, seconds in taken.items():
        shares = [ratio(taken, what, to) for to in ("openpyxl, one pass", "calamine, values only")]
        table.add_row(what, f"{statistics.median(seconds):.2f}", *(f"{one:.2f}" for one in shares))
    console.print(table)
    rows = found.reconciliation
    console.print(
        f"cleaned: {rows['rows'].sum():,} rows, {rows['accepted'].sum():,} accepted, "
        f"{len(found.rejected):,} rejections, {len(found.ledger):,} changes told"
    )
    share = ratio(taken, "cleaning", "openpyxl, one pass")
    met = share <= BAR
    console.print(f"bar: at most {BAR} of one openpyxl pass: {share:.2f}, {met_or_not(met)}\n")
    return met


def cores(console: Console, campaigns: dict[str, Campaign]) -> None:
    """Measure seconds by the clock on one core and on all of them, in turn, and print the ratio."""
    every = os.sched_getaffinity(0)
    table = Table("files", "one core, s", f"{len(every)} cores, s", "times as fast")
    for name, campaign in campaigns.items():
        taken: dict[int, list[float]] = {1: [], len(every): []}
        for _ in range(REPETITIONS):
            for used in ({min(every)}, every):
                os.sched_setaffinity(0, used)
                begun = time.perf_counter()
                read_returns(campaign)
                taken[len(used)].append(time.perf_counter() - begun)
        one, all_of_them = (statistics.median(seconds) for seconds in taken.values())
        table.add_row(name, f"{one:.2f}", f"{all_of_them:.2f}", f"{one / all_of_them:.2f}")
    console.print(table)


def peak_mib() -> float:
    """The most memory this process has held so far."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage counts what the parent held before it started this process
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(one.split()[1]) for one in lines if one.startswith("VmHWM")) / 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def growth(folder: Path, count: int, keep: bool) -> float:
    """MiB by which reading so many files lifts the peak of this process, after the first 100."""
    files = sorted(folder.rglob("*.xlsx"))
    inquiry = Inquiry(RETURNS, AS_OF, 1, "sample")
    kept = [read_file(file, file.name, AS_OF, 0, inquiry) for file in files[:100]]
    before = peak_mib()
    for file in files[100 : 100 + count] + files[: max(0, count + 100 - len(files))]:
        brought = read_file(file, file.name, AS_OF, 0, inquiry)
        if keep:
            kept.append(brought)
    return peak_mib() - before


def memory(console: Console, raw: Path) -> bool:
    """Measure growth in processes of their own, print it, and say whether it is flat."""
    spoil(raw)
    table = Table("files", "read and let go, MiB", "rows kept, MiB", "KiB kept a file")
    grown = []
    for count in STEPS:
        told = [
            float(
                subprocess.run(
                    [sys.executable, __file__, "memory", str(raw), str(count), keep],
                    capture_output=True, text=True, check=True,
                ).stdout
            )
            for keep in ("", "kept")
        ]  # fmt: skip
        grown.append(told[0])
        table.add_row(
            f"{count:,}", f"{told[0]:.1f}", f"{told[1]:.1f}", f"{told[1] * 1024 / count:.1f}"
        )
    console.print(table)
    met = grown[-1] <= FLAT_MIB
    console.print(
        f"bar: reading {STEPS[-1]:,} files lifts the peak by at most {FLAT_MIB:.0f} MiB beside the "
        f"rows kept: {grown[-1]:.1f}, {met_or_not(met)}"
    )
    return met


def met_or_not(met: bool) -> str:
    """The word for a bar."""
    return "met" if met else "MISSED"


def main() -> int:
    """Measure, print the tables, and say whether the bars are met."""
    if sys.argv[1:2] == ["memory"]:
        folder_name, count, keep = sys.argv[2:5]
        print(growth(Path(folder_name), int(count), bool(keep)))
        return 0
    console = Console(width=100)
    console.print(f"one core, {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        one_row = Path(folder)
        write_one_row_returns(one_row)
        campaigns = {
            "47 workbooks, 4 rounds": open_campaign("sample", as_of=LAST_DAY),
            "one row a workbook": open_campaign("sample", as_of="2021-05-16", raw=folder),
        }
        if hasattr(os, "sched_setaffinity"):
            if len(os.sched_getaffinity(0)) > 1:
                cores(console, campaigns)
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        met = [
            *(speed(console, name, campaign) for name, campaign in campaigns.items()),
            memory(console, one_row),
        ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
