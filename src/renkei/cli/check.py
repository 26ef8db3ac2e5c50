"""`renkei check`: returned files read, what is wrong with them told, and what goes back written."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from renkei import settings
from renkei.cli.console import app, err, near, out
from renkei.errors import DataError, InputMissing, UsageError

if TYPE_CHECKING:
    from renkei.intake.checking.checked import Checked
    from renkei.intake.checking.of_round import RoundCheck
    from renkei.intake.checking.sent import Sent

_WIDTH = 100  # of a page that is no terminal
_LONGEST = 500  # characters of one sentence
_COUNTED = {
    "rows": "rows",
    "accepted": "accepted",
    "rejected": "rejected",
    "superseded": "super-\nseded",
    "subtotals": "sub-\ntotals",
    "notes": "notes",
    "blank": "blank",
    "cells_read": "cells\nread",
    "cells_rejected": "cells\nrejected",
}
_BASIS = {
    "given": "--as-of",
    "round": "the round's",
    "campaign": "the campaign's",
    "property": "as the workbook says",
    "title": "as its title says",
    "today": "today",
}


@app.command()
def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Returned files or folders.")
    ] = None,
    params: Annotated[
        str, typer.Option(help="The campaign: a params file, or the id of one in params/.")
    ] = "",
    number: Annotated[
        int | None, typer.Option("--round", help="The round that the files answer.")
    ] = None,
    as_of: Annotated[
        str, typer.Option(help="As of which day; with --params, received by which day (ISO).")
    ] = "",
    target: Annotated[
        str, typer.Option("--out", help="Folder for what goes back and the lists.")
    ] = "",
    raw: Annotated[str, typer.Option(help="Read the campaign's inputs from here.")] = "",
) -> None:
    """Say what is wrong with returned files, and write what goes back to each prefecture.

    Without PATH the round's own folder is checked. Exit code 65 where anything stands refused.
    """
    from renkei.intake.checking.outbox import refuse_others_files
    from renkei.intake.checking.sent import sent

    if number is not None and not params:
        raise UsageError("a round is of a campaign", where="--round", expected="--params X too")
    if not paths and not params:
        raise UsageError("nothing to check", expected="PATH…, or --params X for a round's folder")
    day = _day(as_of)
    files = sent(paths or [])
    if paths and not files:
        raise InputMissing("no file in there", where=", ".join(paths), expected="returned files")
    if target:
        refuse_others_files(Path(target))
    of_round = _open_round(params, number, as_of, raw) if params else None
    checked = _read(of_round, files if paths else None, day)
    if not out.is_terminal:
        out.width = max(out.width, _WIDTH)
    for one in checked:
        _tell(one)
    if len(checked) > 1 and all(one.refused for one in checked[0].submissions):
        of_round = None  # only other forms could be read: nothing is said of the round's returns
    if of_round:
        _tell_missing(of_round)
    written = _write(Path(target), checked, of_round) if target else None
    opened = sum(1 for one in checked for _ in one.open())
    _tell_what_next(checked, opened, written, target)
    if opened:
        raise typer.Exit(DataError.exit_code)


def _day(as_of: str) -> dt.date | None:
    try:
        return settings.iso_date(as_of) if as_of else None
    except ValueError as error:
        raise UsageError(str(error), where="--as-of") from None


def _open_round(params: str, number: int | None, as_of: str, raw: str) -> "RoundCheck":
    from renkei.intake.checking.of_round import open_round

    campaign = settings.open_campaign(params, as_of=as_of, raw=raw)
    return open_round(campaign, number, is_given=bool(as_of))


def _read(
    of_round: "RoundCheck | None", files: "list[Sent] | None", day: dt.date | None
) -> "list[Checked]":
    """Read what is to be checked: files for a round, a round's folder, or files by themselves."""
    from renkei.intake.checking.checked import check_files
    from renkei.intake.checking.of_round import check_folder, check_sent

    if of_round is None:
        # The one place where the clock is asked; the page names every file that needs it.
        return check_files(files or [], day, dt.datetime.now().astimezone().date())
    if files is None:
        check_folder(of_round)
    else:
        check_sent(of_round, files)
    return of_round.checked


def _say(text: str, style: str = "") -> None:
    from renkei.intake.checking.sent import visible

    out.print(Text(visible(text), style=style))


def _tell(checked: "Checked") -> None:
    """Say of one form and round what became of every row, and what was refused."""
    from renkei.intake.checking.sent import visible

    if not checked.arrivals:
        return
    _say(_heading(checked), style="bold")
    out.print(_table(checked), soft_wrap=False)
    _say("rows = accepted + rejected + superseded + subtotals + notes + blank", style="dim")
    is_read = any(not one.refused for one in checked.submissions)
    undated = [
        one.submission.file
        for one in checked.arrivals
        if one.basis == "today" and not (is_read and one.submission.refused)
    ]
    if undated:
        more = f" and {len(undated) - 3} more" if len(undated) > 3 else ""
        told = (
            f"{', '.join(undated[:3])}{more} do not say as of which day they answer: read as of "
            f"today, {checked.as_of}; --as-of DATE says it, or --params X --round N"
        )
        err.print(Text(visible(told), style="yellow"))
    _tell_refusals(checked)


