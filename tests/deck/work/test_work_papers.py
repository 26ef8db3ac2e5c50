"""The five items of the real papers: as printed, repaired where said, nothing reconstructed."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from renkei import processed
from renkei.deck import work
from renkei.deck.work.gantt import dated
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.sheet import UNREADABLE, plan_pages
from renkei.errors import DataError, SettingsError
from renkei.settings import open_campaign
from renkei.settings.content.work import PlannedBar, WorkContent


@pytest.fixture(scope="module")
def toyama(project: Path, tmp_path_factory: pytest.TempPathFactory) -> WorkPlan:
    """The five items of the real papers of 4 June 2021."""
    folder = str(tmp_path_factory.mktemp("toyama"))
    params = str(project / "params" / "one-team-toyama-2021.yaml")
    return work.open_plan(open_campaign(params, raw=folder, processed=folder))


def columns(rows: list[list[dict]], row: int) -> list[str]:
    return [cell["text"] for cell in rows[row]]


def test_groups_are_read_as_repaired_and_the_table_says_so(toyama: WorkPlan) -> None:
    rows = work.wg_status(toyama)["rows"]
    assert [cell.get("rowspan", 1) for cell in rows[1]] == [3, 1, 3, 3, 3]
    assert columns(rows, 1)[:4] == [
        "県単医療費助成制度のあり方検討\n（富山市、射水市、黒部市）",
        "①-1 子ども医療費（現物支給化）", "厚生部", "5月14日",
    ]  # fmt: skip
    assert columns(rows, 7)[1:4] == [
        "①避難所などの広域的な利用による効率的な避難所の運営", "危機管理局", "2月19日、4月26日　防災担当課長会議",
    ]  # fmt: skip
    assert columns(rows, 10)[:3] == [
        "④効果的な除排雪を行う体制の整備", "土木部", "4月28日　道路除雪担当者会議",
    ]  # fmt: skip
    assert any("読み替えた" in one for one in work.group_notes(toyama))
    assert work.headlines.wg_status(toyama) == "WG等は8組で延べ15回の会議を開催、直近は5月25日"


def test_every_row_of_the_table_fills_its_columns(toyama: WorkPlan) -> None:
    rows = work.wg_status(toyama)["rows"]
    covered = [0] * len(rows)
    for place, row in enumerate(rows):
        for cell in row:
            for below in range(place, place + cell.get("rowspan", 1)):
                covered[below] += 1
    assert covered == [5] * 14


def test_the_proposers_that_differ_are_both_kept_and_flagged(toyama: WorkPlan) -> None:
    digital = toyama.items[4]
    assert digital.proposers == ("射水市", "氷見市", "砺波市")
    assert digital.sheet_proposers == (*digital.proposers, "滑川市")
    assert work.group_notes(toyama)[-1].endswith("個票の提案市町村には滑川市もある。")


def test_only_bars_whose_time_is_in_words_are_drawn(toyama: WorkPlan) -> None:
    drawn = [
        (bar.label, bar.begins)
        for item in toyama.items
        for part in item.parts
        for bar in dated(part.bars, toyama.first_day)
    ]
    assert drawn == [
        ("通報エリアの本格運用", dt.date(2022, 4, 1)),
        ("導入システムの決定・仕様書作成", dt.date(2022, 3, 31)),
        ("共同調達・運用開始", dt.date(2022, 4, 1)),
        ("システム研修・訓練", dt.date(2022, 4, 1)),
        ("共同導入", dt.date(2022, 4, 1)),
        ("運用開始", dt.date(2022, 7, 1)),
    ]
    assert sum(len(list(part.bars)) for item in toyama.items for part in item.parts) == 95


def test_bars_whose_time_is_lost_are_listed_beside_the_chart(toyama: WorkPlan) -> None:
    item = toyama.items[0]
    table = plan_pages(toyama, item, item.parts[0])[-1][-1]
    assert UNREADABLE in table["caption"]
    told = "".join(cell["text"] for row in table["rows"] for cell in row)
    assert "ジビエ流通再開に向けた体制づくり" in told
    assert "●侵入防止柵県内一斉見回り点検の日" in told
    assert "本格運用" not in told


def test_no_damaged_word_of_the_source_is_left(project: Path, toyama: WorkPlan) -> None:
    text = (project / "params/content/toyama-work-2021.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    content.pop("readings")
    rest = str(content)
    assert len(toyama.content.readings) == 5
    for damaged in (
        "ジェエ",
        "WGI",
        "ICTI",
        "効果的で効果的",
        "障害福祉課', '障害福祉課",
        "もとまだ",
    ):
        assert damaged not in rest


def test_groups_that_have_not_met_for_a_month(toyama: WorkPlan) -> None:
    silent = work.not_met(toyama, work.since(toyama))
    assert [one.days for one in silent] == [44, 37, 35, 35, 33]
    assert work.since(toyama) == dt.date(2021, 5, 2)


def test_the_real_deck_exists_for_its_own_meeting_alone(project: Path, tmp_path: Path) -> None:
    params = str(project / "params" / "one-team-toyama-2021.yaml")
    folder = str(tmp_path)
    later = open_campaign(params, as_of="2021-08-25", raw=folder, processed=folder)
    with pytest.raises(SettingsError, match="no meeting on or after 2021-08-27"):
        work.open_plan(later)
    now = open_campaign(params, raw=folder, processed=folder)
    with pytest.raises(SettingsError, match="no meeting '第2回'"):
        work.open_plan(now, "第2回")
    assert work.open_plan(now, "第1回本部会議").meeting.date == dt.date(2021, 6, 4)


def test_a_meeting_before_the_as_of_date_is_refused(project: Path, tmp_path: Path) -> None:
    params = str(project / "params" / "sample-meeting.yaml")
    late = open_campaign(params, as_of="2021-10-29", raw=str(tmp_path), processed=str(tmp_path))
    (late.folder).mkdir(parents=True)
    processed.write(late.folder, "work_plan", processed.empty("work_plan"))
    with pytest.raises(DataError, match="lies before as_of"):
        work.open_plan(late, "2021-08-27")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"label": "x", "begins": dt.date(2021, 5, 1)}, "basis: missing"),
        ({"label": "x", "ends": dt.date(2021, 5, 1)}, "ends without beginning"),
        (
            {"label": "x", "begins": dt.date(2021, 5, 2), "ends": dt.date(2021, 5, 1), "basis": "y"},
            "before it begins",
        ),
    ],
)  # fmt: skip
def test_a_time_is_never_without_its_basis(given: dict, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        PlannedBar.model_validate(given)


def test_meetings_out_of_order_are_refused() -> None:
    days = [{"date": dt.date(2021, 8, 1), "name": "2"}, {"date": dt.date(2021, 6, 1), "name": "1"}]
    with pytest.raises(ValidationError, match="not in the order"):
        WorkContent.model_validate(
            {"title": "t", "fiscal_year": 2021, "source": "s", "meetings": days}
        )
