"""What the pages about what was received find."""

from renkei.deck import measures
from renkei.deck.briefing import Briefing
from renkei.wording import dates, numbers


def data_notes(view: Briefing) -> str:
    """How much of what was asked is in and read, and how much could not be read."""
    if not view.asks:
        told = f"{view.terms.records}は{dates.month_day(view.records_as_of)}まで"
        return f"データについて：{told}、{_refused(view)}"
    if view.round is None:
        return "データについて：照会はまだ行っていない"
    if view.basis == "published":
        return "データについて：回答は公表値、接種は記録による"
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


def meanings(view: Briefing) -> str:
    """What the deck's shares are of, and what stands in brackets behind a projection."""
    elderly = view.campaign.measure in ("programme", "65-")
    whose = "65歳以上人口" if elderly else view.campaign.cohort_label
    return f"数値の読み方：{view.terms.rates}の分母は{whose}、見込みの（　）内は80%区間"


def refused(view: Briefing, *tables: object) -> str:
    """How many places could not be read, and how many of them nobody has put right yet.

    Nothing where all could be read, or a prefecture has no tables of them to show apart, and the
    page is left out.
    """
    found = measures.rejections(view)
    if found.empty or (view.level != "nation" and not tables):
        return ""
    waiting = int((~found["corrected"]).sum())
    told = f"読み取れなかった{numbers.count(len(found))}件"
    return (
        f"{told}のうち{numbers.count(waiting)}件が訂正待ち"
        if waiting
        else f"{told}はすべて訂正済み"
    )
