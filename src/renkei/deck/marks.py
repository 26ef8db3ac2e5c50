"""Marks (※1, ※2) that number themselves: a page's notes are those its texts refer to."""

import re
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

_DIGITS = 8
_MARK = re.compile(rf"※\{{(\d{{{_DIGITS}}})\}}")
_keys: dict[str, str] = {}  # by the number that stands for them in this process


def mark(key: str) -> str:
    """A mark to put into a text; the page turns it into ※1, ※2 … in order of appearance.

    The number in it is drawn anew in every process, so that no text from outside can hold it. All
    are of one width, since figures are laid out around them.
    """
    return f"※{{{_number(key)}}}"


@cache
def _number(key: str) -> str:
    number = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    if number in _keys:
        return _number(key)
    _keys[number] = key
    return number


def numbered(
    content: dict[str, Any], texts: Mapping[str, Callable[[], str]]
) -> tuple[dict[str, Any], list[str]]:
    """Number the marks of a page; also its notes, in that order.

    `texts` gives a note by its key. What looks like a mark and is none is somebody's data and
    stays; so does, by its key, a mark there is no note for.
    """
    numbers: dict[str, int] = {}

    def replace(match: re.Match[str]) -> str:
        key = _keys.get(match.group(1))
        if key is None:
            return match.group()
        if key not in texts:
            return f"※{{{key}}}"
        return f"※{numbers.setdefault(key, len(numbers) + 1)}"

    ready: dict[str, Any] = _walk(content, lambda text: _MARK.sub(replace, text))
    return ready, [f"※{number} {texts[key]()}" for key, number in numbers.items()]


def _walk(part: Any, replace: Callable[[str], str]) -> Any:
    """The same structure with every text replaced, in reading order."""
    if isinstance(part, str):
        return replace(part)
    if isinstance(part, Mapping):
        return {key: _walk(value, replace) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_walk(value, replace) for value in part]
    return part
