"""Scores: against hand calculation, and only where the truth is final."""

import numpy as np
import pandas as pd
import pytest

from renkei.errors import DataError
from renkei.projection.scoring import (
    COLUMNS,
    Outcome,
    chance_by,
    read_outcome,
    score,
    summary,
    weighted_interval_score,
)

LEVELS = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
ORIGIN = pd.Timestamp("2021-06-01")
FIRST_DAY = pd.Timestamp("2021-05-25")


def outcome(shares: list[float], final: str = "2021-06-20", area: str = "16") -> Outcome:
    """An area of 1,000 persons with these cumulative shares from FIRST_DAY on, one a day."""
    days = pd.date_range(FIRST_DAY, periods=len(shares))
    given = {1: np.array([shares]) * 1000}
    return Outcome(pd.Index([area]), days, np.array([1000.0]), given, pd.Timestamp(final))


def rising(days: int = 40, step: float = 0.02) -> list[float]:
    """2 % a day from the end of FIRST_DAY on."""
    return [min(step * (day + 1), 1.0) for day in range(days)]


def forecast(values, target="coverage", horizon=7, threshold=np.nan, area="16") -> pd.DataFrame:
    """The long rows of one forecast."""
    rows = pd.DataFrame({"quantile": LEVELS, "value": np.broadcast_to(values, 7).astype(float)})
    told = {"origin": ORIGIN, "area": area, "cohort": "65-", "dose": 1, "target": target}
    rows = rows.assign(**told, threshold=threshold)
    return rows.assign(horizon=pd.array([horizon] * 7, dtype="Int64"))[list(COLUMNS)]


def date(values, threshold: float, area: str = "16") -> pd.DataFrame:
    return forecast(values, "date", None, threshold, area)


def only(scored: pd.DataFrame, target: str) -> pd.Series:
    (row,) = (one for _, one in scored[scored["target"] == target].iterrows())
    return row


def test_the_interval_score_is_that_of_the_forecast_hubs():
    values, truth = np.array([[1.0, 2, 3, 4, 5, 6, 7]]), np.array([9.0])
    by_interval = []
    for alpha, low, high in ((0.05, 1, 7), (0.2, 2, 6), (0.5, 3, 5)):
        by_interval.append(alpha / 2 * ((high - low) + 2 / alpha * (9 - high)))
    expected = (0.5 * abs(4 - 9) + sum(by_interval)) / 3.5
    assert weighted_interval_score(values, truth, LEVELS)[0] == pytest.approx(expected)


def test_a_single_value_scores_its_absolute_error():
    assert weighted_interval_score(np.full((1, 7), 3.0), np.array([5.5]), LEVELS)[0] == 2.5


def test_horizon_h_is_the_end_of_day_origin_plus_h():
    row = only(score(forecast(0.3), outcome(rising())), "coverage")
    # 2021-06-08 is the 15th record day: 30 %.
    assert row["truth"] == pytest.approx(0.30)
    assert row["state"] == "scored"
    assert row["wis"] == pytest.approx(0.0)


def test_bias_has_the_sign_of_a_forecast_that_is_too_high():
    row = only(score(forecast(0.35), outcome(rising())), "coverage")
    assert row["error"] == pytest.approx(0.05)


def test_a_day_after_the_final_ones_is_not_scored():
    scored = score(forecast(0.3), outcome(rising(), final="2021-06-07"))
    row = only(scored, "coverage")
    assert row["state"] == "not_final"
    assert np.isnan(row["wis"]) and np.isnan(row["error"])


def test_an_area_without_truth_is_counted_and_not_scored():
    row = only(score(forecast(0.3, area="13"), outcome(rising())), "coverage")
    assert row["state"] == "no_truth"
    assert np.isnan(row["error"])


def test_a_date_counts_days_from_the_origin():
    # 30 % is reached on 2021-06-08, seven days after the origin.
    row = only(score(date(9, 0.3), outcome(rising())), "date")
    assert row["truth"] == 7
    assert row["error"] == 2
    assert row["state"] == "scored"


def test_a_threshold_reached_on_the_origin_or_before_is_not_scored():
    # 16 % is reached on 2021-06-01 itself.
    row = only(score(date(0, 0.16), outcome(rising())), "date")
    assert row["state"] == "passed"


def test_never_counts_as_120_days():
    row = only(score(date(np.inf, 0.3), outcome(rising())), "date")
    assert row["forecast"] == 120
    assert row["wis"] == 113


def test_who_did_not_reach_it_within_the_final_days_is_cut_there():
    scored = score(date([2, 3, 5, 8, 30, 60, np.inf], 0.5), outcome(rising(), final="2021-06-11"))
    assert only(scored, "date")["state"] == "open"
    row = only(scored, "date_cut")
    assert row["truth"] == 10
    assert row["forecast"] == 8
    assert row["inside80"] == 1  # 3 to 10: what is later than the last final day is cut too


