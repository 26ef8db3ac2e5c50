"""`renkei trace`: from a number or a figure on a page back to files, sheets and cells."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from renkei.cli.console import app, out
from renkei.cli.folders import Processed, Raw
from renkei.cli.verify import line, visible
from renkei.errors import UsageError

if TYPE_CHECKING:
    from renkei.run.proof import Kept, Match, Origin, Place, Sources, Views

_LONGEST = 160
_FILES = 3
_HOW = {
    "value": "the cell {column}",
    "count": "the number of rows",
    "share": "the share of rows",
    "sum": "the sum of {column}",
    "rows": "the rows",
}


@app.command()
def trace(
    folder: Annotated[
        str, typer.Argument(metavar="RUN", help="reports/<campaign>/<date>, or its address")
    ],
    number: Annotated[
        str, typer.Option(help="A number as a page has it: 1,718, 約3万9千 or 98.7%.")
    ] = "",
    figure: Annotated[
        str, typer.Option(help="Words of a table's or figure's caption, or of a slide's heading.")
    ] = "",
    area: Annotated[str, typer.Option(help="Only the deck of this area: 00, 16, 162019.")] = "",
    most: Annotated[int, typer.Option(min=1, help="How many places to lead back.")] = 20,
    raw: Raw = "",
    processed: Processed = "",
) -> None:
    """Lead a number or a figure from a page to its slide, frame rows, file, sheet and cells.

    A number that stands in several places is led back from each. On a terminal text, elsewhere
    JSON lines. Exit code 66 where no page says it.
    """
    from renkei.run import proof
    from renkei.run.stores import kept_places

    if bool(number) == bool(figure):
        raise UsageError("nothing to trace", expected="either --number or --figure")
    here, found_at = kept_places(folder, raw=raw, processed=processed)
    kept = proof.open_kept(here, raw=found_at.raw, processed=found_at.processed)
    if number:
        places = proof.find_number(kept, number, area)
    else:
        places = proof.find_figure(kept, figure, area)
    views = proof.Views(kept)
    for place in places[:most]:
        _tell(kept, views, place)
    if len(places) > most:
        _more(len(places), most)


def _more(count: int, most: int) -> None:
    if out.is_terminal:
        out.print(Text(f"{count - most:,} more places; --area or --most {count} shows them"))
    else:
        line("more", places=count, told=most)


def _tell(kept: "Kept", views: "Views", place: "Place") -> None:
    from renkei.run import proof

    led = proof.origin(kept, views, place)
    if out.is_terminal:
        _show(kept, place, led)
    else:
        line("place", **_as_json(kept, place, led))


def _show(kept: "Kept", place: "Place", led: "Origin") -> None:
    said = place.said
    where = f"{place.area}, slide {said.page.number} of {place.of} 「{said.page.heading}」"
    _say(where, "bold", indent=0)
    inside = [f"{said.kind}「{said.caption}」" if said.caption else said.kind]
    inside += [f"row {said.row}"] if said.row else []
    inside += [f"column {said.column}"] if said.column else []
    _say(f"{', '.join(inside)}: {said.text}")
    notebook = kept.notebook(place.area)
    _say(f"computed in {notebook.name if notebook else ''}, cell {led.lineage.cell}", "dim")
    for code in led.lineage.lines[-3:]:
        _say(code, "dim", indent=4)
    if led.matches and not led.certain:
        told = "the same number stands here; the page's words do not say that it is this one"
        _say(told, "yellow")
    for match, sources in led.matches:
        _show_match(match, sources)
    for fact in led.facts:
        _say(f"stated in {fact.file}, line {fact.line}: {fact.text} ({fact.source})")
    if not led.matches and not led.facts:
        _say("computed from all of" if led.rests_on else "no frame of this run")
        for match, sources in led.rests_on:
            _show_match(match, sources)
    out.print()


def _show_match(match: "Match", sources: "Sources") -> None:
    how = _HOW[match.how].format(column=match.column)
    where = ", ".join(f"{key} = {value}" for key, value in match.filter.items())
    _say(f"{how} of {match.frame} where {where}: {_rows(len(match.rows))}")
    _say(f"read from {_files(sources.files, sources.rows)}", indent=4)
    for one in sources.first:
        if one.cells or one.sheet:
            place = f"{one.sheet}!{one.cells}" if one.cells else one.sheet
            _say(f"{one.file}, {place}" + (f" 「{one.text}」" if one.text else ""), indent=4)


def _say(text: str, style: str = "", indent: int = 2) -> None:
    out.print(Text(" " * indent + visible(text, _LONGEST), style=style))


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def _files(files: tuple[str, ...], rows: int) -> str:
    if not files:
        return _rows(rows)
    more = f" and {len(files) - _FILES:,} more files" if len(files) > _FILES else ""
    return f"{_rows(rows)} of {', '.join(files[:_FILES])}{more}"


def _as_json(kept: "Kept", place: "Place", led: "Origin") -> dict[str, Any]:
    said = place.said
    notebook: Path | None = kept.notebook(place.area)
    return {
        "area": place.area,
        "slide": said.page.number,
        "of": place.of,
        "heading": said.page.heading,
        "block": said.kind,
        "caption": said.caption,
        "row": said.row,
        "column": said.column,
        "text": said.text,
        "number": place.amount.text if place.amount else "",
        "notebook": notebook.name if notebook else "",
        "cell": led.lineage.cell,
        "code": list(led.lineage.lines),
        "words_agree": led.certain,
        "matches": [_match(*pair) for pair in led.matches],
        "rests_on": [_match(*pair) for pair in led.rests_on],
        "facts": [vars(one) for one in led.facts],
    }


def _match(match: "Match", sources: "Sources") -> dict[str, Any]:
    return {
        "frame": match.frame,
        "how": match.how,
        "column": match.column,
        "filter": dict(match.filter),
        "frame_rows": len(match.rows),
        "rows": sources.rows,
        "files": list(sources.files),
        "first": [vars(one) for one in sources.first],
    }
