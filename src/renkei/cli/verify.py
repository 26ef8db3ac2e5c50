"""`renkei verify`: every digest of a kept run recomputed, and what differs told."""

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from renkei.cli.console import app, near, out
from renkei.cli.folders import Processed, Raw
from renkei.errors import DataError

if TYPE_CHECKING:
    from renkei.run.proof import Kept, Verified

_MOST = 40  # findings of one part shown on a terminal
_STYLES = {"differs": "red", "missing": "red", "extra": "red"}


@app.command()
def verify(
    folder: Annotated[
        str, typer.Argument(metavar="RUN", help="reports/<campaign>/<date>, or its address")
    ],
    export: Annotated[
        bool,
        typer.Option("--export", help="Also write prov.json (W3C PROV) anew, with the release."),
    ] = False,
    raw: Raw = "",
    processed: Processed = "",
) -> None:
    """Recompute every digest of a run's manifest and say what differs, is missing or is extra.

    On a terminal a table, elsewhere JSON lines. Exit code 0, or 65 where the run is not what its
    manifest says, 66 where no run is kept.
    """
    from renkei.run import proof
    from renkei.run.stores import kept_places

    here, found_at = kept_places(folder, raw=raw, processed=processed)
    kept = proof.open_kept(here, raw=found_at.raw, processed=found_at.processed)
    found = proof.verify(kept)
    if out.is_terminal:
        _show(kept, found)
    else:
        _lines(kept, found)
    if export:
        _export(kept)
    if not found.holds:
        raise typer.Exit(DataError.exit_code)


def _lines(kept: "Kept", found: "Verified") -> None:
    for one in found.findings:
        line("finding", part=one.part, name=one.name, problem=one.problem,
             expected=one.expected, found=one.found)  # fmt: skip
    problems = Counter(one.problem for one in found.findings)
    line("run", run=f"{kept.manifest['campaign']}/{kept.name}", holds=found.holds,
         checked=dict(found.checked), problems=dict(problems))  # fmt: skip


def line(kind: str, **content: Any) -> None:
    """One JSON object on one line, every sign no terminal should be sent as \\uXXXX."""
    text = json.dumps({"kind": kind, **content}, ensure_ascii=False)
    out.print(Text("".join(one if one.isprintable() else _escaped(one) for one in text)))


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1]


def visible(value: object, most: int = 0) -> str:
    """A text on one line with nothing in it a terminal would obey, cut where it is too long."""
    plain = "".join(one if one.isprintable() else "\ufffd" for one in " ".join(str(value).split()))
    return plain if not most or len(plain) <= most else f"{plain[:most]}…"


def _show(kept: "Kept", found: "Verified") -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, justify in (("part", "left"), ("compared", "right"), ("found", "left")):
        table.add_column(name, justify="right" if justify == "right" else "left")
    parts = dict.fromkeys([*found.checked, *(one.part for one in found.findings)])
    for part in parts:
        problems = Counter(one.problem for one in found.findings if one.part == part)
        told = ", ".join(f"{count:,} {name}" for name, count in problems.items()) or "as listed"
        style = "red" if any(name in _STYLES for name in problems) else ""
        count = found.checked.get(part)
        compared = f"{count:,}" if count is not None else ""
        table.add_row(part, compared, Text(told, style=style))
    out.print(table, soft_wrap=False)
    _show_findings(found)
    name = f"{kept.manifest['campaign']}/{kept.name}"
    verdict = "is what its manifest says" if found.holds else "is NOT what its manifest says"
    out.print(Text(visible(f"{name} {verdict}"), style="bold" if found.holds else "bold red"))


def _show_findings(found: "Verified") -> None:
    told: Counter[str] = Counter()
    for one in found.findings:
        told[one.part] += 1
        if told[one.part] > _MOST:
            continue
        digests = " → ".join(visible(text, 64) for text in (one.expected, one.found) if text)
        said = f"{one.part}: {visible(one.name)}: {one.problem}"
        style = _STYLES.get(one.problem, "yellow")
        out.print(Text(said + (f" ({digests})" if digests else ""), style=style))
    for part, count in told.items():
        if count > _MOST:
            out.print(Text(f"{part}: and {count - _MOST:,} more; a pipe gives all as JSON lines"))


def _export(kept: "Kept") -> None:
    from renkei.run import proof

    entry = proof.standing_of(kept.folder)
    file = proof.write_export(kept.folder, kept.manifest, kept.name, entry)
    if out.is_terminal:
        out.print(Text(f"wrote {near(file)}"))
    else:
        line("export", file=str(near(file)))
