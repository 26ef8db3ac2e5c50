"""Denominators: the register as published, CSV, and sums that do not agree."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from renkei import areas, processed
from renkei.errors import DataError, InputMissing
from renkei.intake import read_population
from renkei.intake.population import eligible_by_area, eligible_of
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


def test_the_register_gives_all_residents_by_its_own_totals(
    campaign: Campaign, shared: Path, tmp_path: Path
) -> None:
    (tmp_path / "raw" / "sample").mkdir()
    register = (shared / "population/juki-2020-000701583.xls").read_bytes()
    (tmp_path / "raw" / "sample" / "population.csv").write_bytes(register)
    frame, notes = read_population(campaign.model_copy(update={"measure": "residents"}))
    eligible = eligible_by_area(frame, "residents")
    assert frame["cohort"].unique().tolist() == ["residents"]
    assert (eligible["00"], eligible["01"]) == (127_138_033, 5_267_762)
    assert eligible[eligible.index.str.len() == 2].sum() - eligible["00"] == 127_138_033
    assert notes == []


CARDS = (
    "算出基準日,都道府県名,市区町村名,総数（人口）,交付枚数,人口に対する交付枚数率,"
    "人口算出基準日,交付件数基準日,団体コード"
)


def cards(*more: str, **changed: str) -> str:
    """A table of cards with 100 residents in every municipality unless said."""
    given = {area: "100" for area in areas.municipalities()}
    rows = [
        f"2021/05/01,{area.prefecture},{area.name},{changed.get('_' + area.code, count)},40,40.0,"
        f"2020/01/01,2021/05/01,{area.code.lstrip('0')}"
        for area, count in given.items()
    ]
    return "\n".join([CARDS, *rows, *more]) + "\n"


def test_a_table_of_cards_gives_the_residents_of_its_own_date(
    campaign: Campaign, put: Callable[[str], None]
) -> None:
    put(cards(_162019="300"))
    everyone = campaign.model_copy(update={"measure": "residents"})
    frame, notes = read_population(everyone)
    eligible = eligible_of(everyone, frame)
    assert (eligible["162019"], eligible["16"], eligible["00"]) == (300, 1_700, 174_300)
    assert notes == []


@pytest.mark.parametrize(
    ("content", "measure", "said"),
    [
        (cards(), "65-", "a table of all residents, not of 65-"),
        (cards(_162019="－"), "residents", "the row says － | 2020/01/01 | 2021/05/01"),
        (
            cards().replace("2020/01/01", "2019/01/01"),
            "residents",
            "as of 2019-01-01; expected 2020",
        ),
        (
            cards("2021/05/01,富山県,富山市,5,4,80.0,2020/01/01,2021/05/01,162019"),
            "residents",
            "twice",
        ),
        (
            cards("2021/05/01,富山県,富山市,5,4"),
            "residents",
            "line 1743: 5 cells; expected 9 cells",
        ),
        (
            cards("2021/05/01,富山県,遠山市,5,4,80.0,2020/01/01,,"),
            "residents",
            "line 1743: there is",
        ),
        (CARDS + "\n", "residents", "no row of residents; expected a row an area"),
    ],
)
def test_denominators_of_cards_are_whole_or_not_used(
    campaign: Campaign, put: Callable[[str], None], content: str, measure: str, said: str
) -> None:
    put(content)
    with pytest.raises(DataError) as caught:
        read_population(campaign.model_copy(update={"measure": measure}))
    assert said in str(caught.value)
    assert str(caught.value).startswith("population.csv")


def test_a_csv_may_hold_several_cohorts_and_the_measure_chooses(
    campaign: Campaign, put: Callable[[str], None]
) -> None:
    kinds = ("65-", "medical")
    lines = [f"{a.short},{i},{kinds[i % 2]}" for a in areas.prefectures() for i in (50, 51)]
    put("\n".join(["area,eligible,cohort", *lines]) + "\n")
    for measure, each in (("programme", 50), ("medical", 51)):
        frame, _ = read_population(campaign.model_copy(update={"measure": measure}))
        assert frame.set_index("area")["eligible"]["00"] == 47 * each


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
        (table(_16201="5"), "(nearest: 162019 富山市)"),
        (
            table(_162019="約5万"),
            "eligible is '約5万', no count of persons; expected a whole number",
        ),
        (table() + "16,\n", "line 1743: eligible is '', no count of persons"),
        (table(_162019="-"), "eligible is '-', no count of persons"),
        (table(_162019=" "), "eligible is '', no count of persons"),
        (table(_162019="1.5"), "eligible is '1.5'"),
        (table(_162019=str(9**30)), "expected a whole number from 0 to 200,000,000"),
        (table(_162019="100,5"), "3 cells: 162019,100,5; expected 2 cells"),
        (table() + "\n\n\n16\n", "line 1746: 1 cells"),
        ("area,eligible,area\n16,5,17\n", "column 'area' stands twice"),
        ("area,eligible_persons\n16,5\n", "no column 'eligible'"),
        ("area,eligible_persons\n16,5\n", "(nearest: eligible_persons)"),
        ('area,eligible\n16,"5\n17,6\n', "line 2: not a CSV table"),
        (
            table(_162019=""),
            "1 areas are missing: 162019 富山市; expected all 1,741 municipalities",
        ),
        (table() + "162019,5\n", "area '162019' stands twice"),
        ("団体,人口\n", "no column 'area' among 団体, 人口; expected area, eligible"),
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


def test_a_comma_after_every_row_is_no_column(
    campaign: Campaign, put: Callable[[str], None]
) -> None:
    head, *rows = table(_162019="300").splitlines()
    put("\n".join([head, *(f"{row}," for row in rows)]))
    frame, _ = read_population(campaign)
    eligible = frame.set_index("area")["eligible"]
    assert (eligible["162019"], eligible["16"]) == (300, 1_700)


def test_none_is_said_by_0_alone(campaign: Campaign, put: Callable[[str], None]) -> None:
    put(table(_162019="0", _162027='"1,200"'))
    eligible = read_population(campaign)[0].set_index("area")["eligible"]
    assert (eligible["162019"], eligible["162027"]) == (0, 1_200)


def register(*rows: tuple[str, str, str, int | str]) -> bytes:
    """The register's sheet with all municipalities, 100 residents of 65 and over each."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["団体コード", "都道府県名", "市区町村名", "性別", "0～64歳", "65～69", "70以上"])
    given = [(area.code, area.prefecture, area.name, 100) for area in areas.municipalities()]
    for code, place, town, count in [*given, *rows]:
        sheet.append([code, place, town, "計", 900, count, "-"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_dash_of_the_register_stands_for_none(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "raw" / "sample").mkdir()
    (tmp_path / "raw" / "sample" / "population.csv").write_bytes(register())
    eligible = read_population(campaign)[0].set_index("area")["eligible"]
    assert (eligible["162019"], eligible["00"]) == (100, 174_100)


def test_an_area_that_stands_twice_in_the_register_is_an_error_with_both_rows(
    campaign: Campaign, tmp_path: Path
) -> None:
    (tmp_path / "raw" / "sample").mkdir()
    content = register(("162019", "富山県", "富山市", 300))
    (tmp_path / "raw" / "sample" / "population.csv").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_population(campaign)
    assert str(caught.value) == (
        "population.csv: 162019 富山市 stands twice: 100 in row 754, 300 in row 1743; "
        "expected one row an area"
    )


def test_an_absent_population_file_is_missing_input(campaign: Campaign) -> None:
    with pytest.raises(InputMissing, match=r"population\.csv"):
        read_population(campaign)
