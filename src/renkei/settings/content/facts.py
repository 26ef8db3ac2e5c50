"""What every file of facts is made of: texts with strong words, their source, and since when."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BeforeValidator, Field

from renkei.settings.fields import Checked, Date, Text

Part = TypeVar("Part", bound=Checked)
Short = Annotated[str, Field(min_length=1, max_length=32)]  # for a heading of two lines


class Source(Checked):
    """The document a part is from, and the page by its title or number."""

    document: Text
    page: Text | None = None


class Dated(Checked):
    """A part that is known from a day on: `since`; without it, always.

    The days in its `announced` fields were made known with it, and are told before they come.
    """

    announced: ClassVar[frozenset[str]] = frozenset()

    since: Date | None = None

    @property
    def known_from(self) -> dt.date | None:
        """The first day on which it could be told."""
        return self.since


class Piece(Dated):
    """A piece of a text, in bold where `strong`."""

    text: Text
    strong: bool = False


def _pieces(value: object) -> object:
    """A text, or a list of texts, `{strong: …}` and pieces in full, as pieces alone."""
    return [_piece(one) for one in (value if isinstance(value, list) else [value])]


def _piece(value: object) -> object:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, Mapping) and set(value) == {"strong"}:
        return {"text": value["strong"], "strong": True}
    return value


Words = Annotated[list[Piece], Field(min_length=1), BeforeValidator(_pieces)]


def known(part: Part, day: dt.date) -> Part:
    """The part with only what could be told on a day; a list may be empty then."""
    whole = part.announced if isinstance(part, Dated) else frozenset[str]()
    told = {name: _known(value, day) for name, value in part if name not in whole}
    return part.model_copy(update=told)


def _known(value: Any, day: dt.date) -> Any:
    if isinstance(value, list):
        return [_known(one, day) for one in value if _tellable(one, day)]
    if isinstance(value, Checked):
        return known(value, day) if _tellable(value, day) else None
    return value


def _tellable(value: Any, day: dt.date) -> bool:
    if isinstance(value, dt.date):
        return value <= day
    return not (isinstance(value, Dated) and value.known_from and value.known_from > day)
