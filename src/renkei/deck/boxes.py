"""The results in numbers, in boxes, for the first page of the nation."""

from typing import Any

from renkei.deck import labels, measures, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.measures import Agreement, Outlook
from renkei.wording import dates, numbers

Box = dict[str, str]


def boxes(view: Briefing, said: Agreement, width: float = 1.0) -> dict[str, Any]:
    """What is said, what is recorded, where it leads, and how many prefectures make it."""
    one = measures.outlook(view, view.area)
    items = [*_answered(view, said), *(_recorded(view, one) if one else [])]
    if not items:
        return labels.nothing("結果", labels.NO_RECORD)
    return {"type": "boxes", "width": width, "items": items}


def _box(value: str, label: str, note: str) -> Box:
    return {"value": value, "label": label, "note": note}


def _answered(view: Briefing, said: Agreement) -> list[Box]:
    if said.say is None:
        return []
    note = f"{numbers.count(said.say)}／{numbers.count(said.asked)}{view.unit}"
    share = labels.exact_share(said.say, said.asked)
    return [_box(share, f"{view.by_target}完了と回答", note)]


def _recorded(view: Briefing, one: Outlook) -> list[Box]:
    as_of = f"{dates.month_day(view.records_as_of)}現在、{labels.reported(view)}"
    late = one.last.adjusted_share
    if late is not None:
        as_of += f"\n{labels.ADJUSTED_SHORT}は{numbers.share(late)}"
    elif view.lag == "unadjusted":
        as_of += f"\n{labels.UNADJUSTED}"
    items = [_box(numbers.share(one.last.share), view.terms.rate + _of(view), as_of)]
    if one.ahead:
        items.append(_settled(view, one) if view.settled else _projected(view, one))
    items += _range(view) if view.beyond else _prefectures(view)
    # Beside what is said this would be a box too many.
    chance = not (view.asks or view.past or one.done or one.p_deadline is None)
    return [*items, _chance(one)] if chance else items


def _of(view: Briefing) -> str:
    """Whose records a figure is of, where not all 47 have any: （37都道府県）."""
    return f"（{view.told_of.removeprefix('記録のある')}）" if view.told_of else ""


def _settled(view: Briefing, one: Outlook) -> Box:
    """The share on a deadline that records have reached."""
    assert one.ahead
    late = measures.adjusted_at_deadline(view, view.area)
    note = labels.reported(view)
    if late is not None:
        note += f"\n{labels.ADJUSTED_SHORT}は{numbers.share(late)}"
    label = f"{dates.month_day(view.campaign.deadline)}の{view.terms.rate}{_of(view)}"
    return _box(labels.ahead(view, one.ahead[1]), label, note)


def _projected(view: Briefing, one: Outlook) -> Box:
    assert one.ahead
    when = labels.day_ahead(view)
    level = f"完了の水準{numbers.percent(one.target)}"
    note = f"80%区間{labels.share_span(one.ahead)}\n{level}"
    label = f"{when}の{view.terms.rate}の見込み{_of(view)}"
    return _box(labels.ahead(view, one.ahead[1]), label, note)


def _range(view: Briefing) -> list[Box]:
    """From which share to which the prefectures are, and of which ones those are."""
    order = measures.prefectures_in_order(view).sort_values(["share", "area"])
    if len(order) < 2 or view.level != "nation":
        return []
    low, high = order.iloc[0], order.iloc[-1]
    shares = f"{numbers.share(low['share'])}～{numbers.share(high['share']).removeprefix('約')}"
    note = f"{dates.month_day(view.records_as_of)}現在、{low['name']}から{high['name']}まで"
    return [_box(shares, f"都道府県の{view.terms.rate}", note)]


def _chance(one: Outlook) -> Box:
    word = f"見通しは「{verdicts.OUTLOOKS[one.outlook]}」"
    return _box(labels.chance(one.p_deadline), "期限までに完了する確率", word)


def _prefectures(view: Briefing) -> list[Box]:
    if not len(view.prefectures):
        return []
    found = measures.prefecture_chances(view)
    if not found.known or (view.past and not view.settled):
        return []
    value, few = f"{found.likely}／{found.known}", labels.unprojected(found.unknown)
    if view.settled:
        return [_box(value, "期限までに完了した都道府県", few)]
    note = "\n".join(part for part in ("見込み（確率50%以上）", few) if part)
    return [_box(value, "期限までに完了する都道府県", note)]
