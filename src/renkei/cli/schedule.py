"""`renkei schedule`: what is next and what was missed; run it once, or as a small service."""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from renkei import settings
from renkei.cli.console import app, err, near, out
from renkei.errors import InputMissing, OutputError, UsageError
from renkei.settings.schedule import Entry, Schedule, read_schedule

if TYPE_CHECKING:
    from renkei.run.schedule import Memory, Standing


class Kind(StrEnum):
    """As what a schedule is written."""

    systemd = "systemd"
    cron = "cron"
    kubernetes = "kubernetes"


@app.command()
def schedule(
    file: Annotated[str, typer.Argument(help="The schedule.")] = "params/schedule.yaml",
    once: Annotated[bool, typer.Option("--once", help="Run what is due, and end.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what is next and what was missed, and end.")
    ] = False,
    only: Annotated[str, typer.Option(help="Only the entry of this name.")] = "",
    write: Annotated[
        Kind | None, typer.Option(help="Print the same schedule for another scheduler.")
    ] = None,
    target: Annotated[
        str, typer.Option("--out", help="With --write: write the files into this folder.")
    ] = "",
    image: Annotated[str, typer.Option(help="With --write kubernetes: the image.")] = "renkei",
    try_alerts: Annotated[
        bool, typer.Option("--try-alerts", help="Send a trial by every way that is set, and end.")
    ] = False,
) -> None:
    """Say what is next and what was missed, then run it as it falls due.

    Without --once it stays as a service: SIGTERM ends it cleanly. Runs are children of this
    process, one at a time; with --once their exit code is kept.
    """
    if sum((once, dry_run, write is not None, try_alerts)) > 1 or (target and not write):
        raise UsageError(
            "only one at a time", expected="--once, --dry-run, --try-alerts or --write (with --out)"
        )
    root = settings.project_root().resolve()
    path = _file(root, file)
    found = _schedule(path, only)
    if write:
        _write(write, found, root, path, target, image)
    elif try_alerts:
        _try_alerts(found, root)
    else:
        _run(found, root, once, dry_run)


def _now() -> dt.datetime:
    """The one place where the schedule asks the clock."""
    return dt.datetime.now(dt.UTC)


def _file(root: Path, file: str) -> Path:
    """The schedule's file, of the project first."""
    for path in (root / file, Path(file).resolve()):
        if path.is_file():
            return path
    raise InputMissing("no such schedule", where=file, expected="params/schedule.yaml")


def _schedule(path: Path, only: str) -> Schedule:
    """The schedule, or one entry of it."""
    found = read_schedule(path)
    chosen = [entry for entry in found.entries if only in ("", entry.name)]
    if not chosen:
        names = ", ".join(entry.name for entry in found.entries)
        raise UsageError(f"no entry {only!r}", where="--only", expected=names)
    return found.model_copy(update={"entries": chosen})


def _run(found: Schedule, root: Path, once: bool, dry_run: bool) -> None:
    from renkei.run.schedule import Night, Stop, check_campaigns, run_due, serve

    check_campaigns(found)
    is_due = _tell(found, root)
    if dry_run:
        return
    if once and not is_due and out.is_terminal:
        out.print("nothing is due")
    with Stop() as stop:
        night = Night(found, root, _now, stop, _say, os.environ, _echo())
        code = run_due(night, found.entries) if once else serve(night)
    raise typer.Exit(code)


def _echo() -> Any:
    """What a run prints goes to standard error: standard output is for the schedule's own lines."""
    return sys.stderr


def _tell(found: Schedule, root: Path) -> bool:
    """Say how every entry stands; whether something is due."""
    from renkei.run.schedule import folder_of, read_memory, standing

    now, folder = _now(), folder_of(root)
    rows = []
    for entry in found.entries:
        memory = read_memory(folder, entry.name)
        rows.append((standing(entry, memory, now), memory))
    if out.is_terminal:
        out.print(_table(rows), soft_wrap=False)
    else:
        for stands, memory in rows:
            _line(now, "standing", _facts(stands, memory))
    return any(stands.due for stands, _ in rows)


