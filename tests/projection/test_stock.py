"""A campaign told by totals a month apart: what lies between, what is in view, how it goes on."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from renkei import processed
from renkei.projection.calibration import shipped
from renkei.projection.stock import forecast_stock
from renkei.projection.table import project

MONTHS = pd.date_range("2021-01-01", "2021-12-01", freq="MS")
TOWNS = ("131016", "162019", "162027")


@pytest.fixture(scope="module")
def cards(campaign):
    def make(**changes):
        return campaign(
            **{
                "as_of": dt.date(2021, 12, 1),
                "released": dt.date(2021, 12, 10),
                "deadline": dt.date(2022, 3, 31),
                "measure": "residents",
                "doses": 1,
                "complete": {"share": 0.3, "of": "eligible"},
                "wish_share": {"value": 1.0, "basis": "assumed"},
                "rounds": [],
                "sources": {
                    "records": {"kind": "mynumber", "path": "m", "system": "s", "start": MONTHS[0].date()},
                    "population": {"path": "p.csv", "system": "台帳", "as_of": dt.date(2021, 1, 1)},
                },
                **changes,
            }
        )  # fmt: skip

    return make


def _totals(**counts: list[float]) -> pd.DataFrame:
    """The frame "totals" by town, published nine days after their day."""
    lots = []
    for town, count in counts.items():
        days = MONTHS[-len(count) :]
        lot = pd.DataFrame({"date": days, "count": np.asarray(count, dtype=int)})
        lots.append(lot.assign(area=town.strip("t"), snapshot=days + pd.Timedelta(days=9)))
    frame = pd.concat(lots, ignore_index=True).assign(
        cohort="residents", dose=1, eligible=10_000, eligible_as_of=pd.Timestamp("2021-01-01"),
        system="s", file="f", row=1,
    )  # fmt: skip
    return processed.check("totals", frame)


def _steady() -> pd.DataFrame:
    """10 cards a day, whatever the length of the month; one town at half and one at twice that."""
    since = (MONTHS - MONTHS[0]).days.to_numpy()
    return _totals(t131016=500 + 5 * since, t162019=10 * since, t162027=100 + 20 * since)


def _made(totals, campaign):
    return forecast_stock(totals, campaign, shipped())


def test_between_two_totals_the_days_lie_on_a_straight_line(cards):
    one, counts = _made(_steady(), cards())
    assert (one.areas, one.dose, one.last_day) == (TOWNS, 1, MONTHS[-1])
    assert len(counts.days) == (MONTHS[-1] - MONTHS[0]).days + 1
    assert np.diff(one.given, axis=1) == pytest.approx(np.repeat([[5], [10], [20]], 334, axis=1))
    assert one.given[:, -1].tolist() == [500 + 5 * 334, 3340, 100 + 20 * 334]
    assert (one.given == one.reported).all()


def test_it_goes_on_at_its_pace_within_the_errors_of_past_campaigns(cards):
    one, _ = _made(_steady(), cards())
    assert set(one.components) == {"pace"}
    evenly = one.given[:, -1:] + np.array([[5], [10], [20]]) * np.arange(1, 21)
    assert one.point[:, :20] == pytest.approx(evenly)
    assert (np.diff(one.coverage, axis=0) >= 0).all()
    assert (np.diff(one.coverage, axis=2) >= 0).all()
    assert (one.coverage <= 10_000 + 1e-6).all()
    assert (one.coverage[1, :, 27] < one.coverage[5, :, 27]).all()


def test_a_total_as_of_a_later_day_or_published_later_changes_nothing(cards):
    november = cards(as_of=dt.date(2021, 11, 15), released=dt.date(2021, 11, 20))
    known = _steady()[lambda frame: frame["date"] <= "2021-11-01"]
    one, again = _made(_steady(), november)[0], _made(known, november)[0]
    assert one.last_day == again.last_day == pd.Timestamp("2021-11-01")
    assert (one.coverage == again.coverage).all()
    unpublished = cards(released=dt.date(2021, 12, 9))
    assert _made(_steady(), unpublished)[0].last_day == pd.Timestamp("2021-11-01")


def test_prefectures_and_areas_without_residents_are_no_part_of_it(cards):
    totals = _steady()
    empty = totals.assign(eligible=totals["eligible"].mask(totals["area"] == "162019", 0))
    unknown = totals.assign(eligible=totals["eligible"].mask(totals["area"] == "162019"))
    for frame in (empty, unknown, pd.concat([unknown, totals.assign(area="16")])):
        one, _ = _made(frame, cards())
        assert one.areas == ("131016", "162027")
        assert np.isfinite(one.coverage).all()


def test_the_residents_are_those_of_the_newest_total(cards):
    totals = _steady()
    newer = totals.assign(eligible=totals["eligible"].mask(totals["date"] == MONTHS[-1], 9000))
    assert _made(newer, cards())[0].eligible.tolist() == [9000] * 3


def test_a_fall_is_told_and_the_course_goes_on_from_the_highest(cards):
    since = np.arange(12) * 100
    fallen = since - np.where(np.arange(12) == 11, 150, 0)
    one, counts = _made(_totals(t131016=fallen, t162019=since), cards())
    assert counts.revised.tolist() == [True, False]
    assert (np.diff(one.given, axis=1) >= 0).all()


def test_one_total_alone_is_nothing_to_project_from(cards):
    assert _made(_totals(t131016=[500.0]), cards()) is None
    assert _made(processed.empty("totals"), cards()) is None


def test_the_projection_sums_towns_to_prefectures_and_says_nothing_of_lags(cards):
    persons = pd.DataFrame({"area": [*TOWNS, "163210"], "eligible": 10_000, "source": "台帳"})
    population = processed.check("population", persons.assign(cohort="residents"))
    nothing = processed.empty("records"), population, processed.empty("answers")
    made = project(*nothing, cards(), totals=_steady()).areas.set_index("area")
    assert made.loc["16", ["second", "eligible"]].tolist() == [3340 + 6780, 20_000]
    assert made.at["00", "second"] == 2170 + 3340 + 6780
    assert made.at["162027", "flags"] == "complete"
    assert made.at["162027", "p_deadline"] == 1
    assert made.at["162019", "flags"] == "complete"
    assert made.at["131016", "flags"] == ""
    assert made.at["131016", "pace"] == 5
    assert made.at["163210", "flags"] == "no_municipal_records"
    assert made.at["16", "flags"] == "complete;partial_records"


def test_a_town_without_the_newest_total_goes_on_at_its_pace_and_is_flagged(cards):
    totals = _steady()
    missing = totals[(totals["area"] != "162019") | (totals["date"] != MONTHS[-1])]
    one, counts = _made(missing, cards())
    assert counts.gap.tolist() == [False, True, False]
    assert one.reported[1, -1] == 3040
    assert one.given[1, -1] == pytest.approx(3340)
    persons = pd.DataFrame({"area": list(TOWNS), "eligible": 10_000, "source": "台帳"})
    population = processed.check("population", persons.assign(cohort="residents"))
    nothing = processed.empty("records"), population, processed.empty("answers")
    made = project(*nothing, cards(), totals=missing).areas.set_index("area")
    assert "reporting_gap" in made.at["162019", "flags"]
    assert "reporting_gap" not in made.at["162027", "flags"]
