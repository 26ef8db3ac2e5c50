"""What the pages about answers and records find."""

import pandas as pd

from renkei.deck import labels, measures, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.headlines.prefectures import prefectures_likely
from renkei.deck.measures import Outlook, Tally
from renkei.intake.boundaries import Boundaries
from renkei.wording import dates, numbers


def briefing(view: Briefing, counts: pd.DataFrame) -> str:
    """The heading of the first page: what is said, then what the records make likely."""
    first = _answered(view, counts) if view.asks else _given(view)
    whose = (_whole_area(view) if view.asks else "") if first else f"{view.name}が"
    recorded = _recorded(view, whose)
    return "、".join(part for part in (first, recorded) if part)


def _given(view: Briefing) -> str:
    """How far a campaign is that asks nobody, where the rest of the heading does not say it."""
    one = measures.outlook(view, view.area)
    if one is None or view.beyond or view.past:
        return ""
    by = "" if view.lag == "none" else "報告分で"
    whose = view.told_of or view.name
    return f"{whose}の{view.terms.rate}は{by}{numbers.share(one.last.share)}"


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
    if view.level == "nation" and len(view.prefectures) and not view.beyond:
        return prefectures_likely(view)
    if one.done:
        return f"{whose or view.name + 'が'}完了の水準に達している"
    stands = f"{view.told_of or view.name}の{view.terms.rate}は{numbers.share(one.last.share)}"
    if view.beyond:
        return stands + _ahead(view, one)
    if view.past or one.p_deadline is None:
        return stands
    return f"{whose}期限までに完了する確率は{labels.chance(one.p_deadline)}"


def _ahead(view: Briefing, one: Outlook) -> str:
    """Where the share leads to by the last day projected."""
    return f"、120日後には{labels.ahead(view, one.ahead[1])}の見込み" if one.ahead else ""


def _unrecorded(view: Briefing) -> str:
    """That there is no record, and where the prefecture around a municipality stands."""
    around = measures.outlook(view, view.prefecture) if view.level == "municipality" else None
    if around is None:
        return f"{view.name}は{labels.NO_RECORD}"
    stands = f"{view.terms.rate}は{numbers.share(around.last.share)}"
    return f"{view.name}は{labels.NO_RECORD}、{view.name_of(view.prefecture)}の{stands}"


def answers(view: Briefing, counts: pd.DataFrame) -> str:
    """How many say they finish by the target, and how that moved or how many are missing.

    Nothing where the campaign asks nobody, and the page is left out.
    """
    if not view.asks:
        return ""
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
    """How far the doses are, as reported and apart from it adjusted for the reporting lag."""
    one = measures.outlook(view, view.area)
    if one is None:
        return f"{view.name}：{labels.NO_RECORD}"
    alone = len(one.given) == 1
    shares = [
        f"{view.terms.rate if alone else given.dose.name}{numbers.share(given.share)}"
        for given in one.given
    ]
    as_of = dates.month_day(view.records_as_of)
    told = f"{_whose(view)}{as_of}現在の{labels.reported(view)}は{'・'.join(shares)}"
    adjusted = [given.adjusted_share for given in one.given]
    late = [numbers.share(share) for share in adjusted if share is not None]
    return f"{told}、{labels.ADJUSTED}は{'・'.join(late)}" if late else told


def _whose(view: Briefing) -> str:
    """Whose page it is: the area's name; the nation's only where records of some are missing."""
    return _of(view) if view.level == "nation" else f"{view.name}："


def _of(view: Briefing) -> str:
    """Whose records a heading is of, where not all 47 prefectures have any."""
    return f"{view.told_of}：" if view.told_of else ""


def plan_against_pace(view: Briefing) -> str:
    """Whether the present pace meets what the deadline needs, and whether that will do."""
    one = measures.outlook(view, view.area)
    whose = _whose(view)
    if one is None:
        return f"{view.name}：{labels.NO_RECORD}"
    if view.past:
        as_of = f"{dates.month_day(view.records_as_of)}現在"
        return f"{whose}期限を過ぎ、{as_of}の{view.terms.rate}は{numbers.share(one.last.share)}"
    if one.done:
        return f"{whose}完了の水準に達している"
    if one.outlook == "no_data":
        return f"{whose}{verdicts.OUTLOOKS['no_data']}のため、見込みを示さない"
    return whose + _need_and_pace(view, one)