def _heading(checked: "Checked") -> str:
    parts = [f"{checked.form.title} (form {checked.form.name})"]
    parts += [f"campaign {checked.campaign}"] if checked.campaign else []
    parts += [f"round {checked.round}"] if checked.round is not None else []
    read = [one for one in checked.arrivals if not one.submission.refused] or checked.arrivals
    days = dict.fromkeys((one.inquiry.as_of, one.basis) for one in read)
    parts += [f"as of {day} ({_BASIS[basis]})" for day, basis in days]
    sheets = _sheets(checked)
    return ", ".join([*parts, *([f"sheet {min(sheets)}"] if len(sheets) == 1 else [])])


def _sheets(checked: "Checked") -> set[str]:
    """The names of the sheets that were read."""
    from renkei.intake.checking.sent import visible

    named = {sheet for one in checked.submissions for sheet in one.accounts}
    return {visible(sheet) for sheet in named}


def _table(checked: "Checked") -> Table:
    from renkei.intake.checking.sent import visible

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("file", overflow="fold")
    several = len(_sheets(checked)) > 1
    if several:
        table.add_column("sheet", overflow="fold")
    for head in _COUNTED.values():
        table.add_column(head, justify="right", no_wrap=True)
    for submission in checked.submissions:
        for sheet in submission.reconciled():
            wrong = submission.refused or sheet["rejected"] or sheet["cells_rejected"]
            where = [Text(visible(sheet["sheet"]) or "–")] if several else []
            counts = (f"{sheet[pile]:,}" for pile in _COUNTED)
            file = Text(visible(submission.file))
            table.add_row(file, *where, *counts, style="red" if wrong else "")
    return table


def _tell_refusals(checked: "Checked") -> None:
    from renkei.intake.checking.japanese import shortened
    from renkei.intake.ledger import frame, sentences

    opened = [one for _, one in checked.open()]
    mended = list(checked.made_good())
    if opened:
        out.print()
        _say(f"refused ({len(opened):,}):", style="bold red")
        for sentence in sentences(frame("rejections", opened)):
            _say(f"  {shortened(sentence, _LONGEST)}")
    if mended:
        out.print()
        _say(f"made good by a later file ({len(mended):,}):", style="bold")
        told = sentences(frame("rejections", [one for one, _ in mended]))
        for sentence, (_, file) in zip(told, mended, strict=True):
            _say(f"  {shortened(sentence, _LONGEST)} → {file}")
    out.print()


def _tell_missing(of_round: "RoundCheck") -> None:
    """Say how many have not answered, and in whose hands it is."""
    table = of_round.desk.table
    counts = table[["asked", "answered", "not_arrived", "blank", "refused"]].sum()
    missing = counts["asked"] - counts["answered"]
    day = of_round.campaign.as_of
    if not missing:
        _say(f"all {counts['asked']:,} municipalities answered by {day}")
        return
    silent = int((table["not_arrived"] > 0).sum())
    _say(
        f"not answered by {day}: {missing:,} of {counts['asked']:,} municipalities: "
        f"{counts['not_arrived']:,} in {_count(silent, 'prefecture')} of which nothing arrived, "
        f"{counts['blank']:,} left blank, {counts['refused']:,} refused"
    )


def _write(target: Path, checked: "list[Checked]", of_round: "RoundCheck | None") -> list[str]:
    from renkei.intake.checking.outbox import write_results
    from renkei.run.aside import building

    with building(target) as (aside,):
        return write_results(aside, checked, of_round)


def _tell_what_next(
    checked: "list[Checked]", opened: int, written: list[str] | None, target: str
) -> None:
    """The sums of the page, and what the analyst does with them."""
    from renkei.intake.checking.corrections import prefecture_of
    from renkei.intake.checking.lists import CALL_LIST, UNANSWERED

    sheets = [one for each in checked for s in each.submissions for one in s.reconciled()]
    sums = {pile: sum(one[pile] for one in sheets) for pile in _COUNTED}
    files = sum(len(one.arrivals) for one in checked)
    _say(
        f"{_count(files, 'file')}, {_count(sums['rows'], 'row')}: {sums['accepted']:,} accepted, "
        f"{sums['rejected']:,} rejected, {sums['superseded']:,} superseded; "
        f"{sums['cells_read']:,} cells read, {sums['cells_rejected']:,} rejected; "
        f"{_count(opened, 'refusal')} open"
    )
    homeless = {
        arrival.submission.file
        for one in checked
        for arrival, rejection in one.open()
        if not prefecture_of(arrival, rejection)
    }
    if homeless:
        _say(f"no prefecture can be told, ask whoever sent it: {', '.join(sorted(homeless))}")
    if written is not None:
        back = [name for name in written if name not in (UNANSWERED, CALL_LIST)]
        folder = near(Path(target).resolve())
        _say(f"wrote {_count(len(written), 'workbook')} in {folder}: {len(back)} to send back")
        if UNANSWERED in written:
            _say(f"{UNANSWERED} says whom to ask; {CALL_LIST} stays inside the office")
    elif opened > len(homeless):
        _say("next: the same command with --out DIR writes what goes back to each prefecture")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
