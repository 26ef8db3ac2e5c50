"""Paths of doses: monotone in time and quantile, below the ceiling, the pipeline's own sums."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkei.projection.method import Start, coverage, second_on_day

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
AREAS, INTERVAL = 4, 21


def _doses(most, *shape):
    return arrays(float, shape, elements=st.integers(0, most).map(float))


@st.composite
def starts(draw):
    recent = draw(_doses(500, AREAS, INTERVAL))
    first = recent.sum(axis=1) + draw(_doses(5000, AREAS))
    second = draw(_doses(8000, AREAS))
    return Start(
        first=first,
        second=second,
        ceiling=np.maximum(np.maximum(first, second), draw(_doses(20000, AREAS))),
        pace=recent[:, -7:].mean(axis=1),
        recent=recent,
        spread=draw(arrays(float, AREAS, elements=st.floats(0.15, 1.5))),
    )


@given(starts())
@settings(max_examples=60, deadline=None)
def test_paths_never_fall_never_cross_and_never_pass_the_ceiling(start):
    for doses, now in zip(coverage(start, LEVELS, 120), (start.first, start.second), strict=True):
        assert (np.diff(doses, axis=2) >= -1e-9).all()
        assert (np.diff(doses, axis=0) >= -1e-9).all()
        assert (doses <= start.ceiling[:, None] + 1e-9).all()
        assert (doses[:, :, 0] >= now - 1e-9).all()


@given(starts())
@settings(max_examples=30, deadline=None)
def test_nobody_has_a_second_dose_without_a_first(start):
    first, second = coverage(start, LEVELS, 90)
    assert (second <= np.maximum(first, start.second[:, None]) + 1e-9).all()


@given(starts(), st.integers(1, 90))
@settings(max_examples=30, deadline=None)
def test_one_day_asked_alone_is_the_same_day_of_the_path(start, days):
    assert np.array_equal(
        second_on_day(start, LEVELS, days), coverage(start, LEVELS, days)[1][..., -1]
    )


def _one(first, second, recent, ceiling, pace):
    return Start(
        *(np.array([float(one)]) for one in (first, second, ceiling, pace)),
        recent=np.array([recent], float),
        spread=np.array([0.3]),
    )


def test_second_doses_repeat_the_first_doses_of_an_interval_earlier():
    start = _one(first=60, second=0, recent=[10, 20, 30], ceiling=100, pace=25)
    first, second = coverage(start, [0.5], 6)
    assert first[0, 0].tolist() == [85, 100, 100, 100, 100, 100]
    assert second[0, 0].tolist() == [10, 30, 60, 85, 100, 100]


def test_second_doses_already_due_are_given_over_the_next_interval():
    start = _one(first=90, second=0, recent=[10, 20, 30], ceiling=100, pace=0)
    assert coverage(start, [0.5], 4)[1][0, 0].tolist() == [20, 50, 90, 90]
