"""The dates and totals the invented campaign keeps to; params/sample.yaml names the same dates."""

import datetime as dt
from dataclasses import dataclass

CAMPAIGN = "sample"
TITLE = "高齢者向けワクチン接種の見通し"
DEADLINE = dt.date(2021, 7, 31)
BUCKETS = ("by_target", "next_month", "later")


@dataclass(frozen=True)
class SampleRound:
    """One round: its as-of date, its totals by bucket, and how many answers are conditional.

    Totals are those published for the real rounds (issue 2). Returns start to arrive on `first`,
    the day before; what was wrong or missing arrives on `as_of`.
    """

    number: int
    as_of: dt.date
    totals: tuple[int, int, int]
    conditional: int

    @property
    def first(self) -> dt.date:
        """The day most returns arrive."""
        return self.as_of - dt.timedelta(days=1)


ROUNDS = (
    SampleRound(1, dt.date(2021, 5, 12), (1490, 185, 66), 130),
    SampleRound(2, dt.date(2021, 5, 21), (1616, 93, 32), 170),
    SampleRound(3, dt.date(2021, 6, 1), (1718, 21, 2), 200),
    SampleRound(4, dt.date(2021, 6, 16), (1741, 0, 0), 90),
)
SNAPSHOTS = tuple(
    dt.date(2021, month, day)
    for month, day in ((5, 13), (5, 22), (5, 27), (6, 1), (6, 2), (6, 3), (6, 10), (6, 17))
)
