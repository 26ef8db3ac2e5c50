"""Pages of facts: what is computed, what is left out, and that texts stay texts."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei.deck import pages
from renkei.deck.briefing import Briefing
from renkei.deck.markup import slide_html
from renkei.deck.slides import Deck, NotShown, Slide
from renkei.publish import slides as contract
from renkei.settings import Campaign, open_campaign
from renkei.settings.content.facts import known
from renkei.settings.content.national import National, Phase, read_national

BY_PHASE = (pages.dated_log, pages.theme_outcome, pages.heard, pages.rules)
HOSTILE = "<img src=x onerror=alert(1)>#panic()"


@pytest.fixture(scope="module")
def deck(view: Callable[..., Briefing]) -> Deck:
    """The sample's deck of the nation."""
    return Deck(view())


@pytest.fixture
def facts(project: Path) -> Callable[[str], National]:
    """All facts as far as they are known on a day."""
    every = read_national(project / "params" / "sample.yaml", "national-omicron-2022")
    return lambda day: known(every, dt.date.fromisoformat(day))


def phase(facts: National, mark: str) -> Phase:
    return next(one for one in facts.history if one.mark == mark)


def content(one: object) -> dict[str, Any]:
    assert isinstance(one, Slide)
    contract.Slide.model_validate(one.content)
    return one.content


def test_the_sample_knows_two_phases_in_june_2021(campaign: Campaign) -> None:
    facts = pages.known_facts(campaign)
    assert [one.mark for one in facts.phases] == ["①", "②"]
    assert facts.outcomes[0].lines == []
    assert max(event.date for event in facts.events) == dt.date(2021, 4, 27)


def test_a_campaign_without_facts_has_none_of_the_pages(
    deck: Deck, project: Path, tmp_path: Path
) -> None:
    campaign = open_campaign(str(project / "params" / "mynumber-2021.yaml"), raw=str(tmp_path))
    facts = pages.known_facts(campaign)
    made = (
        pages.timeline(facts, campaign.as_of),
        pages.organisation(facts),
        pages.outcomes(facts),
        pages.summary(facts),
    )
    assert all(isinstance(one.on(deck), NotShown) for one in made)
    assert pages.each(deck, facts, *BY_PHASE).slides == ()


def test_the_timeline_says_how_many_phases_and_which_day_of_the_last(
    facts: Callable[[str], National], deck: Deck
) -> None:
    one = content(pages.timeline(facts("2022-02-11"), dt.date(2022, 2, 10)).on(deck))
    assert one["heading"] == "令和2年2月から3段階、現在は③ワクチン3回目接種（72日目）"
    assert one["source"].startswith("出典：総務省説明資料（令和5年1月）「①コロナ対応初期」「②")
    assert "R4.2.10までの事実" in one["notes"][0]


def test_a_page_of_the_sample_says_that_its_facts_are_no_sample(
    facts: Callable[[str], National], deck: Deck
) -> None:
    notes = content(pages.organisation(facts("2022-11-11")).on(deck))["notes"]
    assert notes[0] == "※ R4.4に地方のデジタル化を対象に加えて改組"
    assert "公表資料の事実であり、見本（架空のデータ）ではない" in notes[1]


def test_a_figure_beside_the_facts_is_told_apart(
    facts: Callable[[str], National], deck: Deck
) -> None:
    figure = {"type": "text", "caption": "図", "width": 1.0, "lines": []}
    page = pages.outcomes(facts("2022-11-11"))
    one = content(page.on(deck, figure, origin="出典：見本接種記録（架空）"))
    assert [block["type"] for block in one["blocks"]] == ["cards", "text"]
    assert any("図表は見本（架空のデータ）である" in note for note in one["notes"])
    assert one["source"] == (
        "出典：総務省説明資料（令和5年1月）「コロナワクチン接種」、見本接種記録（架空）"
    )


