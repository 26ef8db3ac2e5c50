"""The five items of the real papers: as printed, repaired where said, nothing reconstructed."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from renkei import processed
from renkei.deck import work
from renkei.deck.work.gantt import dated
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.sheet import UNREADABLE, notes, plan_pages
from renkei.errors import DataError, SettingsError
from renkei.settings import open_campaign
from renkei.settings.content.meeting import read_meeting
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
    assert work.headlines.met(toyama) == "WG等は8組で延べ15回開催、直近は5月25日"
    assert work.headlines.wg_status(toyama) == (
        "WG等は8組で延べ15回開催、直近1か月（5月2日以降）に開催のないWGは5組"
    )


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
    (note,) = work.proposer_notes(toyama)
    assert note.endswith("個票の提案市町村には滑川市もある。")
    assert work.group_notes(toyama)[-1] == note
    assert work.overview(toyama)["rows"][4][1]["text"] == "射水市、氷見市、砺波市※"


def test_only_bars_whose_time_is_in_words_are_drawn(toyama: WorkPlan) -> None:
    drawn = [
        (bar.label, bar.begins)
        for item in toyama.items
        for part in item.parts
        for bar in dated(part.bars, toyama.first_day)
    ]
    assert drawn == [
        ("通報エリアの本格運用", dt.date(2022, 4, 1)),
        ("導入する場合：導入システムの選定、仕様書作成", dt.date(2022, 3, 31)),
        ("共同調達・運用開始", dt.date(2022, 4, 1)),
        ("システム研修・訓練", dt.date(2022, 4, 1)),
        ("共同導入", dt.date(2022, 4, 1)),
        ("運用開始", dt.date(2022, 7, 1)),
    ]
    assert sum(len(list(part.bars)) for item in toyama.items for part in item.parts) == 96


def test_bars_whose_time_is_lost_are_listed_beside_the_chart(toyama: WorkPlan) -> None:
    item = toyama.items[0]
    table = plan_pages(toyama, item, item.parts[0])[-1][-1]
    assert UNREADABLE in table["caption"]
    told = "".join(cell["text"] for row in table["rows"] for cell in row)
    assert "ジビエ流通再開に向けた体制づくり" in told
    assert "●侵入防止柵県内一斉見回り点検の日" in told
    assert "本格運用" not in told


def test_what_a_dot_stands_for_is_told_only_where_there_is_one(toyama: WorkPlan) -> None:
    tables = [
        table
        for item in toyama.items
        for part in item.parts
        for page in plan_pages(toyama, item, part)
        for table in page
        if isinstance(table, dict) and UNREADABLE in table["caption"]
    ]
    told = [any("●" in row[-1]["text"] for row in table["rows"]) for table in tables]
    assert {True, False} == set(told)
    assert told == ["●は節目" in table["caption"] for table in tables]


def test_a_word_read_otherwise_is_marked_where_it_is_printed(toyama: WorkPlan) -> None:
    (part,) = toyama.items[4].parts
    assert "秋頃を目途※に" in "".join(bar.label for bar in part.bars)
    assert any("「目途」は、原資料に「目的」" in one for one in part.notes)


def test_no_damaged_word_of_the_source_is_left(project: Path, toyama: WorkPlan) -> None:
    text = (project / "params/content/toyama-work-2021.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    content.pop("readings")
    rest = str(content)
    for damaged in (
        "ジェエ",
        "WGI",
        "ICTI",
        "効果的で効果的",
        "障害福祉課', '障害福祉課",
        "もとまだ",
        "秋頃を目的",
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


def test_every_word_read_otherwise_is_listed_with_its_paper(
    project: Path, toyama: WorkPlan
) -> None:
    facts = read_meeting(project / "params/content/toyama-2021-06-04.yaml")
    words = work.readings(toyama, facts)
    assert work.headlines.readings(words) == "原資料の文字の損なわれた10件を読み替えた"
    assert [one.page[:3] for one in words] == ["資料1"] * 3 + ["資料3"] + ["資料2"] * 6
    assert len(work.readings_table(words)["rows"]) == 10
    assert work.papers(toyama, facts).endswith("連携推進本部会議の配布資料")
    assert work.headlines.readings([]) == ""


def test_headings_say_what_is_done_and_not_how_many_points_there_are(toyama: WorkPlan) -> None:
    told = [work.headlines.item(one) for one in toyama.items]
    told += [work.headlines.part(toyama, one, part) for one in toyama.items for part in one.parts]
    assert not [one for one in told if re.search(r"\d(件|つの)", one)]
    assert told[-1].endswith("：電子入札システムは業者を選定し、R4.7から運用開始")
    assert "導入する場合は年度末までに選定" in "".join(told)


def test_what_the_papers_say_over_the_tasks_of_a_plan_is_kept(toyama: WorkPlan) -> None:
    item = toyama.items[0]
    first = plan_pages(toyama, item, item.parts[0])[0][0]
    assert first["caption"].startswith("クマ、イノシシを対象に")
    assert "クマ出没が特に多い時期" in [bar.label for bar in item.parts[0].bars]


def test_a_part_without_a_chart_is_a_page_and_headings_span_its_tasks(toyama: WorkPlan) -> None:
    medical = toyama.items[1]
    (part,) = medical.parts
    (page,) = plan_pages(toyama, medical, part)
    assert [type(one) for one in page] == [dict, dict]
    assert [one[:2] for one in notes(toyama, medical, part)] == ["※ "] * 2
    spans = [row[0]["text"] for row in page[0]["rows"] if len(row) == 1]
    assert spans == ["【子ども医療費助成関係】", "【障がい者医療費助成関係】"]


def test_the_title_keeps_the_number_it_has(toyama: WorkPlan) -> None:
    assert work.open_deck(toyama).cover().content["heading"] == toyama.campaign.title
