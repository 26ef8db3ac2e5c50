"""The words on the pages: buckets, outlooks, dates and shares as an official reads them."""

import calendar
import datetime as dt
import math
from typing import Any

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.settings import Round
from renkei.wording import dates, numbers

Line = list[tuple[str, bool]]

NO_RECORD = "実績データなし"
NO_VALUE = "－"
BEYOND = "120日超"
ADJUSTED = "報告遅れ補正後（推計）"
ADJUSTED_SHORT = "補正後（推計）"  # where a note says what it is
UNADJUSTED = "報告遅れは補正していない"
COMPLETED = "完了済み"
UNCOMPARED = "(－)"
SAMPLE = "見本（架空のデータ）"

STALE = 3  # days from which on records are told to be old
THRESHOLDS = (0.5, 0.9)  # of the probability: from which an outlook is 計画どおり, 前倒し
_STATES = {
    "near_complete": "概ね完了",
    "undecided": "未定",
    "unreadable": "読み取れず",
    "not_answered": "未回答",
}


_NOT_FIRST = "、。）」"


class Strong(str):
    """A piece of a line that stands out."""


def line(*parts: str) -> Line:
    """A line of text; pieces marked Strong are set in bold.

    Pieces that look alike become one, and a sign that may not begin a line stays with what is
    before it: between pieces a line may break.
    """
    runs: Line = []
    for part in parts:
        text, strong = str(part), isinstance(part, Strong)
        while runs and text[:1] in _NOT_FIRST and text:
            runs[-1] = (runs[-1][0] + text[0], runs[-1][1])
            text = text[1:]
        if runs and runs[-1][1] == strong:
            runs[-1] = (runs[-1][0] + text, strong)
        elif text:
            runs.append((text, strong))
    return runs


def _month_after(day: dt.date, months: int) -> int:
    return (day.month - 1 + months) % 12 + 1


def bucket(briefing: Briefing, name: str) -> str:
    """A bucket of answers in words, from the campaign's deadline: 7月末まで, 8月中, 9月以降."""
    deadline = briefing.campaign.deadline
    ends_month = deadline.day == calendar.monthrange(deadline.year, deadline.month)[1]
    following = _month_after(deadline, 1)
    words = {
        "by_target": f"{briefing.by_target}まで",
        "next_month": f"{following}月中" if ends_month else f"その後{following}月末まで",
        "later": f"{_month_after(deadline, 2)}月以降",
        "not_by_target": f"{briefing.by_target}より後",
        "conditional": "うち条件付き",
    }
    return {**words, **_STATES}[name]


def answer(row: Any, prefix: str = "") -> str:
    """One municipality's answer as read: 7月末, 概ね完了, 未回答."""
    group = row[f"{prefix}bucket"]
    if not isinstance(group, str) or not group:
        return NO_VALUE
    if group in _STATES:
        return _STATES[group]
    if not prefix and row["status"] == "complete":
        return "完了"
    latest = row[f"{prefix}latest"]
    if pd.isna(latest):
        return "完了" if group == "by_target" else "終期なし"
    return _latest(latest.date())


def _latest(day: dt.date) -> str:
    """The last day of an answer, as a 旬 where it ends one: 7月末, 7月中旬, 7月25日."""
    ends_part = day.day in (10, 20, calendar.monthrange(day.year, day.month)[1])
    return dates.month_part(day) if ends_part else dates.month_day(day)


def round_name(one: Round, briefing: Briefing) -> str:
    """第3回（6月1日時点）."""
    return f"第{one.number}回（{dates.month_day(briefing.answers_as_of(one))}時点）"


def reported(briefing: Briefing) -> str:
    """What the record shows, by name: 実績（報告分）; 実績 where nothing is reported late."""
    return "実績" if briefing.lag == "none" else "実績（報告分）"


def period(briefing: Briefing) -> str:
    """Which days a pace is the mean of: 直近7日, or those between the last two totals.

    The days themselves where the records end days before the as-of date: 6月10日～16日.
    """
    if len(briefing.totals) > 1:
        return "～".join(dates.month_day(one) for one in briefing.totals[-2:])
    if record_age(briefing) < STALE:
        return "直近7日"
    end = briefing.records_as_of
    start = end - dt.timedelta(days=6)
    last = f"{end.day}日" if start.month == end.month else dates.month_day(end)
    return f"{dates.month_day(start)}～{last}"


def day_ahead(briefing: Briefing) -> str:
    """The day whose share the pages tell: 7月31日; R4.3.31 where its year is another."""
    day = briefing.day_ahead
    same = day.year == briefing.campaign.as_of.year
    return dates.month_day(day) if same else dates.short(day)


def record_age(briefing: Briefing) -> int:
    """How many days before the as-of date the records end."""
    return (briefing.campaign.as_of - briefing.records_as_of).days


def unprojected(count: int) -> str:
    """How many areas have too few records for a projection: データ不足3; nothing where none."""
    return f"データ不足{numbers.count(count)}" if count else ""


def adjusted_pace(briefing: Briefing) -> str:
    """What stands in brackets behind a pace: whether it is adjusted for the reporting lag."""
    words = {"adjusted": "（報告遅れ補正後）", "unadjusted": "（報告分）", "none": ""}
    return words[briefing.lag]


def pace(doses: float, unit: str = "回") -> str:
    """A number a day, never more exact than a mean of seven days is: 約6,360回, 約88万2千回."""
    return NO_VALUE if math.isnan(doses) else f"約{daily(doses)}{unit}"