def _need_and_pace(view: Briefing, one: Outlook) -> str:
    unit = view.terms.unit
    need, pace = labels.pace(one.required, unit), labels.pace(one.pace, unit)
    now = f"{labels.period(view)}は1日{pace}{labels.adjusted_pace(view)}"
    if one.pace < one.required:
        return f"{now}、期限に間に合わせるには{need}が必要"
    if one.outlook == "behind":
        chance = labels.chance(one.p_deadline)
        return f"{now}と必要な{need}を上回るが、期限までに完了する確率は{chance}"
    return f"{now}、期限に間に合わせるための{need}を上回る"


def municipalities(view: Briefing, listed: pd.DataFrame) -> str:
    """How the prefecture's own municipalities stand.

    Nothing where neither records nor answers are told of any, and the page is left out.
    """
    whole = f"{view.name}の{len(listed)}{view.unit}"
    recorded = listed[listed["recorded"]]
    if recorded.empty:
        told = f"{whole}：{view.unit}別の{labels.NO_RECORD}"
        return told if view.basis == "returns" else ""
    missing = len(listed) - len(recorded)
    silent = [f"{labels.NO_RECORD}{missing}"] if missing else []
    if view.beyond:
        last = recorded.sort_values("share").iloc[0]
        lowest = f"{view.terms.rate}が最も低いのは{last['name']}の{numbers.share(last['share'])}"
        return f"{whole}：{'、'.join([lowest, *silent])}"
    words = [
        verdicts.word(view, name, done)
        for name, done in zip(recorded["outlook"], recorded["done"], strict=True)
    ]
    parts = [f"{told}{words.count(told)}" for told in dict.fromkeys(words)]
    return f"{whole}：{'、'.join([*parts, *silent])}"


def constraints(view: Briefing, listed: pd.DataFrame) -> str:
    """What holds back the municipalities that are behind; nothing where none is, or it is over."""
    behind = verdicts.held_back(listed)
    if behind.empty or view.past:
        return ""
    found = behind["binding"].map(lambda name: verdicts.binding(view, name)).value_counts()
    told = "、".join(f"{name}{count}" for name, count in found.items())
    return f"{view.name}で遅れている{len(behind)}{view.unit}の制約は、{told}"


def municipal_map(view: Briefing, listed: pd.DataFrame, outlines: Boundaries | None) -> str:
    """How many municipalities are on the way to complete in time; nothing without a map of them.

    Where the deadline is too far off, how far the municipalities are.
    """
    known = listed[listed["outlook"].isin(["ahead", "on_plan", "behind"])]
    if outlines is None:
        return ""
    if view.beyond:
        return _shares(view, listed)
    if known.empty:
        return ""
    likely = int(known["outlook"].isin(["ahead", "on_plan"]).sum())
    whose = "" if view.level == "nation" else f"{view.name}："
    ending = "完了した" if view.settled else "完了する見込みの"
    over = int(known["done"].fillna(False).sum())
    among = (
        f"（{labels.COMPLETED}{numbers.count(over)}を含む）" if over and not view.settled else ""
    )
    count = f"{numbers.count(len(known))}のうち{numbers.count(likely)}"
    return f"{whose}期限までに{ending}{view.unit}は、記録のある{count}{among}"


def _shares(view: Briefing, listed: pd.DataFrame) -> str:
    """The lowest and the highest share of the municipalities; nothing where none has a record."""
    shares = listed["share"].dropna()
    if shares.empty:
        return ""
    low, high = numbers.share(shares.min()), numbers.share(shares.max())
    whose = "" if view.level == "nation" else f"{view.name}："
    return f"{whose}{view.unit}の{view.terms.rate}は{low}から{high}まで"
