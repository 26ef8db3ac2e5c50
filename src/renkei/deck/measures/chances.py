"""How many areas complete by the deadline, do not, or have no projection: three piles."""

from dataclasses import dataclass

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.deck.measures.progress import flags_of

SURE = 0.1
"""Only below this chance is an area said not to complete."""


@dataclass(frozen=True)
class Chances:
    """Areas by their chance to complete by the deadline: P >= 50 %, below, without a projection.

    `high` is the largest chance of those with one (NaN where none has), `sure` says whether all of
    the unlikely have next to none.
    """

    likely: int
    unlikely: int
    unknown: int
    high: float
    sure: bool

    @property
    def known(self) -> int:
        """How many have a projection: what counts are shares of."""
        return self.likely + self.unlikely


def chances(rows: pd.DataFrame) -> Chances:
    """The three piles of rows of the frame "projections"; one complete already is likely."""
    done = pd.Series(["complete" in flags_of(row) for _, row in rows.iterrows()], rows.index, bool)
    p = rows["p_deadline"].astype(float).mask(done, 1.0)
    likely, known = int((p >= 0.5).sum()), int(p.notna().sum())
    sure = bool((p[p < 0.5] < SURE).all())
    return Chances(likely, known - likely, len(rows) - known, float(p.max()), sure)


def prefecture_chances(briefing: Briefing) -> Chances:
    """The three piles of the prefectures with records."""
    return chances(briefing.prefectures)
