"""The calibration table that ships: its shape, what must hold of it, and how it is written."""

from importlib import resources

import numpy as np
import pytest

from renkei.projection import intervals, pooled
from renkei.projection.calibration import TABLE, Calibration, from_json, shipped, to_json

ARRAYS = ("products", "targets", "clips", "missed")


def test_the_shipped_table_has_a_row_for_every_horizon_feature_bin_and_level():
    horizons, features = len(pooled.HORIZONS), len(pooled.FEATURES)
    errors = len(intervals.BINS) + 1, len(intervals.HORIZONS), len(intervals.LEVELS)
    table = shipped()
    assert table.products.shape == (horizons, features, features)
    assert table.targets.shape == (horizons, features)
    assert table.clips.shape == (horizons,)
    assert table.missed.shape == errors
    assert all(np.isfinite(getattr(table, name)).all() for name in ARRAYS)


def test_its_sums_are_those_of_a_least_squares_fit_that_can_be_solved():
    for products in shipped().products:
        assert products == pytest.approx(products.T)
        assert np.linalg.eigvalsh(products).min() > 0
    assert (shipped().clips > 0).all()


def test_its_quantiles_rise_about_a_median_of_zero_and_widen_with_the_days_ahead():
    missed = shipped().missed
    assert (np.diff(missed, axis=2) > 0).all()
    assert (missed[:, :, intervals.MEDIAN] == 0).all()
    width = missed[:, :, -2] - missed[:, :, 1]
    week, month = (intervals.HORIZONS.index(days) for days in (7, 28))
    assert (width[:, month] > width[:, week]).all()


def test_part_of_the_error_is_shared_and_no_campaign_of_japan_is_in_it():
    assert 0.3 < shipped().shared < 0.95
    assert "Italy" in shipped().source
    assert "Japan" not in shipped().source


def test_what_is_written_reads_back_the_same():
    text = resources.files("renkei.projection").joinpath(TABLE).read_text("utf-8")
    assert to_json(from_json(text)) == text
    assert len(text) < 20_000


def test_six_digits_are_kept_of_any_table():
    random = np.random.default_rng(1)
    table = Calibration(
        products=random.normal(0, 1e5, (2, 3, 3)),
        targets=random.normal(0, 1e-4, (2, 3)),
        clips=random.random(2),
        missed=random.normal(size=(4, 2, 7)),
        shared=1 / 3,
        source="試し",
    )
    again = from_json(to_json(table))
    for name in ARRAYS:
        assert getattr(again, name) == pytest.approx(getattr(table, name), rel=1e-5)
    assert (again.shared, again.source) == (0.333333, "試し")
    assert to_json(again) == to_json(table)
