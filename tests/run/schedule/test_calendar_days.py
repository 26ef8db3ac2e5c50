"""Business days: as the Act on holidays of administrative organs and the holiday law have them."""

import datetime as dt

import pytest

from renkei.run.schedule.calendar import business_day_before, is_business_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2021-06-02", True),  # a Wednesday
        ("2021-06-05", False),  # Saturday
        ("2021-06-06", False),  # Sunday
        ("2021-07-19", True),  # 海の日 was moved for the Olympic games
        ("2021-07-22", False),
        ("2021-07-23", False),
        ("2021-08-09", False),  # 山の日 of Sunday the 8th, made up for
        ("2021-12-28", True),
        ("2021-12-29", False),
        ("2022-01-03", False),
        ("2022-01-04", True),
        ("2019-05-02", False),  # enthronement: ten days on end
        ("2026-09-22", False),  # between two holidays
        ("2026-11-23", False),
    ],
)
def test_offices_work_on_business_days_only(day, works):
    assert is_business_day(dt.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "before"),
    [("2021-06-02", "2021-06-01"), ("2021-06-07", "2021-06-04"), ("2022-01-04", "2021-12-28")],
)
def test_the_business_day_before_passes_weekends_and_the_new_year(day, before):
    assert business_day_before(dt.date.fromisoformat(day)).isoformat() == before
