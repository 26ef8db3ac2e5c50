"""Tables of My Number cards: real ones to the digit, others refused line by line."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei import areas
from renkei.intake import ledger, read_population, read_records
from renkei.intake.records.prefectures import prefecture_table
from renkei.intake.records.reading import Records
from renkei.settings import Campaign, open_campaign

Open = Callable[..., Campaign]
HEAD = (
    "算出基準日,都道府県名,市区町村名,総数（人口）,交付枚数,人口に対する交付枚数率,"
    "人口算出基準日,交付件数基準日,団体コード"
)


@pytest.fixture(scope="module")
def real(shared: Path, project: Path) -> Campaign:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(project))
        return open_campaign("mynumber-2021", raw=str(shared))


@pytest.fixture(scope="module")
def cards(real: Campaign) -> Records:
    return read_records(real)


def test_all_34_tables_are_read_whole(cards: Records) -> None:
    table = cards.reconciliation
    assert len(table) == 34
    assert table["balanced"].all()
    assert (table["rows"] == 1742).all()
    assert (table["accepted"] == 1741).all()
    assert cards.rejected.empty
    assert cards.accepted.empty
    assert cards.totals["area"].nunique() == 1741
    assert len(cards.totals) == 34 * 1741


# Sums of the columns 交付枚数 and 総数（人口） of each file, by a spreadsheet's own SUM.
@pytest.mark.parametrize(
    ("day", "issued", "residents", "since"),
    [
        ("2017-03-08", 10_717_919, 128_066_211, "2016-01-01"),
        ("2019-09-16", 17_835_498, 127_443_563, "2019-01-01"),
        ("2020-08-01", 23_246_822, 127_443_563, "2019-01-01"),
        ("2020-09-01", 24_693_970, 127_138_033, "2020-01-01"),
        ("2021-12-01", 50_573_635, 126_654_244, "2021-01-01"),
    ],
)
def test_cards_and_residents_of_a_day_have_the_denominator_of_their_own_date(
    cards: Records, day: str, issued: int, residents: int, since: str
) -> None:
    one = cards.totals[cards.totals["snapshot"] == pd.Timestamp(day)]
    assert int(one["count"].sum()) == issued
    assert int(one["eligible"].sum()) == residents
    assert one["eligible_as_of"].unique().tolist() == [pd.Timestamp(since)]
    assert one["date"].unique().tolist() == [pd.Timestamp(day)]


def test_every_figure_names_its_file_and_line(cards: Records, shared: Path) -> None:
    toyama = cards.totals[cards.totals["area"] == "162019"].iloc[-1]
    assert toyama["file"] == "mynumber/2021-12-01.csv"
    line = (shared / toyama["file"]).read_text(encoding="utf-8").splitlines()[toyama["row"] - 1]
    assert '"富山市"' in line
    assert f",{toyama['eligible']},{toyama['count']}," in line


def test_the_codes_that_lost_their_zero_or_are_missing_are_said(cards: Records) -> None:
    rules = cards.ledger.groupby("rule").size().to_dict()
    assert rules == {"leading zero restored": 34, "no code: found by prefecture and name": 10}
    missing = cards.ledger[cards.ledger["raw"] == "<NA>"]
    assert set(missing["area"]) == {"133817", "134015"}
    assert "東京都三宅村 is 133817" in set(missing["reading"])
    assert "475 codes have lost their leading zero" in set(cards.ledger["reading"])


def test_the_residents_of_2020_are_those_of_the_register_in_every_municipality(
    cards: Records, shared: Path, reading: Open
) -> None:
    campaign = reading("mynumber", "residents", "mynumber", raw=shared)
    source = campaign.sources.population.model_copy(
        update={"path": "population/juki-2020-000701583.xls"}
    )
    sources = campaign.sources.model_copy(update={"given_population": source})
    register, notes = read_population(campaign.model_copy(update={"sources": sources}))
    one = cards.totals[cards.totals["snapshot"] == pd.Timestamp("2021-07-01")]
    registered = register.set_index("area")["eligible"]
    assert (one["area"].map(registered) == one["eligible"]).all()
    assert registered["00"] == 127_138_033
    assert notes == []


def test_the_table_of_prefectures_is_printed_by_the_rules(real: Campaign, cards: Records) -> None:
    population, _ = read_population(real)
    table = prefecture_table(cards, population, real)
    assert table.columns.name == "令和3年12月1日現在"
    assert table.columns.tolist() == ["住民", "実績", "市区町村"]
    assert table.loc["全国"].tolist() == ["126,654,244", "50,573,635（約40%）", "1,741"]
    assert table.loc["富山県"].tolist() == ["1,047,713", "427,189（約41%）", "15"]
    assert len(table) == 48


def test_an_earlier_as_of_date_gives_the_earlier_table_with_its_own_residents(
    shared: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(project))
    campaign = open_campaign("mynumber-2021", raw=str(shared), as_of="2018-01-15")
    population, notes = read_population(campaign)
    table = prefecture_table(read_records(campaign), population, campaign)
    assert table.columns.name == "平成29年12月1日現在"
    assert table.loc["全国"].tolist() == ["127,907,086", "13,009,137（約10%）", "1,741"]
    assert table.loc["沖縄県", "実績"] == "110,352（約7.5%）"
    assert notes == [
        "住民基本台帳人口：令和3年1月1日現在（令和3年12月1日の表）であり、"
        "時点平成30年1月15日より後の表による。"
    ]


def line(place: str = "富山県", town: str = "富山市", code: str = "162019", **changed: str) -> str:
    said = {
        "as_of": "2021/12/01",
        "residents": "1000",
        "cards": "400",
        "rate": "40.0",
        "residents_as_of": "2021/01/01",
        "cards_as_of": "2021/12/01",
    } | changed
    values = [said["as_of"], place, town, said["residents"], said["cards"], said["rate"]]
    return ",".join([*values, said["residents_as_of"], said["cards_as_of"], code])


@pytest.fixture
def read(reading: Open) -> Callable[..., Records]:
    """Read one table of these lines, published 2021-12-01."""

    def reading_lines(*lines: str) -> Records:
        campaign = reading("mynumber", "residents", "cards")
        (campaign.raw / "cards").mkdir(exist_ok=True)
        file = campaign.raw / "cards" / "2021-12-01.csv"
        file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8-sig")
        return read_records(campaign)

    return reading_lines


@pytest.mark.parametrize(
    ("given", "sentence", "counted"),
    [
        (
            line(code="172014"),
            "code 172014 is 石川県金沢市 (172014) but the prefecture is 富山県",
            [],
        ),
        (line(town="高岡市"), 'but the name "高岡市" is 富山県高岡市 (162027)', []),
        (line(town="富山"), "", [400]),
        (line(code=""), "", [400]),
        (line(code="", place=""), "", [400]),
        (line(code="", place="", town="府中市"), '"府中市" is 東京都府中市 (132063) or', []),
        (line(place="宮城県", town="黒川郡富谷町", code="044237"), "", [400]),
        (line(place="福岡県", town="筑紫郡那珂川町", code="402311"), "", [400]),
        (line(place="兵庫県", town="篠山市", code="282219"), "", [400]),
        (
            line(place="静岡県", town="浜松市北区", code="221350"),
            "浜松市北区 is a ward of 静岡県浜松市; expected the row of the city",
            [],
        ),
        (line(as_of="2021/11/01"), '算出基準日 is "2021/11/01"; expected 2021-12-01', []),
        (line(cards_as_of="2021/12/02"), 'is "2021/12/02"; expected a day from 2016-01-01', []),
        (line(cards_as_of="2021/02/30"), '交付件数基準日 is "2021/02/30"', []),
        (line(cards="－"), '交付枚数 is "－"; expected a whole number', []),
        (line(residents=""), '総数（人口） is ""; expected a whole number', [400]),
        (line(residents_as_of="不明"), '人口算出基準日 is "不明"; expected a day from', [400]),
        (line(residents_as_of="1021/01/01"), 'is "1021/01/01"; expected a day from 1967', [400]),
        (line(rate="41.0"), "人口に対する交付枚数率 is 41.0 but 400 of 1,000 are 40.0", [400]),
        (line(rate="1e9"), '人口に対する交付枚数率 is "1e9"; expected a percentage', [400]),
        (line(rate="39.95"), "", [400]),
        (line(residents="0", rate="0.0"), "", [400]),
        (line() + ",余り", "10 cells; expected 9 cells", []),
    ],
)
def test_a_line_counts_where_code_prefecture_and_name_agree(
    read: Callable[..., Records], given: str, sentence: str, counted: list[int]
) -> None:
    records = read(line("石川県", "金沢市", "172014"), given)
    others = records.totals[records.totals["area"] != "172014"]
    assert others["count"].tolist() == counted
    said = ledger.sentences(records.rejected)
    assert sentence in " ".join(said)
    assert bool(said) == bool(sentence)
    assert all(one.startswith("cards/2021-12-01.csv, line 3: ") for one in said)
    assert records.reconciliation["balanced"].all()


def test_a_total_without_its_denominator_prints_no_share(
    read: Callable[..., Records], reading: Open
) -> None:
    records = read(line(residents="不明"), line(place="富山県", town="高岡市", code="162027"))
    campaign = reading("mynumber", "residents", "cards")
    nobody = pd.DataFrame({"area": [], "cohort": [], "eligible": [], "source": []})
    table = prefecture_table(records, nobody, campaign)
    assert table.loc["富山県"].tolist() == ["－", "800（－）", "2"]
    assert table.index[0] == "1都道府県計"


def test_rows_of_a_prefecture_or_the_nation_are_compared_and_not_counted(
    read: Callable[..., Records],
) -> None:
    sums = line("富山県", "", "160008"), line("全国", "", "", cards="900", rate="90.0")
    records = read(line(), *sums)
    assert records.totals["count"].tolist() == [400]
    assert records.reconciliation["subtotals"].tolist() == [2]
    assert ledger.sentences(records.rejected) == [
        "cards/2021-12-01.csv, line 4: 全国 is 900 but its lines make 400; "
        "expected the sum of its lines"
    ]


def test_municipalities_that_are_not_in_a_table_are_named(read: Callable[..., Records]) -> None:
    said = read(line()).ledger
    first, *_ = areas.municipalities()
    absent = said[said["rule"] == "area not stated"]["reading"].item()
    assert absent.startswith(f"no figure of {first.short} {first.name}, ")
    assert absent.endswith(" and 1,735 others")
