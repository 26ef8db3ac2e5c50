"""What is next, due and missed: from the schedule, its memory and one moment."""

import datetime as dt

import pytest

from renkei.run.schedule.due import as_of, standing, times
from renkei.run.schedule.state import Again, Memory


def at(text: str) -> dt.datetime:
    """A moment in Japan, as UTC."""
    return dt.datetime.fromisoformat(f"{text}+09:00").astimezone(dt.UTC)


def settled(text: str) -> Memory:
    return Memory(settled=at(text))


def in_japan(moments) -> list[str]:
    zone = dt.timezone(dt.timedelta(hours=9))
    return [f"{moment.astimezone(zone):%m-%d %H:%M}" for moment in moments]


def test_the_next_run_passes_days_on_which_offices_are_closed(entry):
    stands = standing(entry(days="business"), settled("2021-12-28T02:30"), at("2021-12-28T12:00"))
    assert in_japan([stands.next]) == ["01-04 02:30"]
    assert stands.due == () and stands.missed == ()


def test_days_of_the_week_and_several_times(entry):
    some = entry(days=["mon", "thu"], times=["14:30", "02:30"])
    found = times(some, at("2021-06-02T00:00"), at("2021-06-07T03:00"))
    assert in_japan(found) == ["06-03 02:30", "06-03 14:30", "06-07 02:30"]


def test_an_entry_never_seen_finds_the_time_it_was_called_for_and_nothing_older(entry):
    late_start = standing(entry(), Memory(), at("2021-06-02T02:50"))
    assert in_japan(late_start.due) == ["06-02 02:30"]
    assert standing(entry(), Memory(), at("2021-06-02T12:00")).due == ()


@pytest.mark.parametrize(
    ("catch_up", "due"),
    [
        ("latest", ["06-04 02:30"]),
        ("all", ["06-02 02:30", "06-03 02:30", "06-04 02:30"]),
        ("none", []),
    ],
)
def test_missed_runs_are_made_up_for_as_the_entry_says(entry, catch_up, due):
    stands = standing(entry(catch_up=catch_up), settled("2021-06-01T02:30"), at("2021-06-04T12:00"))
    assert in_japan(stands.due) == due
    assert in_japan(stands.missed) == ["06-02 02:30", "06-03 02:30", "06-04 02:30"]
    assert set(stands.given_up) == set(stands.missed) - set(stands.due)


def test_without_catch_up_a_run_that_is_a_little_late_still_runs(entry):
    stands = standing(entry(catch_up="none"), settled("2021-06-01T02:30"), at("2021-06-02T03:00"))
    assert in_japan(stands.due) == ["06-02 02:30"] and stands.missed == ()


def test_what_was_due_longer_ago_than_the_bound_is_not_made_up_for(entry):
    stands = standing(
        entry(catch_up="all", catch_up_days=2), settled("2021-05-01T02:30"), at("2021-06-04T12:00")
    )
    assert in_japan(stands.due) == ["06-03 02:30", "06-04 02:30"]


def test_a_second_try_waits_for_its_time(entry):
    again = Again(due=at("2021-06-02T02:30"), tried=1, not_before=at("2021-06-02T02:46"))
    memory = settled("2021-06-01T02:30").model_copy(update={"retry": again})
    early = standing(entry(), memory, at("2021-06-02T02:40"))
    assert not early.ready(at("2021-06-02T02:40"))
    assert early.wake() == at("2021-06-02T02:46")
    assert early.ready(at("2021-06-02T02:46"))


def test_a_later_run_takes_the_place_of_a_second_try(entry):
    again = Again(due=at("2021-06-02T02:30"), tried=1, not_before=at("2021-06-05T00:00"))
    memory = settled("2021-06-01T02:30").model_copy(update={"retry": again})
    stands = standing(entry(), memory, at("2021-06-03T02:31"))
    assert in_japan(stands.due) == ["06-03 02:30"] and stands.wait_until is None


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("params", None),
        ("same-day", "2021-06-07"),
        ("day-before", "2021-06-06"),
        ("business-day-before", "2021-06-04"),
    ],
)
def test_the_as_of_date_is_counted_from_the_day_the_run_was_due(entry, rule, day):
    found = as_of(entry(as_of=rule), at("2021-06-07T02:30"))
    assert (found.isoformat() if found else None) == day


def test_a_change_of_clocks_neither_drops_nor_doubles_a_run(entry):
    berlin = entry(zone="Europe/Berlin")
    spring = list(times(berlin, at("2021-03-27T12:00"), at("2021-03-29T00:00")))
    autumn = list(times(berlin, at("2021-10-30T12:00"), at("2021-11-01T00:00")))
    assert [f"{one:%d %H:%M}" for one in spring] == ["28 01:30"]  # 02:30 does not exist
    assert [f"{one:%d %H:%M}" for one in autumn] == ["31 00:30"]  # 02:30 exists twice
