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


def test_an_uncertain_day_is_no_day(with_totals: Callable[[str], Campaign]) -> None:
    found = read_published(with_totals("a,1,2021-05-12,2021-05-13?,10,50.0,5,5,10,,s"))
    assert found["published"].isna().all()
    assert found["share"].tolist() == [0.5, 0.25, 0.25, 0.5]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,1,,,多数,85,,,1,,s", "totals.csv, line 2: '多数' is no count"),
        ("a,1,,,,85,,,1,,s", "by_target_n or not_by_target_n is blank"),
    ],
)
def test_a_wrong_total_names_its_line(
    with_totals: Callable[[str], Campaign], line: str, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_published(with_totals(line))
    assert said in str(caught.value)
