"""`renkei release`: a run and its hashes frozen, and the log of all releases read."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from renkei.cli.console import app, near, out
from renkei.cli.folders import Processed, Raw
from renkei.cli.verify import line, visible
from renkei.errors import InputMissing, UsageError

_SHORT = 16  # digits of a digest shown


@app.command()
def release(
    folder: Annotated[
        str, typer.Argument(metavar="RUN", help="reports/<campaign>/<date>, or reports/<campaign>")
    ],
    by: Annotated[
        str, typer.Option(help="Who releases the run: a name, as the log keeps it.")
    ] = "",
    raw: Raw = "",
    processed: Processed = "",
) -> None:
    """Release a run: its hashes go to the log, its files are frozen, a rerun becomes 訂正版 N.

    Without --by the log is told: who released what when, and what changed since. Exit code 65
    where a run is not what its manifest says, or the log was changed.
    """
    from renkei.run import proof
    from renkei.run.manifest import moment
    from renkei.run.stores import kept_log, kept_places

    if not by:
        _tell_log(kept_log(folder))
        return
    here, found_at = kept_places(folder, raw=raw, processed=processed)
    kept = proof.open_kept(here, raw=found_at.raw, processed=found_at.processed)
    # The one place where the clock is asked: when somebody released a run is a fact of its own.
    entry = proof.release(kept, by, moment())
    found_at.send_release(str(entry["campaign"]), kept.name)
    _tell(kept.folder.parent, entry)


def _tell(home: Path, entry: dict[str, Any]) -> None:
    from renkei.run import proof
    from renkei.run.editions import edition_words

    record = proof.read_record(home, str(entry["run"]))
    if not out.is_terminal:
        line("release", **entry, since=record["since"])
        return
    edition = edition_words(str(entry["run"]))
    told = f"released {entry['campaign']} {entry['as_of']} ({edition}) by {entry['by']}"
    out.print(Text(visible(told), style="bold"))
    out.print(Text(f"manifest {entry['manifest_sha256']}"))
    out.print(Text(f"log entry {entry['number']}: {entry['sha256']}"))
    if record["since"]:
        out.print(Text(visible(f"since {entry['corrects']}: {_since(record['since'])}")))
    out.print(Text("a rerun of this date goes beside it, as 訂正版, and never over it"))


def _since(changed: dict[str, Any]) -> str:
    told = [f"{changed['numbers_moved']:,} numbers in {changed['places_moved']:,} places moved"]
    for part in ("inputs", "content", "params", "notebooks", "code"):
        counts = changed.get(part) or {}
        said = ", ".join(f"{len(names):,} {how}" for how, names in counts.items() if names)
        told += [f"{part}: {said}"] if said else []
    return "; ".join(told + (["another lock"] if changed.get("lock") else []))


def _tell_log(place: Path) -> None:
    """The log of a campaign, or the entries of one run; its chain is checked on the way."""
    from renkei.run import proof

    is_run = (place / "manifest.json").is_file()
    home = place.parent if is_run else place
    if not home.is_dir():
        raise InputMissing("no such folder", where=str(near(home)), expected="reports/<campaign>")
    entries = [one for one in proof.read_log(home) if not is_run or one["run"] == place.name]
    if not entries:
        raise UsageError(
            "nothing is released there", where=str(near(place)), expected='--by "name" releases it'
        )
    told = [(one, proof.read_record(home, str(one["run"]))["since"]) for one in entries]
    if out.is_terminal:
        _show_log(told)
        return
    for entry, since in told:
        line("release", **entry, since=since)


def _show_log(told: list[tuple[dict[str, Any], dict[str, Any] | None]]) -> None:
    from renkei.run.editions import edition_words

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("", "as of", "edition", "released (UTC)", "by", "manifest", "changed since"):
        table.add_column(head, overflow="fold")
    for entry, since in told:
        cells = (
            str(entry["number"]),
            str(entry["as_of"]),
            edition_words(str(entry["run"])),
            str(entry["at"]),
            str(entry["by"]),
            str(entry["manifest_sha256"])[:_SHORT],
            _since(since) if since else "",
        )
        table.add_row(*(Text(visible(one)) for one in cells))
    out.print(table, soft_wrap=False)
    out.print(Text("the chain of the log is whole"))
