"""Text from outside, made fit for a message: one line, nothing invisible, nothing to click."""

import re
import unicodedata

LONGEST = 300
_SPACES = re.compile(" {2,}")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_KEPT = "\u200c\u200d"  # parts of letters in other scripts; a joiner moves nothing
_MARKUP = str.maketrans(dict(zip("<>&[]@*`~|\\#", "＜＞＆［］＠＊｀～｜＼＃", strict=True)))


def plain(text: object, longest: int = LONGEST) -> str:
    """One line of visible text: no line breaks, controls or direction marks, no live address.

    `://` becomes full-width, so that no mail program makes a link of what stood in a cell.
    """
    seen = "".join(_visible(sign) for sign in str(text)[: longest * 20])
    line = _SPACES.sub(" ", seen).strip(" ").replace("://", "：//")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _visible(sign: str) -> str:
    hidden = unicodedata.category(sign) in _HIDDEN and sign not in _KEPT
    return " " if hidden else sign


def for_chat(text: str) -> str:
    """Text whose signs that chat programs read as markup, links or calls are full-width."""
    return text.translate(_MARKUP)
