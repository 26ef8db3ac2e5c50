"""One snapshot of a record system, CSV or NDJSON, read as columns of text and checked."""

from renkei.intake.opening.container import count_lines
from renkei.intake.records.lines import COHORTS, Lines
from renkei.intake.records.snapshot_csv import read_csv
from renkei.intake.records.snapshot_ndjson import read_ndjson


def read_lines(content: bytes) -> Lines:
    """Read a snapshot's text, UTF-8, as CSV or (it begins with "{") as NDJSON.

    A line is a record, whatever its neighbours: one that cannot be read becomes a BadLine and the
    others are read on. Raises DataError where the file as a whole is no snapshot.
    """
    read = read_ndjson if content.lstrip()[:1] == b"{" else read_csv
    return read(content, count_lines(content))


def read_cohort_lines(content: bytes) -> Lines:
    """Read a snapshot's text, UTF-8, as CSV by cohort: date, area, cohort, dose, count.

    A line is a record as in `read_lines`. Raises DataError where a column is missing.
    """
    return read_csv(content, count_lines(content), COHORTS)
