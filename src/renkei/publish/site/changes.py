"""What changed between two runs of a campaign, from their manifests alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from renkei.deck.verdicts import OUTLOOKS
from renkei.publish.site.listing import MARKS, label_of, words
from renkei.wording.date_forms import month_day

Manifest = Mapping[str, Any]

ORDER = ("ahead", "on_plan", "behind")  # from good to bad; the other outlooks cannot be compared
TURNS = ("よくなった", "悪くなった", "見通しの有無が変わった")
WHOLE = "全国"
NUMBERS = {
    "returns": "回答の採用（行）",
    "records": "記録の採用（行）",
    "rejections_open": "読み取れず、訂正が届いていないもの（件）",
}


def changes(now: Manifest, before: Manifest | None) -> dict[str, Any]:
    """What to say of the step from `before` to `now`; empty without a run before.

    `since` is the earlier as-of date; `turned` the nation and prefectures whose outlook changed,
    by direction, each as (area, was, is); `municipalities` how many have each outlook, (word, was,
    is); `numbers` the counts that moved, (word, was, is).
    """
    if before is None:
        return {}
    return {
        "since": month_day(date.fromisoformat(str(before["as_of"])[:10])),
        "comparable": bool(now.get("outlooks")) and bool(before.get("outlooks")),
        "turned": [(turn, found) for turn in TURNS if (found := _turned(now, before)[turn])],
        "municipalities": list(_municipalities(now, before)),
        "numbers": list(_numbers(now, before)),
    }


def in_a_line(step: Mapping[str, Any]) -> str:
    """The same step in one line: how many prefectures turned which way, and the nation.

    Empty where there is no step; `step` is what `changes` gives.
    """
    if not step:
        return ""
    since = f"前回（{step['since']}時点）から"
    if not step["comparable"]:
        return f"{since}の変化：前回の見通しが記録されていないため、比べられない"
    told = []
    for turn, found in step["turned"]:
        areas = [area for area, _, _ in found if area != WHOLE]
        told += [f"全国は{was}→{now}" for area, was, now in found if area == WHOLE]
        told += [f"{turn}都道府県{len(areas)}"] if areas else []
    return f"{since}：{'、'.join(told) or '全国と都道府県の見通しに変化はない'}"


def _turned(now: Manifest, before: Manifest) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {turn: [] for turn in TURNS}
    later, earlier = now.get("outlooks") or {}, before.get("outlooks") or {}
    for area in sorted(set(later) & set(earlier)):
        was, now_is = str(earlier[area]), str(later[area])
        if len(area) == 2 and was != now_is and {was, now_is} <= set(OUTLOOKS):
            name = WHOLE if area == "00" else label_of(area)
            step = (name, _told(before, was), _told(now, now_is))
            found[_turn(was, now_is)].append(step)
    return found


def _turn(was: str, now_is: str) -> str:
    if was not in ORDER or now_is not in ORDER:
        return TURNS[2]
    return TURNS[0] if ORDER.index(now_is) < ORDER.index(was) else TURNS[1]


def _told(manifest: Manifest, outlook: str) -> str:
    return f"{MARKS[outlook]}{words(manifest)[outlook]}"


def _municipalities(now: Manifest, before: Manifest) -> Iterator[tuple[str, str, str]]:
    later, earlier = (_count(one.get("outlooks") or {}) for one in (now, before))
    for outlook in OUTLOOKS:
        if later[outlook] != earlier[outlook] and later.total() and earlier.total():
            yield _told(now, outlook), f"{earlier[outlook]:,}", f"{later[outlook]:,}"


def _count(outlooks: Mapping[str, Any]) -> Counter[str]:
    return Counter(str(one) for area, one in outlooks.items() if len(area) == 6)


def _numbers(now: Manifest, before: Manifest) -> Iterator[tuple[str, str, str]]:
    for key, word in NUMBERS.items():
        was, now_is = _number(before, key), _number(now, key)
        if was is not None and now_is is not None and was != now_is:
            yield word, f"{was:,}", f"{now_is:,}"


def _number(manifest: Manifest, key: str) -> int | None:
    value = (manifest.get("counts") or {}).get(key)
    if isinstance(value, Mapping):
        value = value.get("accepted")
    return value if isinstance(value, int) else None
