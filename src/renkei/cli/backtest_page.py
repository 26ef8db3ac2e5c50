"""The page `renkei backtest` prints: the scores beside those of both paces, within 100 columns."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from renkei.cli.console import out

if TYPE_CHECKING:
    import pandas as pd

_WIDTH = 100
_TITLES = {
    "coverage": "Coverage: share of the eligible so many days after the origin (percentage points)",
    "date": "Date: days to a threshold, where it was reached within the final days (days)",
    "date_cut": "Date, those not reached too: all cut at the last final day (days)",
    "deadline": "Chance of a threshold by a deadline (Brier score)",
}
_INSIDE = ("inside50", "inside80", "inside95")


def tell(table: "pd.DataFrame", final: dt.date) -> None:
    """Print the summary of the scores, target by target, and what was not scored.

    `table` is that of `scoring.summary`, `final` the last day whose counts are final.
    """
    table = table.astype({"horizon": float})
    if not out.is_terminal:
        out.width = max(out.width, _WIDTH)
    out.print(Text(f"truth: counts up to {final} are final"))
    for target, title in _TITLES.items():
        rows = table[table["target"] == target]
        engine = rows[rows["method"] == "engine"]
        out.print(Text(f"\n{title}", style="bold"))
        out.print(Text(_counted(engine[_is_part(engine)])))
        if target == "date_cut":
            rows = _reached(rows, table)
        shown = _chances(rows) if target == "deadline" else _errors(rows, target)
        if shown.row_count:
            out.print(shown, soft_wrap=False, width=_WIDTH)


def _reached(rows: "pd.DataFrame", table: "pd.DataFrame") -> "pd.DataFrame":
    """Rows of the thresholds that somebody reached: elsewhere nobody could be late."""
    dates = table[(table["target"] == "date") & (table["scored"] > 0)]
    return rows.merge(dates[["dose", "threshold"]].dropna().drop_duplicates())


def _is_part(rows: "pd.DataFrame") -> "pd.Series":
    """Rows of one horizon or threshold, not of all together."""
    return rows["horizon"].notna() | rows["threshold"].notna()


def _counted(engine: "pd.DataFrame") -> str:
    """How many forecasts were scored, and why the others were not."""
    words = {
        "open": "not reached within the final days",
        "passed": "already reached at the origin",
        "not_final": "counts not final yet",
        "no_truth": "nothing known of the area",
    }
    counts = engine[["scored", *words]].sum()
    others = [f"{counts[one]:,} {word}" for one, word in words.items() if counts[one]]
    return "; ".join([f"scored: {counts['scored']:,}", *others])


def _errors(rows: "pd.DataFrame", target: str) -> Table:
    """Errors of the engine beside both paces; the last row of a dose is of all together."""
    by = "horizon" if target == "coverage" else "threshold"
    table = _table()
    unit = "days" if by == "horizon" else "share"
    methods = ("\nengine", "\npace", "\ncal.")
    errors = [f"{one}{name}" for one in ("MAE", "WIS") for name in methods]
    _heads(table, "\ndose", f"\n{unit}", "\nn", "\nbias", *errors)
    _heads(table, *(f"in\n{one} %" for one in (50, 80, 95)))
    scale = 100 if by == "horizon" else 1
    for dose, of_dose in rows.groupby("dose"):
        for value, one in of_dose.groupby(by, dropna=False):
            told = {row["method"]: row for row in one.to_dict("records")}
            if told["engine"]["scored"]:
                table.add_row(str(dose), _name(value, by), *_cells(told, scale))
        table.add_section()
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False)


def _heads(table: Table, *heads: str) -> None:
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)


def _name(value: Any, by: str) -> str:
    if value != value:
        return "all"
    return f"+{value:.0f}" if by == "horizon" else f"{value:.0%}"


def _cells(told: dict[str, dict[Any, Any]], scale: int) -> list[str]:
    engine = told["engine"]
    methods = ("engine", "reported_pace", "calibrated_pace")
    errors = [f"{told[one][score] * scale:.1f}" for score in ("mae", "wis") for one in methods]
    inside = [f"{engine[one]:.0%}" for one in _INSIDE]
    return [f"{engine['scored']:,}", f"{engine['bias'] * scale:+.1f}", *errors, *inside]


def _chances(rows: "pd.DataFrame") -> Table:
    """Brier scores of the chances by each deadline."""
    table = _table()
    _heads(table, "deadline", "dose", "share", "n", "engine", "pace", "cal.")
    for (day, dose), some in rows[_is_part(rows)].groupby(["deadline", "dose"]):
        for value, one in some.groupby("threshold"):
            told = one.set_index("method")
            if told["scored"]["engine"]:
                scores = [
                    f"{float(told['brier'][name]):.3f}"
                    for name in ("engine", "reported_pace", "calibrated_pace")
                ]
                count = f"{int(told['scored']['engine']):,}"
                cells = (f"{day:%Y-%m-%d}", str(dose), f"{value:.0%}", count, *scores)
                table.add_row(*cells)
        table.add_section()
    return table