def test_a_date_in_the_final_days_stands_in_both():
    scored = score(date(9, 0.3), outcome(rising()))
    assert set(scored["target"]) == {"date", "date_cut"}
    assert only(scored, "date_cut")["error"] == 2


def test_without_a_final_day_after_the_origin_no_date_is_scored():
    scored = score(date(9, 0.3), outcome(rising(), final="2021-06-01"))
    assert list(scored["state"]) == ["not_final"]


def test_the_level_is_the_lowest_quantile_not_below_the_truth():
    values = [0.1, 0.2, 0.25, 0.29, 0.31, 0.4, 0.5]
    assert only(score(forecast(values), outcome(rising())), "coverage")["level"] == 0.75
    assert only(score(forecast(0.2), outcome(rising())), "coverage")["level"] == 1.0


def test_a_chance_is_read_between_the_quantiles():
    values = np.array([[1.0, 2, 4, 8, 16, np.inf, np.inf]])
    chances = [chance_by(values, LEVELS, np.array([day]))[0] for day in (0.5, 1, 8, 11, 16, 1000)]
    assert chances[0] == 0
    assert chances[1] == pytest.approx(0.025)
    assert chances[2] == pytest.approx(0.5)
    assert 0.5 < chances[3] < 0.75
    assert chances[4] == chances[5] == pytest.approx(0.75)


def test_the_brier_score_is_that_of_reaching_it_by_the_deadline():
    deadlines = [pd.Timestamp("2021-06-07"), pd.Timestamp("2021-06-08"), pd.Timestamp("2021-07-31")]
    scored = score(date([1, 2, 3, 7, 9, 11, 20], 0.3), outcome(rising()), deadlines)
    rows = scored[scored["target"] == "deadline"]
    before, after, later = rows.to_dict("records")
    assert (before["truth"], after["truth"]) == (0, 1)
    assert before["brier"] == pytest.approx(before["forecast"] ** 2)
    assert after["brier"] == pytest.approx((1 - after["forecast"]) ** 2)
    assert after["forecast"] == pytest.approx(0.5 + (after["forecast"] - 0.5))
    assert later["state"] == "not_final" and np.isnan(later["brier"])


def test_the_order_of_the_rows_does_not_matter():
    forecasts = pd.concat(
        [forecast(np.linspace(0.2, 0.5, 7)), date(range(3, 10), 0.3), date(range(7), 0.4)],
        ignore_index=True,
    )
    mixed = forecasts.sample(frac=1, random_state=3)
    columns = ["target", "threshold", "wis"]
    straight, shuffled = (
        score(one, outcome(rising()))[columns].sort_values(columns, ignore_index=True)
        for one in (forecasts, mixed)
    )
    pd.testing.assert_frame_equal(straight, shuffled)


def test_a_missing_quantile_is_an_error():
    with pytest.raises(DataError, match="a quantile is missing or stands twice"):
        score(pd.concat([forecast(0.3), date(5, 0.3).iloc[1:]]), outcome(rising()))


def test_the_summary_means_and_counts():
    scored = pd.concat(
        [
            score(forecast(0.3), outcome(rising())),
            score(forecast(0.4), outcome(rising())),
            score(forecast(0.4, horizon=28), outcome(rising())),
        ]
    ).assign(method="engine")
    table = summary(scored).set_index("horizon")
    assert table.loc[7, "mae"] == pytest.approx(0.05)
    assert (table.loc[7, "scored"], table.loc[28, "not_final"]) == (2, 1)
    pooled = table[table.index.isna()].iloc[0]
    assert (pooled["scored"], pooled["not_final"]) == (2, 1)
    assert pooled["mae"] == pytest.approx(0.05)


def test_the_outcome_is_the_newest_snapshot_final_some_days_before_it():
    rows = [
        ("16", "2021-06-10", "2021-06-01", 5),
        ("16", "2021-06-30", "2021-06-01", 10),
        ("16", "2021-06-30", "2021-06-03", 20),
        ("99", "2021-06-30", "2021-06-03", 20),
    ]
    records = pd.DataFrame(rows, columns=["area", "snapshot", "date", "count"])
    records = records.astype({"snapshot": "datetime64[ns]", "date": "datetime64[ns]"})
    records = records.assign(cohort="65-", dose=1)
    found = read_outcome(records, pd.Series({"16": 100.0}), "65-", 21)
    assert found.final == pd.Timestamp("2021-06-09")
    assert list(found.areas) == ["16"]
    assert found.given[1][0, :3].tolist() == [10, 10, 30]
    with pytest.raises(DataError, match="no record of cohort programme"):
        read_outcome(records, pd.Series({"16": 100.0}), "programme", 21)
