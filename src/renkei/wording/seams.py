"""Inside a phrase that is too long for a line: between which of its words it may still break."""

import re
from collections.abc import Collection
from itertools import pairwise

# A break is wrong before these, which close a word or a bracket, and behind those, which open one.
NOT_FIRST = (
    "、。，．,.」』】）)〕］]}・：:；;！!？?ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ々％%〉》｝〜"
)
NOT_LAST = "「『【（(〔［[{｛※〈《"

_SEAM = re.compile(
    r"(?<=[のをにがはともでや])(?=[一-鿿ァ-ヶA-Za-z])"  # a particle ends
    r"|(?<=向け|付き|済み|など|から|まで|より|及び|又は)(?=[一-鿿ァ-ヶ])"
    r"|(?<=[一-鿿々])(?=[ァ-ヶ]{2})|(?<=[ァ-ヶー]{2})(?=[一-鿿\d])(?![化庁株])"
    r"|(?<=[・：；、。／])|(?<=[）」』】])(?![ぁ-ん])|(?=[（「『【])"
)
_LATER_WORD = re.compile(
    r"(?<=[ァ-ヶー]{3})(?=ワクチン|システム|センター|サービス|カード|クラウド|グループ)"
)
_KANJI = re.compile(r"(?:(?<=[ァ-ヶー])[化庁株])?([一-鿿々]{4,})")
_WORD = re.compile(r"[一-鿿]|(?<![ァ-ヶー])[ァ-ヶ]")

# Characters that end a longer word (感染症, 交付金) more often than they begin one, or open it.
_ONLY_CLOSING = frozenset("症者等率券票局省庁株")
_CLOSING = _ONLY_CLOSING | frozenset("会金的性化課室所市町村県病員費税料法用量数型株間別内外")
_OPENING = frozenset("新再未副各全総前後同非第両")


def words(phrase: str, longest: int, held: Collection[int] = ()) -> list[str]:
    """The phrase in parts of `longest` characters if its words allow; joined they are the phrase.

    A rule of thumb for what would otherwise be cut at the edge of a column. Parts that are too
    long are cut where a script or a particle ends, then behind a name, then between the words of
    a compound (感染症｜対応｜地方｜創生), at no place in `held`; at last inside of katakana.
    """
    free = set(range(1, len(phrase))) - set(held)
    seams = {match.start() for match in _SEAM.finditer(phrase)}
    named = {place for place in free if place - 1 in held and _WORD.match(phrase, place)}
    compounds = {
        run.start(1) + end for run in _KANJI.finditer(phrase) for end in _word_ends(run.group(1))
    }
    later = {match.start() for match in _LATER_WORD.finditer(phrase)}
    cuts: set[int] = set()
    for tried in (free & seams, named, free & compounds, later):
        cuts |= _needed(phrase, cuts, tried, longest)
    return [phrase[low:high] for low, high in pairwise([0, *sorted(cuts), len(phrase)])]


def _needed(phrase: str, cuts: set[int], tried: set[int], longest: int) -> set[int]:
    """Those of the tried places that lie in a part which is too long."""
    long_parts = [
        range(low + 1, high)
        for low, high in pairwise([0, *sorted(cuts), len(phrase)])
        if high - low > longest
    ]
    return {
        place
        for place in tried
        if any(place in part for part in long_parts)
        and phrase[place] not in NOT_FIRST
        and phrase[place - 1] not in NOT_LAST
    }


def _word_ends(run: str) -> list[int]:
    """Where words end inside a compound: two kanji each, three with one that closes or opens."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]  # the least cost up to here, and the ends
    for end in range(1, len(run) + 1):
        tried = []
        for size in range(1, min(4, end) + 1):
            cost, ends = best[end - size]
            tried.append((cost + _cost(run[end - size : end]), [*ends, end]))
        best.append(min(tried))
    return best[-1][1][:-1]


def _cost(word: str) -> float:
    """How unlikely these kanji are as one word of a compound."""
    if word[0] in _ONLY_CLOSING:
        return 4.0
    if len(word) == 2:
        return 1.0
    if len(word) == 3:
        return 1.1 if word[-1] in _CLOSING else 1.2 if word[0] in _OPENING else 3.0
    return 1.4 if len(word) == 4 and _CLOSING.issuperset(word[-2:]) else 4.0
