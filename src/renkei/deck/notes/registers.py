"""What stands under the pages counted from changes, the liaison log and the other registers."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from renkei import areas
from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.labels import Line, Strong, line
from renkei.deck.measures import FEWEST, Calls, Heard, Practice
from renkei.wording import dates, numbers


def _buckets(view: Briefing) -> str:
    names = "・".join(labels.bucket(view, one) for one in ("by_target", "next_month", "later"))
    return f"区分：回答の{names}など。"


def _slip(view: Briefing) -> str:
    """What "late" is measured from, and what the order multiplies."""
    when = view.called(view.campaign.deadline)
    told = f"遅れ：期限（{when}）から見込みの完了日までの日数。"
    if view.asks:
        told = f"遅れ：期限（{when}）から見込みの完了日（記録がなければ回答の日）までの日数と、"
        told += "前回の照会から後ろへ動いた日数の大きい方。"
    contact = "×最後の接触からの日数" if view.asks or measures.last_heard(view) else ""
    return f"{told}順は、{labels.whose(view)}の人数×遅れ{contact}。"


def _never(view: Briefing) -> str:
    """How many were never heard, and since when their days count."""
    asked, opened = len(view.municipalities), view.campaign.rounds_asked
    never = len(set(view.municipalities) - set(measures.last_heard(view)))
    whole = f"{numbers.count(asked)}{view.unit}"
    told = f"リエゾンの聞き取り又は伝達の日。記録のない{numbers.count(never)}団体（{whole}中）は"
    first = dates.month_day(opened[0].opened) if opened else ""
    since = f"最初の照会（{first}）から数える" if first else "同じ日数とみなす"
    return f"最後の接触：{told}{since}。"


def _returned(view: Briefing) -> str:
    told = f"割合の分母：今回の照会に回答した{numbers.count(len(measures.naming(view)))}{view.unit}"
    return f"{told}。自由記述は語により分類し、複数に数えることがある。"


def _delay(_: Briefing) -> str:
    return (
        "遅れ：期限までに完了する確率が50%未満。太字は偶然とは言いにくい差（99%区間が0を含まない）。"
        f"関連であり、原因を示すものではない。{FEWEST}団体未満は示さない（－（n<{FEWEST}））。"
    )


def _ready(view: Briefing) -> str:
    told = "すべての市区町村で終えた日" if view.level == "nation" else "終えた日"
    return f"日付：{told}、「予」は予定（回答の受領日より後の日）。"


def _capacity(view: Briefing) -> str:
    when = view.called(view.campaign.deadline)
    return f"能力：1日の最大接種可能数÷期限（{when}）に間に合う1日の{view.terms.unit}数（－は必要な数がないもの）。"


REGISTERS: Mapping[str, Callable[[Briefing], str]] = {
    "buckets": _buckets,
    "slip": _slip,
    "never": _never,
    "returned": _returned,
    "delay": _delay,
    "ready": _ready,
    "capacity": _capacity,
}
"""The notes of these pages, by the key of their mark."""


def calls(view: Briefing, found: Calls) -> list[str]:
    """Why whoever is in the order is there, and who is in none for want of days or of people."""
    return [*_in_order(view, found), *_in_none(view, found)]


def _in_order(view: Briefing, found: Calls) -> list[str]:
    """How many are there for another reason than a projection; how many all count as just as late."""
    counts, told = found.order["why"].value_counts(), []
    others = [
        f"{word}{numbers.count(int(counts[why]))}{view.unit}"
        for why, word in _OTHERWISE.items()
        if why in counts
    ]
    if others:
        told.append(f"遅れが見込まれる{view.unit}のほかは、{'、'.join(others)}。")
    capped = found.order[found.order["late_open"] & (found.order["slip"] == found.order["late"])]
    if len(capped):
        alike = f"遅れを{int(capped['late'].iloc[0])}日として数えた"
        told.append(f"見込みが120日を超える{numbers.count(len(capped))}{view.unit}は、{alike}。")
    return told


_OTHERWISE = {
    "said": "見込みはなく期限より後と回答した",
    "moved": "期限内だが回答を後ろへ動かした",
}


def _in_none(view: Briefing, found: Calls) -> list[str]:
    """Who is in no order, because nothing is known of when they finish or how many they are."""
    parts = []
    if found.unknown:
        unsaid = "見込みも日付の回答もない" if view.asks else "見込みのない"
        parts.append(f"{unsaid}{numbers.count(found.unknown)}{view.unit}")
    if found.uncounted:
        parts.append(
            f"{labels.whose(view)}の人数の分からない{numbers.count(found.uncounted)}{view.unit}"
        )
    return [f"{'、'.join(parts)}は順に入らない。"] if parts else []


def changes(view: Briefing, frame: pd.DataFrame) -> list[str]:
    """Conditions set or dropped by those whose day moved too, which have no line of their own."""
    before, after = (frame[f"conditional_{side}"].fillna(False).astype(bool) for side in _SIDES)
    moved = ~frame["change"].isin(["newly_conditional", "no_longer_conditional"])
    gained, lost = int((~before & after & moved).sum()), int((before & ~after & moved).sum())
    parts = [f"条件も付けた{numbers.count(gained)}{view.unit}"] if gained else []
    parts += [f"条件も外した{numbers.count(lost)}{view.unit}"] if lost else []
    if not parts:
        return []
    whole = numbers.signed(int(after.sum()) - int(before.sum()))
    return [f"「早まった」「遅れた」等に{'、'.join(parts)}を含む。条件付きは差引き{whole}。"]


_SIDES = ("before", "after")


def issues(found: Sequence[Heard]) -> list[str]:
    """That no shares behind are shown, where too few name an issue for any of them."""
    if any(one.delay and one.delay.shown for one in found) or not any(one.delay for one in found):
        return []
    return [f"課題と遅れの関連は、挙げた団体がいずれも{FEWEST}未満（n<{FEWEST}）のため示さない。"]


def practices(found: Sequence[Practice], cards: int) -> list[str]:
    """Who counts as naming an issue, and the practices without a card, by area and title."""
    told = [_NAMING] if any(one.users for one in found[:cards]) else []
    rest = [f"{areas.label(one.area)}「{labels.cut(one.title, 24)}」" for one in found[cards:]]
    return [*told, f"ほかの事例：{'、'.join(rest)}。"] if rest else told


_NAMING = (
    "挙げた団体：今回の調査票で挙げた団体と、未完了の聞き取りがある団体"
    "（調査票だけの数とは異なる）。実施した団体は除く。"
)


def readiness(view: Briefing) -> list[str]:
    """What the marks of the matrix stand for."""
    if measures.of_prefectures(view):
        return [
            "月/日は体制が整った日、「予」は回答の受領日より後に整う予定の日、"
            "－日が決まっていない（日の欄が空欄）、…回答なし。"
        ]
    if view.level == "nation":
        told = "整った市区町村の割合（対象外を除く）が◎8割以上、○5割以上、△5割未満"
        return [f"{told}、－対象外、…回答なし。濃いほど遅れている。"]
    return ["◎済、○一部、△未、－対象外、…回答なし。濃いほど遅れている。"]


def stages(counts: Mapping[str, int]) -> list[Line]:
    """The liaison log by stage, in one line; nothing where nothing was heard."""
    total = sum(counts.values())
    if not total:
        return []
    parts = [f"{word}{numbers.count(count)}" for word, count in counts.items() if count]
    return [line("聞き取り", Strong(f"{numbers.count(total)}件"), f"の経過：{'、'.join(parts)}。")]
