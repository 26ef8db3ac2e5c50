"""The replay: nothing from the future, exact days, and rows as others read them."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei.errors import DataError, InputMissing, UsageError
from renkei.projection import backtest as replaying
from renkei.projection.backtest import (
    METHODS,
    backtest,
    curves_of,
    gather,
    long_forecasts,
    parts_without,
    read_days,
    replay,
)
from renkei.projection.engine import Ask, Parts, forecast_doses
from renkei.projection.scoring import COLUMNS, HORIZONS, THRESHOLDS, read_outcome

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
ORIGIN = pd.Timestamp("2021-06-08")
ELIGIBLE = pd.Series({"13": 2000.0, "16": 1000.0})


@dataclass(frozen=True)
class Rising:
    """A forecast of so many doses a day in area 13, each level 1 % above the one below."""

    last_day: pd.Timestamp = ORIGIN - pd.Timedelta(days=1)
    daily: float = 10.0
    areas: tuple[str, ...] = ("13",)
    dose: int = 1
    levels: tuple[float, ...] = LEVELS
    eligible: np.ndarray = field(default_factory=lambda: np.array([1000.0]))

    @property
    def coverage(self) -> np.ndarray:
        path = 100 + self.daily * np.arange(1, 122)
        return (np.arange(7)[:, None, None] * 10 + path)[:, :1]

    @property
    def reported(self) -> np.ndarray:
        return np.array([[50.0, 100.0]])


def records(published: list[str], doses: tuple[int, ...] = (1,), step: int = 10) -> pd.DataFrame:
    """Snapshots of two areas with `step` doses a day each from 2021-04-12 on."""
    frames = []
    for day in published:
        days = pd.date_range("2021-04-12", pd.Timestamp(day) - pd.Timedelta(days=1))
        for area in ELIGIBLE.index:
            for dose in doses:
                told = {"area": area, "snapshot": pd.Timestamp(day), "dose": dose}
                frames.append(pd.DataFrame({"date": days, "count": step}).assign(**told))
    return pd.concat(frames, ignore_index=True).assign(cohort="65-")


def ask(doses: tuple[int, ...] = (1,)) -> Ask:
    return Ask(origin=ORIGIN, cohort="65-", doses=doses)


def value(rows: pd.DataFrame, quantile: float, **wanted) -> float:
    for column, one in wanted.items():
        rows = rows[rows[column] == one]
    (found,) = rows.loc[rows["quantile"] == quantile, "value"]
    return found


def test_the_forecaster_sees_what_was_published_by_the_origin_alone():
    seen = []

    def spy(visible, eligible, question):
        seen.append((question.origin, visible["snapshot"].max(), list(eligible.index)))
        return {1: Rising()}

    known = records(["2021-06-01", "2021-06-08", "2021-06-15"])
    origins = read_days("2021-06-08,2021-06-03,2021-06-14")
    assert len(list(replay(known, ELIGIBLE, ask(), origins, spy))) == 3
    assert [day.isoformat()[:10] for day, *_ in seen] == ["2021-06-03", "2021-06-08", "2021-06-14"]
    assert [newest.day for _, newest, _ in seen] == [1, 8, 8]
    assert seen[0][2] == ["13", "16"]


def test_a_later_snapshot_changes_no_earlier_forecast():
    known = records(["2021-06-01", "2021-06-08"])
    later = pd.concat([known, records(["2021-06-15"], step=90)])
    before, after = (
        gather(backtest(one, ELIGIBLE, ask(), [ORIGIN], forecast_doses)).forecasts
        for one in (known, later)
    )
    pd.testing.assert_frame_equal(before, after)


def test_an_area_without_eligible_persons_or_records_is_left_out():
    asked = []

    def spy(visible, eligible, question):
        asked.append((set(visible["area"]), list(eligible.index)))
        return {1: Rising()}

    eligible = pd.Series({"16": 1000.0, "13": 0.0, "40": 5.0})
    list(replay(records(["2021-06-01"]), eligible, ask(), [ORIGIN], spy))
    assert asked == [({"16"}, ["16"])]


def test_a_dose_is_asked_for_once_a_snapshot_shows_it():
    asked = []

    def spy(visible, eligible, question):
        asked.append(question.doses)
        return {1: Rising()}

    known = pd.concat([records(["2021-06-01"], (1, 2)), records(["2021-06-08"], (1, 2, 3))])
    list(replay(known, ELIGIBLE, ask((1, 2)), read_days("2021-06-05,2021-06-08"), spy))
    assert asked == [(1, 2), (1, 2, 3)]


def test_an_origin_before_the_first_snapshot_says_which_is_the_first():
    with pytest.raises(InputMissing, match="by 2021-05-01; the first is of 2021-06-01"):
        list(
            replay(records(["2021-06-01"]), ELIGIBLE, ask(), read_days("2021-05-01"), lambda *_: {})
        )


def test_rows_have_the_agreed_columns_and_every_quantile():
    rows = long_forecasts({1: Rising()}, ORIGIN, "65-")
    assert tuple(rows.columns) == COLUMNS
    assert len(rows) == (len(HORIZONS) + len(THRESHOLDS)) * 7
    coverage, dates = (rows[rows["target"] == one] for one in ("coverage", "date"))
    assert coverage["threshold"].isna().all() and coverage["horizon"].notna().all()
    assert dates["horizon"].isna().all() and dates["threshold"].notna().all()
    assert sorted(dates["threshold"].unique()) == list(THRESHOLDS)
    assert rows["area"].unique().tolist() == ["13"]
    assert rows["cohort"].unique().tolist() == ["65-"]


def test_coverage_is_the_share_at_the_end_of_day_origin_plus_horizon():
    rows = long_forecasts({1: Rising()}, ORIGIN, "65-")
    # Column 0 is the origin itself, so that +7 is the eighth column: 100 + 80 doses.
    assert value(rows, 0.025, target="coverage", horizon=7) == pytest.approx(0.18)
    assert value(rows, 0.5, target="coverage", horizon=42) == pytest.approx(0.1 + 0.43 + 0.03)


def test_an_older_snapshot_moves_no_day():
    older = Rising(last_day=ORIGIN - pd.Timedelta(days=4))
    rows = long_forecasts({1: older}, ORIGIN, "65-")
    assert value(rows, 0.025, target="coverage", horizon=7) == pytest.approx(0.21)
    # 20 % (200 doses) is the tenth day after the last record: six days after the origin.
    assert value(rows, 0.975, target="date", threshold=0.2) == 6


def test_the_early_quantile_of_a_date_is_read_at_high_coverage():
    rows = long_forecasts({1: Rising()}, ORIGIN, "65-")
    # The level .975 of coverage is 60 doses ahead: 40 more to 200, on the fourth day (origin + 3).
    assert value(rows, 0.025, target="date", threshold=0.2) == 3
    assert value(rows, 0.5, target="date", threshold=0.2) == 6
    assert value(rows, 0.975, target="date", threshold=0.2) == 9


def test_a_threshold_already_passed_is_0_and_one_too_far_never():
    rows = long_forecasts({1: Rising(last_day=ORIGIN - pd.Timedelta(days=3))}, ORIGIN, "65-")
    assert value(rows, 0.5, target="date", threshold=0.1) == 0
    slow = long_forecasts({1: Rising(daily=1)}, ORIGIN, "65-")
    assert value(slow, 0.5, target="date", threshold=0.8) == np.inf


def test_the_last_day_within_reach_is_120():
    # 100 + 30 + 5 x (day + 1) reaches 700 on day 113, 735 on day 120 and 740 on day 121.
    rows = long_forecasts({1: Rising(daily=5)}, ORIGIN, "65-")
    assert value(rows, 0.5, target="date", threshold=0.7) == 113
    just = Rising(daily=570 / 121)
    assert value(long_forecasts({1: just}, ORIGIN, "65-"), 0.5, target="date", threshold=0.7) == 120


def test_a_whole_threshold_is_not_missed_by_a_rounding():
    class Exact(Rising):
        coverage = np.full((7, 1, 121), 7.0)

    # 0.7 x 10 is 7.000000000000001.
    ten = Exact(eligible=np.array([10.0]))
    assert value(long_forecasts({1: ten}, ORIGIN, "65-"), 0.5, target="date", threshold=0.7) == 0


def test_a_snapshot_too_old_to_reach_the_horizons_is_told():
    with pytest.raises(DataError, match=r"records end on 2021-01-01, 158 days before the origin"):
        long_forecasts({1: Rising(last_day=pd.Timestamp("2021-01-01"))}, ORIGIN, "65-")


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.floats(0, 40), min_size=121, max_size=121), st.integers(0, 30))
def test_dates_never_cross(steps, apart):
    path = np.cumsum(steps)[None, :] + apart * np.arange(7)[:, None]

    class Drawn(Rising):
        coverage = path[:, None, :]

    dates = long_forecasts({1: Drawn()}, ORIGIN, "65-").query("target == 'date'")
    table = dates.pivot(index="threshold", columns="quantile", values="value").to_numpy()
    assert (table[:, 1:] >= table[:, :-1]).all()
    assert (table[1:] >= table[:-1]).all()
    assert (table >= 0).all()


def test_all_three_methods_are_scored_on_the_same_forecasts():
    known = records([f"2021-06-{day:02d}" for day in range(1, 9)])
    outcome = read_outcome(records(["2021-07-20"]), ELIGIBLE, "65-", 0)

    def partly(visible, eligible, question):
        return forecast_doses(visible, eligible[eligible.index == "13"], question)

    result = gather(backtest(known, ELIGIBLE, ask(), [ORIGIN], partly, outcome, shown=["13"]))
    counted = result.scored.groupby("method")["area"].agg(["size", "unique"])
    assert sorted(counted.index) == sorted(METHODS)
    assert counted["size"].nunique() == 1
    assert all(list(areas) == ["13"] for areas in counted["unique"])
    assert set(result.curves["kind"]) == {"reported", "projected"}


def test_a_steady_campaign_is_forecast_without_error_by_its_pace():
    known = records([f"2021-06-{day:02d}" for day in range(1, 9)])
    outcome = read_outcome(records(["2021-07-20"]), ELIGIBLE, "65-", 0)
    scored = gather(
        backtest(known, ELIGIBLE, ask(), [ORIGIN], forecast_doses, outcome)
    ).scored.query("state == 'scored' and method == 'reported_pace'")
    assert len(scored) > 10
    assert scored["absolute"].max() == pytest.approx(0, abs=1e-9)


def test_without_truth_nothing_is_scored_and_no_pace_is_asked(monkeypatch):
    monkeypatch.setattr(replaying, "reported_pace", lambda *_: pytest.fail("asked"))
    result = gather(
        backtest(records(["2021-06-01"]), ELIGIBLE, ask(), [ORIGIN], lambda *_: {1: Rising()})
    )
    assert result.scored.empty
    assert len(result.forecasts) == 84


def test_curves_join_what_was_seen_and_what_is_to_come():
    curve = curves_of({1: Rising()}, ORIGIN, "13")
    assert list(curve["date"][:3].dt.day) == [6, 7, 8]
    assert list(curve["kind"][:3]) == ["reported", "reported", "projected"]
    assert curve[0.5].tolist()[:3] == pytest.approx([0.05, 0.1, 0.14])
    assert curve[0.9].isna().tolist()[:3] == [True, True, False]
    assert curves_of({1: Rising()}, ORIGIN, "40").empty


def test_days_are_read_once_each_and_in_order():
    days = read_days("2021-06-08, 2021-06-01,2021-06-08")
    assert [day.day for day in days] == [1, 8]
    with pytest.raises(UsageError, match=r"--origins: '2021-6-1' is no date"):
        read_days("2021-6-1", "--origins")


def test_parts_are_switched_off_by_name():
    assert parts_without("") == Parts()
    assert parts_without("nowcast, plan") == Parts(nowcast=False, plan=False)
    with pytest.raises(UsageError, match=r"'nowcats' is no part .*nearest: nowcast"):
        parts_without("nowcats")
