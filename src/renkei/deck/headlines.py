"""The headings of the pages: what each one finds, computed."""

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.measures import Outlook, Tally
from renkei.wording import dates, numbers


def briefing(view: Briefing, counts: pd.DataFrame) -> str:
    """The heading of the first page: what is said, then what the records make likely."""
    answered = _answered(view, counts)
    recorded = _recorded(view, whose="" if answered else f"{view.name}が")
    return "、".join(part for part in (answered, recorded) if part)


def _answered(view: Briefing, counts: pd.DataFrame) -> str:
    if view.level == "municipality":
        given = labels.answer(measures.municipal_list(view).iloc[0])
        return f"{view.name}の回答は「{given}」" if given != labels.NO_VALUE else ""
    now = measures.this_round(view, counts)
    if not now:
        return ""
    target, missing = now["by_target"], _missing(now)
    still_open = f"（未回答{missing}）" if missing else ""
    if view.level == "nation":
        if target.count == target.asked:
            return f"全{numbers.count(target.asked)}{view.unit}が{view.by_target}完了と回答"
        share = labels.exact_share(target.count, target.asked)
        return f"{share}の{view.unit}が{view.by_target}完了と回答{still_open}"
    whole = f"{view.name}は{numbers.count(target.asked)}{view.unit}"
    how_many = "すべて" if target.count == target.asked else f"中{numbers.count(target.count)}"
    return f"{whole}{how_many}が{view.by_target}完了と回答{still_open}"


def _missing(now: dict[str, Tally]) -> str:
    """How many did not answer; empty when all did."""
    missing = now.get("not_answered")
    return numbers.count(missing.count) if missing and missing.count else ""


def _recorded(view: Briefing, whose: str) -> str:
    one = measures.outlook(view, view.area)
    if one is None:
        return _unrecorded(view)
    if view.level == "nation" and len(view.prefectures):
        return _prefectures_likely(view)
    if view.past or one.p_deadline is None:
        return f"{view.name}の2回目接種率は{numbers.share(one.second_share)}"
    return f"{whose}期限までに完了する確率は{labels.chance(one.p_deadline)}"


def _unrecorded(view: Briefing) -> str:
    """That there is no record, and where the prefecture around a municipality stands."""
    around = measures.outlook(view, view.prefecture) if view.level == "municipality" else None
    if around is None:
        return f"{view.name}は{labels.NO_RECORD}"
    share = numbers.share(around.second_share)
    return f"{view.name}は{labels.NO_RECORD}、{view.name_of(view.prefecture)}の2回目は{share}"


def _prefectures_likely(view: Briefing) -> str:
    likely, whole = measures.likely_prefectures(view), len(view.prefectures)
    if view.settled:
        return f"期限までに完了したのは{whole}都道府県中{likely}"
    if likely == whole:
        return f"現在のペースで{whole}都道府県すべてが届く見込み"
    return f"現在のペースで届く見込みは{whole}都道府県中{likely}"


def answers(view: Briefing, counts: pd.DataFrame) -> str:
    """How many say they finish by the target, and how that moved or how many are missing."""
    if view.round is None:
        return f"{view.name}への照会はまだ行っていない"
    now = measures.this_round(view, counts)
    if not now:
        return f"{view.name}の照会の回答は公表されていない"
    target = now["by_target"]
    share = labels.exact_share(target.count, target.asked)
    whose = "" if view.level == "nation" else f"{view.name}は"
    found = (
        f"{whose}「{view.by_target}まで」が{numbers.count(target.count)}{view.unit}、全体の{share}"
    )
    missing = _missing(now)
    found += f"、未回答{missing}" if missing else _moved(target.change)
    given = now.get(measures.CONDITIONAL)
    if given and given.count:
        found += f"、うち{numbers.count(given.count)}は条件付き"
    return found


def _moved(change: int | None) -> str:
    if change is None:
        return ""
    if change == 0:
        return "、前回と同数"
    return f"、前回から{numbers.count(abs(change))}{'増' if change > 0 else '減'}"


