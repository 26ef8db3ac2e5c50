"""The first page's answer: three lines, the results in boxes, and the lines of a cover."""

from typing import Any

import pandas as pd

from renkei import areas
from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.labels import Line, Strong, line
from renkei.deck.marks import mark
from renkei.deck.measures import Agreement, Outlook, Tally
from renkei.wording import dates, numbers


def cover(view: Briefing) -> list[Line]:
    """The lines of a cover: for whom, both dates, the office."""
    campaign = view.campaign
    who = "全国" if view.area == areas.NATION else view.name
    return [
        line(Strong(who)),
        line(f"{dates.long(campaign.as_of, weekday=True)}時点"),
        line(f"{dates.long(campaign.released, weekday=True)}公表"),
        line(campaign.office),
    ]


def three_lines(view: Briefing, counts: pd.DataFrame) -> list[Line]:
    """The answer first: what is said, where the records lead, the pace it takes."""
    one = measures.outlook(view, view.area)
    said = _own_answer(view) if view.level == "municipality" else _answers(view, counts)
    return [said, _records(view, one), _pace(view, one)]


def _answers(view: Briefing, counts: pd.DataFrame) -> Line:
    if view.round is None:
        return line(f"{dates.month_day(view.campaign.as_of)}までに行った照会はない。")
    now = measures.this_round(view, counts)
    if not now:
        return line(f"照会の回答は{view.unit}別に公表されていない。")
    target = now["by_target"]
    parts: list[str] = [
        f"{view.by_target}完了と回答した{view.unit}は",
        Strong(numbers.count(target.count) + labels.brackets(view, target.change)),
        f"{mark('change')}、",
        Strong(labels.exact_share(target.count, target.asked)),
        mark("denominator"),
    ]
    if target.pop_share is not None:
        share = Strong(labels.exact_share(target.pop_share, 1))
        parts += ["（人口割合", share, f"{mark('weight')}）"]
    if view.basis == "published":
        parts.append("（公表値）")
    return line(*parts, "。", *_conditions(now), *_not_read(view, now))


def _conditions(now: dict[str, Tally]) -> list[str]:
    given = now.get(measures.CONDITIONAL)
    if given is None or not given.count:
        return []
    return ["うち条件付き", Strong(numbers.count(given.count)), "。"]


def _not_read(view: Briefing, now: dict[str, Tally]) -> list[str]:
    """Those who are silent apart from those whose return came but could not be read."""
    parts: list[str] = []
    for bucket, word in (("not_answered", ""), ("unreadable", "提出あり・")):
        if bucket in now and now[bucket].count:
            told = f"{'、' if parts else ''}{word}{labels.bucket(view, bucket)}"
            parts += [told, Strong(numbers.count(now[bucket].count))]
    return [*parts, "。"] if parts else []


def _own_answer(view: Briefing) -> Line:
    if view.round is None:
        return line(f"{dates.month_day(view.campaign.as_of)}までに行った照会はない。")
    mine = measures.municipal_list(view).iloc[0]
    given, previous = labels.answer(mine), labels.answer(mine, "previous_")
    if given == labels.NO_VALUE:
        return line(f"照会の回答は{view.unit}別に公表されていない。")
    parts = [f"{labels.round_name(view.round, view)}の回答は", Strong(f"「{given}」")]
    if previous != labels.NO_VALUE:
        parts.append(f"（前回「{previous}」）")
    if bool(mine["conditional"]) and isinstance(mine["condition"], str) and mine["condition"]:
        parts.append(f"。条件：{mine['condition']}")
    if mine["unread"]:
        parts.append("。再提出は読み取れず")
    return line(*parts, "。")


def _records(view: Briefing, one: Outlook | None) -> Line:
    if one is None:
        return line(f"接種記録：{view.name}は", Strong(labels.NO_RECORD), "。")
    parts = [
        "接種記録（報告値）の2回目は",
        Strong(labels.dose(one.second, one.eligible)),
        f"{mark('doses')}。",
    ]
    when = dates.month_day(view.campaign.deadline)
    if one.at_deadline:
        word = "報告値" if view.settled else "見込み"
        parts += [f"{when}の{word}は", Strong(labels.deadline_share(view, one.at_deadline[1]))]
        span = "" if view.settled else f"（80%区間{labels.share_span(one.at_deadline)}）"
        parts.append(f"{span}。")
    elif one.p_deadline is not None and not view.past:
        parts.append(f"期限までに完了する確率は{labels.chance(one.p_deadline)}。")
    return line(*parts)


def _pace(view: Briefing, one: Outlook | None) -> Line:
    if one is None:
        return line("見込みと必要な回数は、記録がないため示さない。")
    if view.past:
        return line(f"期限の{dates.month_day(view.campaign.deadline)}を過ぎている。")
    if one.done:
        return line("完了の水準に達している。")
    parts = [
        "期限に間に合わせるには1日",
        Strong(labels.pace(one.required)),
        "が必要。直近7日は1日",
        Strong(labels.pace(one.pace)),
    ]
    if one.pace < one.required:
        parts.append(f"で、必要な回数の{labels.part_of(one.pace, one.required)}")
    goal = view.campaign.daily_goal
    if goal and view.level == "nation" and not view.whole_nation:
        told = numbers.rounded(goal, unit="回")
        parts.append(f"。目標の1日{told}は全47都道府県の計")
    return line(*parts, "。")


def boxes(view: Briefing, said: Agreement, width: float = 1.0) -> dict[str, Any]:
    """The results in numbers, for the first page of the nation."""
    one = measures.outlook(view, view.area)
    items = [*_box_of_answers(view, said), *(_boxes_of_records(view, one) if one else [])]
    if not items:
        return labels.nothing("結果", labels.NO_RECORD)
    return {"type": "boxes", "width": width, "items": items}


def _box(value: str, label: str, note: str) -> dict[str, str]:
    return {"value": value, "label": label, "note": note}


def _box_of_answers(view: Briefing, said: Agreement) -> list[dict[str, str]]:
    if said.say is None:
        return []
    note = f"{numbers.count(said.say)}／{numbers.count(said.asked)}{view.unit}"
    share = labels.exact_share(said.say, said.asked)
    return [_box(share, f"{view.by_target}完了と回答", note)]


def _boxes_of_records(view: Briefing, one: Outlook) -> list[dict[str, str]]:
    as_of = f"{dates.month_day(view.records_as_of)}現在、報告値"
    items = [_box(numbers.share(one.second_share), "2回目接種率", as_of)]
    when = dates.month_day(view.campaign.deadline)
    share = labels.deadline_share(view, one.at_deadline[1]) if one.at_deadline else ""
    if one.at_deadline and not view.settled:
        level = f"完了の水準{numbers.percent(one.target)}"
        note = f"80%区間{labels.share_span(one.at_deadline)}\n{level}"
        items.append(_box(share, f"{when}の2回目接種率の見込み", note))
    elif one.at_deadline:
        items.append(_box(share, f"{when}の2回目接種率", "報告値"))
    if len(view.prefectures):
        value = f"{measures.likely_prefectures(view)}／{len(view.prefectures)}"
        done = (
            ("期限までに完了した都道府県", "")
            if view.settled
            else ("期限までに完了する都道府県", "見込み（確率50%以上）")
        )
        items.append(_box(value, *done))
    return items
