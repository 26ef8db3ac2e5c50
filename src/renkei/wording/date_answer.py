"""What one answer to "when do you expect to finish?" is read as."""

from dataclasses import dataclass
from datetime import date

EXPECTED = "a date, a 旬 or 未定"


@dataclass(frozen=True)
class Answer:
    """One reading of one answer; the raw text stays beside it.

    `status`: dated, undecided, near_complete, complete, carry_forward, no_answer or unreadable.
    `earliest` and `latest` bound a dated answer, both included; `latest` is None for an open end.
    `precision`: day, week, ten_days, half_month, month, quarter, half_year, year, fiscal_year or
    range. `condition` is what the answer depends on, as text. `flags`, in order of reading:
    approx, open_end, year_inferred, relative, range, week_rule_assumed, era_overrun,
    era_underrun, era_inferred, weekday_mismatch, far_from_as_of, excel_serial, number_format,
    season, note (a remark, or the group the answer names), tentative, date_mentioned. `reason`
    says why an answer is unreadable.
    """

    raw: str
    status: str
    earliest: date | None = None
    latest: date | None = None
    precision: str = ""
    conditional: bool = False
    condition: str = ""
    flags: tuple[str, ...] = ()
    reason: str = ""
    expected: str = EXPECTED

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The two bounds."""
        return self.earliest, self.latest
