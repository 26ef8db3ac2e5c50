"""`renkei backtest`: history replayed, and the forecasts scored beside what happened."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renkei.cli import backtest_page
from renkei.cli.console import app, err, near, out
from renkei.errors import OutputError, UsageError
from renkei.settings import Campaign

if TYPE_CHECKING:
    import pandas as pd

    from renkei.cli.backtest_inputs import History, Read
    from renkei.projection.backtest import Replayed
    from renkei.projection.engine import Parts
    from renkei.projection.scoring import Outcome


@app.command()
def backtest(
    params: Annotated[str, typer.Argument(help="A params file, or the id of one in params/.")],
    origins: Annotated[
        str, typer.Option(help="Days to forecast from, such as 2021-06-08,2021-06-15.")
    ],
    target: Annotated[str, typer.Option("--out", help="Write the forecasts into this .parquet.")],
    snapshots: Annotated[
        str, typer.Option(help="Folder of snapshots YYYY-MM-DD; left out: the campaign's own.")
    ] = "",
    population: Annotated[
        str,
        typer.Option(help="The register's workbook or a CSV area,eligible; left out: the own."),
    ] = "",
    truth: Annotated[
        str, typer.Option(help="Score against this later snapshot, or the newest of a folder.")
    ] = "",
    scores: Annotated[
        str, typer.Option(help="Write the scores into this .csv; left out: beside --out.")
    ] = "",
    final_after: Annotated[
        int, typer.Option(min=0, max=365, help="Days after which a day's count is final.")
    ] = 21,
    deadline: Annotated[
        str, typer.Option(help="Days to score chances by; left out: the campaign's deadline.")
    ] = "",
    ablate: Annotated[
        str, typer.Option(help="Parts to switch off: nowcast,pipeline,pooled,plan.")
    ] = "",
    cohort: Annotated[
        str, typer.Option(help="65- or programme (every age); left out: 65- where it is told.")
    ] = "",
    raw: Annotated[str, typer.Option(help="Read the campaign's own inputs from here.")] = "",
) -> None:
    """Forecast from earlier days with what was published by then, and score what came of it."""
    # pandas and the engine take half a second to import: only this command pays for them.
    from renkei.cli import backtest_inputs as inputs
    from renkei.projection.backtest import parts_without, read_days

    days, parts = read_days(origins, "--origins"), parts_without(ablate, "--ablate")
    by = read_days(deadline, "--deadline") if deadline else []
    file, scores_file = _file(target, "--out", ".parquet"), _scores_file(scores, target, truth)
    campaign = inputs.open_replayed(params, raw)
    history = inputs.read_history(campaign, snapshots, population, cohort, days)
    later = inputs.read_truth(campaign, truth) if truth else None
    _tell([*history.told, *(later.told if later else [])])
    outcome = _outcome(history, later, final_after) if later else None
    scored = _write_forecasts(file, _replayed(campaign, history, parts, days, outcome, by))
    if outcome and scores_file:
        _write_scores(scores_file, scored, outcome)


def _outcome(history: "History", later: "Read", final_after: int) -> "Outcome":
    from renkei.projection.scoring import read_outcome

    return read_outcome(later.records, history.eligible, history.cohort, final_after)


def _replayed(
    campaign: Campaign,
    history: "History",
    parts: "Parts",
    days: "list[pd.Timestamp]",
    outcome: "Outcome | None",
    deadlines: "list[pd.Timestamp]",
) -> "Iterator[Replayed]":
    """The engine at every origin, as the campaign's params file asks."""
    import pandas as pd

    from renkei.projection import engine
    from renkei.projection.backtest import backtest as replay

    wish = campaign.wish_share.value
    ask = engine.Ask(days[0], history.cohort, campaign.dose_numbers, wish, parts=parts)
    by = deadlines or [pd.Timestamp(campaign.deadline)]
    whom = history.records, history.eligible
    return replay(*whom, ask, days, engine.forecast_doses, outcome, by)


def _file(target: str, option: str, ending: str) -> Path:
    """The file to write; checked before anything is read."""
    file = Path(target)
    if file.suffix.lower() != ending:
        expected = f"a name ending in {ending}"
        raise UsageError(f"{target!r} is no {ending[1:]} file", where=option, expected=expected)
    if file.is_dir():
        raise OutputError("a folder is in the way", where=str(file), expected="a file")
    if not file.parent.is_dir():
        raise OutputError("no such folder", where=str(file.parent), expected="a folder to write to")
    if not os.access(file.parent, os.W_OK):
        raise OutputError("not writable", where=str(file.parent), expected="a folder to write to")
    return file


def _scores_file(scores: str, target: str, truth: str) -> Path | None:
    """Where the scores go; none without a truth. Raises UsageError for scores without one."""
    if scores and not truth:
        expected = "--truth FILE too"
        raise UsageError("nothing to score against", where="--scores", expected=expected)
    if not truth:
        return None
    beside = Path(target).with_suffix(".scores.csv")
    return _file(scores or str(beside), "--scores", ".csv")


def _tell(sentences: Iterable[str]) -> None:
    for one in sentences:
        err.print(one, style="yellow", markup=False)


def _write_forecasts(file: Path, results: "Iterable[Replayed]") -> "pd.DataFrame":
    """Write the forecasts origin by origin, whole or not at all; the scored rows of all."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    scored, rows, areas = [], 0, set()
    with _aside(file) as aside, ExitStack() as opened:
        writer = None
        for one in results:
            table = pa.Table.from_pandas(one.forecasts, preserve_index=False)
            if writer is None:
                writer = pq.ParquetWriter(aside, table.schema, compression="zstd")
                opened.enter_context(writer)
            writer.write_table(table)
            scored.append(one.scored)
            rows += len(one.forecasts)
            areas |= set(one.forecasts["area"].unique())
    out.print(
        f"wrote {rows:,} forecasts of {len(areas):,} areas from {len(scored)} origins: {near(file)}",
        markup=False,
    )
    return pd.concat(scored, ignore_index=True)


def _write_scores(file: Path, scored: "pd.DataFrame", outcome: "Outcome") -> None:
    """Write the scores of every method, and print them side by side."""
    from renkei.projection.scoring import summary

    table = summary(scored)
    with _aside(file) as aside:
        table.to_csv(aside, index=False, float_format="%.6g", lineterminator="\n")
    backtest_page.tell(table, outcome.final.date())
    out.print(f"scores: {near(file)}", markup=False)


@contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """A file beside the target that takes its place when it is whole."""
    aside = file.with_name(f".{file.name}.part")
    try:
        yield aside
        aside.replace(file)
    except OSError as error:
        what = error.strerror or "cannot be written"
        raise OutputError(what, where=str(file), expected="a file to write") from None
    finally:
        aside.unlink(missing_ok=True)
