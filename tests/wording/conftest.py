"""How the tables of cases are written and checked."""

from collections.abc import Callable
from datetime import date

import pytest

from renkei.wording.dates import Answer, read_answer, stored

AS_OF = date(2021, 6, 1)  # a Tuesday, two months before the target of most cases


def _reading(answer: Answer) -> str:
    """One line: the storage form or the status, then the flags but for year_inferred."""
    what = stored(answer.earliest, answer.latest) if answer.earliest else answer.status
    return " ".join([what, *sorted(set(answer.flags) - {"year_inferred"})])


@pytest.fixture(scope="session")
def expect() -> Callable[..., Answer]:
    """Check one written answer against the reading a case expects; the answer read.

    `reading` is the storage form or the status followed by every flag but year_inferred, which
    any date without a year carries.
    """

    def check(written: object, reading: str, as_of: date = AS_OF, **options: object) -> Answer:
        answer = read_answer(written, as_of, **options)  # type: ignore[arg-type]
        what, *flags = reading.split()
        assert _reading(answer) == " ".join([what, *sorted(flags)]), answer
        if isinstance(written, str):
            assert answer.raw == written
        return answer

    return check
