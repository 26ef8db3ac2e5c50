"""Who is eligible for a later dose: by area and cohort, whole or not used."""

from collections.abc import Callable
from pathlib import Path

import pytest

from renkei import areas
from renkei.errors import DataError
from renkei.intake import read_population
from renkei.intake.population import eligible_by_area, eligible_of
from renkei.settings import Campaign, open_campaign

IDS = ("medical", "facility", "other-elderly", "general")
Put = Callable[[str], None]


@pytest.fixture
def third(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """The third dose on an empty raw folder."""
    monkeypatch.setenv("RENKEI_HOME", str(project))
    (tmp_path / "raw" / "third-dose-2022").mkdir(parents=True)
    return open_campaign("third-dose-2022", raw=str(tmp_path / "raw"))


@pytest.fixture
def put(third: Campaign) -> Put:
    def putting(content: str) -> None:
        third.population_file().write_text(content, encoding="utf-8")

    return putting


def table(*more: str, **changed: str) -> str:
    """A CSV of every municipality and cohort, 10 persons each; a cohort changed in 富山市."""
    rows = [
        f"{area.code},{cohort},{changed.get(cohort, '10') if area.code == '162019' else '10'}"
        for area in areas.municipalities()
        for cohort in IDS
    ]
    return "\n".join(["area,cohort,eligible", *rows, *more]) + "\n"


def test_every_cohort_has_its_sums_and_all_is_their_sum(third: Campaign, put: Put) -> None:
    put(table(medical="30", general="0"))
    frame, notes = read_population(third)
    assert frame["cohort"].unique().tolist() == [*IDS, "all"]
    assert notes == []
    medical = eligible_by_area(frame, "medical")
    assert (medical["162019"], medical["16"], medical["00"]) == (30, 170, 17_430)
    together = eligible_of(third, frame)
    assert (together["162019"], together["16"], together["00"]) == (50, 610, 69_650)
    assert len(frame) == 5 * (1 + 47 + 1741)


def test_a_sum_that_differs_from_its_parts_names_the_cohort(third: Campaign, put: Put) -> None:
    put(table("16,facility,200"))
    _, notes = read_population(third)
    assert notes[0] == (
        "高齢者施設等入所者等：出典の富山県計200人と市区町村の合計150人に50人の差がある。"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table("162019,medicla,5"), "unknown cohort 'medicla'; expected medical, facility"),
        (table("162019,medicla,5"), "(nearest: medical)"),
        (table("162019,,5"), "unknown cohort ''"),
        (table("162019,general,5"), "area '162019' stands twice"),
        (table(medical="約10"), "eligible is '約10', no count of persons"),
        ("area,eligible\n16,5\n", "no column 'cohort' among area, eligible"),
        (
            table().replace("162019,general,10\n", ""),
            "population.csv, cohort general: 1 areas are missing: 162019 富山市",
        ),
        (
            table().replace("general", "medical-staff"),
            "unknown cohort 'medical-staff'",
        ),
    ],
)
def test_denominators_of_cohorts_are_whole_or_not_used(
    third: Campaign, put: Put, content: str, said: str
) -> None:
    put(content)
    with pytest.raises(DataError) as caught:
        read_population(third)
    assert said in str(caught.value)
    assert str(caught.value).startswith("population.csv")


def test_cohorts_of_different_areas_have_no_sum(third: Campaign, put: Put) -> None:
    of_towns = [line for line in table().splitlines() if not line.endswith(",general,10")]
    of_prefectures = [f"{one.short},general,10" for one in areas.prefectures()]
    put("\n".join([*of_towns, *of_prefectures]))
    with pytest.raises(DataError, match="some cohorts are given by municipality and others by"):
        read_population(third)
