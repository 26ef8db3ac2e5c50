"""`renkei diff`: what moved between two rounds, or between two runs."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renkei import areas, settings
from renkei.cli import diff_page
from renkei.cli.console import app, near, out
from renkei.errors import OutputError, RenkeiError, UsageError

if TYPE_CHECKING:
    import pandas as pd

_EVERY = ("",)


@app.command()
def diff(
    params: Annotated[str, typer.Argument(help="A params file, or the id of one in params/.")],
    rounds: Annotated[
        str, typer.Option(help="Two rounds, such as 2,3; left out: the last two asked.")
    ] = "",
    runs: Annotated[
        str,
        typer.Option(help="Two runs by their as-of dates instead, such as 2021-06-01,2021-06-02."),
    ] = "",
    wanted: Annotated[
        str,
        typer.Option(
            "--areas",
            help="Only these, and all of them that moved: two digits a prefecture, six a "
            "municipality; or all",
        ),
    ] = "all",
    as_of: Annotated[str, typer.Option(help="Read the returns received by this day (ISO).")] = "",
    raw: Annotated[str, typer.Option(help="Read inputs from here instead of data/raw.")] = "",
    target: Annotated[
        str, typer.Option("--out", help="Write every area into this .csv, to be opened in Excel.")
    ] = "",
) -> None:
    """Say whose answer improved, slipped, was taken back, came or went, and who says the same."""
    file, chosen = _csv_file(target), _chosen(wanted)
    if runs and (rounds or as_of or raw):
        raise UsageError(
            "two kept runs are compared as they are",
            where="--runs",
            expected="no --rounds, --as-of or --raw beside it",
        )
    if as_of:
        _day(as_of, "--as-of")
    campaign = settings.open_campaign(params, as_of=as_of, raw=raw)
    compared, frame = _of_runs(campaign, runs) if runs else _of_rounds(campaign, rounds)
    frame = frame[frame["area"].str.startswith(chosen)].reset_index(drop=True)
    if file:
        _write(file, frame)
    diff_page.tell([campaign.title, *compared], frame, every=chosen != _EVERY)
    if file:
        told = f"all {len(frame):,} areas, with the cells they answered in: {near(file)}"
        out.print(told, markup=False)


def _csv_file(target: str) -> Path | None:
    """The file to write; checked before anything is read."""
    if not target:
        return None
    file = Path(target)
    if file.suffix.lower() != ".csv":
        raise UsageError(f"{target!r} is no CSV", where="--out", expected="a name ending in .csv")
    if file.is_dir():
        raise OutputError("a folder is in the way", where=str(file), expected="a file")
    if not file.parent.is_dir():
        raise OutputError("no such folder", where=str(file.parent), expected="a folder to write to")
    return file


def _chosen(wanted: str) -> tuple[str, ...]:
    """What the codes of the municipalities wanted begin with."""
    codes = [one.strip() for one in wanted.split(",") if one.strip()]
    if not codes:
        raise UsageError("no area given", where="--areas", expected='"all" or codes such as 16')
    if {"all", areas.NATION} & set(codes):
        return _EVERY
    return tuple(_area(code) for code in codes)


def _area(code: str) -> str:
    try:
        return areas.find(code=code).short
    except RenkeiError as error:
        raise UsageError(
            f"{code!r} is no area: {error}",
            where="--areas",
            expected="two digits of a prefecture or six of a municipality; or all",
        ) from None


def _day(text: str, option: str) -> dt.date:
    try:
        return settings.iso_date(text.strip())
    except ValueError as error:
        raise UsageError(str(error), where=option) from None


def _of_rounds(campaign: settings.Campaign, given: str) -> "tuple[list[str], pd.DataFrame]":
    """What is compared, in lines, and the changes between two rounds, read from the returns."""
    before, after = _two_rounds(campaign, given)
    campaign.check_inputs()
    from renkei import intake
    from renkei.intake.changes import changes

    returns = intake.read_returns(campaign)
    population, _ = intake.read_population(campaign)
    answers = intake.answers(returns.accepted, population, campaign, returns.rejected)
    compared = [
        f"round {before.number} (as of {before.as_of}) → round {after.number} "
        f"(as of {after.as_of}), returns received by {campaign.as_of}",
        *_still_open(campaign, after.number, campaign.as_of),
    ]
    return compared, changes(returns.accepted, answers, before.number, after.number)


def _two_rounds(campaign: settings.Campaign, given: str) -> tuple[settings.Round, settings.Round]:
    """The two rounds given, or the last two; UsageError names those there are."""
    known = {str(one.number): one for one in campaign.rounds_asked if one.returns}
    listed = ", ".join(known) or "none"
    last = list(known)[-2:]
    if len(last) < 2:
        raise UsageError(
            f"rounds asked by {campaign.as_of} whose returns are collected: {listed}",
            where="--rounds",
            expected="two of them to compare; a later --as-of may have them",
        )
    numbers = [one.strip() for one in given.split(",")] if given else last
    chosen = [known[one] for one in numbers if one in known]
    if not len(numbers) == len(chosen) == 2 or chosen[0].number >= chosen[1].number:
        raise UsageError(
            f"{given!r} is not two of the rounds asked by {campaign.as_of}",
            where="--rounds",
            expected=f"two of {listed}, the earlier first, such as {','.join(last)}",
        )
    return chosen[0], chosen[1]


def _of_runs(campaign: settings.Campaign, given: str) -> "tuple[list[str], pd.DataFrame]":
    """What is compared and what had arrived, in lines, and the changes between two kept runs."""
    from renkei.intake.changes import changes_between, new_rows, read_run

    days = [_day(one, "--runs") for one in given.split(",")]
    if len(days) != 2 or not days[0] < days[1]:
        raise UsageError(
            f"{given!r} is not two as-of dates",
            where="--runs",
            expected="two, the earlier first, such as 2021-06-01,2021-06-02",
        )
    before, after = (read_run(campaign, day) for day in days)
    frame = changes_between(before, after)
    gone = new_rows(after, before)
    compared = [
        f"run of {days[0]} (round {before.round}) → run of {days[1]} (round {after.round})",
        f"arrived between: {_rows(new_rows(before, after))}",
        *([f"no longer there: {_rows(gone)}"] if len(gone) else []),
        *_still_open(campaign, after.round, days[1]),
    ]
    return compared, frame


def _rows(rows: "pd.DataFrame") -> str:
    """How many rows in how many files, round by round."""
    told = [
        f"round {number}: {_counted(len(one), 'row')} in {_counted(one['file'].nunique(), 'file')}"
        for number, one in rows.groupby("round")
    ]
    return "; ".join(told) or "nothing"


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'s' * (count != 1)}"


def _still_open(campaign: settings.Campaign, number: int, as_of: dt.date) -> list[str]:
    """A line where the later round has not closed, because silence then says little."""
    return [
        f"round {number} is open until {one.as_of}: "
        "what has not come yet is counted as lost or silent"
        for one in campaign.rounds
        if one.number == number and as_of < one.as_of
    ]


def _write(file: Path, frame: "pd.DataFrame") -> None:
    """Write the CSV whole or not at all."""
    from renkei.intake.changes import changes_csv

    aside = file.with_name(f".{file.name}.part")
    try:
        aside.write_bytes(changes_csv(frame).encode("utf-8", "backslashreplace"))
        aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        what = error.strerror or "cannot be written"
        raise OutputError(what, where=str(file), expected="a file to write") from None
