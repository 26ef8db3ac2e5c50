"""What was asked, as far as a reader of a filled form must know it."""

import datetime as dt
from dataclasses import dataclass

from renkei.intake.forms.form import Form
from renkei.intake.opening.container import LIMITS, Limits


@dataclass(frozen=True)
class Inquiry:
    """One form sent out: the day its answers are as of, its round and campaign where known.

    Years that are not written are inferred from `as_of`. A workbook that says of itself another
    round or campaign than these is refused; None asks for neither.
    """

    form: Form
    as_of: dt.date
    round: int | None = None
    campaign: str | None = None
    limits: Limits = LIMITS
