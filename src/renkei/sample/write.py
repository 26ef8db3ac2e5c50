"""Write the whole invented campaign into one folder."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from renkei.errors import OutputError, UsageError, WriteError
from renkei.sample.answers import draw_answers
from renkei.sample.municipalities import Municipalities, draw_municipalities
from renkei.sample.plan import ROUNDS, SNAPSHOTS
from renkei.sample.records import write_records
from renkei.sample.returns import write_returns

SEED = 20210601
README = "README.txt"
_PARTS = ("returns", "records", "population.csv", README)
_ABOUT = """見本（架空のデータ）
このフォルダーの回答、実績、住民数、担当者、電話番号はすべて架空のものです。
自治体名は実在しますが、数値と回答は乱数から作ったもので、実際の状況とは関係ありません。

SAMPLE (INVENTED DATA)
Every return, record, resident count, contact and telephone number in this folder is invented.
The municipalities exist, but their figures and answers are drawn from random numbers and say
nothing about any of them. Written by `renkei sample` (seed {seed}).

returns/round-N/<received>/  調査票の回答 the forms sent back, by the day they arrived
records/                     接種記録の公表版 dated snapshots of the dose records
population.csv               65歳以上の住民数 residents of 65 and over by municipality
"""


@dataclass(frozen=True)
class Summary:
    """What was written, and where."""

    folder: Path
    rounds: int
    returns: int
    snapshots: int
    records: int
    municipalities: int

    def __str__(self) -> str:
        return (
            f"sample campaign (all invented) in {self.folder}: {self.returns} returns in "
            f"{self.rounds} rounds, {self.records:,} record rows in {self.snapshots} snapshots, "
            f"residents of {self.municipalities:,} municipalities; next: renkei run sample"
        )


def write_sample(folder: Path, *, seed: int = SEED) -> Summary:
    """Write the invented campaign into `folder`, replacing what an earlier call wrote there.

    The same seed gives the same bytes. Other files in the folder are left alone. Raises
    UsageError for a seed below 0, OutputError where the folder cannot be made or written to,
    WriteError where writing stops.
    """
    if seed < 0:
        raise UsageError(f"{seed} is no seed", where="seed", expected="a whole number from 0")
    places = draw_municipalities(seed)
    _clear(folder)
    try:
        returns = write_returns(folder / "returns", places, draw_answers(places, seed), seed)
        records = write_records(folder / "records", places, seed)
        _write_text(folder / "population.csv", _population(places))
        _write_text(folder / README, _ABOUT.format(seed=seed))
    except OSError as error:
        raise WriteError(error.strerror or "cannot be written", where=str(folder)) from error
    return Summary(folder, len(ROUNDS), returns, len(SNAPSHOTS), records, len(places.areas))


def _clear(folder: Path) -> None:
    """Make the folder and remove only the parts this module writes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in _PARTS:
            path = folder / part
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        _write_text(folder / README, "")
    except OSError as error:
        raise OutputError(
            error.strerror or "cannot be made", where=str(folder), expected="a folder to write to"
        ) from error


def _population(places: Municipalities) -> str:
    rows = zip(places.codes, places.eligible.tolist(), strict=True)
    return "area,eligible\n" + "".join(f"{code},{count}\n" for code, count in rows)


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
