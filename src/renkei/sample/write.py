"""Write the whole invented campaign into one folder."""

from dataclasses import dataclass
from pathlib import Path

from renkei.errors import UsageError, WriteError
from renkei.sample.answers import draw_answers
from renkei.sample.municipalities import Municipalities, draw_municipalities
from renkei.sample.plan import ROUNDS, SNAPSHOTS
from renkei.sample.records import write_records
from renkei.sample.registers import write_registers
from renkei.sample.returns import write_returns

SEED = 20210601
README = "README.txt"
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
liaison/<received>/          リエゾン聞き取り記録 the liaison log, by the day each version arrived
supply/<received>/           ワクチンの供給 deliveries of vaccine
work_plan/<received>/        連携推進項目の取組計画 the work plan of one prefecture
readiness/<received>/        接種体制の整備状況 the readiness of every municipality
practices/<received>/        取組事例 good practices
"""


@dataclass(frozen=True)
class Summary:
    """What was written."""

    rounds: int
    returns: int
    snapshots: int
    records: int
    municipalities: int
    registers: int

    def __str__(self) -> str:
        return (
            f"{self.returns} returns in {self.rounds} rounds, {self.records:,} record rows in "
            f"{self.snapshots} snapshots, residents of {self.municipalities:,} municipalities, "
            f"{self.registers} workbooks of registers"
        )


def write_sample(folder: Path, *, seed: int = SEED) -> Summary:
    """Write the invented campaign into `folder`, which is made where it is not there.

    The same seed gives the same bytes. The README comes last: a folder that has it is whole.
    Raises UsageError for a seed below 0, WriteError where writing stops.
    """
    if seed < 0:
        raise UsageError(f"{seed} is no seed", where="seed", expected="a whole number from 0")
    places = draw_municipalities(seed)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        returns = write_returns(folder / "returns", places, draw_answers(places, seed), seed)
        records = write_records(folder / "records", places, seed)
        registers = write_registers(folder, places, seed)
        _write_text(folder / "population.csv", _population(places))
        _write_text(folder / README, _ABOUT.format(seed=seed))
    except OSError as error:
        raise WriteError(error.strerror or "cannot be written", where=str(folder)) from error
    return Summary(len(ROUNDS), returns, len(SNAPSHOTS), records, len(places.areas), registers)


def _population(places: Municipalities) -> str:
    rows = zip(places.codes, places.eligible.tolist(), strict=True)
    return "area,eligible\n" + "".join(f"{code},{count}\n" for code, count in rows)


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
