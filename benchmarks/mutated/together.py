"""Mutated files read together, as the round of a campaign, up to the frames a run keeps."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from mutated.bases import CAMPAIGN, ROUND

from renkei import areas
from renkei.intake import answers, read_returns
from renkei.intake.ledger import balance
from renkei.settings import open_campaign

AS_OF = dt.date(2021, 5, 16)


def file_away(file: Path, raw: Path, number: int) -> None:
    """Move a file to where it arrives, each on a day of its own, the later the higher its number."""
    day = AS_OF - dt.timedelta(days=100 - number)
    arrived = raw / CAMPAIGN / "returns" / f"round-{ROUND}" / day.isoformat()
    arrived.mkdir(parents=True, exist_ok=True)
    shutil.move(file, arrived / file.name)


def judge_round(raw: Path, taken: Sequence[tuple[str, str]]) -> list[str]:
    """Faults of the frames of a round: its files in `raw`; `taken` the areas and raw answers of each."""
    campaign = open_campaign(CAMPAIGN, as_of=AS_OF.isoformat(), raw=str(raw), processed=str(raw))
    returns = read_returns(campaign)
    accepted, table = returns.accepted, returns.reconciliation
    every = [area.code for area in areas.municipalities()]
    put = answers(accepted, pd.DataFrame({"area": every}), campaign, returns.rejected)
    faults = []
    if not (balance(table) & table["balanced"]).all():
        faults.append(f"not balanced: {table.loc[~balance(table), 'file'].tolist()}")
    current = accepted.loc[accepted["current"], "area"]
    if current.duplicated().any():
        faults.append(f"several answers stand: {current[current.duplicated()].tolist()}")
    if sorted(zip(accepted["area"], accepted["raw"], strict=True)) != sorted(taken):
        faults.append(f"{len(accepted)} rows together, {len(taken)} one by one")
    if put["area"].tolist() != every or put["bucket"].isna().any():
        faults.append(f"{len(put)} areas have a bucket")
    silent = set(put.loc[~put["bucket"].isin(["not_answered", "unreadable"]), "area"]) - set(
        current
    )
    if silent:
        faults.append(f"areas answered that sent nothing: {sorted(silent)}")
    return faults
