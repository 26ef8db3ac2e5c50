"""What holds of every forecast, whatever the counts: order, limits, scale, rows and time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from renkei.projection.counts import count_doses
from renkei.projection.engine import Ask, forecast_doses
from renkei.projection.hierarchy import hierarchy
from renkei.projection.sums import with_sums

ORIGIN = pd.Timestamp("2021-05-27")
AREAS = ("13", "162019", "162027", "26")
FEW = settings(max_examples=6, deadline=None, derandomize=True)
SEEDS = st.integers(0, 10_000)


def _ask(**changes) -> Ask:
    values = {"origin": ORIGIN, "cohort": "programme", "doses": (1, 2), "wish": 0.85}
    return Ask(**{**values, **changes})


def _persons(seed: int) -> pd.Series:
    chance = np.random.default_rng(seed)
    return pd.Series({area: float(chance.integers(300, 30_000)) for area in AREAS})


@pytest.fixture(scope="module")
def drawn(snapshots):
    """Records of four areas drawn by a seed: of every size, some slow, some silent, some done."""

    def make(seed: int, newest: str = "2021-05-27") -> pd.DataFrame:
        chance = np.random.default_rng(seed)
        flows = {}
        for area, persons in _persons(seed).items():
            daily = np.linspace(0, chance.uniform(0, 0.05), 46) * persons
            first = chance.poisson(daily)
            first[46 - chance.integers(0, 6) :] = 0  # some report nothing of their last days
            first = np.minimum(np.cumsum(first), int(persons))
            first = np.diff(first, prepend=0)
            second = np.r_[np.zeros(21, int), np.rint(first[:-21] * chance.uniform(0.5, 1))]
            flows[area] = (first, second.astype(int))
        slow = chance.uniform(1, 12)
        return snapshots(flows, lambda lag: min(1.0, (lag / slow) ** 0.5), newest, 16)

    return make


@given(SEEDS)
@FEW
def test_quantiles_rise_along_days_and_levels_up_to_the_ceiling(drawn, seed):
    found = forecast_doses(drawn(seed), _persons(seed), _ask())
    for one in found.values():
        assert np.isfinite(one.coverage).all() and np.isfinite(one.point).all()
        assert (np.diff(one.coverage, axis=2) >= 0).all()
        assert (np.diff(one.coverage, axis=0) >= 0).all()
        assert (np.diff(one.point, axis=1) >= 0).all()
        most = np.maximum(one.ceiling, np.maximum(one.given[:, -1], one.reported[:, -1]))
        assert (one.coverage <= most[:, None] + 1e-6).all()
        assert (one.point <= most[:, None] + 1e-6).all()
        assert (one.coverage >= np.minimum(one.given, one.reported)[:, [-1]] - 1e-6).all()
        assert (np.diff(one.given, axis=1) >= -1e-9).all()


@given(SEEDS)
@FEW
def test_nobody_has_a_second_dose_without_a_first(drawn, seed):
    found = forecast_doses(drawn(seed), _persons(seed), _ask())
    assert (found[1].point >= found[2].point).all()
    assert (found[1].coverage >= found[2].coverage).all()


@given(SEEDS)
@FEW
def test_neither_the_order_of_areas_nor_of_rows_matters(drawn, seed):
    frame, persons = drawn(seed), _persons(seed)
    found = forecast_doses(frame, persons, _ask())
    mixed = forecast_doses(frame.sample(frac=1, random_state=seed), persons[::-1], _ask())
    _assert_same(found, mixed)


@given(SEEDS)
@FEW
def test_a_days_count_told_in_several_rows_is_the_same(drawn, seed):
    frame = drawn(seed)
    part = np.random.default_rng(seed).integers(0, frame["count"].to_numpy() + 1)
    split = pd.concat([frame.assign(count=part), frame.assign(count=frame["count"] - part)])
    persons = _persons(seed)
    _assert_same(forecast_doses(frame, persons, _ask()), forecast_doses(split, persons, _ask()))


@given(SEEDS, st.sampled_from([2, 10, 1000]))
@FEW
def test_a_multiple_of_everybody_and_of_all_doses_gives_that_multiple(drawn, seed, factor):
    frame, persons = drawn(seed), _persons(seed)
    more = frame.assign(count=frame["count"] * factor)
    # Silence of a small place may be chance, that of a large one is a gap.
    assume(_gaps(frame, persons) == _gaps(more, persons * factor))
    one = forecast_doses(frame, persons, _ask())
    for dose, many in forecast_doses(more, persons * factor, _ask()).items():
        assert np.allclose(many.given, factor * one[dose].given, rtol=1e-6)
        assert np.allclose(many.point, factor * one[dose].point, rtol=1e-4)
        assert np.allclose(many.coverage, factor * one[dose].coverage, rtol=1e-4)


def _gaps(frame: pd.DataFrame, persons: pd.Series) -> list[bool]:
    counts = count_doses(frame, persons, _ask())
    return [] if counts is None else counts.gap.tolist()


@given(SEEDS)
@FEW
def test_a_later_snapshot_changes_no_earlier_forecast(drawn, seed):
    persons = _persons(seed)
    known = drawn(seed)
    later = drawn(seed + 1, "2021-05-28")
    late = later[later["snapshot"] > ORIGIN]
    assert len(late)
    both = pd.concat([late, known])
    found = forecast_doses(known, persons, _ask())
    _assert_same(found, forecast_doses(both, persons, _ask()))
    newer = forecast_doses(both, persons, _ask(origin=ORIGIN + pd.Timedelta(days=1)))
    assert newer[1].last_day > found[1].last_day


@given(SEEDS, st.sampled_from([0.0, 0.58, 1.0]))
@FEW
def test_the_nation_lies_between_the_sums_of_its_areas_bounds(drawn, seed, shared):
    for one in forecast_doses(drawn(seed), _persons(seed), _ask()).values():
        nation = with_sums(one, hierarchy(one.areas), shared).coverage[:, -1]
        bounds = one.coverage.sum(axis=1)
        assert (nation >= bounds[0] - 1e-6).all()
        assert (nation <= bounds[-1] + 1e-6).all()
        assert (np.diff(nation, axis=0) >= 0).all()
        assert (np.diff(nation, axis=1) >= 0).all()
        middle = len(nation) // 2
        assert nation[middle] == pytest.approx(one.point.sum(axis=0))


@given(SEEDS)
@FEW
def test_an_area_without_records_gets_none(drawn, seed):
    frame, persons = drawn(seed), _persons(seed)
    known = frame[frame["area"] != "162019"]
    found = forecast_doses(known, persons, _ask())
    assert all("162019" not in one.areas for one in found.values())
    _assert_same(found, forecast_doses(known, persons.drop("162019"), _ask()))


def _assert_same(found, expected) -> None:
    assert list(found) == list(expected)
    for dose, one in found.items():
        other = expected[dose]
        assert (one.areas, one.last_day) == (other.areas, other.last_day)
        for name in ("eligible", "ceiling", "given", "reported", "point", "coverage"):
            assert np.array_equal(getattr(one, name), getattr(other, name)), name
