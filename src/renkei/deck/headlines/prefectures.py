"""How many prefectures make it: counted by their chances, and said no surer than those are."""

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.measures import Chances
from renkei.wording import dates


def prefectures(view: Briefing, order: pd.DataFrame) -> str:
    """How many prefectures will not make it, and which is furthest behind."""
    if order.empty:
        return f"都道府県別の{labels.NO_RECORD}"
    last, rate = order.iloc[0], view.terms.rate
    share = labels.ahead(view, float(last["middle"]))
    if view.beyond:
        first = order.iloc[-1]
        most = labels.ahead(view, float(first["middle"]))
        when = f"{labels.day_ahead(view)}（120日後）の{rate}の見込み"
        return f"{when}は、{last['name']}の{share}から{first['name']}の{most}まで"
    if view.settled:
        unlikely = int((order["p_deadline"] < 0.5).sum())
        found = f"期限までに完了しなかったのは{_known(view)}{len(order)}都道府県中{unlikely}"
        return f"{found}、{rate}が最も低いのは{last['name']}の{share}"
    found = _not_in_time(view, measures.prefecture_chances(view))
    lowest = (
        "" if pd.isna(last["middle"]) else f"、{rate}の見込みが最も低いのは{last['name']}の{share}"
    )
    return found + lowest


def _not_in_time(view: Briefing, found: Chances) -> str:
    """How many will not make it, no surer than their chances are, and how many nobody can tell."""
    if not found.known:
        return "見込みを示せる都道府県はまだない"
    few = labels.unprojected(found.unknown)
    tail = f"（{few}）" if few else ""
    if view.past:
        until = f"記録は{dates.month_day(view.records_as_of)}まで"
        return f"期限を過ぎ、{until}：期限までに完了の確率50%以上は{found.likely}都道府県{tail}"
    if not found.likely or not found.unlikely:
        return _in_time(view, found) + tail
    sure = "完了しない見込み" if found.sure else "完了する確率が50%未満"
    return f"期限までに{sure}は{_known(view)}{found.known}都道府県中{found.unlikely}{tail}"


def _known(view: Briefing) -> str:
    """That only prefectures with records are counted, where not all 47 have any."""
    return "" if view.whole_nation else "記録のある"


def prefectures_likely(view: Briefing) -> str:
    """How many prefectures make it, of those with a projection; after the deadline what is known."""
    found, whole = measures.prefecture_chances(view), len(view.prefectures)
    if view.settled:
        return f"期限までに完了したのは{_known(view)}{whole}都道府県中{found.likely}"
    if view.past:
        return f"期限を過ぎ、記録は{dates.month_day(view.records_as_of)}まで"
    if not found.known:
        return "見込みを示せる都道府県はまだない"
    few = labels.unprojected(found.unknown)
    return _in_time(view, found) + (f"（{few}）" if few else "")


def _in_time(view: Briefing, found: Chances) -> str:
    """How many of those with a projection complete in time, no surer than their chances are."""
    counted = f"{_known(view)}{found.known}都道府県"
    if not found.unlikely:
        return f"{counted}すべてが期限までに完了する見込み"
    if found.likely:
        return f"期限までに完了する見込みは{counted}中{found.likely}"
    if found.sure:
        return f"{counted}すべてが期限までに完了しない見込み"
    return f"期限までに完了する確率が50%以上の都道府県はない（最高{labels.chance(found.high)}）"
