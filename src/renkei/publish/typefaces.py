"""The fonts of the printed pages: those of the pip packages, or BIZ UDPゴシック where installed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from noto_cjk_sans_jp_bold import FONT_PATH as BOLD
from noto_cjk_sans_jp_regular import FONT_PATH as REGULAR

from renkei.errors import SettingsError

NOTO_FAMILY, BIZ_FAMILY = "Noto Sans CJK JP", "BIZ UDPGothic"
BIZ_FILE = re.compile(r"biz.?ud", re.IGNORECASE)
FAMILY, WEIGHT_NAME = 1, 2  # of the name table


@dataclass(frozen=True)
class Typeface:
    """Families in the order they are asked for a character, and their files (path, number)."""

    families: tuple[str, ...]
    pairs: tuple[tuple[tuple[Path, int], tuple[Path, int]], ...]  # regular and bold of each

    @property
    def files(self) -> tuple[Path, ...]:
        """All font files, each once."""
        return tuple(dict.fromkeys(path for pair in self.pairs for path, _ in pair))


NOTO = Typeface((NOTO_FAMILY,), (((Path(REGULAR), 0), (Path(BOLD), 0)),))


def typeface(name: str) -> Typeface:
    """The fonts a deck asks for: "noto", or "biz-ud" with Noto behind it for rare characters.

    Raises SettingsError where BIZ UDPゴシック is asked for and is not installed.
    """
    return NOTO if name == "noto" else _biz_ud()


@cache
def _biz_ud() -> Typeface:
    from matplotlib.font_manager import findSystemFonts  # looks at all fonts where it is imported

    found = {weight: place for path in sorted(findSystemFonts()) for weight, place in _biz_in(path)}
    if not {"Regular", "Bold"} <= found.keys():
        raise SettingsError(
            f"BIZ UDPゴシック ({BIZ_FAMILY}) is not installed on this machine",
            where="font: biz-ud",
            expected="its Regular and Bold among the machine's fonts, or font: noto",
        )
    return Typeface((BIZ_FAMILY, NOTO_FAMILY), ((found["Regular"], found["Bold"]), *NOTO.pairs))


def _biz_in(path: str) -> Iterator[tuple[str, tuple[Path, int]]]:
    """The weights of BIZ UDPGothic in a font file, which may hold several fonts."""
    if not BIZ_FILE.search(Path(path).name):
        return
    try:
        fonts = TTCollection(path).fonts if path.lower().endswith(".ttc") else [TTFont(path)]
    except (TTLibError, OSError):
        return
    for number, font in enumerate(fonts):
        if font["name"].getDebugName(FAMILY) == BIZ_FAMILY:
            yield str(font["name"].getDebugName(WEIGHT_NAME)), (Path(path), number)
