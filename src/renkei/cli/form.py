"""`renkei form`: the workbooks that go out to the prefectures."""

from pathlib import Path
from typing import Annotated

import typer

from renkei import areas, settings
from renkei.cli.console import app, near, out
from renkei.errors import OutputError, UsageError


@app.command()
def form(
    params: Annotated[str, typer.Argument(help="A params file, or the id of one in params/.")],
    target: Annotated[str, typer.Option("--out", help="Folder to write to (new or empty).")],
    number: Annotated[
        int | None, typer.Option("--round", help="The round whose form is sent out.")
    ] = None,
    name: Annotated[
        str,
        typer.Option(
            "--form", help="returns, liaison, supply, work_plan, readiness, testing or practices"
        ),
    ] = "returns",
    wanted: Annotated[
        str, typer.Option("--areas", help="Two digits of prefectures, or all.")
    ] = "all",
    raw: Annotated[str, typer.Option(help="Read earlier answers from here.")] = "",
) -> None:
    """Write one workbook for each prefecture, with what it answered last beside the new answer."""
    from renkei.intake.forms import FORMS
    from renkei.intake.forms.issue import write_issue
    from renkei.intake.returns.outgoing import outgoing
    from renkei.run.aside import building

    if name not in FORMS:
        raise UsageError(f"no form {name!r}", where="--form", expected=", ".join(FORMS))
    if (name == "returns") != (number is not None):
        expected = "--round with the form returns, and with no other"
        raise UsageError("a round belongs to the form returns", where="--round", expected=expected)
    codes = _prefectures(wanted)
    campaign = settings.open_campaign(params, raw=raw)
    folder = Path(target)
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError("holds files already", where=target, expected="a new or empty folder")
    issues = outgoing(campaign, FORMS[name], number, codes)
    with building(folder) as (aside,):
        for file, issue in issues.items():
            write_issue(aside / file, issue)
    rows = sum(len(issue.rows) for issue in issues.values())
    what = f"{len(issues)} workbook{'s' * (len(issues) != 1)}" + (
        f" with {rows:,} municipalities" if rows else ""
    )
    out.print(f"wrote {what} in {near(folder.resolve())}", markup=False)


def _prefectures(wanted: str) -> list[str]:
    """The two digits of each prefecture asked for. Raises UsageError naming one that is none."""
    known = [area.short for area in areas.prefectures()]
    if wanted == "all":
        return known
    codes = [one.strip() for one in wanted.split(",")]
    for code in codes:
        if code not in known:
            expected = "two digits of prefectures, as 16 or 01,13, or all"
            raise UsageError(f"{code!r} is no prefecture", where="--areas", expected=expected)
    return codes
