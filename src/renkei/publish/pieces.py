"""Text cut into lines of pieces: a line of the page may end between two, never inside one."""

import re
from collections.abc import Callable
from functools import lru_cache

from renkei.wording.text import phrases

Spans = list[list[str]]
Width = Callable[[str], float]  # of one line of text, in em

WIDEST_PIECE = 12.0  # em; a longer phrase is broken, or it would leave a narrow column
WIDEST_WORD = 16.0  # a column is widened for a word, which is broken only beyond this
WIDEST_NUMBER = 24.0
WIDEST_ACROSS = 20.0  # in what stands over the whole page
WIDEST_IN_STATUTE = 6.0  # long phrases of running text would leave its lines ragged
NUMBER = re.compile(r"[\d０-９.,，．/:＋+−\-±△▲%％（）()〜~約億万千百\s]*[^\s\d]{0,4}")
SPACES = re.compile(r"([ \u3000]+)")
IN_NUMBER = re.compile(r"[\d.,][\d.,%％]")
MAY_NOT_START = re.compile(
    r"[、。，．・：；！？）」』】〕〉》］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)\]}%％〜]"
)
MAY_NOT_END = tuple("「『【（(〔［[{〈《")

# What a line may open with to be set with its further lines indented behind it.
MARK = re.compile(r"[ \u3000]*(?:[・⇒→○●◎①-⑳]|※\d*)[ \u3000]*")


def pieces(line: str, width: Width, widest: float = WIDEST_PIECE) -> list[str]:
    """Phrases, spaces apart, none wider than `widest` em unless it is a single word or number."""
    if NUMBER.fullmatch(line) and width(line) <= WIDEST_NUMBER:
        return [line] if line else []
    mark = opening_mark(line)
    parts = [part for phrase in _phrases(line, widest) for part in SPACES.split(phrase) if part]
    if mark:  # it never ends a line
        while parts and len(parts[0]) <= len(mark) and len(parts) > 1:
            parts[:2] = [parts[0] + parts[1]]
    return [piece for part in parts for piece in _narrow(part, width, widest)]


@lru_cache(maxsize=50_000)
def _phrases(line: str, widest: float) -> tuple[str, ...]:
    """Decks of one run say the same words again and again."""
    return tuple(phrases(line, longest=int(min(widest, WIDEST_PIECE))))


def opening_mark(text: str) -> str:
    """The mark a line opens with, and the spaces around it; empty when there is none."""
    found = MARK.match(text)
    return found.group() if found else ""


def widest_line(spans: Spans, width: Width) -> float:
    """The width in em that needs no line break."""
    return max((width("".join(line)) for line in spans), default=0.0)


def widest_piece(spans: Spans, width: Width) -> float:
    """The narrowest width in em that cuts no piece."""
    return max((width(piece) for line in spans for piece in line), default=0.0)


def _narrow(phrase: str, width: Width, widest: float) -> list[str]:
    """The phrase, cut anywhere if even a word of it is too wide to stand on one line."""
    whole = width(phrase)
    if whole <= max(widest, WIDEST_WORD) or (NUMBER.fullmatch(phrase) and whole <= WIDEST_NUMBER):
        return [phrase]
    parts = [""]
    for character in phrase:
        full = width(parts[-1] + character) > WIDEST_PIECE / 4
        pair = parts[-1][-1:] + character
        in_number = IN_NUMBER.fullmatch(pair) and width(parts[-1]) < WIDEST_NUMBER
        held = MAY_NOT_START.match(character) or pair[0] in MAY_NOT_END or in_number
        if parts[-1] and full and not held:
            parts.append("")
        parts[-1] += character
    return parts
