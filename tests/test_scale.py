"""The simulation behind docs/scale.md: known cases, and bounds that any schedule keeps."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def scale():
    spec = importlib.util.spec_from_file_location("scale", ROOT / "benchmarks" / "scale.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def costs(scale):
    return {kind: scale.Cost(2.0, 1e6, 1e6) for kind in scale.KINDS}


def test_one_worker_does_everything_one_after_another(scale):
    assert scale.makespan([10.0], [[1.0] * 5], 1) == 15.0


def test_decks_wait_for_their_frames_and_then_share_the_workers(scale):
    assert scale.makespan([10.0], [[4.0] * 4], 2) == 18.0
    assert scale.makespan([10.0], [[4.0] * 4], 100) == 14.0


def test_campaigns_make_their_frames_side_by_side(scale):
    assert scale.makespan([10.0] * 3, [[1.0]] * 3, 3) == 11.0
    assert scale.makespan([10.0] * 3, [[1.0]] * 3, 1) == 33.0


@pytest.mark.parametrize("workers", [1, 2, 7, 64])
def test_no_night_is_shorter_than_its_work_or_longer_than_any_greedy_one(scale, workers):
    fixed, decks = [5.0, 5.0], [[1.0 + number % 3 for number in range(90)]] * 2
    work = sum(fixed) + sum(map(sum, decks))
    seconds = scale.makespan(fixed, decks, workers)
    assert work / workers <= seconds <= work / workers + max(fixed) + 3.0


def test_the_cores_that_are_told_are_enough_and_fewer_are_not(scale, costs):
    plan = scale.NIGHTS[1]
    cores = scale.cores_for(plan, 30.0, costs, 0.25)
    assert scale.night(plan, 30.0, costs, cores) <= 0.25 < scale.night(plan, 30.0, costs, cores - 2)


def test_a_simulated_night_is_the_same_every_time(scale, costs):
    hours = {scale.night(scale.NIGHTS[1], 30.0, costs, 16) for _ in range(2)}
    assert len(hours) == 1


def test_the_nights_are_the_ones_the_page_speaks_of(scale):
    assert [plan.total for plan in scale.NIGHTS] == [48, 1789, 100_184]


def test_the_page_holds_the_tables_the_script_writes(scale, costs):
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    inside = page.split(scale.BEGIN)[1].split(scale.END)[0]
    shape = [re.sub(r"[\d.,]+", "0", line) for line in inside.splitlines() if "|" in line]
    written = scale.tables(30.0, costs).splitlines()
    assert shape == [re.sub(r"[\d.,]+", "0", line) for line in written if "|" in line]
