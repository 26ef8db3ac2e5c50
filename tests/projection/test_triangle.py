"""The reporting triangle: which snapshots and which days of them are in view."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.triangle import WINDOW, read_triangle

COLUMNS = ["snapshot", "area", "date", "dose", "count"]


def _records(*rows: tuple[str, str, str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(cohort="65-")
    return frame.assign(
        snapshot=pd.to_datetime(frame["snapshot"]), date=pd.to_datetime(frame["date"])
    )


ROWS = (
    ("2021-06-01", "16", "2021-05-29", 1, 5),
    ("2021-06-01", "16", "2021-05-31", 1, 3),
    ("2021-06-02", "13", "2021-05-30", 1, 9),
    ("2021-06-02", "16", "2021-05-29", 1, 6),
    ("2021-06-02", "16", "2021-05-31", 2, 1),
    ("2021-06-02", "16", "2021-06-01", 1, 2),
)


def _read(frame, origin="2021-06-02", areas=("13", "16"), doses=(1, 2), until=None):
    day = pd.Timestamp(until) if until else None
    return read_triangle(frame, areas, "65-", doses, pd.Timestamp(origin), day)


def test_each_snapshot_shows_the_doses_of_every_day_by_area():
    found = _read(_records(*ROWS))
    assert found.areas == ("13", "16")
    assert found.days.strftime("%m-%d").tolist() == ["05-29", "05-30", "05-31", "06-01"]
    assert found.published.strftime("%m-%d").tolist() == ["06-01", "06-02"]
    assert found.last_day == pd.Timestamp("2021-06-01")
    assert found.shown[1].tolist() == [
        [[0, 0, 0, 0], [5, 0, 3, 0]],
        [[0, 9, 0, 0], [6, 0, 0, 2]],
    ]
    assert found.newest(2).tolist() == [[0, 0, 0, 0], [0, 0, 1, 0]]


def test_a_snapshot_published_after_the_origin_is_not_in_view():
    early = _read(_records(*ROWS), origin="2021-06-01")
    alone = _read(_records(*ROWS[:2]), origin="2021-06-01")
    assert early.areas == alone.areas == ("16",)
    assert early.published.equals(alone.published)
    assert early.last_day == pd.Timestamp("2021-05-31")
    assert early.newest(1).tolist() == alone.newest(1).tolist() == [[5, 0, 3]]


def test_a_record_day_on_or_after_the_snapshots_own_day_is_not_counted():
    late = [("2021-06-02", "16", day, 1, 77) for day in ("2021-06-02", "2021-06-03")]
    with_late, without = _read(_records(*ROWS, *late)), _read(_records(*ROWS))
    assert with_late.days.equals(without.days)
    assert (with_late.shown[1] == without.shown[1]).all()


def test_record_days_after_the_last_to_be_counted_are_left_out():
    found = _read(_records(*ROWS), until="2021-05-31")
    assert found.last_day == pd.Timestamp("2021-05-31")
    assert found.newest(1).tolist() == [[0, 9, 0], [6, 0, 0]]


def test_other_cohorts_doses_and_areas_are_not_counted():
    frame = _records(*ROWS)
    other = pd.concat([frame, frame.assign(cohort="programme"), frame.assign(dose=3)])
    found = _read(other, areas=("16",), doses=(1,))
    assert found.areas == ("16",)
    assert list(found.shown) == [1]
    assert found.newest(1).tolist() == [[6, 0, 0, 2]]


def test_a_day_told_in_several_rows_is_their_sum_in_whatever_order():
    whole = _records(*ROWS)
    halves = pd.concat([whole.assign(count=1), whole.assign(count=whole["count"] - 1)])
    found, expected = _read(halves.sample(frac=1, random_state=1)), _read(whole)
    assert all(np.array_equal(found.shown[dose], expected.shown[dose]) for dose in (1, 2))


def test_snapshots_too_old_to_learn_from_are_left_out():
    old = pd.Timestamp("2021-06-02") - pd.Timedelta(days=2 * WINDOW + 1)
    rows = [(str(old.date()), "16", "2021-04-30", 1, 4)]
    assert len(_read(_records(*ROWS, *rows)).published) == 2


@pytest.mark.parametrize(
    "nothing",
    [{"origin": "2021-05-31"}, {"areas": ("14",)}, {"doses": (3,)}, {"until": "2021-05-01"}],
)
def test_nothing_in_view_is_none(nothing):
    assert _read(_records(*ROWS), **nothing) is None
