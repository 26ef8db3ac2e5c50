"""Files in, tidy frames out: every reading, every refusal with its reason, every change."""

from renkei.intake.keep import keep
from renkei.intake.ledger import sentences
from renkei.intake.opening.workbook import open_workbook
from renkei.intake.population import read_population
from renkei.intake.published import read_published
from renkei.intake.records.prefectures import prefecture_table
from renkei.intake.records.reading import Records, read_records
from renkei.intake.registers.reading import Registers, read_registers
from renkei.intake.returns.answers import BUCKETS, answers, moves, non_response, round_table
from renkei.intake.returns.rounds import Returns, read_returns

__all__ = [
    "BUCKETS",
    "Records",
    "Registers",
    "Returns",
    "answers",
    "keep",
    "moves",
    "non_response",
    "open_workbook",
    "prefecture_table",
    "read_population",
    "read_published",
    "read_records",
    "read_registers",
    "read_returns",
    "round_table",
    "sentences",
]
