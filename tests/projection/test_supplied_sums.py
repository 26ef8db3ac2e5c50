"""Sums held to stock and deliveries: the nation agrees with its parts, whoever tells what."""

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection.completion import NEVER
from renkei.projection.course import AHEAD
from renkei.projection.deliveries import with_supplied_sums
from renkei.projection.engine import LEVELS, Forecast
from renkei.projection.hierarchy import hierarchy

DAYS = pd.date_range("2021-05-01", "2021-05-31")
SHARED = 0.7


def _forecast(*areas: str) -> dict[int, Forecast]:
    """Areas with 500 doses that go on at 20 a day, up to three tenths faster or slower."""
    count = len(areas)
    past = np.repeat(500 / len(DAYS) * np.arange(1.0, len(DAYS) + 1)[None], count, axis=0)
    grown = np.repeat(20 * AHEAD[None], count, axis=0)
    levels = np.linspace(0.7, 1.3, len(LEVELS))[:, None, None]
    full = np.full(count, 9000.0)
    return {
        1: Forecast(
            areas=areas, dose=1, last_day=DAYS[-1], eligible=full, ceiling=full, levels=LEVELS,
            point=500 + grown, coverage=500 + grown * levels, given=past, reported=past,
        )
    }  # fmt: skip


def _supply(**doses: float) -> pd.DataFrame:
    """All that was ever delivered, by area code after an `a`."""
    told = pd.DataFrame({"area": [name[1:] for name in doses], "doses": list(doses.values())})
    blank = processed.empty("supply").reindex(told.index)
    frame = blank.assign(**told, row=1, current=True, day=DAYS[0])
    return processed.check("supply", frame)


def _held(areas: tuple[str, ...], **doses: float) -> tuple[Forecast, dict[str, int]]:
    found, short = with_supplied_sums(
        _forecast(*areas), hierarchy(areas), SHARED, _supply(**doses), DAYS
    )
    one = found[1]
    return one, dict(zip(one.areas, short.tolist(), strict=True))


@pytest.mark.parametrize(
    "doses",
    [
        {"a13": 600.0, "a16": 90_000.0},
        {"a13": 600.0},
        {"a13": 600.0, "a14": 90_000.0, "a16": 90_000.0},
    ],
)
def test_the_nation_is_the_sum_of_its_parts_whoever_tells_of_deliveries(doses):
    one, short = _held(("13", "14", "16"), **doses)
    point = dict(zip(one.areas, one.point, strict=True))
    assert point["13"][-1] < 600 < point["14"][-1] == point["16"][-1]
    assert point["00"] == pytest.approx(point["13"] + point["14"] + point["16"])
    assert short["13"] == 5 and short["14"] == short["16"] == NEVER
    assert short["00"] > short["13"]  # when what 13 lacks is felt in the whole


def test_a_nation_with_deliveries_of_its_own_is_held_to_those_as_well():
    one, short = _held(("13", "16"), a00=1200.0)
    assert one.point[-1].max() == pytest.approx(0.97 * 1200)
    assert short["00"] == 5 and short["13"] == short["16"] == NEVER
    assert (np.diff(one.coverage, axis=0) >= -1e-9).all()


def test_deliveries_of_a_prefecture_hold_its_municipalities_sum_and_so_the_nation():
    areas = ("162019", "162027", "131016")
    one, short = _held(areas, a16=1200.0)
    point = dict(zip(one.areas, one.point, strict=True))
    assert point["162019"][-1] == point["131016"][-1] == pytest.approx(500 + 20 * 130)
    assert point["16"].max() == pytest.approx(0.97 * 1200)
    assert point["00"] == pytest.approx(point["16"] + point["13"])
    assert short["16"] > 0 and short["00"] > 0 and short["13"] == NEVER
    levels = dict(zip(one.areas, one.coverage.swapaxes(0, 1), strict=True))
    assert (np.diff(levels["00"], axis=0) >= -1e-9).all()
    assert (np.diff(levels["00"], axis=1) >= -1e-9).all()
    assert (levels["00"] >= levels["16"][0] - 1e-9).all()


def test_a_shortage_too_small_to_matter_is_none_of_the_nation():
    many = tuple(f"{code:02d}" for code in range(1, 48))
    _, short = _held(many, a13=3000.0)  # lacks 190 of 145,700 on the last day
    assert short["13"] > 0
    assert short["00"] == NEVER
