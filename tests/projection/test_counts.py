"""What has been given by each day, with and without what is still to come in."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.counts import Ask, Parts, count_doses

ORIGIN = pd.Timestamp("2021-05-12")
PERSONS = pd.Series({"13": 8000.0, "16": 4000.0, "14": 0.0})
FIRST = np.arange(30) * 10 + 100
SECOND = np.r_[np.zeros(21, int), FIRST[:9]]


def _ask(**changes) -> Ask:
    return Ask(**{"origin": ORIGIN, "cohort": "programme", "doses": (1, 2), **changes})


def _late(lag: int) -> float:
    return min(1.0, 0.2 + 0.1 * lag)


@pytest.fixture
def late(snapshots):
    return snapshots({"13": (FIRST, SECOND), "16": (FIRST // 10 * 10, SECOND)}, _late)


def test_counts_are_cumulative_by_dose_area_and_day(late):
    counts = count_doses(late, PERSONS, _ask())
    assert counts.areas == ("13", "16")
    assert counts.eligible.tolist() == [8000, 4000]
    assert (counts.days[0], counts.days[-1]) == (
        pd.Timestamp("2021-04-12"),
        ORIGIN - pd.Timedelta(days=1),
    )
    assert counts.snapshot == ORIGIN
    shares = [_late(30 - day) for day in range(30)]
    assert counts.reported[1][0] == pytest.approx(np.cumsum(np.rint(FIRST * shares)))
    assert counts.given[1][0] == pytest.approx(np.cumsum(FIRST), rel=0.002)
    assert counts.given[2][0] == pytest.approx(np.cumsum(SECOND), rel=0.002)


def test_without_the_nowcast_what_is_given_is_what_is_reported(late):
    counts = count_doses(late, PERSONS, _ask(parts=Parts(nowcast=False)))
    assert (counts.given[1] == counts.reported[1]).all()
    assert (counts.given[2] == counts.reported[2]).all()


def test_the_number_of_snapshots_to_learn_from_is_told(late):
    assert count_doses(late, PERSONS, _ask()).snapshots == 22
    alone = late[late["snapshot"] == ORIGIN]
    assert count_doses(alone, PERSONS, _ask()).snapshots == 1


def test_areas_without_eligible_persons_or_unknown_are_left_out(late):
    others = pd.concat([late, late.assign(area="14"), late.assign(area="15")])
    assert count_doses(others, PERSONS, _ask()).areas == ("13", "16")
    assert count_doses(late, PERSONS[["14"]], _ask()) is None


def test_an_area_with_a_gap_goes_on_and_says_so(records):
    silent = FIRST // 10
    silent[25:] = 0
    counts = count_doses(records({"13": (FIRST, FIRST), "16": (silent, silent)}), PERSONS, _ask())
    assert counts.gap.tolist() == [False, True]
    assert counts.last.tolist() == [29, 24]
    assert counts.reported[1][1, -1] == silent.sum()
    assert counts.given[1][1, -1] == pytest.approx(silent.sum() + 5 * silent[18:25].mean())


def test_neither_a_gap_nor_a_nowcast_gives_more_doses_than_there_are_persons(records, snapshots):
    village = np.r_[np.full(10, 390), np.zeros(20, int)]  # 3,900 of 4,000, and done
    counts = count_doses(
        records({"13": (FIRST, SECOND), "16": (village, 0 * SECOND)}), PERSONS, _ask()
    )
    assert counts.gap.tolist() == [False, True]
    assert counts.given[1][1, -1] == 4000
    backlog = snapshots({"16": (np.full(30, 130), SECOND)}, lambda lag: float(lag > 0))
    hidden = (backlog["snapshot"] < ORIGIN) & (backlog["date"] > backlog["date"].min())
    counts = count_doses(backlog[~hidden], PERSONS, _ask())
    assert counts.given[1].max() <= 4000


def test_more_doses_reported_than_persons_are_kept_as_they_are(records):
    counts = count_doses(records({"16": (np.full(30, 200), SECOND)}), PERSONS, _ask())
    assert counts.given[1][0, -1] == counts.reported[1][0, -1] == 6000


def test_a_correction_downwards_is_spread_back_and_told(records):
    frame = records({"13": (FIRST, SECOND), "16": (FIRST, SECOND)})
    last = (frame["area"] == "16") & (frame["dose"] == 1) & (frame["date"] == "2021-05-11")
    frame.loc[last, "count"] = -100
    counts = count_doses(frame, PERSONS, _ask())
    assert counts.revised.tolist() == [False, True]
    assert counts.reported[1][1, -1] == FIRST[:-1].sum() - 100
    assert (np.diff(counts.given[1], axis=1) >= 0).all()


def test_fewer_doses_in_all_than_the_snapshot_before_showed_are_told(late):
    again = late.copy()
    newest = (again["snapshot"] == ORIGIN) & (again["area"] == "16") & (again["dose"] == 1)
    again.loc[newest, "count"] //= 2
    assert count_doses(late, PERSONS, _ask()).revised.tolist() == [False, False]
    assert count_doses(again, PERSONS, _ask()).revised.tolist() == [False, True]


def test_nothing_in_view_is_none(late):
    assert count_doses(late, PERSONS, _ask(origin=pd.Timestamp("2021-01-01"))) is None
    assert count_doses(late, PERSONS, _ask(cohort="65-")) is None
