"""Both paces: the reported one is exactly that, the calibrated one learns from the past alone."""

import numpy as np
import pandas as pd
import pytest

from renkei.projection.baselines import calibrated_pace, reported_pace
from renkei.projection.engine import Ask

START = pd.Timestamp("2021-04-12")
ELIGIBLE = pd.Series({"13": 50_000.0, "16": 10_000.0})


def ask(origin: str, doses: tuple[int, ...] = (1,)) -> Ask:
    return Ask(origin=pd.Timestamp(origin), cohort="65-", doses=doses)


def snapshot(published: str, daily, dose: int = 1) -> pd.DataFrame:
    """A snapshot in which an area of two gives daily(day) doses on each day, the other twice that."""
    days = pd.date_range(START, pd.Timestamp(published) - pd.Timedelta(days=1))
    frames = [
        pd.DataFrame(
            {"area": area, "date": days, "count": [times * daily(n) for n in range(len(days))]}
        )
        for area, times in (("13", 2), ("16", 1))
    ]
    told = {"snapshot": pd.Timestamp(published), "cohort": "65-", "dose": dose}
    return pd.concat(frames, ignore_index=True).assign(**told)


def test_the_pace_of_the_last_seven_days_goes_on():
    records = snapshot("2021-06-01", lambda day: 10 if day < 43 else 70)
    found = reported_pace(records, ELIGIBLE, ask("2021-06-01"))[1]
    now = 43 * 10 + 7 * 70
    assert found.last_day == pd.Timestamp("2021-05-31")
    assert found.coverage[3, 1, :2].tolist() == [now + 70, now + 140]
    assert found.coverage[3, 0, 0] == 2 * (now + 70)


def test_it_ends_where_all_are_covered():
    records = snapshot("2021-06-01", lambda day: 150)
    found = reported_pace(records, ELIGIBLE, ask("2021-06-01"))[1]
    assert found.coverage[0, 1, -1] == 10_000


def test_the_reported_pace_has_one_value_for_all_quantiles():
    found = reported_pace(snapshot("2021-06-01", lambda day: day), ELIGIBLE, ask("2021-06-01"))[1]
    assert (found.coverage == found.coverage[0]).all()


def test_the_newest_snapshot_up_to_the_origin_is_the_reported_one():
    older, newer = (snapshot(day, lambda _: 10) for day in ("2021-06-01", "2021-06-08"))
    found = reported_pace(pd.concat([older, newer]), ELIGIBLE, ask("2021-06-05"))[1]
    assert found.last_day == pd.Timestamp("2021-05-31")


def test_a_steady_pace_has_no_errors_to_learn_from():
    found = calibrated_pace(snapshot("2021-07-01", lambda _: 10), ELIGIBLE, ask("2021-07-01"))[1]
    assert found.coverage[:, 1, 20] == pytest.approx([10 * (80 + 21)] * 7)


def test_a_rising_pace_teaches_that_more_will_come():
    records = snapshot("2021-07-01", lambda day: day)
    reported = reported_pace(records, ELIGIBLE, ask("2021-07-01"))[1].coverage[3, 1, 13]
    found = calibrated_pace(records, ELIGIBLE, ask("2021-07-01"))[1].coverage[:, 1, 13]
    assert found[0] > reported
    assert (np.diff(found) >= 0).all()


def test_the_errors_are_those_of_the_snapshots_seen_then():
    """Half of the last week is not reported yet: the pace was always too low by as much."""
    days = pd.date_range("2021-05-01", "2021-07-01", freq="7D")
    snapshots = []
    for day in days:
        length = (day - START).days
        half = snapshot(f"{day:%Y-%m-%d}", lambda n, last=length: 10 if n >= last - 7 else 20)
        snapshots.append(half)
    origin = f"{days[-1]:%Y-%m-%d}"
    found = calibrated_pace(pd.concat(snapshots), ELIGIBLE, ask(origin))[1].coverage[3, 1]
    reported = reported_pace(pd.concat(snapshots), ELIGIBLE, ask(origin))[1].coverage[3, 1]
    assert found[13] > reported[13] + 50


def test_nothing_published_after_the_origin_takes_part():
    known = [snapshot(day, lambda n: 10 + n) for day in ("2021-05-25", "2021-06-01")]
    later = snapshot("2021-06-08", lambda n: 500)
    before, after = (
        calibrated_pace(pd.concat(records), ELIGIBLE, ask("2021-06-03"))[1].coverage
        for records in (known, [*known, later])
    )
    assert (before == after).all()


def test_before_errors_have_matured_it_is_the_reported_pace():
    records = snapshot("2021-04-26", lambda day: day)
    calibrated, reported = (
        one(records, ELIGIBLE, ask("2021-04-26"))[1].coverage
        for one in (calibrated_pace, reported_pace)
    )
    assert (calibrated == reported).all()


def test_quantiles_never_fall_along_levels_or_days_and_stay_among_the_eligible():
    records = snapshot("2021-07-01", lambda day: 80 + 9 * (day % 11) - day)
    found = calibrated_pace(records, ELIGIBLE, ask("2021-07-01"))[1].coverage
    assert (np.diff(found, axis=0) >= -1e-9).all()
    assert (np.diff(found, axis=2) >= -1e-9).all()
    assert (found <= ELIGIBLE.to_numpy()[:, None] + 1e-9).all()


def test_a_dose_not_yet_given_stands_still():
    found = calibrated_pace(
        snapshot("2021-06-01", lambda _: 10), ELIGIBLE, ask("2021-06-01", (1, 2))
    )
    assert (found[2].coverage == 0).all()
