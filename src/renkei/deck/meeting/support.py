"""What a dose is paid and from which thresholds more is paid (source B, page B7)."""

from renkei.deck import labels
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.support import Fund, Support, Thresholds, UnitPrice, WeeklyRule
from renkei.wording import dates, numbers


def funds(meeting: Meeting | None) -> Page:
    """The funds, and the price of a dose by time of day with what is added to it."""
    if meeting is None or meeting.support is None:
        return NOTHING
    one = meeting.support
    prices = "、".join(f"{label}{numbers.count(yen)}円" for label, _, yen in one.unit_price.rows())
    return Page(
        f"接種1回の単価は{prices}",
        [_cards(one.funds), _prices(one.unit_price)] if one.funds else [_prices(one.unit_price)],
        lines=[labels.line(one.lead)],
        source=source(one.source),
        layout="stack",
    )


def _cards(given: list[Fund]) -> Block:
    return {
        "type": "cards",
        "caption": "財源と内容",
        "width": 1.0,
        "columns": len(given),
        "items": [_card(one) for one in given],
    }


def _card(one: Fund) -> dict[str, object]:
    amount = one.hundred_million_yen
    paid = f"予算額：{numbers.count(amount)}億円（{one.budget}）" if amount else ""
    return {
        "label": one.purpose,
        "title": one.name,
        "lines": [labels.line(f"・{text}") for text in one.lines],
        "foot": paid,
    }


def _prices(one: UnitPrice) -> Block:
    head = [cell("区分"), right("単価"), right("加算"), right("計")]
    rows = [
        [
            cell(label),
            right(f"{numbers.count(one.yen)}円"),
            right(f"＋{numbers.count(added)}円" if added else labels.NO_VALUE),
            right(f"{numbers.count(total)}円", strong=True),
        ]
        for label, added, total in one.rows()
    ]
    return block("接種1回当たりの単価（円/回）", [head], rows)


def thresholds(meeting: Meeting | None) -> Page:
    """Who is paid more from which number of doses on, what excludes what, and the least it pays."""
    if meeting is None or meeting.support is None:
        return NOTHING
    one = meeting.support
    rules = one.thresholds
    weekly = "、".join(
        f"週{rule.least}回以上で＋{numbers.count(rule.per_dose)}円/回" for rule in rules.weekly
    )
    daily = f"1日{rules.daily.least}回以上で{yen(rules.daily.per_day)}/日"
    return Page(
        f"追加支援の基準：{rules.weekly[0].facility}は{weekly}、共通して{daily}",
        [_rules(rules)],
        notes=_reading(one),
        source=source(one.source),
    )


def _rules(one: Thresholds) -> Block:
    names = ("区分", "対象", "要件", "支給額", "重複", "最少の支給額")
    head = [*(cell(name) for name in names[:-1]), right(names[-1])]
    weekly = [_weekly(rule, one) for rule in one.weekly]
    rows = [*weekly, _daily(one), _staffed(one)]
    return block(
        "個別接種促進のための追加支援策", [head], rows, rules=[len(weekly), len(weekly) + 1]
    )


def _weekly(rule: WeeklyRule, one: Thresholds) -> list[Cell]:
    excluded = f"{one.daily.mark}と重複しない" if one.daily.not_with == rule.mark else ""
    return [
        cell(rule.mark),
        cell(rule.facility),
        cell(
            f"週{rule.least}回以上の接種を{dates.month_part(rule.until)}までに{rule.weeks}週間以上"
        ),
        cell(f"＋{numbers.count(rule.per_dose)}円/回", strong=True),
        cell(excluded),
        right(f"{yen(rule.least_pay)}※"),
    ]


def _daily(one: Thresholds) -> list[Cell]:
    rule = one.daily
    until = f"（{dates.month_part(rule.until)}まで）" if rule.until else ""
    return [
        cell(rule.mark),
        cell("診療所・病院共通"),
        cell(f"{rule.least}回以上/日のまとまった規模の接種{until}"),
        cell(f"{yen(rule.per_day)}/日（定額）", strong=True),
        cell(f"{rule.not_with}と重複しない"),
        right(yen(rule.per_day)),
    ]


def _staffed(one: Thresholds) -> list[Cell]:
    rule = one.staffed
    until = f"{dates.month_part(rule.until)}までに{rule.weeks}週間以上"
    hours = f"医師：{numbers.count(rule.doctor_hour)}円/時間"
    nurses = f"看護師等：{numbers.count(rule.nurse_hour)}円/時間"
    return [
        cell(rule.mark),
        cell(rule.facility),
        cell(f"特別な体制を組み、{rule.least}回以上/日の接種を週{rule.days_a_week}日以上、{until}"),
        cell(f"{hours}\n{nurses}", strong=True),
        cell(f"{rule.added_to}に加えて交付"),
        right(labels.NO_VALUE),
    ]


def _reading(one: Support) -> list[str]:
    """How the least sums come about, and what the paper adds."""
    sums = "、".join(
        f"{rule.least}回×{rule.weeks}週×{numbers.count(rule.per_dose)}円＝{yen(rule.least_pay)}"
        for rule in one.thresholds.weekly
    )
    return [f"※ 最少の支給額（算出）：{sums}。", *one.notes]


def yen(amount: float) -> str:
    """Yen in whole 万 where they are: 10万円, 7,550円, 921,000円."""
    myriads, rest = divmod(round(amount), 10_000)
    if rest or not myriads:
        return f"{numbers.count(round(amount))}円"
    return f"{numbers.count(myriads)}万円"
