"""The pages of the Toyama meeting say what its papers say, and nothing that they do not."""

import json
import re
from pathlib import Path

import pytest
import yaml

from renkei.deck import meeting
from renkei.deck.slides import NotShown, Slide
from renkei.deck.theme import Drawing
from renkei.publish.slides import Slide as Published
from renkei.settings import open_campaign
from renkei.settings.content.meeting import Meeting, Seating, read_meeting

PAGES = (
    meeting.agenda,
    meeting.attendees,
    meeting.seating,
    meeting.doses,
    meeting.supply,
    meeting.budget,
    meeting.funds,
    meeting.thresholds,
    meeting.claims_page,
    meeting.schedule,
)
HOSTILE = (
    "#panic()",
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "$x^2$",
    "{{7*7}}",
    "\u202e逆",
    "※{doses}",
)


@pytest.fixture(scope="module")
def file(project: Path) -> Path:
    return project / "params" / "content" / "toyama-2021-06-04.yaml"


@pytest.fixture(scope="module")
def sample(project: Path) -> Path:
    """The papers of the invented meeting, which have invented facilities."""
    return project / "params" / "content" / "sample-meeting-2021.yaml"


@pytest.fixture(scope="module")
def facts(file: Path) -> Meeting:
    return read_meeting(file)


def texts(block) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in block["rows"]]


def content(page: meeting.Page) -> dict:
    """The slide a deck makes of a page, without its marks."""
    drawn = [one.block() if isinstance(one, Drawing) else dict(one) for one in page.blocks]
    deck = {"as_of": "2021-06-04", "title": "会議", "area": "16", "area_name": "富山県"}
    lines = [[list(run) for run in one] for one in page.lines]
    return {"version": 1, "deck": deck, "heading": page.heading, "blocks": drawn} | {
        **page.told,
        "lines": lines,
    }


def test_every_page_follows_the_slide_contract_and_names_its_paper(facts):
    for made in PAGES:
        page = made(facts)
        if page.heading:
            assert Published.model_validate(content(page)).heading == page.heading
            assert page.source.startswith("出典：")


def test_without_facts_there_is_no_page(facts):
    bare = Meeting.model_construct(
        **{name: None for name in Meeting.model_fields} | {"date": facts.date}
    )
    for made in PAGES:
        assert made(None).heading == ""
        assert made(bare).heading == ""


def test_the_agenda_is_the_tree_of_the_paper(facts):
    page = meeting.agenda(facts)
    rows = ["".join(row).replace("　", "") for row in texts(page.blocks[0])]
    assert rows == [
        "1開会", "2知事あいさつ", "3議事",
        "(1)ワクチン接種の取組み状況等について", "(2)令和3年度連携推進5項目について",
        "①5項目の取組み（WG協議状況）", "②今後のスケジュール",
        "(3)県、市町村の行政課題等について", "4閉会",
    ]  # fmt: skip
    assert page.heading.startswith("議事：ワクチン接種の取組み状況等／")
    when, place, papers = page.blocks[1]["items"]
    assert when["title"] == "令和3年6月4日(金)"
    assert when["lines"][0][0][0] == "15時30分～17時15分"
    assert place["title"] == "富山県民会館8階バンケットホール"
    assert [line[0][0][:4] for line in papers["lines"]] == ["・資料1", "・資料2", "・資料3"]


def test_both_sides_are_listed_and_the_proxy_is_nobodys_in_particular(facts):
    page = meeting.attendees(facts)
    assert page.heading == "出席者は34名：市町村等17名（うち代理1名）、県17名"
    cities, prefecture = (texts(one) for one in page.blocks)
    assert (len(cities), len(prefecture)) == (17, 17)
    assert ["富山市長", "藤井 裕久"] in cities
    assert ["参事・市町村支援課長", "小杉 健"] in prefecture
    assert "上坂" not in str(cities)
    (note,) = page.notes
    assert "上坂（かみさか）副市長" in note
    assert "判別できない" in note


def test_a_proxy_whose_place_is_known_stands_beside_it(facts):
    group = facts.attendance.groups[0]
    (proxy,) = group.proxies
    mayor = group.members[1].model_copy(update={"proxy": proxy, "kana": "たかはし まさき"})
    placed = group.model_copy(update={"members": [mayor, *group.members[2:]], "proxies": []})
    attendance = facts.attendance.model_copy(update={"groups": [placed]})
    page = meeting.attendees(facts.model_copy(update={"attendance": attendance}))
    assert texts(page.blocks[0])[0] == [
        "高岡市長", "高橋 正樹（たかはし まさき）", "上坂（かみさか）副市長"
    ]  # fmt: skip
    assert page.notes == []


