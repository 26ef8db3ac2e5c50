"""Pages of facts: what is computed, what is left out, and that texts stay texts."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei.deck import pages
from renkei.deck.briefing import Briefing
from renkei.deck.markup import slide_html
from renkei.deck.pages.page import later
from renkei.deck.slides import Deck, NotShown, Slide
from renkei.publish import slides as contract
from renkei.settings import Campaign, open_campaign
from renkei.settings.content.national import National, Phase

BY_PHASE = (pages.dated_log, pages.theme_outcome, pages.heard, pages.rules)
HOSTILE = "<img src=x onerror=alert(1)>#panic()"


def phase(facts: National, mark: str) -> Phase:
    return next(one for one in facts.history if one.mark == mark)


def own_outcome(facts: National) -> National:
    """As a campaign sees it whose own outcome it is."""
    return facts.model_copy(update={"outcomes": facts.achieved, "achieved": []})


def content(one: object) -> dict[str, Any]:
    assert isinstance(one, Slide)
    contract.Slide.model_validate(one.content)
    return one.content


def test_the_sample_knows_two_phases_in_june_2021(campaign: Campaign) -> None:
    facts = pages.known_facts(campaign)
    assert [one.mark for one in facts.phases] == ["①", "②"]
    assert facts.outcomes == []
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
    assert "図はR4.2.10まで" in one["notes"][0]


def test_a_page_of_the_sample_says_that_its_facts_are_no_sample(
    facts: Callable[[str], National], deck: Deck
) -> None:
    notes = content(pages.organisation(facts("2022-11-11")).on(deck))["notes"]
    assert notes[0] == "※ R4.4に地方のデジタル化を対象に加えて改組"
    assert notes[1] == "※ 出典は後日の資料。記載はR3.6.3（公表日）までの事実に限る。"
    assert "公表資料の事実であり、見本（架空のデータ）ではない" in notes[2]


@pytest.mark.parametrize(
    ("document", "day", "found"),
    [
        ("総務省説明資料（令和5年1月）", "2021-06-03", True),
        ("総務省説明資料（令和5年1月）", "2022-12-31", True),
        ("総務省説明資料（令和5年1月）", "2023-01-01", False),
        ("令和3年度の通知", "2021-04-01", False),
        ("第2回会議資料", "2021-06-03", False),
    ],
)
def test_a_document_is_later_where_its_name_says_a_later_month(
    document: str, day: str, found: bool
) -> None:
    assert later(document, dt.date.fromisoformat(day)) is found


def test_a_sample_is_not_told_what_its_real_campaign_came_to(
    campaign: Campaign, project: Path
) -> None:
    late = open_campaign(str(campaign.file), raw=str(campaign.raw), as_of="2021-07-31")
    assert late.sample
    assert pages.outcomes(pages.known_facts(late)).heading == ""
    real = open_campaign(
        str(project / "params" / "elderly-2021-open-data.yaml"),
        raw=str(campaign.raw),
        as_of="2021-08-01",
    )
    assert "約8割" in pages.outcomes(pages.known_facts(real)).heading


def test_a_figure_beside_the_facts_is_told_apart(
    facts: Callable[[str], National], deck: Deck
) -> None:
    figure = {"type": "text", "caption": "図", "width": 1.0, "lines": []}
    page = pages.outcomes(own_outcome(facts("2021-08-02")))
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
        "②菅総理(当時)が1日100万回の接種目標を表明（R3.5.7）、"
        "地方連携推進本部を設置、武田大臣(当時)が指示（R3.7.1）"
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
    assert one["heading"] == (
        "①自治体から「マスク、防護服等の物資確保」「イベント等の中止」「財政措置」などを聞き取り"
    )
    cards, quote = one["blocks"]
    lines = [line for item in cards["items"] for line in item["lines"]]
    assert len(lines) == 18
    assert lines[-1] == [["等", False]]
    assert quote["type"] == "quote"
    assert quote["title"] == "（参考）R2.5.21衆議院総務委員会 高市総務大臣答弁"


def test_issues_stand_over_their_responses(facts: Callable[[str], National], deck: Deck) -> None:
    known_then = facts("2021-06-03")
    one = content(pages.heard(known_then, phase(known_then, "②")).on(deck))
    assert one["heading"] == (
        "②「ワクチン供給」に前倒しでの供給など、「医療従事者の確保」に看護師等の派遣などで対応"
    )
    first = one["blocks"][0]["items"][0]
    assert (first["title"], first["lines"][0]) == ("ワクチン供給", [["⇒ 前倒しでの供給", False]])


def test_the_newest_outcome_is_the_heading(facts: Callable[[str], National], deck: Deck) -> None:
    one = content(pages.outcomes(own_outcome(facts("2021-08-02"))).on(deck))
    assert one["heading"] == "1・2回目接種：7月末時点で全国の高齢者の約8割の方が2回の接種を完了"
    assert "報告分そのものではない" in one["notes"][0]
    later = content(pages.outcomes(facts("2022-11-11")).on(deck))
    assert later["heading"] == "これまでの3回目接種：2月中旬には1日100万回の接種を実現"
    assert "G7" not in str(later)


def test_results_of_earlier_campaigns_never_stand_beside_a_figure_of_this_one(
    facts: Callable[[str], National], deck: Deck
) -> None:
    figure = {"type": "text", "caption": "図", "width": 1.0, "lines": []}
    page = pages.outcomes(facts("2022-11-11"))
    one = content(page.on(deck, figure, origin="出典：見本接種記録（架空）"))
    assert [block["caption"] for block in one["blocks"]] == ["", "これまでの動きと取組"]
    told = [[cell["text"] for cell in row] for row in one["blocks"][1]["rows"]]
    assert [row for row in told if len(row) == 1] == [
        ["②ワクチン1・2回目接種"],
        ["③ワクチン3回目接種"],
    ]
    assert ["R3.5.7", "菅総理(当時)が1日100万回の接種目標を表明"] in told
    assert "見本接種記録" not in one["source"]
    assert any("事実であり" in note for note in one["notes"])


def test_a_line_never_ends_with_an_opening_bracket(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2021-08-02")
    one = content(pages.dated_log(known_then, phase(known_then, "②")).on(deck))
    runs = [run for block in one["blocks"] for line in block["lines"] for run in line]
    assert not [text for text, _ in runs if text.endswith(("「", "（"))]
    assert "「希望する高齢者に対する接種の2回目の終了時期の見込み」" in [text for text, _ in runs]


def test_the_closing_points_stand_beside_the_law(
    facts: Callable[[str], National], deck: Deck
) -> None:
    one = content(pages.summary(facts("2022-11-11")).on(deck))
    assert one["heading"].startswith("「国と地方公共団体の連絡調整」を所掌する総務省として")
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
    assert not [one for one in shown if isinstance(one, Slide) and "件" in one.content["heading"]]


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
    # So short a log has what was heard on its page.
    html = slide_html(content(pages.dated_log(one, changed).on(deck))).replace("<wbr>", "")
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;#panic()") >= 2


def test_several_slides_are_displayed_one_after_another(
    facts: Callable[[str], National], deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr("renkei.deck.pages.page.display", shown.append)
    several = pages.each(deck, facts("2022-11-11"), pages.dated_log)
    several._ipython_display_()
    assert shown == list(several.slides)
    assert len(shown) == 2
