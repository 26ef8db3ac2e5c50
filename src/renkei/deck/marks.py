"""Marks (※1, ※2) that number themselves: a page's notes are those its texts refer to."""

import re
from collections.abc import Callable, Mapping
from typing import Any

_MARK = re.compile(r"※\{([a-z]+)\}")


def mark(key: str) -> str:
    """A mark to put into a text; the page turns it into ※1, ※2 … in order of appearance."""
    return f"※{{{key}}}"


def numbered(
    content: dict[str, Any], texts: Mapping[str, Callable[[], str]]
) -> tuple[dict[str, Any], list[str]]:
    """Number the marks of a page; also its notes, in that order.

    `texts` gives a note by its key. A mark with an unknown key is somebody's data and stays.
    """
    numbers: dict[str, int] = {}

    def replace(match: re.Match[str]) -> str:
        key = match.group(1)
        if key not in texts:
            return match.group()
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
