"""The folders of a campaign's runs: its as-of date, and 訂正版 N of it beside a released one."""

import datetime as dt
import re
from pathlib import Path

_CORRECTION = "-correction-"
_NAME = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:{_CORRECTION}([1-9]\d{{0,5}}))?", re.ASCII)


def edition(first: Path, number: int) -> Path:
    """The folder of an edition: the date itself, or 訂正版 `number` of it."""
    return first.with_name(f"{first.name}{_CORRECTION}{number}") if number else first


def edition_of(name: str) -> tuple[dt.date, int] | None:
    """The as-of date and the correction a folder's name says; None where it is no run's."""
    found = _NAME.fullmatch(name)
    try:
        return (dt.date.fromisoformat(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def number_of(name: str) -> int:
    """Which correction a folder's name says it is; 0 for a first edition."""
    found = edition_of(name)
    return found[1] if found else 0


def edition_words(name: str) -> str:
    """What pages call it: 初版, 訂正版1."""
    number = number_of(name)
    return f"訂正版{number}" if number else "初版"