def daily(doses: float) -> str:
    """The figure of `pace` alone, for a column that says 約: 6,360, 88万2千."""
    if math.isnan(doses):
        return NO_VALUE
    step = _step(doses)
    value = int(doses / step + 0.5) * step
    return numbers.count(value) if value < 10_000 else numbers.rounded(value).removeprefix("約")


def shortfall(now: float, needed: float) -> int | None:
    """How much a day is missing (below 0: to spare), as exact as the larger of both is printed."""
    if math.isnan(now) or math.isnan(needed):
        return None
    step = _step(max(now, needed))
    return (int(needed / step + 0.5) - int(now / step + 0.5)) * step


def gap(now: float, needed: float, unit: str = "回") -> str:
    """What a pace lacks of the one needed, in words: 約29万4千回不足."""
    missing = shortfall(now, needed)
    if missing is None:
        return NO_VALUE
    if missing == 0:
        return "ほぼ同じ"
    return f"{pace(abs(missing), unit)}{'不足' if missing > 0 else '上回る'}"


def signed_gap(now: float, needed: float) -> str:
    """The same as a figure of a column that says 約: −29万4千, +60."""
    missing = shortfall(now, needed)
    if not missing:
        return NO_VALUE if missing is None else "±0"
    return f"{'−' if missing > 0 else '+'}{daily(abs(missing))}"


def _step(doses: float) -> int:
    """To which step a number a day is rounded; from ten thousand on that of `numbers.rounded`."""
    steps = ((100, 1), (10**4, 10), (10**6, 1000), (10**7, 10**4))
    return next((step for limit, step in steps if doses < limit), 10**6)


def chance(p: float | None) -> str:
    """A probability in whole percent, never rounded to certainty or over a verdict's threshold.

    Just under the 50 and 90 % at which an outlook's word changes it is 「50%未満」, 「90%未満」.
    """
    if p is None or math.isnan(p):
        return NO_VALUE
    if p < 0.01:
        return "1%未満"
    return "99%超" if p > 0.99 else _not_over(p, *THRESHOLDS)


def part_of(value: float, whole: float) -> str:
    """How much of what is needed: 39%; while something is missing at most 99%."""
    return numbers.percent(min(value / whole, 0.99) if value < whole else value / whole)


def _not_over(share: float, *limits: float) -> str:
    """Whole percent; just under a limit it would be rounded to: 50%未満."""
    printed = numbers.percent(share, 0)
    crossed = [one for one in limits if share < one and printed == numbers.percent(one, 0)]
    return f"{printed}未満" if crossed else printed


def span(low: dt.date | None, high: dt.date | None) -> str:
    """An 80 % interval of dates: 8月3日～9月20日; an open end lies beyond the projected days."""
    if low is None:
        return BEYOND
    return f"{dates.month_day(low)}～{dates.month_day(high) if high else BEYOND}"


def completion(day: dt.date | None) -> str:
    """The projected day of completion."""
    return dates.month_day(day) if day else BEYOND


def ahead(briefing: Briefing, share: float) -> str:
    """The share on the day the pages tell: 約77% as recorded, 50% as projected."""
    return numbers.share(share) if briefing.settled else numbers.percent(share)


def share_span(shares: tuple[float, float, float]) -> str:
    """An 80 % interval of shares: 34～46%."""
    low, _, high = shares
    return f"{low * 100:.0f}～{numbers.percent(high, 0)}"


def exact_share(count: float, whole: float) -> str:
    """A share of areas, one decimal: 98.7%; exactly all is 100%."""
    if not whole:
        return NO_VALUE
    printed = numbers.percent(count / whole, 0 if count in (0, whole) else 1)
    return {"100.0%": "99.9%超", "0.0%": "0.1%未満"}.get(printed, printed)


def whose(briefing: Briefing) -> str:
    """Those who are eligible, as the head of a column: 65歳以上, 対象者."""
    return "65歳以上" if briefing.campaign.projection_kind == "doses" else "対象者"


def days(count: float, more: bool = False) -> str:
    """A number of days: 45日, 61日超; nothing known is 「－」."""
    return NO_VALUE if math.isnan(count) else f"{count:,.0f}日{'超' if more else ''}"


def cut(text: str, longest: int) -> str:
    """A text from outside on one line, cut with … where it would break its row."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def people(count: float) -> str:
    """How many are eligible: 約25万8千人; of tens of millions three digits, 約3,550万人.

    Frames of the nation differ by some thousands (an area without records): two digits would
    tear them apart, 約3,500万人 and 約3,600万人.
    """
    if 10**7 <= count < 10**8:
        return f"約{numbers.count(int(count / 10**5 + 0.5) * 10)}万人"
    return numbers.rounded(count, unit="人")


def of_all(briefing: Briefing) -> str:
    """What a goal for the whole nation has to say beside records of some prefectures."""
    return "" if briefing.whole_nation else "（全47都道府県）"


def nothing(caption: str, told: str) -> dict[str, Any]:
    """A block of text in place of a table or figure there is nothing to show in."""
    return {"type": "text", "caption": caption, "width": 1.0, "lines": [line(told)]}


def brackets(briefing: Briefing, change: Any) -> str:
    """A change in the release's own form: (+102); nothing where there is no round before.

    While answers are still coming in there is nothing to compare: (－).
    """
    if briefing.collecting:
        return UNCOMPARED if briefing.previous_round else ""
    return "" if pd.isna(change) else f"({numbers.signed(int(change))})"


def dose(count: int, eligible: int) -> str:
    """A count of doses with its share: 59,333（約18%）."""
    return numbers.count_share(count, eligible)
