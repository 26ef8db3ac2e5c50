"""Denominators: the register as published, CSV, and sums that do not agree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from renkei import areas, processed
from renkei.errors import DataError, InputMissing
from renkei.intake import read_population
from renkei.settings import Campaign, open_campaign


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str], None]:
    def putting(content: str) -> None:
        (tmp_path / "raw" / "sample").mkdir(exist_ok=True)
        (tmp_path / "raw" / "sample" / "population.csv").write_text(content, encoding="utf-8")

    return putting


def table(**changed: str) -> str:
    """A CSV of every municipality, 100 residents each unless said."""
    towns = {area.code: "100" for area in areas.municipalities()} | {
        key.lstrip("_"): value for key, value in changed.items()
    }
    rows = [f"{key},{value}" for key, value in towns.items() if value]
    return "\n".join(["area,eligible", *rows]) + "\n"


def test_the_register_gives_all_1741_municipalities_and_says_what_it_leaves_unequal(
    shared: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(project))
    frame, notes = read_population(open_campaign("elderly-2021-open-data", raw=str(shared)))
    eligible = frame.set_index("area")["eligible"]
    assert len(eligible) == 1 + 47 + 1741
    assert eligible["00"] == 35_486_813
    assert eligible[eligible.index.str.len() == 2].sum() - eligible["00"] == 35_486_339
    assert eligible["16"] == eligible[eligible.index.str.fullmatch(r"16\d{4}")].sum() == 334_940
    assert notes == [
        "65歳以上人口：出典の全国計35,486,813人と都道府県の合計35,486,339人に474人の差がある。"
    ]
    assert frame["source"].unique().tolist() == ["住民基本台帳に基づく人口（総務省）"]


def test_sums_a_csv_does_not_give_are_added(campaign: Campaign, put: Callable[[str], None]) -> None:
    put(table())
    frame, notes = read_population(campaign)
    eligible = frame.set_index("area")["eligible"]
    assert (eligible["00"], eligible["16"]) == (174_100, 1_500)
    assert notes == []
    processed.check("population", frame)


def test_sums_a_csv_gives_are_compared_with_their_parts(
    campaign: Campaign, put: Callable[[str], None]
) -> None:
    put(table(_16="1600"))
    _, notes = read_population(campaign)
    assert notes[0] == (
        "65歳以上人口：出典の富山県計1,600人と市区町村の合計1,500人に100人の差がある。"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table(_999999="5"), "line 1743: unknown area '999999'"),
        (table(_162019="約5万"), "'約5万' is no count of persons; expected a whole number"),
        (
            table(_162019=""),
            "1 areas are missing: 162019 富山市; expected all 1,741 municipalities",
        ),
        (table() + "162019,5\n", "area '162019' stands twice"),
        ("団体,人口\n", "columns are 団体, 人口; expected area, eligible"),
        ("area,eligible\n16,5\n", "46 areas are missing"),
        ("", "not a CSV table"),
    ],
)
def test_denominators_are_whole_or_not_used(
    campaign: Campaign, put: Callable[[str], None], content: str, said: str
) -> None:
    put(content)
    with pytest.raises(DataError) as caught:
        read_population(campaign)
    assert said in str(caught.value)
    assert str(caught.value).startswith("population.csv")


def test_an_absent_population_file_is_missing_input(campaign: Campaign) -> None:
    with pytest.raises(InputMissing, match=r"population\.csv"):
        read_population(campaign)
