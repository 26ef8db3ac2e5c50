"""The findings of the joint work as headings; "" where there is nothing to say."""

import datetime as dt

import pandas as pd

from renkei.deck.work import progress, results, status
from renkei.deck.work.items import Item, Part
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import DONE
from renkei.wording import dates, numbers


def work(plan: WorkPlan) -> str:
    """The whole: how many items, and how far they are or how often their groups met."""
    count = len(plan.items)
    if not count:
        return ""
    if plan.now.empty:
        tasks = sum(len(part.tasks) for item in plan.items for part in item.parts)
        return f"連携推進{count}項目：今年度は{tasks}の取組みを進める"
    told = progress.counts(plan.now)
    overdue = len(progress.late(plan))
    late = f"、予定を過ぎたもの{overdue}件" if overdue else ""
    return f"連携推進{count}項目：{len(plan.now)}の取組のうち{told[DONE]}が完了{late}"


def wg_status(plan: WorkPlan) -> str:
    """How often the groups met, and when last."""
    met = status.held(plan)
    groups = status.count_groups(plan)
    if not groups:
        return ""
    if not met:
        return f"WG{groups}組は、まだ会議を開いていない"
    last = dates.month_day(met[-1].day)
    return f"WG等は{groups}組で延べ{len(met)}回の会議を開催、直近は{last}"


def not_met(plan: WorkPlan, groups: list[status.Silent], since: dt.date) -> str:
    """How many groups have not met since a day."""
    if not groups:
        return ""
    when = f"前回会議（{dates.month_day(since)}）" if plan.before else dates.month_day(since)
    return f"{when}から開催のないWGは、{status.count_groups(plan)}組のうち{len(groups)}組"


def item(one: Item) -> str:
    """An item of the papers: what is lacking and what is done about it."""
    if one.sheet is None:
        return ""
    issues, means = len(one.sheet.issues), len(one.sheet.means)
    return f"{one.title}：課題{issues}件に、{means}つの手段で取り組む"


def part(plan: WorkPlan, one: Item, its: Part) -> str:
    """A part of an item: this year's tasks and targets, or how far its bars are."""
    if one.sheet:
        following = plan.first_day.replace(year=plan.first_day.year + 1)
        later = [bar.label for bar in its.bars if bar.begins and bar.begins >= following]
        then = f"、{dates.short(following).split('.')[0]}年度から{later[0]}" if later else ""
        what = f"{its.title}は、" if its.title else ""
        return f"{one.title}：{what}今年度{len(its.tasks)}つの取組み{then}"
    rows = plan.now[plan.now["item"] == one.title]
    told = progress.counts(rows)
    order = (DONE, "実施中", "未着手", "延期", "中止")
    words = [f"{word}{told[word]}" for word in order if told[word]]
    overdue = sum(bar.late for bar in its.bars)
    late = f"、予定を過ぎたもの{overdue}件" if overdue else ""
    return f"{one.title}：取組{len(rows)}のうち{'、'.join(words)}{late}"


def changed(plan: WorkPlan, rows: pd.DataFrame) -> str:
    """What has changed since the meeting before."""
    if plan.before is None or plan.then.empty:
        return ""
    when = f"前回会議（{dates.month_day(plan.before.date)}）から"
    if rows.empty:
        return f"{when}変わったことはない"
    moved = rows[rows["before"] != rows["after"]]
    counts = moved["after"].value_counts()
    words = [f"{word}{counts[word]}" for word in (DONE, "延期", "中止") if word in counts]
    begun = int(((moved["before"] == "未着手") & (moved["after"] == "実施中")).sum())
    words += [f"着手{begun}"] if begun else []
    new = int((rows["before"] == progress.NEW).sum())
    words += [f"新規{new}"] if new else []
    return (
        f"{when}{len(rows)}の取組に動き：{'、'.join(words)}"
        if words
        else f"{when}{len(rows)}の取組に動き"
    )


def overdue(rows: pd.DataFrame) -> str:
    """What is overdue, and what for the longest time."""
    if rows.empty:
        return ""
    first = rows.iloc[0]
    events = int((rows["kind"] == "節目").sum())
    words = [f"節目{events}件"] if events else []
    words += [f"取組の終了{len(rows) - events}件"] if len(rows) > events else []
    return f"予定を過ぎた{'、'.join(words)}：最も長いのは「{first['what']}」の{first['days']}日"


def outcomes(plan: WorkPlan, rows: pd.DataFrame) -> str:
    """How many bars are done, of all, and say what came of them."""
    if rows.empty:
        return ""
    done = int((rows["status"] == DONE).sum())
    others = f"、ほか{len(rows) - done}の取組も結果を報告" if len(rows) > done else ""
    return f"{len(plan.now)}の取組のうち{done}が完了し、成果を報告{others}"


def carry_over(plan: WorkPlan, rows: pd.DataFrame) -> str:
    """How many bars go on into the next year, and how; told in the year's second half."""
    if rows.empty or not results.is_late_in(plan):
        return ""
    told = results.carry_counts(plan)
    words = [f"{word}{told[word]}" for word in results.GOES_ON if told[word]]
    return f"次年度へ続く取組は{numbers.count(len(rows))}：{'、'.join(words)}"


def next_year(plan: WorkPlan, items: list[tuple[str, bool, pd.DataFrame]]) -> str:
    """The items of the next year, new ones among them; told in the year's second half."""
    if not items or not results.is_late_in(plan):
        return ""
    new = sum(is_new for _, is_new, _ in items)
    more = f"（うち新規{new}）" if new else ""
    return f"次年度の連携推進項目（案）：{len(items)}項目{more}"


def readings(plan: WorkPlan) -> str:
    """That words of the papers were read otherwise than printed."""
    count = len(plan.content.readings)
    return f"原資料の文字の損なわれた{count}か所を読み替えた" if count else ""


def year(plan: WorkPlan) -> str:
    """Which meeting of the year it is, and when the next one is; nothing where one alone is known."""
    meetings = plan.content.meetings
    if len(meetings) < 2:
        return ""
    later = [one for one in meetings if one.date > plan.meeting.date]
    then = f"次回は{dates.month_day(later[0].date)}" if later else "今年度の最後"
    return f"{plan.meeting.name}は年{len(meetings)}回のうち{meetings.index(plan.meeting) + 1}回目、{then}"
