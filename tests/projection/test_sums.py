"""Prefectures and the nation as sums: which areas make them up, and how far off they may be."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from renkei.projection.course import HORIZON_DAYS
from renkei.projection.engine import LEVELS, Forecast
from renkei.projection.hierarchy import hierarchy
from renkei.projection.sums import with_sums

AREAS = ("13", "162019", "162027", "26")
MEDIAN = LEVELS.index(0.5)


def test_a_prefecture_is_summed_from_municipalities_only_without_records_of_its_own():
    over = hierarchy(("13", "131016", "162019", "162027"))
    assert dict(over.parts) == {"16": ("162019", "162027"), "00": ("13", "162019", "162027")}
    assert over.members(("13", "131016", "162019", "162027")).tolist() == [
        [0, 0, 1, 1],
        [1, 0, 1, 1],
    ]


def test_the_nation_is_there_even_of_one_area():
    assert dict(hierarchy(("26",)).parts) == {"00": ("26",)}


def _forecast(seed: int = 0) -> Forecast:
    random = np.random.default_rng(seed)
    daily = random.uniform(5, 30, (len(AREAS), HORIZON_DAYS))
    point = 1000 + np.cumsum(daily, axis=1)
    steps = np.cumsum(random.uniform(0, 9, (len(LEVELS), len(AREAS), HORIZON_DAYS)), axis=2)
    coverage = point + np.sort(steps, axis=0) - np.sort(steps, axis=0)[[MEDIAN]]
    coverage = np.maximum.accumulate(np.maximum.accumulate(coverage, axis=2), axis=0)
    past = np.cumsum(random.uniform(0, 40, (len(AREAS), 30)), axis=1)
    return Forecast(
        areas=AREAS,
        dose=1,
        last_day=pd.Timestamp("2021-05-31"),
        eligible=np.array([5000.0, 4000, 2000, 3000]),
        ceiling=np.array([4000.0, 3000, 1800, 2500]),
        levels=LEVELS,
        point=coverage[MEDIAN],
        coverage=coverage,
        given=past * 1.1,
        reported=past,
        components={"pace": point + 1},
    )


def test_counts_points_and_components_of_a_sum_are_those_of_its_parts():
    one = _forecast()
    found = with_sums(one, hierarchy(AREAS), 0.6)
    assert found.areas == (*AREAS, "16", "00")
    assert found.eligible[4:].tolist() == [6000, 14_000]
    assert found.ceiling[4:].tolist() == [4800, 11_300]
    for name in ("point", "given", "reported"):
        own, both = getattr(one, name), getattr(found, name)
        assert (both[:4] == own).all()
        assert both[4] == pytest.approx(own[1:3].sum(axis=0))
        assert both[5] == pytest.approx(own.sum(axis=0))
    assert found.components["pace"][5] == pytest.approx(one.components["pace"].sum(axis=0))
    assert (found.coverage[:, :4] == one.coverage).all()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("shared", [0.0, 0.58, 1.0])
def test_a_sum_lies_between_the_sums_of_its_parts_bounds(seed, shared):
    one = _forecast(seed)
    nation = with_sums(one, hierarchy(AREAS), shared).coverage[:, -1]
    bounds = one.coverage.sum(axis=1)
    assert nation[MEDIAN] == pytest.approx(bounds[MEDIAN])
    assert (nation[:MEDIAN] >= bounds[:MEDIAN] - 1e-6).all()
    assert (nation[MEDIAN:] <= bounds[MEDIAN:] + 1e-6).all()
    assert (np.diff(nation, axis=0) >= 0).all()
    assert (np.diff(nation, axis=1) >= 0).all()


def test_the_more_errors_are_shared_the_wider_is_the_nation():
    one = _forecast()
    width = []
    for shared in (0.0, 0.5, 1.0):
        nation = with_sums(one, hierarchy(AREAS), shared).coverage[:, -1]
        width.append((nation[-2] - nation[1])[30:])
    assert (width[0] < width[1]).all() and (width[1] < width[2]).all()
    assert width[2] == pytest.approx(
        (one.coverage[-2] - one.coverage[1]).sum(axis=0)[30:], rel=0.05
    )


def test_a_sum_of_one_area_is_that_area():
    one = _forecast()
    alone = replace(
        one, areas=AREAS[:1], point=one.point[:1], coverage=one.coverage[:, :1],
        eligible=one.eligible[:1], ceiling=one.ceiling[:1], given=one.given[:1],
        reported=one.reported[:1], components={},
    )  # fmt: skip
    found = with_sums(alone, hierarchy(AREAS[:1]), 0.58)
    assert found.coverage[:, 1] == pytest.approx(found.coverage[:, 0])
