"""The first page's answer: three lines, and the lines of a cover."""

import datetime as dt
from typing import Literal

import pandas as pd

from renkei import areas
from renkei.deck import labels, measures, verdicts
from renkei.deck.boxes import boxes
from renkei.deck.briefing import Briefing
from renkei.deck.labels import Line, Strong, line
from renkei.deck.marks import mark
from renkei.deck.measures import Outlook, Tally
from renkei.wording import dates, numbers

__all__ = ["boxes", "cover", "first_doses_by", "layout", "three_lines"]


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
    """The answer first: what is said, how far records are and lead, the pace it takes.

    That answers are not known comes last. Where nobody is asked, what is recorded and where it
    leads are a line each.
    """
    one = measures.outlook(view, view.area)
    recorded, ahead, pace = _recorded(view, one), _ahead(view, one), _pace(view, one)
    if not view.asks:
        return [line(*parts) for parts in (recorded, ahead, pace) if parts]
    said = _own_answer(view) if view.level == "municipality" else _answers(view, counts)
    told = [line(*recorded, *ahead), line(*pace)]
    return [said, *told] if counts.shape[0] else [*told, said]


def layout(view: Briefing) -> Literal["row", "stack"]:
    """How the blocks of the answer's page stand: with few rows and bars one under another."""
    return "stack" if view.lag == "none" and not view.asks else "row"


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
        parts.append(f"（公表値{mark('published')}）")
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


def _recorded(view: Briefing, one: Outlook | None) -> list[str]:
    """What was given: as reported, and by its own name what it is with what is still to come."""
    if one is None:
        return [f"{view.terms.records}：{view.name}は", Strong(labels.NO_RECORD), "。"]
    last = one.last
    whose = f"{view.told_of}の" if view.told_of else ""
    parts = [
        f"{whose}{last.dose.name}の{labels.reported(view)}は",
        Strong(labels.dose(last.count, one.eligible)),
        mark("doses"),
    ]
    if last.adjusted_share is not None:
        share = Strong(numbers.share(last.adjusted_share))
        parts += [f"、{labels.ADJUSTED}は", share, mark("adjusted")]
    elif view.lag == "unadjusted":
        parts.append(f"で、{labels.UNADJUSTED}")
    age = labels.record_age(view)
    if age >= labels.STALE and view.lag != "none":
        parts.append(f"（記録は{dates.month_day(view.records_as_of)}まで、{age}日前）")
    return [*parts, "。"]


def _ahead(view: Briefing, one: Outlook | None) -> list[str]:
    """Where that leads by the deadline, and how sure that is; or where it has led."""
    if one is None:
        return []
    if view.settled:
        return _at_deadline(view, one)
    parts: list[str] = []
    if one.ahead:
        share, span = labels.ahead(view, one.ahead[1]), labels.share_span(one.ahead)
        when = f"{labels.day_ahead(view)}{'（120日後）' if view.beyond else ''}"
        parts = [f"{when}の見込みは", Strong(share), f"（80%区間{span}）"]
    verdict = [] if view.past or one.done else _verdict(view, one)
    if not parts and not verdict:
        return []
    return [*parts, "、" if parts and verdict else "", *verdict, "。"]


def _at_deadline(view: Briefing, one: Outlook) -> list[str]:
    """The share on a deadline that records have reached."""
    if one.ahead is None:
        return []
    when = view.called(view.campaign.deadline)
    parts = [f"{when}の{labels.reported(view)}は", Strong(labels.ahead(view, one.ahead[1]))]
    late = measures.adjusted_at_deadline(view, view.area)
    if late is not None:
        parts += [f"、{labels.ADJUSTED}は", Strong(numbers.share(late))]
    return [*parts, "。"]


def _verdict(view: Briefing, one: Outlook) -> list[str]:
    if one.p_deadline is None:
        return [verdicts.why_none(view, one)]
    word = verdicts.OUTLOOKS[one.outlook]
    return ["期限までに完了する確率は", Strong(labels.chance(one.p_deadline)), f"（{word}）"]


def first_doses_by(view: Briefing, one: Outlook) -> str:
    """By when first doses have to end where they bind though the pace would do: 7月10日（期限の21日前）.

    It lies the interval between the doses before the deadline. Empty where something else binds.
    """
    if one.binding != "first_doses" or one.pace < one.required:
        return ""
    days = view.campaign.interval_days
    day = view.campaign.deadline - dt.timedelta(days=days)
    return f"{dates.month_day(day)}（期限の{days}日前）"


def _pace(view: Briefing, one: Outlook | None) -> list[str]:
    if one is None:
        return ["見込みと必要な回数は、記録がないため示さない。"]
    when, unit = view.called(view.campaign.deadline), view.terms.unit
    if view.past:
        return [f"期限の{when}を過ぎている。"]
    if one.done:
        return ["完了の水準に達している。"]
    parts = [
        "期限に間に合わせるには1日",
        Strong(labels.pace(one.required, unit)),
        f"が必要、{labels.period(view)}は",
        Strong(labels.pace(one.pace, unit)),
        f"{labels.adjusted_pace(view)}で{labels.gap(one.pace, one.required, unit)}",
    ]
    bound = verdicts.bound(view, one)
    parts += [f"。主な制約は{bound}"] if bound else []
    first = first_doses_by(view, one)
    parts += [f"：1回目は{first}までに終える必要"] if first else []
    goal = view.campaign.daily_goal
    if goal and view.level == "nation" and not view.whole_nation:
        told = numbers.rounded(goal, unit=unit)
        parts.append(f"。目標の1日{told}は全47都道府県の計")
    return [*parts, "。"]
