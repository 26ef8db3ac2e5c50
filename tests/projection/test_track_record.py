"""What a campaign's own forecasts missed: the weight of the pipeline, and how wide to be."""

import numpy as np
import pytest

from renkei.projection.calibration import shipped
from renkei.projection.course import WEEK
from renkei.projection.point import Known
from renkei.projection.track_record import ERRORS_BACK, EVEN, WEIGHT_BACK, track_record

DAYS = 120
PERSONS = np.array([10_000.0, 20_000.0, 5_000.0])
CEILING = 0.9 * PERSONS


def _uneven(days: int = DAYS) -> np.ndarray:
    """First doses at about 0.4 % a day."""
    random = 0.7 + 0.6 * np.random.default_rng(5).random((3, days))
    return 0.004 * PERSONS[:, None] * random


def _known(first: np.ndarray, second: np.ndarray | None = None) -> Known:
    if second is None:
        return Known(np.cumsum(first, axis=1), PERSONS, CEILING)
    return Known(np.cumsum(second, axis=1), PERSONS, CEILING, np.cumsum(first, axis=1))


def _follows(first: np.ndarray) -> np.ndarray:
    return np.concatenate([np.zeros((3, 21)), first[:, :-21]], axis=1)


def test_a_pipeline_that_held_weighs_more_than_a_pooled_pace_that_did_not():
    first = _uneven() * np.where(np.arange(DAYS) // 10 % 2, 1.6, 0.4)  # no even pace to go by
    record = track_record(_known(first, _follows(first)), shipped())
    assert EVEN < record.weight < 1


def test_a_pipeline_that_broke_weighs_less():
    first = _uneven()
    second = 0.7 * _uneven()[:, ::-1]  # at a pace of its own, whatever the first doses do
    first[:, 40:] *= np.where(np.arange(DAYS - 40) // 14 % 2, 0.1, 3.0)
    assert track_record(_known(first, second), shipped()).weight < EVEN


@pytest.mark.parametrize("days", [20, 28])
def test_too_early_to_tell_the_weight_is_even(days):
    first = _uneven(days)
    assert track_record(_known(first, _follows(first)[:, :days]), shipped()).weight == EVEN


def test_without_own_forecasts_the_errors_are_those_of_past_campaigns():
    assert track_record(_known(_uneven(18)), shipped()).factor == 1


def test_a_campaign_that_went_as_expected_is_less_uncertain_than_one_that_did_not():
    even = track_record(_known(_uneven()), shipped())
    wild = _uneven() * (1 + 0.95 * np.sin(np.arange(DAYS) / 6))
    erratic = track_record(_known(wild), shipped())
    assert 0.2 <= even.factor < 1 < erratic.factor <= 5


def test_only_the_last_weeks_count():
    first = _uneven()
    again = np.cumsum(first, axis=1)
    since = DAYS - 1 - (ERRORS_BACK + 5) * WEEK
    again[:, :since] = 0  # another beginning, long before the first forecast looked at
    assert WEIGHT_BACK <= ERRORS_BACK
    found = track_record(Known(again, PERSONS, CEILING), shipped())
    assert found == track_record(_known(first), shipped())


def test_the_record_does_not_change_with_the_unit_of_the_counts():
    first = _uneven()
    one = _known(first, _follows(first))
    many = Known(one.given * 1e3, PERSONS * 1e3, CEILING * 1e3, one.first * 1e3)
    found, expected = track_record(many, shipped()), track_record(one, shipped())
    assert found.weight == pytest.approx(expected.weight)
    assert found.factor == pytest.approx(expected.factor)