def test_the_lost_seating_chart_is_left_out_and_a_given_one_is_drawn(facts):
    assert meeting.seating(facts).heading == ""
    seats = [
        {"x": x, "y": y, "role": role, "name": name}
        for x, y, role, name in [(1, 0, "議長", "甲"), (0, 1, "委員", "乙"), (2, 1, "", "$丙$")]
    ]
    given = Seating.model_validate({"source": "配席図", "seats": seats})
    page = meeting.seating(facts.model_copy(update={"seating": given}))
    assert page.heading == "配席図：3席"
    block = page.blocks[0].block()
    assert block["alt"] == "配席図。前から、左から順に：議長甲、委員乙、$丙$。"
    assert "$丙$" in block["svg"]
    made = given.model_copy(update={"generated": True})
    page = meeting.seating(facts.model_copy(update={"seating": made}))
    assert page.heading == "配席図（案）：3席"
    assert "実際の配席ではない" in page.notes[0]


def test_doses_print_as_in_the_paper_two_systems_apart(facts):
    page = meeting.doses(facts)
    medical, elderly = page.blocks
    assert texts(medical) == [
        ["富山県", "約3万9千人", "39,366（100%）※", "30,327（約77%）※"],
        ["全国", "約477万人", "4,725,022（約99%）", "3,227,298（約68%）"],
    ]
    assert texts(elderly) == [
        ["富山県", "約33万5千人", "59,333（約18%）", "2,817（約0.8%）"],
        ["全国", "約3,600万人", "6,266,076（約17%）", "557,469（約1.5%）"],
    ]
    assert medical["caption"].endswith("ワクチン接種円滑化システム(V-SYS)の実績")
    assert elderly["caption"].startswith("2. 高齢者向け優先接種（4月12日～）")
    assert page.heading == "富山県の1回目接種率は医療従事者が100%、高齢者が約18%（6月2日現在）"
    assert "概数" in page.notes[0]
    assert "原資料のまま" in page.notes[1]


def test_no_dose_of_two_systems_is_ever_added_up(facts):
    told = json.dumps(content(meeting.doses(facts)), ensure_ascii=False)
    for first, second in ((39_366, 59_333), (30_327, 2_817), (4_725_022, 6_266_076)):
        assert f"{first + second:,}" not in told


def test_what_is_left_is_told_as_computed_and_no_pace_is_projected(facts):
    told = "".join(text for text, _ in meeting.doses(facts).lines[1])
    assert 335_000 * 2 - 59_333 - 2_817 == 607_850
    assert told.endswith("残り約60万8千回、1日平均約1万回（算出）。")
    assert len(meeting.doses(facts).lines) == 2


def test_supply_shows_the_trustworthy_row_and_marks_what_is_assumed(facts):
    page = meeting.supply(facts)
    assert page.heading == (
        "高齢者向けの供給は6月2日までに364,650回分（推定）、"
        "予定を含め699,270回分（2回分の必要数の約104%）"
    )
    rows = texts(page.blocks[0])
    assert rows[0] == ["4月5日", "2", "975", "1,950", "1,950"]
    assert rows[5] == ["5月10日※", "121", "1,170", "141,570", "213,720"]
    assert rows[8] == ["6月21日※（予定）", "150", "1,170", "175,500", "699,270"]
    assert rows[9] == ["計", "610", "", "699,270", ""]
    assert page.notes[0].startswith("※ 週と予定の別は推定。4月5日、4月12日、4月19日の週は")


def test_the_budget_marks_its_total_as_computed(facts):
    page = meeting.budget(facts)
    (table,) = page.blocks
    assert texts(table)[-1] == ["計（算出）※", "517,440"]
    amounts = [row[-1] for row in texts(table) if row[-1]]
    assert amounts == ["499,440", "18,000", "517,440"]
    funding = texts(table)[1][2]
    assert funding == "新型コロナウイルス感染症緊急包括支援交付金（国10/10）\n受託事業収入"
    assert "原資料になく" in page.notes[0]
    printed = facts.budget.model_copy(update={"total": 517_440})
    sure = meeting.budget(facts.model_copy(update={"budget": printed}))
    assert texts(sure.blocks[0])[-1][0] == "計"
    assert sure.notes == []


def test_prices_add_up_and_budgets_stand_on_their_cards(facts):
    page = meeting.funds(facts)
    cards, prices = page.blocks
    assert texts(prices) == [
        ["時間内", "2,070円", "－", "2,070円"],
        ["時間外", "2,070円", "＋730円", "2,800円"],
        ["休日", "2,070円", "＋2,130円", "4,200円"],
    ]
    assert [one["foot"] for one in cards["items"]] == [
        "予算額：4,319億円（令和2年度三次補正）", "予算額：3,439億円（令和2年度三次補正等）", ""
    ]  # fmt: skip


