"""Which characters the printed pages can show, and how wide they are.

A character the fonts lack would stop the PDF (PDF/UA-1) or vanish from it, so it is replaced by a
mark that can be seen.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from renkei.publish.typefaces import NOTO, Typeface

GETA = "〓"

# Split kana and their voicing marks, as file names from a Mac carry them, are one letter.
SPLIT_KANA = re.compile("[\u3040-\u30ff][\u3099\u309a]")
ODD_SPACE = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")
# Format characters print nothing or turn the reading direction; none may pass unseen.
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


# Characters that show nothing, or turn the reading direction, wherever they are displayed.
DECEIVING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)


def mark_unseen(text: str) -> str:
    """`text` for a page whose fonts are the reader's: only deceiving characters become 〓."""
    return DECEIVING.sub(GETA, text.replace("\r\n", "\n"))


class MissingGlyphs:
    """Replaces what the fonts cannot show and remembers it, in order of appearance."""

    def __init__(self, face: Typeface = NOTO) -> None:
        self._face = face
        self._seen: dict[str, None] = {}

    def replace(self, text: str) -> str:
        """`text` with every character the fonts lack as 〓; line breaks stay."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = SPLIT_KANA.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
        text = ODD_SPACE.sub(" ", text)
        if _covered(self._face).issuperset(text):
            return text
        return "".join(self._shown(text))

    def sentence(self, limit: int = 12) -> str:
        """The line for the last page, naming the code points; empty when nothing was replaced."""
        if not self._seen:
            return ""
        names = [f"U+{ord(character):04X}" for character in self._seen]
        more = f" ほか{len(names) - limit}字" if len(names) > limit else ""
        return f"表示できない文字を{GETA}に置き換えました（{' '.join(names[:limit])}{more}）"

    def _shown(self, text: str) -> Iterable[str]:
        previous = ""
        for character in text:
            variant = (
                (ord(previous), ord(character)) in _variants(self._face) if previous else False
            )
            if character in _covered(self._face) or variant:
                yield character
            else:
                self._seen[character] = None
                yield GETA
            previous = character


def em_width(text: str, face: Typeface = NOTO) -> float:
    """The width of one line of text in em, the wider of regular and bold for each character."""
    widths = _widths(face)
    return sum(widths.get(character, 1.0) for character in text)


@cache
def _fonts(face: Typeface) -> list[tuple[TTFont, TTFont]]:
    return [(_open(*regular), _open(*bold)) for regular, bold in face.pairs]


def _open(path: Path, number: int) -> TTFont:
    return TTFont(path, fontNumber=number, lazy=True)


@cache
def _covered(face: Typeface) -> frozenset[str]:
    """The characters that both weights of one of the families can show."""
    pairs = (
        frozenset(regular.getBestCmap()) & frozenset(bold.getBestCmap())
        for regular, bold in _fonts(face)
    )
    codes = frozenset[int]().union(*pairs)
    seen = (chr(code) for code in codes if unicodedata.category(chr(code)) not in UNSEEN)
    return frozenset(seen) | {"\n"}


@cache
def _variants(face: Typeface) -> frozenset[tuple[int, int]]:
    """Pairs of a letter and a variation selector that all the fonts draw (葛 with its variant)."""
    found = [_variants_of(font) for pair in _fonts(face) for font in pair]
    return frozenset(found[0].intersection(*found[1:]))


def _variants_of(font: TTFont) -> set[tuple[int, int]]:
    tables = (table for table in font["cmap"].tables if table.format == 14)
    return {
        (code, selector)
        for table in tables
        for selector, entries in table.uvsDict.items()
        for code, _ in entries
    }


@cache
def _widths(face: Typeface) -> dict[str, float]:
    """Advance widths in em by character, of the first family that has the character."""
    widths: dict[str, float] = {}
    for pair in reversed(_fonts(face)):
        widths |= _widths_of(*pair)
    return widths


def _widths_of(*fonts: TTFont) -> dict[str, float]:
    widths: dict[str, float] = {}
    for font in fonts:
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        for code, name in font.getBestCmap().items():
            one = chr(code)
            widths[one] = max(widths.get(one, 0.0), metrics[name][0] / em)
    return widths
