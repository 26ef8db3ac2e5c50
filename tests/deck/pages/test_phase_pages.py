"""The pages of one phase: what is told together, and what its rules and themes come to."""

from collections.abc import Callable
from typing import Any

from renkei.deck import pages
from renkei.deck.pages.heard import heard_part
from renkei.deck.slides import Deck, NotShown, Slide
from renkei.publish import slides as contract
from renkei.settings.content.national import National, Phase


def phase(facts: National, mark: str) -> Phase:
    return next(one for one in facts.history if one.mark == mark)


def apart(one: Phase) -> Phase:
    """The phase with its rules alone."""
    return one.model_copy(update={"issues": None, "contacts": None, "log": []})


def content(one: object) -> dict[str, Any]:
    assert isinstance(one, Slide)
    contract.Slide.model_validate(one.content)
    return one.content


def test_issues_and_categories_alone_stand_side_by_side(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2021-06-03")
    one = content(pages.heard(known_then, phase(known_then, "②")).on(deck))
    assert one["layout"] == "row"
    issues, others = one["blocks"]
    assert (issues["columns"], others["columns"]) == (1, 1)
    assert len(others["items"][0]["lines"]) == 11  # ten and 等


def test_bodies_are_counted_as_far_as_they_were_called_upon(
    facts: Callable[[str], National], deck: Deck
) -> None:
    for day, said, columns in (("2022-02-11", "延べ3回", 3), ("2022-06-01", "延べ9回", 5)):
        third = phase(facts(day), "③")
        part = heard_part(third)
        assert part
        assert part.said[-1] == f"政務三役が3団体に{said}要請"
        table: Any = part.blocks[1]
        assert len(table["head"][0]) == columns
        assert table["rows"][0][1]["text"] == "R4.1.17"


def test_rules_say_by_how_much_the_interval_was_shortened(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2022-02-11")
    third = phase(known_then, "③")
    one = content(pages.rules(known_then, apart(third)).on(deck))
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
    one = content(pages.rules(known_then, apart(phase(known_then, "③"))).on(deck))
    assert one["heading"].endswith("（R4.1.1から2段階）")
    assert len(one["blocks"][0]["rows"]) == 3


def test_what_was_heard_and_the_rules_share_a_page_that_holds_both(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2022-02-11")
    third = phase(known_then, "③")
    one = content(pages.heard(known_then, third).on(deck))
    assert [block["type"] for block in one["blocks"]] == ["cards", "table", "table"]
    assert one["layout"] == "stack"
    assert isinstance(pages.rules(known_then, third).on(deck), NotShown)


def test_short_logs_share_the_page_of_the_first(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2021-06-03")
    both = known_then.model_copy(update={"phases": known_then.history, "before": []})
    slides = pages.each(deck, both, pages.dated_log).slides
    assert [isinstance(one, Slide) for one in slides] == [True, False]
    one = content(slides[0])
    assert one["heading"].startswith("②菅総理(当時)")
    named = [line[0] for line in one["blocks"][0]["lines"] if line[0][0][0] in "①②"]
    assert named == [["①コロナ対応初期", True], ["②ワクチン1・2回目接種", True]]
    assert one["source"].count("「") == 2


def test_prices_and_thresholds_are_told_from_the_day_of_their_paper(
    facts: Callable[[str], National], deck: Deck
) -> None:
    shown = {}
    for day in ("2021-06-03", "2021-06-04"):
        known_then = facts(day)
        own = known_then.model_copy(update={"phases": known_then.history, "before": []})
        slides = pages.each(deck, own, pages.rules).slides
        shown[day] = [content(one) for one in slides if isinstance(one, Slide)]
    assert shown["2021-06-03"] == []
    prices, more, checked = shown["2021-06-04"]
    assert prices["heading"] == "接種1回の単価は時間内2,070円、時間外2,800円、休日4,200円"
    assert "週100回以上で＋2,000円/回" in more["heading"]
    assert "（R3.6.4）資料1" in more["source"]
    assert any("公表資料の事実であり" in note for note in more["notes"])
    assert not any(note.startswith("※ ※") for note in more["notes"])
    assert checked["heading"] == "架空の6施設で判定すると、5施設が追加支援の対象"
    assert checked["deck"]["sample"]
    assert checked["source"].endswith("（施設と回数は見本（架空））")
    assert not any("公表資料の事実" in note for note in checked["notes"])


def test_practices_stand_beside_the_only_rule_with_their_weekdays(
    facts: Callable[[str], National], deck: Deck
) -> None:
    known_then = facts("2022-12-01")
    one = content(pages.rules(known_then, phase(known_then, "⑤")).on(deck))
    assert one["heading"] == (
        "⑤接種間隔を2か月短縮（R4.10.21から）、"
        "東京都の「区市町村等と連携した駅近での臨時接種会場の開設」などを紹介"
    )
    assert one["layout"] == "row"
    assert ["短縮", "2か月"] in [[cell["text"] for cell in row] for row in one["blocks"][0]["rows"]]
    items = one["blocks"][1]["items"]
    assert items[0]["label"] == "東京都"
    assert items[0]["lines"] == [[["11月4日(金)、11月11日(金)、11月14日(月)、11月17日(木)", False]]]


def test_announced_days_are_told_all_at_once(facts: Callable[[str], National]) -> None:
    for day, days in (("2022-11-03", []), ("2022-11-11", [4, 11, 14, 17])):
        practices = phase(facts(day), "⑤").practices
        assert practices
        assert [d.day for one in practices.items for d in one.days] == days


def test_themes_say_what_they_led_to_or_what_was_done(
    facts: Callable[[str], National], deck: Deck
) -> None:
    headings = []
    for day in ("2022-08-06", "2022-09-01", "2022-11-11"):
        known_then = facts(day)
        one = content(pages.theme_outcome(known_then, phase(known_then, "④")).on(deck))
        headings.append(one["heading"])
    assert headings == [
        "④医療機関等の従事者も4回目の対象とする考えを表明（R4.7.14）、"
        "帰省等に備え検査体制の確保を依頼（R4.7.8）",
        "④R4.8末に60歳以上の7割超が接種、主要な駅・空港等に臨時検査拠点設置",
        "④R4.8末に60歳以上の7割超が接種、主要な駅・空港等に臨時検査拠点設置、"
        "全都道府県で自己検査体制を整備・強化",
    ]