def test_thresholds_say_who_from_when_how_much_and_what_excludes_what(facts):
    page = meeting.thresholds(facts)
    rows = texts(page.blocks[0])
    assert [row[0] for row in rows] == ["①", "①", "②", "③"]
    assert rows[0][2:] == [
        "週100回以上の接種を7月末までに4週間以上", "＋2,000円/回", "②と重複しない", "80万円※"
    ]  # fmt: skip
    assert rows[1][-1] == "180万円※"
    assert rows[2][3:5] == ["10万円/日（定額）", "①と重複しない"]
    assert rows[3][3:5] == ["医師：7,550円/時間\n看護師等：2,760円/時間", "②に加えて交付"]
    assert "100回×4週×2,000円＝80万円" in page.notes[0]


def test_the_papers_of_a_real_meeting_have_no_invented_facilities(facts):
    assert meeting.claims_page(facts) == meeting.claims_page(None)


def test_papers_are_of_their_own_meeting_and_of_no_later_one(project):
    params = str(project / "params" / "sample-meeting.yaml")
    first = meeting.open_facts(open_campaign(params))
    assert first is not None
    assert meeting.claims_page(first).heading.startswith("架空の6施設")
    assert meeting.open_facts(open_campaign(params, as_of="2021-08-27")) is None


def test_a_measure_named_as_its_item_is_named_once(facts):
    (table,) = meeting.budget(facts).blocks
    names = [row[0] for row in texts(table)]
    assert names[4:6] == ["2) ワクチン接種体制構築のための潜在看護師等の確保", "（医務課）"]


def test_a_page_of_invented_facilities_bears_the_badge_of_invented_data(sample):
    page = meeting.claims_page(read_meeting(sample))
    slide = Slide(content(page) | {"deck": content(page)["deck"] | {"sample": False}})
    marked = meeting.invented(slide)
    assert (marked.content["deck"]["sample"], slide.content["deck"]["sample"]) == (True, False)
    assert meeting.invented(NotShown("")) == NotShown("")


def test_the_year_has_its_spans_its_adhoc_meetings_and_this_meeting_marked(facts):
    page = meeting.schedule(facts)
    (table,) = page.blocks
    first = [row[0] for row in table["rows"] if "rowspan" in row[0]]
    assert [(one["text"], one["rowspan"]) for one in first] == [
        ("令和2年度", 3), ("令和3年度", 2), ("令和3年度（予定）", 3)
    ]  # fmt: skip
    assert [len(row) for row in table["rows"]] == [4, 3, 3, 4, 3, 4, 3, 3]
    assert table["rows"][0][2]["text"] == "※雪害対策への協力に関する臨時会議"
    here = table["rows"][4]
    assert here[0]["text"] == "R3.6.4"
    assert here[1]["text"].startswith("R3 第1回本部会議の開催（今回）\n① ")
    assert all(cell["shade"] == 1 for cell in here)
    assert (
        page.heading
        == "次回はR3.8下旬に連携推進項目の取組みの進捗状況等の報告、R4.1下旬まで計3回を予定"
    )
    assert page.notes[0] == "※は臨時会議。"


def test_after_the_last_meeting_none_is_announced(facts):
    late = facts.model_copy(update={"date": facts.schedule.sessions[-1].days[1]})
    assert meeting.schedule(late).heading.endswith("の会議はすべて終了")


def _poisoned(part, text: str):
    """The same facts with a text put behind every name and title."""
    if isinstance(part, dict):
        return {
            key: one + text
            if key in ("title", "text", "name", "role", "venue", "system", "section", "cohort")
            and isinstance(one, str)
            else _poisoned(one, text)
            for key, one in part.items()
        }
    return [_poisoned(one, text) for one in part] if isinstance(part, list) else part


def test_hostile_facts_are_printed_as_they_stand(file, sample):
    text = "　".join(HOSTILE)
    given, invented = (yaml.safe_load(_quoted(one)) for one in (file, sample))
    given["support"]["examples"] = invented["support"]["examples"]
    one = Meeting.model_validate(_poisoned(given, text))
    for made in PAGES:
        shown = json.dumps(content(made(one)), ensure_ascii=False, default=str)
        plain = json.dumps(text, ensure_ascii=False)[1:-1]
        assert plain in shown or made in (meeting.thresholds, meeting.seating)


def _quoted(file: Path) -> str:
    """The file with its days kept as text, as the project's own reader keeps them."""
    return re.sub(r"(\d{4}-\d{2}-\d{2})", r'"\1"', file.read_text(encoding="utf-8"))