def _facts(stands: "Standing", memory: "Memory") -> dict[str, Any]:
    entry = stands.entry
    return {
        "entry": entry.name,
        "campaign": entry.campaign,
        "areas": entry.areas,
        "next": _local(entry, stands.next) if stands.next else None,
        "due": [_local(entry, one) for one in stands.due],
        "missed": [_local(entry, one) for one in stands.missed],
        "given_up": [_local(entry, one) for one in stands.given_up],
        "wait_until": _local(entry, stands.wait_until) if stands.wait_until else None,
        "last": json.loads(memory.last.model_dump_json()) if memory.last else None,
    }


def _local(entry: Entry, moment: dt.datetime) -> str:
    return moment.astimezone(entry.tz).isoformat(timespec="minutes")


def _table(rows: "list[tuple[Standing, Memory]]") -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for head in ("entry", "campaign", "areas", "next", "due now", "missed", "last run"):
        table.add_column(head, overflow="fold")
    for stands, memory in rows:
        entry, last = stands.entry, memory.last
        ended = f"{_shown(entry, last.due)}: exit code {last.exit_code}" if last else "none yet"
        missed = [
            f"{_shown(entry, one)}{'' if one in stands.due else ' (left)'}" for one in stands.missed
        ]
        cells = [
            entry.name,
            entry.campaign,
            entry.areas,
            _shown(entry, stands.next) if stands.next else "never",
            "\n".join(_shown(entry, one) for one in stands.due),
            "\n".join(missed),
            ended,
        ]
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _shown(entry: Entry, moment: dt.datetime) -> str:
    return f"{moment.astimezone(entry.tz):%a %Y-%m-%d %H:%M %Z}"


def _say(event: str, facts: dict[str, Any]) -> None:
    """Tell an event: a sentence on a terminal, a JSON line elsewhere."""
    now = _now()
    if not out.is_terminal:
        _line(now, event, facts)
        return
    told = ", ".join(f"{name} {_brief(value)}" for name, value in facts.items() if value != "")
    style = "red" if event == "problem" or facts.get("exit_code") or facts.get("problems") else ""
    out.print(Text(f"{now.astimezone():%H:%M:%S} {event}: {told}", style=style))


def _brief(value: object) -> str:
    return ", ".join(map(str, value)) or "-" if isinstance(value, list) else str(value)


def _line(now: dt.datetime, event: str, facts: dict[str, Any]) -> None:
    told = {"time": now.isoformat(timespec="seconds"), "event": event, **facts}
    print(json.dumps(told, ensure_ascii=False), flush=True)


def _try_alerts(found: Schedule, root: Path) -> None:
    from renkei.run.alerts import about, deliver, trial

    if not (found.alerts.mail or found.alerts.webhook):
        raise UsageError("no way to send alerts is set", expected="alerts: with mail or webhook")
    entry, now = found.entries[0], _now()
    run = about(entry, now, None, None, root, root)
    wait: Callable[[float], None] = lambda seconds: None  # noqa: E731
    sent, problems = deliver(
        trial(run), found.alerts, environment=dict(os.environ), root=root, now=now, wait=wait
    )
    for way in sent:
        out.print(f"sent: {way}")
    for problem in problems:
        err.print(Text(f"not sent: {problem}", style="red"))
    if problems:
        raise OutputError("an alert could not be sent", expected="the settings of the other side")


def _write(kind: Kind, found: Schedule, root: Path, path: Path, target: str, image: str) -> None:
    from renkei.run.schedule import Place, units

    file = str(path.relative_to(root) if path.is_relative_to(root) else path)
    place = Place(home=str(root), python=sys.executable, file=file, image=image)
    files = units(kind.value, found, place)
    if target:
        _write_files(Path(target), files)
        return
    for name, text in files.items():
        if len(files) > 1:
            print(f"# ---- {name}")
        print(text)


def _write_files(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(error.strerror or "cannot be written", where=str(folder)) from None
    for name in files:
        out.print(str(near(folder / name)), markup=False)
