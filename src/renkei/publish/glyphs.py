"""Which characters the printed pages can show, and how wide they are.

The fonts are the two that come as pip packages; a character they lack would stop the PDF
(PDF/UA-1) or vanish from it, so it is replaced by a mark that can be seen.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from noto_cjk_sans_jp_bold import FONT_PATH as BOLD
from noto_cjk_sans_jp_regular import FONT_PATH as REGULAR

GETA = "〓"
FONT_FOLDERS = (Path(REGULAR).parent, Path(BOLD).parent)

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

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}

    def replace(self, text: str) -> str:
        """`text` with every character the fonts lack as 〓; line breaks stay."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = SPLIT_KANA.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
        text = ODD_SPACE.sub(" ", text)
        if all(ord(character) in _covered() for character in text):
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
            variant = (ord(previous), ord(character)) in _variants() if previous else False
            if ord(character) in _covered() or variant:
                yield character
            else:
                self._seen[character] = None
                yield GETA
            previous = character


def em_width(text: str) -> float:
    """The width of one line of text in em, the wider of regular and bold for each character."""
    widths = _widths()
    return sum(widths.get(ord(character), 1.0) for character in text)


@cache
def _fonts() -> tuple[TTFont, TTFont]:
    return TTFont(REGULAR, lazy=True), TTFont(BOLD, lazy=True)


@cache
def _covered() -> frozenset[int]:
    regular, bold = (frozenset(font.getBestCmap()) for font in _fonts())
    seen = (code for code in regular & bold if unicodedata.category(chr(code)) not in UNSEEN)
    return frozenset(seen) | {ord("\n")}


@cache
def _variants() -> frozenset[tuple[int, int]]:
    """Pairs of a letter and a variation selector that both fonts draw (葛 with its variant)."""
    pairs = []
    for font in _fonts():
        tables = (table for table in font["cmap"].tables if table.format == 14)
        pairs.append(
            {
                (code, selector)
                for table in tables
                for selector, entries in table.uvsDict.items()
                for code, _ in entries
            }
        )
    return frozenset(pairs[0] & pairs[1])


@cache
def _widths() -> dict[int, float]:
    """Advance widths in em by code point."""
    widths: dict[int, float] = {}
    for font in _fonts():
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        for code, name in font.getBestCmap().items():
            widths[code] = max(widths.get(code, 0.0), metrics[name][0] / em)
    return widths
