"""Published totals stand for rounds whose returns are not public."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei.errors import DataError
from renkei.intake import read_published
from renkei.settings import Campaign, open_campaign
from renkei.settings.model import PublishedSource

HEAD = (
    "campaign,round,as_of,published,by_target_n,by_target_pct,aug_n,sep_later_n,not_by_target_n,"
    "pop_share_pct,source"
)


@pytest.fixture
def with_totals(campaign: Campaign, tmp_path: Path) -> Callable[[str], Campaign]:
    def giving(line: str) -> Campaign:
        (tmp_path / "raw" / "totals.csv").write_text(f"{HEAD}\n{line}\n", encoding="utf-8")
        source = PublishedSource(path="totals.csv", campaign="a")
        sources = campaign.sources.model_copy(update={"published_rounds": source})
        return campaign.model_copy(update={"sources": sources})

    return giving


@pytest.fixture
def real(project: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Campaign]:
    monkeypatch.setenv("RENKEI_HOME", str(project))
    return lambda as_of: open_campaign("elderly-2021-open-data", raw=str(shared), as_of=as_of)


def test_the_real_rounds_are_read_as_counts_and_fractions(real: Callable[..., Campaign]) -> None:
    found = read_published(real("2021-06-02"))
    counts = found.pivot_table(index="round", columns="bucket", values="count")
    assert counts["by_target"].tolist() == [1490, 1616, 1718]
    assert counts["next_month"].tolist() == [185, 93, 21]
    assert counts["later"].tolist() == [66, 32, 2]
    assert counts["not_by_target"].tolist() == [251, 125, 23]
    first = found[(found["round"] == 1) & (found["bucket"] == "by_target")].iloc[0]
    assert (first["share"], first["pop_share"]) == (0.856, 0.845)
    assert pd.isna(first["as_of"])


def test_a_round_published_after_the_release_is_not_known_yet(
    real: Callable[..., Campaign],
) -> None:
    assert read_published(real("2021-06-12"))["round"].max() == 3
    assert read_published(real("2021-06-16"))["round"].max() == 4


def test_without_a_source_the_frame_is_empty(campaign: Campaign) -> None:
    assert read_published(campaign).empty


@pytest.mark.parametrize("published", ["", "2021-05-13?"])
def test_a_day_that_is_not_known_never_counts_as_released(
    with_totals: Callable[[str], Campaign], published: str
) -> None:
    assert read_published(with_totals(f"a,1,2021-05-12,{published},1741,,0,0,0,,s")).empty


def test_a_round_known_only_in_part_is_read_as_far_as_it_goes(
    with_totals: Callable[[str], Campaign],
) -> None:
    found = read_published(with_totals("a,1,2021-05-12?,2021-05-13,1441,82.8,,,300,,s"))
    assert found["bucket"].tolist() == ["by_target", "not_by_target"]
    assert found["share"].tolist() == [0.828, pytest.approx(300 / 1741)]
    assert found["as_of"].isna().all()
    assert read_published(with_totals("b,1,日,月,多,1,2,3,4,5,s")).empty


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,1,,,多数,85,,,1,,s", "line 2: by_target_n is '多数'; expected a whole number"),
        ("a,1,,,,85,,,1,,s", "line 2: by_target_n is blank; expected a whole number"),
        ("a,1,,,1741,98.7.1,,,0,,s", "by_target_pct is '98.7.1'; expected a percentage like 98.7"),
        ("a,1,,,1741,100,,,0,多,s", "pop_share_pct is '多'"),
        ("a,1,,,1741,870,,,0,,s", "by_target_pct is '870'"),
        ("a,1,,,0,0,0,0,0,,s", "are 0 together; expected the 1,741 municipalities asked"),
        ("a,1,,,1490,,185,66,250,,s", "1,740 together; expected the 1,741 municipalities asked"),
        ("a,1,,,1490,,185,65,251,,s", "aug_n and sep_later_n are 250 together"),
        ("a,1,,,1490,,300,,251,,s", "aug_n and sep_later_n are 300 together"),
        (f"a,1,,,{9**30},,,,0,,s", "by_target_n is"),
        ("a,x,,,1741,,,,0,,s", "round is 'x'; expected a whole number"),
        ("a,1,5月12日,,1741,,,,0,,s", "as_of is '5月12日'; expected a day like 2021-06-02"),
        ("a,1,,2021-02-30,1741,,,,0,,s", "published is '2021-02-30'"),
        ("a,9,,いつか,1741,,,,0,,s", "published is 'いつか'"),
        ("a,1,,,1741,,,,0,,s\n\na,1,,,1741,,,,0,,s", "line 2 and totals.csv, line 4: round 1"),
        ("a,1,,,1741,,,,0", "line 2: 9 cells"),
    ],
)
def test_a_wrong_total_names_its_file_line_and_column(
    with_totals: Callable[[str], Campaign], line: str, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_published(with_totals(line))
    assert said in str(caught.value)
    assert str(caught.value).startswith("totals.csv, line 2")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD + ",aug_n", "totals.csv: column 'aug_n' stands twice; expected every column once"),
        (HEAD.replace("aug_n", "august_n"), "no column 'aug_n' among"),
        (HEAD.replace("aug_n", "august_n"), "(nearest: august_n, by_target_n)"),
    ],
)
def test_a_header_is_never_guessed(
    campaign: Campaign, tmp_path: Path, with_totals: Callable[..., Campaign], head: str, said: str
) -> None:
    made = with_totals("")
    (tmp_path / "raw" / "totals.csv").write_text(f"{head}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_published(made)
    assert said in str(caught.value)
