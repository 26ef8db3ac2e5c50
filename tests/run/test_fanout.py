"""Decks over a crew: tried again where that may help, and never at the cost of the others."""

from types import SimpleNamespace

import pytest

from renkei.run import fanout
from renkei.run.failure import Failure
from renkei.run.fanout import fan_out, largest_first
from renkei.run.how import Limits
from renkei.run.task import Outcome

LIMITS = Limits(tries=3, pause=0.01)


def task(area: str) -> SimpleNamespace:
    return SimpleNamespace(area=area, limits=LIMITS)


def failure(area: str, again: bool) -> Failure:
    code = 75 if again else 65
    return Failure(area, area, "4", 3, "odd", "", code, again)


class Scripted:
    """A crew whose outcomes are written beforehand: "ok", "again" or "never" by area and try."""

    workers = 1

    def __init__(self, **script: list[str]) -> None:
        self.script, self.taken, self.order = script, [], []

    def begin(self, one):
        self.taken.append(one)

    def finished(self, seconds):
        if not self.taken:
            return []
        one = self.taken.pop(0)
        what = self.script[f"a{one.area}"].pop(0)
        self.order.append((one.area, what))
        if what == "ok":
            return [(one, Outcome(one.area, 1.0, {"area": one.area}))]
        return [(one, Outcome(one.area, 1.0, failure=failure(one.area, what == "again")))]


def run(crew: Scripted, *areas: str):
    told = []
    found = list(fan_out([task(a) for a in areas], crew, lambda t, o, p: told.append((t.area, p))))
    return {one.area: one for one in found}, told


def test_what_may_succeed_is_tried_again_after_a_pause_that_doubles():
    crew = Scripted(a16=["again", "again", "ok"], a13=["ok"])
    found, told = run(crew, "16", "13")
    assert crew.order == [("16", "again"), ("13", "ok"), ("16", "again"), ("16", "ok")]
    assert told == [("16", 0.01), ("16", 0.02)]
    assert all(one.failure is None for one in found.values())


def test_after_so_many_tries_it_is_a_failure_that_says_so():
    found, _ = run(Scripted(a16=["again"] * 3), "16")
    assert found["16"].failure.tries == 3
    assert "(tried 3 times)" in found["16"].failure.sentence


def test_odd_data_is_not_tried_again_and_stops_nobody():
    crew = Scripted(a16=["never"], a13=["ok"])
    found, told = run(crew, "16", "13")
    assert (found["16"].failure.exit_code, found["16"].failure.tries) == (65, 1)
    assert found["13"].deck and not told


def test_the_time_until_the_next_try_is_not_slept_through():
    later = [(fanout.time.monotonic() + 10, "16", None)]
    assert fanout._wait(later) == pytest.approx(0.5)
    assert fanout._wait([(0.0, "16", None)]) == 0


def test_what_takes_longest_is_begun_first():
    found = largest_first([task(area) for area in ("162019", "16", "01", "00", "13")])
    assert [one.area for one in found] == ["00", "01", "13", "16", "162019"]
