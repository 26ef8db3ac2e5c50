"""Files in, tidy frames out: every reading, every refusal with its reason, every change."""

from renkei.intake.keep import keep
from renkei.intake.ledger import sentences
from renkei.intake.opening.workbook import open_workbook
from renkei.intake.population import read_population
from renkei.intake.published import read_published
from renkei.intake.records.reading import Records, read_records
from renkei.intake.returns.answers import BUCKETS, answers, moves, non_response, round_table
from renkei.intake.returns.rounds import Returns, read_returns

__all__ = [
    "BUCKETS",
    "Records",
    "Returns",
    "answers",
    "keep",
    "moves",
    "non_response",
    "open_workbook",
    "read_population",
    "read_published",
    "read_records",
    "read_returns",
    "round_table",
    "sentences",
]
