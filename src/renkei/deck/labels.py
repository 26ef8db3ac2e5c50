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
REPORTED = "報告値、報告遅れは未補正"
COMPLETED = "完了済み"
UNCOMPARED = "(－)"
SAMPLE = "見本（架空のデータ）"

OUTLOOKS = {
    "ahead": "前倒し",
    "on_plan": "計画どおり",
    "behind": "遅れ",
    "no_data": "データ不足",
}
THRESHOLDS = (0.5, 0.9)  # of the probability: from which an outlook is 計画どおり, 前倒し
_STATES = {
    "near_complete": "概ね完了",
    "undecided": "未定",
    "unreadable": "読み取れず",
    "not_answered": "未回答",
}


class Strong(str):
    """A piece of a line that stands out."""


def line(*parts: str) -> Line:
    """A line of text; pieces marked Strong are set in bold."""
    return [(str(part), isinstance(part, Strong)) for part in parts if part]


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


def pace(doses: float) -> str:
    """Doses a day, never more exact than a mean of seven days is: 約6,400回, 約88万2千回."""
    if math.isnan(doses):
        return NO_VALUE
    return f"約{numbers.rounded(_two_digits(doses)).removeprefix('約')}回"


def paces(now: float, needed: float) -> str:
    """Doses a day now and needed, as `pace` rounds them, in a column that says 約: 150／1,300."""
    return "／".join(pace(one).removeprefix("約").removesuffix("回") for one in (now, needed))


def _two_digits(doses: float) -> int:
    """Below a thousand to tens, below a hundred whole: what `numbers.rounded` leaves exact."""
    return int(doses / 10 + 0.5) * 10 if 100 <= doses < 1000 else int(doses + 0.5)


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
    """How much of what is needed: 39%; never 100% while something is missing."""
    return _not_over(value / whole, 1.0)


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


def dates_of(
    outlook: str, done: bool, days: tuple[dt.date | None, dt.date | None, dt.date | None]
) -> tuple[str, str]:
    """The day of completion and its 80 % interval, from the 10, 50 and 90 % days."""
    low, middle, high = days
    if done:
        return COMPLETED, NO_VALUE
    if outlook == "no_data":
        return OUTLOOKS["no_data"], NO_VALUE
    return completion(middle), span(low, high)


def deadline_share(briefing: Briefing, share: float) -> str:
    """The second-dose share on the deadline: 約77% as recorded, 50% as projected."""
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