def test_a_log_has_two_lanes_with_its_days(facts: Callable[[str], National], deck: Deck) -> None:
    known_then = facts("2021-08-02")
    one = content(pages.dated_log(known_then, phase(known_then, "②")).on(deck))
    assert one["heading"] == (
        "②ワクチン1・2回目接種：政府の動き4件、総務省の取組5件（R3.2.17～R3.7.1）"
    )
    lanes = {block["caption"]: block["lines"] for block in one["blocks"]}
    assert list(lanes) == ["政府の動き", "総務省の取組"]
    days = [line[1][0].split("　")[0] for line in lanes["総務省の取組"]]
    assert days[:2] == ["R3.4.27", "R3.4.30"]
    assert days[4] == "同日"
    assert lanes["政府の動き"][2][1] == ["R3.4.23", True]


def test_a_log_is_as_of_its_day(facts: Callable[[str], National], deck: Deck) -> None:
    early, late = facts("2021-06-03"), facts("2021-08-02")
    told = [str(content(pages.dated_log(f, phase(f, "②")).on(deck))) for f in (early, late)]
    assert "計4回" not in told[0]
    assert "R3.7.1" not in told[0]
    assert "計4回" in told[1]


def test_two_days_of_one_entry_are_printed_as_in_the_source(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2022-02-11")
    one = content(pages.dated_log(known_then, phase(known_then, "③")).on(deck))
    assert one["blocks"][1]["lines"][0][1][0].startswith("R4.1.12及び2.8")


def test_categories_are_counted_and_close_with_tou(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2021-06-03")
    one = content(pages.heard(known_then, phase(known_then, "①")).on(deck))
    assert one["heading"] == "①自治体から聞き取った課題17項目等"
    cards, quote = one["blocks"]
    lines = [line for item in cards["items"] for line in item["lines"]]
    assert len(lines) == 18
    assert lines[-1] == [["等", False]]
    assert quote["type"] == "quote"
    assert quote["title"] == "（参考）R2.5.21衆議院総務委員会 高市総務大臣答弁"


def test_issues_stand_over_their_responses(facts: Callable[[str], National], deck: Deck) -> None:
    known_then = facts("2021-06-03")
    one = content(pages.heard(known_then, phase(known_then, "②")).on(deck))
    assert one["heading"] == "②自治体から聞き取った主な課題2件に対応6件、ほかの課題10項目等"
    first = one["blocks"][0]["items"][0]
    assert (first["title"], first["lines"][0]) == ("ワクチン供給", [["⇒ 前倒しでの供給", False]])


def test_bodies_are_counted_as_far_as_they_were_called_upon(
    facts: Callable[[str], National], deck: Deck
) -> None:
    for day, said, columns in (("2022-02-11", "延べ3回", 3), ("2022-06-01", "延べ9回", 5)):
        known_then = facts(day)
        one = content(pages.heard(known_then, phase(known_then, "③")).on(deck))
        assert f"政務三役が3団体に{said}要請" in one["heading"]
        table = one["blocks"][-1]
        assert len(table["head"][0]) == columns
        assert table["rows"][0][1]["text"] == "R4.1.17"


def test_rules_say_by_how_much_the_interval_was_shortened(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2022-02-11")
    one = content(pages.rules(known_then, phase(known_then, "③")).on(deck))
    assert one["heading"] == "③接種間隔を最大2か月短縮（R4.1.1から3段階）"
    table = one["blocks"][0]
    texts = [[cell["text"] for cell in row] for row in table["rows"]]
    assert texts[0] == [
        "医療従事者等", "約600万人", "8か月", "6か月", "2か月", "R4.1.1から", "R3.12.17",
    ]  # fmt: skip
    assert table["rows"][2][0]["rowspan"] == 2
    assert len(table["rows"][3]) == 5
    assert not [row for row in texts if "計" in row[0]]
    assert "合計は示さない" in one["notes"][0]


def test_a_rule_not_yet_notified_is_not_told(facts: Callable[[str], National], deck: Deck) -> None:
    known_then = facts("2022-01-01")
    one = content(pages.rules(known_then, phase(known_then, "③")).on(deck))
    assert one["heading"].endswith("（R4.1.1から2段階）")
    assert len(one["blocks"][0]["rows"]) == 3


def test_practices_stand_under_the_rule_with_their_weekdays(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2022-12-01")
    one = content(pages.rules(known_then, phase(known_then, "⑤")).on(deck))
    assert one["heading"].endswith("、特徴的な取組事例4件を紹介")
    items = one["blocks"][1]["items"]
    assert items[0]["label"] == "東京都"
    assert items[0]["lines"] == [[["11月4日(金)、11月11日(金)、11月14日(月)、11月17日(木)", False]]]


def test_themes_say_how_many_led_to_something(facts: Callable[[str], National], deck: Deck) -> None:
    headings = []
    for day in ("2022-08-06", "2022-09-01", "2022-11-11"):
        known_then = facts(day)
        one = content(pages.theme_outcome(known_then, phase(known_then, "④")).on(deck))
        headings.append(one["heading"].split("：")[1])
    assert headings == ["3つの取組", "3つの取組、うち2つで成果", "3つの取組、すべてで成果"]


def test_the_newest_outcome_is_the_heading(facts: Callable[[str], National], deck: Deck) -> None:
    one = content(pages.outcomes(facts("2021-08-02")).on(deck))
    assert one["heading"] == "1・2回目接種：7月末時点で全国の高齢者の約8割の方が2回の接種を完了"
    assert "報告分そのものではない" in one["notes"][0]
    later = content(pages.outcomes(facts("2022-11-11")).on(deck))
    assert later["heading"] == "3回目接種：2月中旬には1日100万回の接種を実現"
    assert "G7" not in str(later)


def test_the_closing_points_stand_beside_the_law(
    facts: Callable[[str], National], deck: Deck
) -> None:
    one = content(pages.summary(facts("2022-11-11")).on(deck))
    assert one["heading"] == "総括：3点、根拠は総務省設置法(平成十一年法律第九十一号)"
    points, law = one["blocks"]
    assert points["lines"][2][0][0].startswith("※ 個別具体的な取組内容")
    assert law["title"] == "◎総務省設置法(平成十一年法律第九十一号)"
    assert law["lines"][-1] == [
        ["十八 国と地方公共団体及び地方公共団体相互間の連絡調整に関すること。", True]
    ]


def test_the_law_may_stand_alone(facts: Callable[[str], National], deck: Deck) -> None:
    alone = facts("2022-11-11").model_copy(update={"summary": None})
    one = content(pages.summary(alone).on(deck))
    assert one["heading"] == "総務省設置法(平成十一年法律第九十一号)"
    assert len(one["blocks"]) == 1


def test_pages_come_phase_by_phase(facts: Callable[[str], National], deck: Deck) -> None:
    shown = pages.each(deck, facts("2022-11-11"), *BY_PHASE).slides
    marks = [one.content["heading"][0] for one in shown if isinstance(one, Slide)]
    assert marks == ["④", "⑤", "⑤"]
    assert sum(isinstance(one, NotShown) for one in shown) == 5


def test_prefectures_have_no_pages_of_facts(
    facts: Callable[[str], National], view: Callable[..., Briefing]
) -> None:
    shown = pages.summary(facts("2022-11-11")).on(Deck(view("16")))
    assert isinstance(shown, NotShown)


def test_hostile_words_are_told_as_words(facts: Callable[[str], National], deck: Deck) -> None:
    one = facts("2021-06-03")
    entry = one.history[0]
    log = [
        entry.log[0].model_copy(
            update={"text": [entry.log[0].text[0].model_copy(update={"text": HOSTILE})]}
        )
    ]
    quotation = entry.quotation.model_copy(update={"title": HOSTILE}) if entry.quotation else None
    changed = entry.model_copy(update={"log": log, "name": HOSTILE, "quotation": quotation})
    for page in (pages.dated_log(one, changed), pages.heard(one, changed)):
        html = slide_html(content(page.on(deck))).replace("<wbr>", "")
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;#panic()" in html


def test_several_slides_are_displayed_one_after_another(
    facts: Callable[[str], National], deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr("renkei.deck.pages.page.display", shown.append)
    several = pages.each(deck, facts("2022-11-11"), pages.dated_log)
    several._ipython_display_()
    assert shown == list(several.slides)
    assert len(shown) == 2
