"""The headings of the pages: what each one finds, computed."""

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.measures import Outlook, Tally
from renkei.wording import dates, numbers


def briefing(view: Briefing, counts: pd.DataFrame) -> str:
    """The heading of the first page: what is said, then what the records make likely."""
    answered = _answered(view, counts)
    recorded = _recorded(view, whose=_whole_area(view) if answered else f"{view.name}が")
    return "、".join(part for part in (answered, recorded) if part)


def _answered(view: Briefing, counts: pd.DataFrame) -> str:
    if view.level == "municipality":
        given = labels.answer(measures.municipal_list(view).iloc[0])
        return f"{view.name}の回答は「{given}」" if given != labels.NO_VALUE else ""
    now = measures.this_round(view, counts)
    if not now:
        return ""
    target, missing = now["by_target"], _count(now, "not_answered")
    still_open = f"（未回答{missing}）" if missing else ""
    if view.level == "nation":
        if target.count == target.asked:
            return f"全{numbers.count(target.asked)}{view.unit}が{view.by_target}完了と回答"
        share = labels.exact_share(target.count, target.asked)
        return f"{share}の{view.unit}が{view.by_target}完了と回答{still_open}"
    whole = f"{numbers.count(target.asked)}{view.unit}"
    how_many = f"{whole}中{numbers.count(target.count)}"
    said = f"全{whole}" if target.count == target.asked else how_many
    return f"{view.name}：{said}が{view.by_target}完了と回答{still_open}"


def _whole_area(view: Briefing) -> str:
    """Whose chance it is beside the count of its municipalities: 県全体が."""
    return f"{view.name[-1]}全体が" if view.level == "prefecture" else ""


def _count(now: dict[str, Tally], bucket: str) -> str:
    """How many are in a bucket; empty when nobody is."""
    found = now.get(bucket)
    return numbers.count(found.count) if found and found.count else ""


def _recorded(view: Briefing, whose: str) -> str:
    one = measures.outlook(view, view.area)
    if one is None:
        return _unrecorded(view)
    if view.level == "nation" and len(view.prefectures):
        return _prefectures_likely(view)
    if one.done:
        return f"{whose or view.name + 'が'}完了の水準に達している"
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
        return f"{whole}都道府県すべてが期限までに完了する見込み"
    return f"期限までに完了する見込みは{whole}都道府県中{likely}"


def answers(view: Briefing, counts: pd.DataFrame) -> str:
    """How many say they finish by the target, and how that moved or how many are missing."""
    if view.round is None:
        return f"{view.name}への照会はまだ行っていない"
    now = measures.this_round(view, counts)
    if not now:
        return f"{view.name}の照会の回答は公表されていない"
    target = now["by_target"]
    whose = "" if view.level == "nation" else f"{view.name}は"
    found = f"{whose}「{view.by_target}まで」は{numbers.count(target.count)}{view.unit}"
    given = _count(now, measures.CONDITIONAL)
    found += f"、うち条件付き{given}" if given else ""
    if not view.collecting:
        return found + _moved(view, target.change)
    for bucket in ("not_answered", "unreadable"):
        missing = _count(now, bucket)
        found += f"、{labels.bucket(view, bucket)}{missing}" if missing else ""
    return found


def _moved(view: Briefing, change: int | None) -> str:
    if change is None:
        return ""
    if change == 0:
        return "、前回と同数"
    moved = f"{numbers.count(abs(change))}{view.unit}"
    return f"、前回の照会から{moved}{'増' if change > 0 else '減'}"


def rates(view: Briefing) -> str:
    """How far both doses are, as reported."""
    one = measures.outlook(view, view.area)
    if one is None:
        return f"{view.name}：{labels.NO_RECORD}"
    first, second = numbers.share(one.first_share), numbers.share(one.second_share)
    as_of = dates.month_day(view.records_as_of)
    return f"{as_of}現在、1回目は{first}、2回目は{second}（報告値）"


def plan_against_pace(view: Briefing) -> str:
    """Whether the present pace meets what the deadline needs."""
    one = measures.outlook(view, view.area)
    whose = "" if view.level == "nation" else f"{view.name}："
    if one is None:
        return f"{view.name}：{labels.NO_RECORD}"
    if view.past:
        return f"{whose}期限を過ぎ、2回目接種率は{numbers.share(one.second_share)}"
    if one.done:
        return f"{whose}完了の水準に達している"
    return whose + _need_and_pace(one)


def _need_and_pace(one: Outlook) -> str:
    need, pace = labels.pace(one.required), labels.pace(one.pace)
    if one.pace >= one.required:
        return f"直近7日の実績は1日{pace}、期限に間に合わせるための1日{need}を上回る"
    return f"期限に間に合わせるには1日{need}、直近7日の実績は1日{pace}にとどまる"


def prefectures(view: Briefing, order: pd.DataFrame) -> str:
    """How many prefectures will not make it, and which is furthest behind."""
    if order.empty:
        return f"都道府県別の{labels.NO_RECORD}"
    unlikely, whole = int((order["p_deadline"] < 0.5).sum()), len(order)
    last = order.iloc[0]
    share = labels.deadline_share(view, float(last["middle"]))
    if view.settled:
        found = f"期限までに完了しなかったのは{whole}都道府県中{unlikely}"
        return f"{found}、2回目接種率が最も低いのは{last['name']}の{share}"
    found = f"期限までに完了しない見込みは{whole}都道府県中{unlikely}"
    if unlikely in (0, whole):
        ending = "完了しない見込み" if unlikely else "完了する見込み"
        found = f"{whole}都道府県すべてが期限までに{ending}"
    return f"{found}、2回目接種率の見込みが最も低いのは{last['name']}の{share}"


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
    return f"{whole}：{'、'.join(parts)}"


def data_notes(view: Briefing) -> str:
    """How much of what was asked is in and read, and how much could not be read."""
    if view.round is None:
        return "データについて：照会はまだ行っていない"
    if view.basis == "published":
        return "データについて：回答は公表値、接種は記録の報告値"
    if view.basis == "none":
        return f"データについて：{view.unit}別の回答は公表されていない"
    if view.level == "municipality":
        about = "データについて：" if len(measures.rejections(view)) else ""
        return f"{about}{_own_rounds(view)}、{_refused(view)}"
    now = view.answers[view.answers["round"] == view.round.number]
    given = int((~now["bucket"].isin(["not_answered", "unreadable"])).sum())
    whole = f"{numbers.count(len(now))}{view.unit}"
    found = f"{whole}すべて" if given == len(now) else f"{whole}中{numbers.count(given)}"
    return f"データについて：回答は{found}、{_refused(view)}"


def _own_rounds(view: Briefing) -> str:
    found = view.answers["bucket"]
    asked, unread = len(found), int((found == "unreadable").sum())
    given = asked - unread - int((found == "not_answered").sum())
    told = f"{asked}回の照会すべてに回答" if given == asked else f"{asked}回の照会中{given}回に回答"
    return told + (f"（ほか{unread}回は読み取れず）" if unread else "")


def _refused(view: Briefing) -> str:
    refused = measures.rejections(view)
    if refused.empty:
        return "読み取れない箇所はない"
    corrected = numbers.count(int(refused["corrected"].sum()))
    return f"読み取れない箇所は{numbers.count(len(refused))}件（うち訂正済み{corrected}件）"