def rates(view: Briefing) -> str:
    """How far both doses are, as reported."""
    one = measures.outlook(view, view.area)
    if one is None:
        return f"{view.name}：{labels.NO_RECORD}"
    first, second = numbers.share(one.first_share), numbers.share(one.second_share)
    as_of = dates.month_day(view.records_as_of)
    return f"1回目は{first}、2回目は{second}（{as_of}現在、{labels.REPORTED}）"


def plan_against_pace(view: Briefing) -> str:
    """Whether the present pace meets what the deadline needs."""
    one = measures.outlook(view, view.area)
    whose = "" if view.level == "nation" else f"{view.name}："
    if one is None:
        return f"{view.name}：{labels.NO_RECORD}"
    if view.past:
        return f"{whose}期限を過ぎ、2回目接種率は{numbers.share(one.second_share)}"
    if one.required == 0:
        return f"{whose}完了の水準に達している"
    return whose + _need_and_pace(one)


def _need_and_pace(one: Outlook) -> str:
    need, pace = labels.pace(one.required), labels.pace(one.pace)
    if one.pace >= one.required:
        return f"直近7日の1日{pace}は、期限に必要な1日{need}を上回る"
    return f"期限には1日{need}が必要、直近7日は1日{pace}"


def prefectures(view: Briefing, order: pd.DataFrame) -> str:
    """How many prefectures will not make it, and which is furthest behind."""
    if order.empty:
        return f"都道府県別の{labels.NO_RECORD}"
    unlikely, whole = int((order["p_deadline"] < 0.5).sum()), len(order)
    when = dates.month_day(view.campaign.deadline)
    if view.settled:
        return f"{when}までに完了しなかったのは{whole}都道府県中{unlikely}"
    found = f"{when}に届かない見込みは{whole}都道府県中{unlikely}"
    if unlikely == whole:
        found = f"{whole}都道府県すべてが{when}に届かない見込み"
    last = order.iloc[0]
    return f"{found}、最も低いのは{last['name']}の{numbers.percent(float(last['middle']))}"


def municipalities(view: Briefing, listed: pd.DataFrame) -> str:
    """How the prefecture's own municipalities stand."""
    whole = f"{view.name}の{len(listed)}{view.unit}"
    recorded = listed[listed["recorded"]]
    if recorded.empty:
        return f"{whole}：{view.unit}別の{labels.NO_RECORD}"
    found = recorded["outlook"].value_counts()
    parts = [
        f"{labels.OUTLOOKS[name]}{found[name]}"
        for name in ("behind", "on_plan", "ahead", "no_data")
        if found.get(name, 0)
    ]
    missing = len(listed) - len(recorded)
    if missing:
        parts.append(f"{labels.NO_RECORD}{missing}")
    return f"{whole}の見通し：{'、'.join(parts)}"


def data_notes(view: Briefing) -> str:
    """How much of what was asked is in, and what was refused."""
    if view.round is None:
        return "データについて：照会はまだ行っていない"
    if view.basis == "published":
        return "データについて：回答は公表値、接種は記録の報告値"
    if view.basis == "none":
        return f"データについて：{view.unit}別の回答は公表されていない"
    if view.level == "municipality":
        return f"データについて：{_own_rounds(view)}、却下は{_refused(view)}"
    now = view.answers[view.answers["round"] == view.round.number]
    given = int((now["bucket"] != "not_answered").sum())
    whole = f"{numbers.count(len(now))}{view.unit}"
    found = f"{whole}すべて" if given == len(now) else f"{whole}中{numbers.count(given)}"
    return f"データについて：回答は{found}、却下は{_refused(view)}"


def _own_rounds(view: Briefing) -> str:
    given = int((view.answers["bucket"] != "not_answered").sum())
    asked = len(view.answers)
    return f"{asked}回の照会すべてに回答" if given == asked else f"{asked}回の照会中{given}回に回答"


def _refused(view: Briefing) -> str:
    refused = measures.rejections(view)
    if refused.empty:
        return "0件"
    corrected = int(refused["corrected"].sum())
    return f"{numbers.count(len(refused))}件（うち訂正済み{numbers.count(corrected)}件）"
