"""When a return was received: the day its folder is named by, or a plain refusal."""

import datetime as dt
from pathlib import Path

import pytest

from renkei.errors import DataError
from renkei.settings.received import received_on

ROUND = Path("raw/round-1")


@pytest.mark.parametrize(
    ("inside", "day"),
    [
        ("2021-05-12/16_富山県.xlsx", dt.date(2021, 5, 12)),
        ("2021-05-12_再提出/16_富山県.xlsx", dt.date(2021, 5, 12)),
        ("2021-05-12 (2)/北陸/16_富山県.xlsx", dt.date(2021, 5, 12)),
        ("2021-05-12再提出/2021-05-20/16_富山県.xlsx", dt.date(2021, 5, 12)),
        ("16_富山県.xlsx", None),
        ("2021-05-12_富山県.xlsx", None),
    ],
)
def test_the_first_folder_of_the_round_says_the_day(inside: str, day: dt.date | None) -> None:
    assert received_on(ROUND / inside, ROUND) == day


@pytest.mark.parametrize(
    "name",
    [
        "R3.5.20", "0512", "20210512", "2021-5-12", "2021-13-01", "2021-02-30", "2021-05-123",
        "2021-05-12３", "２０２１-０５-１２", "再提出_2021-05-12", "北陸",
    ],
)  # fmt: skip
def test_a_folder_that_names_no_day_is_refused(name: str) -> None:
    with pytest.raises(DataError) as caught:
        received_on(ROUND / name / "2021-05-12" / "16_富山県.xlsx", ROUND)
    assert str(caught.value) == f'the folder "{name}" names no day received; expected YYYY-MM-DD'
