"""What the pages find that are counted from changes, the liaison log and the other registers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from renkei import areas
from renkei.deck import arrivals, labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.measures import Calls, Heard, Logged, Practice, Prepared
from renkei.deck.measures.readiness import given
from renkei.settings.content.ranking import Ranking
from renkei.wording import dates, numbers

_FIRST = 3  # names in a heading


def changes(view: Briefing, frame: pd.DataFrame) -> str:
    """How many moved earlier and later since the previous round, and the largest move later.

    Nothing where no answer moved, and the page is left out. `frame` is that of `measures.moved`.
    """
    found = frame["change"].value_counts()
    if not len(frame) or not set(found.index) - {"unchanged", "silent"}:
        return ""
    earlier, later = (int(found.get(name, 0)) for name in ("improved", "slipped"))
    whose = "" if view.level == "nation" else f"{view.name}："
    unit = view.unit
    told = f"{whose}前回から"
    if earlier or later:
        told += (
            f"早まったのは{numbers.count(earlier)}{unit}、"
            if earlier
            else f"早まった{unit}はなく、"
        )
        told += f"遅れたのは{numbers.count(later)}{unit}" if later else f"遅れた{unit}はない"
    else:
        told += f"早まった{unit}も遅れた{unit}もない{_conditions(found)}"
    taken_back = int(found.get("reverted", 0))
    told += f"、取り下げ{numbers.count(taken_back)}" if taken_back else ""
    most = measures.farthest(frame, "slipped", 1)
    if most.empty:
        return told
    row = most.iloc[0]
    return f"{told}、影響が最も大きい遅れは{row['name']}の{int(row['days_moved'])}日"


def _conditions(found: pd.Series) -> str:
    """How many set or dropped a condition, where answers moved in nothing else."""
    kinds = {"条件を付けた": "newly_conditional", "条件を外した": "no_longer_conditional"}
    told = [
        f"{word}のは{numbers.count(found[name])}" for word, name in kinds.items() if name in found
    ]
    return "".join(f"、{one}" for one in told)


def calls(view: Briefing, found: Calls) -> str:
    """Whom to call first, and how many are projected late or in the order otherwise.

    Nothing where nobody is in it.
    """
    if found.order.empty:
        return ""
    names = "、".join(found.order["name"].head(_FIRST))
    whose = "" if view.level == "nation" else f"{view.name}："
    late = int((found.order["why"] == "projected").sum())
    others = len(found.order) - late
    told = f"遅れが見込まれる{numbers.count(late)}{view.unit}" if late else ""
    if others:
        told += f"ほか{numbers.count(others)}" if late else f"{numbers.count(others)}{view.unit}"
    return f"{whose}まず連絡するのは{names}（{told}のうち影響の大きい順）"


def issues(view: Briefing, found: Sequence[Heard], log: Sequence[Logged]) -> str:
    """The issue named most often, and which go with more or less delay (association alone)."""
    whose = "" if view.level == "nation" else f"{view.name}："
    if not found:
        return f"{whose}{_heard(view, log)}" if log else ""
    most = len(found[0].areas)
    named = _named([one.name for one in found if len(one.areas) == most])
    told = f"{whose}最も多い課題は{named}（{numbers.count(most)}{view.unit}）"
    if not any(one.delay and one.delay.shown for one in found):
        return told
    return f"{told}、{_associated(found)}"


def _associated(found: Sequence[Heard]) -> str:
    """Which issues go with more delay beyond chance, and which with less: those set in bold."""
    clear = [(one.name, one.delay.difference) for one in found if one.delay and one.delay.clear]
    if not clear:
        return "遅れと関連の見られる課題はない"
    more = [name for name, difference in clear if difference > 0]
    less = [name for name, difference in clear if difference < 0]
    if not more:
        return f"挙げた団体に遅れが多い課題はなく、少ないのは{_named(less)}"
    told = f"挙げた団体に遅れが多いのは{_named(more)}"
    return f"{told}、少ないのは{_named(less)}" if less else told


def responses(view: Briefing, log: Sequence[Logged]) -> str:
    """How much of what was heard is not closed, and the oldest of it; nothing where none was."""
    whose = "" if view.level == "nation" else f"{view.name}："
    return f"{whose}{_heard(view, log)}" if log else ""


def _heard(view: Briefing, log: Sequence[Logged]) -> str:
    entries, waiting = (sum(getattr(one, name) for one in log) for name in ("entries", "open"))
    told = f"聞き取り{numbers.count(entries)}件のうち未完了{numbers.count(waiting)}件"
    told += arrivals.in_brackets(view, measures.heard(view))
    most = max((one.open for one in log), default=0)
    names = [one.name for one in log if one.open == most]
    if not most:
        return told
    count = f"{'各' if len(names) > 1 else ''}{numbers.count(most)}件"
    return f"{told}、最多は{_named(names)}の{count}"


def _named(names: Sequence[str], unit: str = "分類") -> str:
    """One name, or those that share a place: 「A」と「B」; of more than two the first of so many."""
    if len(names) > 2:
        return f"「{names[0]}」など{len(names)}{unit}"
    return "と".join(f"「{name}」" for name in names)


def practices(view: Briefing, found: Sequence[Practice]) -> str:
    """How many practices there are, and which most areas could use; nothing where there is none."""
    if not found:
        return ""
    shared = view.frames["practices"]
    old = arrivals.in_brackets(view, shared[shared["current"]])
    told = f"取組事例{numbers.count(len(found))}件{old}"
    first = found[0]
    if not first.users:
        return told
    whose = f"{view.name}の" if view.level != "nation" else ""
    users = f"{whose}{numbers.count(len(first.users))}{view.unit}"
    title = f"{areas.label(first.area)}「{labels.cut(first.title, 24)}」"
    return f"{told}、最も多くの団体の課題に応えるのは{title}（{users}）"


def readiness(view: Briefing, found: Sequence[Prepared]) -> str:
    """The capability fewest municipalities have in place, or those that share that place.

    Nothing where nobody has answered.
    """
    if not found:
        return ""
    shares = measures.in_place(view)
    if not shares:
        return ""
    whose = "" if view.level == "nation" else f"{view.name}："
    of_prefectures = measures.of_prefectures(view)
    unit, what = ("都道府県", "検査・療養体制") if of_prefectures else (view.unit, "接種体制")
    old = arrivals.as_received(view, given(view))
    if all(one == of for one, of in shares.values()):
        return f"{whose}{what}はすべての{unit}で整った{f'（{old}）' if old else ''}"
    least = min(Fraction(*one) for one in shares.values())
    last = {name: one for name, one in shares.items() if Fraction(*one) == least}
    names = _named([measures.capability_title(name) for name in last], "項目")
    each = "いずれも" if len(last) > 1 else ""
    return f"{whose}整備が最も遅れているのは{names}、整ったのは{each}{_in_place(last, unit, old)}"


def _in_place(least: Mapping[str, tuple[int, int]], unit: str, old: str) -> str:
    """How many have in place what fewest have: 15市町村中8（53.3%）; a share where numbers differ."""
    (done, needed), *others = set(least.values())
    share = labels.exact_share(done, needed)
    if others:
        return share + (f"（{old}）" if old else "")
    count = f"{numbers.count(needed)}{unit}中{numbers.count(done)}"
    return f"{count}（{'、'.join(filter(None, [share, old]))}）"


def ranks(compared: Ranking | None, day: dt.date) -> str:
    """Where the own country stands among others; nothing where no comparison is known by then."""
    table = compared.newest(day) if compared else None
    if compared is None or table is None:
        return ""
    own = table.values[compared.own]
    rank = 1 + sum(value > own for value in table.values.values())
    told = f"{own:.1f}{table.unit}、{dates.short(table.as_of)}時点"
    return f"{table.title}、{compared.own}は{rank}位（{told}、比較した国は{len(table.values)}）"
