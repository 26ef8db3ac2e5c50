"""Deliveries laid out by area and day, and the forecasts of both doses held to them."""

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection.completion import NEVER
from renkei.projection.course import AHEAD
from renkei.projection.deliveries import delivered, within_supply
from renkei.projection.engine import LEVELS, Forecast
from renkei.projection.supply import USABLE

DAYS = pd.date_range("2021-05-01", "2021-05-31")


def _supply(*rows: tuple[str, str | None, float | None, bool]) -> pd.DataFrame:
    told = pd.DataFrame(rows, columns=["area", "day", "doses", "current"])
    blank = processed.empty("supply").reindex(told.index)
    frame = blank.assign(**told).assign(row=1, day=pd.to_datetime(told["day"]))
    return processed.check("supply", frame)


def test_deliveries_are_cumulative_from_the_first_box_to_the_end_of_the_schedule():
    supply = _supply(
        ("16", "2021-04-20", 100, True), ("16", "2021-05-02", 50, True),
        ("16", "2021-05-02", 5, True), ("16", "2021-06-02", 30, True),
    )  # fmt: skip
    found = delivered(supply, ("16",), DAYS)
    assert found.shape == (1, len(DAYS) + 2)
    assert found[0, [0, 1, 30, 31, 32]].tolist() == [100, 155, 155, 155, 185]


def test_rows_that_no_longer_hold_or_say_no_day_or_number_do_not_count():
    supply = _supply(
        ("16", "2021-05-02", 50, True), ("16", "2021-05-02", 999, False),
        ("16", None, 999, True), ("16", "2021-05-03", None, True),
    )  # fmt: skip
    assert delivered(supply, ("16",), DAYS)[0, -1] == 50


def test_what_an_area_without_rows_has_received_is_unknown_and_nothing_is_shared_out():
    found = delivered(_supply(("16", "2021-05-02", 50, True)), ("13", "16", "162019"), DAYS)
    assert np.isnan(found[[0, 2]]).all()
    assert np.isfinite(found[1]).all()


def test_what_some_prefectures_received_is_not_what_the_nation_did():
    parts = ("13", "2021-05-02", 40, True), ("16", "2021-05-03", 60, True)
    assert np.isnan(delivered(_supply(*parts), ("13", "16", "00"), DAYS)[2]).all()
    own = ("00", "2021-05-02", 300, True)
    assert delivered(_supply(*parts, own), ("13", "16", "00"), DAYS)[2, -1] == 300


def test_where_nobody_tells_of_any_delivery_there_is_nothing_to_hold_to():
    assert delivered(processed.empty("supply"), ("16",), DAYS) is None
    assert delivered(_supply(("14", "2021-05-02", 50, True)), ("16",), DAYS) is None


def _forecast(dose: int, daily: float, given: float) -> Forecast:
    """One area that goes on at so many doses a day, a tenth faster or slower by level."""
    past = given / len(DAYS) * np.arange(1.0, len(DAYS) + 1)[None]
    point = given + daily * AHEAD[None]
    levels = np.linspace(0.7, 1.3, len(LEVELS))[:, None, None]
    return Forecast(
        areas=("16",), dose=dose, last_day=DAYS[-1], eligible=np.array([9000.0]),
        ceiling=np.array([8000.0]), levels=LEVELS, point=point,
        coverage=given + daily * AHEAD * levels, given=past, reported=past,
    )  # fmt: skip


@pytest.fixture
def both() -> dict[int, Forecast]:
    return {1: _forecast(1, 20, 1000), 2: _forecast(2, 10, 500)}


def test_doses_of_both_numbers_together_stay_within_stock_and_deliveries(both):
    arrived = np.full((1, len(DAYS) + 130), 2000.0)  # 1,500 given: 440 are left to be used
    held, short = within_supply(both, arrived)
    total = sum(one.coverage for one in held.values())
    assert total.max() <= USABLE * 2000 + 1e-6
    assert short[0] == 15  # 1,500 + 15 x 30 > 1,940
    for one in held.values():
        assert (np.diff(one.coverage, axis=0) >= -1e-9).all()
        assert (np.diff(one.coverage, axis=2) >= -1e-9).all()
        assert one.coverage[LEVELS.index(0.5)] == pytest.approx(one.point)
    assert (held[1].point[0, -1] - 1000) == pytest.approx(2 * (held[2].point[0, -1] - 500))


@pytest.mark.parametrize("stock", [100_000.0, np.nan])
def test_with_ample_or_unknown_supply_the_forecasts_stay(both, stock):
    held, short = within_supply(both, np.full((1, len(DAYS) + 130), stock))
    assert short[0] == NEVER
    for dose, one in held.items():
        assert one.point == pytest.approx(both[dose].point)
        assert one.coverage == pytest.approx(both[dose].coverage)
