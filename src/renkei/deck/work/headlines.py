"""The findings of the joint work as headings; "" where there is nothing to say."""

from collections.abc import Sequence

import pandas as pd

from renkei.deck.work import progress, results, status
from renkei.deck.work.items import Item, Part
from renkei.deck.work.overview import late_of
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import DONE
from renkei.deck.work.tables import first, short
from renkei.settings.content.work import Reading
from renkei.wording import dates, numbers


def work(plan: WorkPlan) -> str:
    """The whole: how many items, and how far they are or how often their groups met."""
    count = len(plan.items)
    if not count:
        return ""
    if plan.now.empty:
        tasks = sum(len(part.tasks) for item in plan.items for part in item.parts)
        groups = status.count_met(plan)
        met = f"、WG等{groups}組が協議を始めた" if groups else ""
        return f"連携推進{count}項目：今年度の{tasks}の取組みに目標を定め{met}"
    told = progress.counts(plan.now)
    done = f"連携推進{count}項目：{len(plan.now)}の取組のうち{told[DONE]}が完了"
    return done + _overdue(progress.late(plan))


def every(plan: WorkPlan, most: int) -> str:
    """That all items follow, where the first page has but `most` of them; what is overdue of how many."""
    count = len(plan.items)
    if count <= most:
        return ""
    behind = sum(late_of(one) > 0 for one in plan.items)
    late = f"予定超過は{behind}項目" if behind else "予定超過の項目はない"
    return f"連携推進{count}項目の一覧：{late}"


def _overdue(late: pd.DataFrame) -> str:
    """What is overdue, milestones and bars: 、予定超過4件（節目2、取組2）."""
    if late.empty:
        return ""
    kinds = late["kind"].value_counts()
    words = [f"{word}{kinds[kind]}" for kind, word in progress.OVERDUE.items() if kind in kinds]
    return f"、予定超過{len(late)}件（{'、'.join(words)}）"


def met(plan: WorkPlan) -> str:
    """How many groups met and how often, and when last."""
    held = status.held(plan)
    groups, met_at_all = status.count_groups(plan), status.count_met(plan)
    if not groups:
        return ""
    if not held:
        return f"WG{groups}組は、まだ会議を開いていない"
    whose = f"{groups}組で" if met_at_all == groups else f"{groups}組のうち{met_at_all}組が"
    return f"WG等は{whose}延べ{len(held)}回開催、直近は{dates.month_day(held[-1].day)}"


def wg_status(plan: WorkPlan) -> str:
    """How often the groups met, and how many have not since the meeting before."""
    silent, told = status.not_met(plan, status.since(plan)), met(plan)
    if not (silent and status.held(plan)):
        return told
    often, _, _ = told.partition("、直近は")
    since = status.since_when(plan)
    if len(silent) == status.count_groups(plan):
        return f"{since}開催したWG等はない：これまで{often.removeprefix('WG等は')}"
    return f"{often}、{since}開催のないWGは{len(silent)}組"


def item(one: Item) -> str:
    """An item of the papers: what is done about what is lacking."""
    return f"{one.title}：{one.sheet.gist}" if one.sheet else ""


def part(plan: WorkPlan, one: Item, its: Part) -> str:
    """A part of an item: what is aimed at this year, or how far its bars are."""
    if one.sheet:
        what = f"{its.title}は、" if its.title else ""
        return f"{one.title}：{what}{its.gist}"
    return progressed(plan, [one])


def progressed(plan: WorkPlan, some: Sequence[Item]) -> str:
    """Items of the register that share a page: how far their bars are."""
    titles = [one.title for one in some]
    rows = plan.now[plan.now["item"].isin(titles)]
    told = progress.counts(rows)
    order = (DONE, "実施中", "未着手", "延期", "中止")
    words = [f"{word}{told[word]}" for word in order if told[word]]
    late = progress.late(plan)
    behind = _overdue(late[late["item"].isin(titles)])
    names = first([short(one, 30) for one in titles], 2, "項目")
    if len(rows) == 1:
        return f"{names}：取組は{words[0].rstrip('1') if words else '進捗の報告なし'}{behind}"
    return f"{names}：{len(rows)}の取組のうち{'、'.join(words) or '進捗の報告なし'}{behind}"


def changed(plan: WorkPlan, rows: pd.DataFrame) -> str:
    """What has changed since the meeting before, by kind; what went badly first. The kinds add up."""
    if plan.before is None or plan.then.empty:
        return ""
    when = f"前回会議（{dates.month_day(plan.before.date)}）から"
    if rows.empty:
        return f"{when}変わったことはない"
    counts = rows["kind"].value_counts()
    bad = rows.loc[rows["kind"].isin(progress.BAD), "bar"]
    only = f"（{short(bad.iloc[0], 20)}）" if len(bad) == 1 else ""
    words = [
        f"{kind}{counts[kind]}{only if kind in progress.BAD else ''}"
        for kind in progress.KINDS
        if kind in counts
    ]
    return f"{when}{len(rows)}の取組に動き：{'、'.join(words)}"


def overdue(rows: pd.DataFrame) -> str:
    """What is overdue, and what for the longest time."""
    if rows.empty:
        return ""
    longest = rows.iloc[0]
    events = int((rows["kind"] == "節目").sum())
    words = [f"節目{events}件"] if events else []
    words += [f"取組の終了{len(rows) - events}件"] if len(rows) > events else []
    return f"予定を過ぎた{'、'.join(words)}：最も長いのは「{short(longest['what'], 20)}」の{longest['days']}日"


def outcomes(plan: WorkPlan, rows: pd.DataFrame) -> str:
    """How many bars are done, of all, and say what came of them."""
    if rows.empty:
        return ""
    told = progress.counts(rows)
    words = [f"{word}{told[word]}" for word in ("延期", "中止") if told[word]]
    words = [f"完了{told[DONE]}", *words] if told[DONE] else words
    which = f"：{'、'.join(words)}" if words else ""
    return f"{len(plan.now)}の取組のうち{len(rows)}の結果を報告{which}"


def carry_over(plan: WorkPlan, rows: pd.DataFrame) -> str:
    """How many bars go on into the next year, and how; told in the year's second half."""
    if rows.empty or not results.is_late_in(plan):
        return ""
    told = results.carry_counts(plan)
    goes_on = [word for word in results.GOES_ON if word != results.UNDECIDED]
    words = [f"{word}{told[word]}" for word in goes_on if told[word]]
    open_still = (
        f"、{results.UNDECIDED}{told[results.UNDECIDED]}" if told[results.UNDECIDED] else ""
    )
    count = numbers.count(sum(told[word] for word in goes_on))
    how = f"（{'、'.join(words)}）" if words else ""
    return f"次年度へ続く取組は{count}{how}{open_still}"


def next_year(plan: WorkPlan, items: list[tuple[str, bool, pd.DataFrame]]) -> str:
    """The items of the next year, new ones among them; told in the year's second half."""
    if not items or not results.is_late_in(plan):
        return ""
    new = [f"「{short(title, 30)}」" for title, is_new, _ in items if is_new]
    more = f"{first(new, 2, '項目')}を新規に加える" if new else "いずれも今年度から継続"
    return f"次年度の連携推進項目（案）は{len(items)}項目：{more}"


def readings(words: Sequence[Reading]) -> str:
    """That words of the papers were read otherwise than printed."""
    return f"原資料の文字の損なわれた{len(words)}件を読み替えた" if words else ""
