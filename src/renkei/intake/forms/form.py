"""What a form is: its questions in order, whose rows it has, and how its columns are known."""

import functools
import re
from dataclasses import dataclass
from typing import Literal

from renkei.intake.forms.question import KEYS, Question
from renkei.wording.text import fold

SHEET = "回答"
GUIDE = "記入要領"
VERSION = "2"
SAMPLE_MARK = "見本（架空のデータ）"
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|[※*]\d*|[\s:/・]")
_SIGNS = re.compile(r"[※*]\d*|[()\[\]\s:/・]")


@dataclass(frozen=True)
class Form:
    """One kind of workbook that goes out and comes back.

    `rows` says what a row is: "areas" has one row for every municipality, filled in when it goes
    out; "open" has as many as are needed. `key` names the questions of which two rows may not say
    the same, `levels` the areas a row may belong to. `core` are the questions a header must have,
    one of each group. `total` is the label of a row of totals. `related` are the questions whose
    cells are compared with others once they are read. `answers_to` is the register the rows belong
    to, where it is not the form's own: another campaign may ask for other things in its place.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    rows: Literal["areas", "open"]
    key: tuple[str, ...]
    core: tuple[tuple[str, ...], ...]
    instruction: str
    guide: tuple[str, ...]
    notes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("municipality",)
    total: str = ""
    related: tuple[str, ...] = ()
    answers_to: str = ""

    @property
    def register(self) -> str:
        """The name of the frame its rows are kept in."""
        return self.answers_to or self.name

    @functools.cached_property
    def by_name(self) -> dict[str, Question]:
        """The questions by the name of their column in frames."""
        return {one.name: one for one in self.questions}

    @functools.cached_property
    def headers(self) -> tuple[str, ...]:
        """The printed headers, in order."""
        return tuple(one.title for one in self.questions)

    @functools.cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions whose cells are read back."""
        return tuple(one.name for one in self.questions if one.kind != "given")

    @functools.cached_property
    def answers(self) -> tuple[str, ...]:
        """The questions a municipality answers: neither key nor filled in before."""
        return tuple(one.name for one in self.questions if not one.is_locked)

    @functools.cached_property
    def contacts(self) -> tuple[str, ...]:
        """The questions about persons, which never leave the internal call list."""
        return tuple(one.name for one in self.questions if one.kind == "contact")

    @functools.cached_property
    def keys(self) -> tuple[str, ...]:
        """The questions that together say whose row it is."""
        return tuple(one.name for one in self.questions if one.kind in KEYS)

    @functools.cached_property
    def others(self) -> tuple[str, ...]:
        """The questions of the key beside the area."""
        return tuple(name for name in self.key if name != "area")

    def question_of(self, title: str) -> str:
        """The question a header asks: 希望者見込み（%） is "wish_share"; "" for none.

        Brackets count where they tell two questions apart: 供給量 and 供給量（累計）.
        """
        return self._by_header.get(_whole_header(title)) or self._by_header.get(
            bare_header(title), ""
        )

    @functools.cached_property
    def _by_header(self) -> dict[str, str]:
        asked = [(h, one.name) for one in self.questions for h in (one.title, *one.known_as)]
        bare = {bare_header(header): name for header, name in asked}
        return bare | {_whole_header(header): name for header, name in asked}

    @property
    def expected_headers(self) -> str:
        """The headers a sheet must have, as a phrase for messages."""
        groups = [" or ".join(self.by_name[name].title for name in group) for group in self.core]
        return ", and ".join(groups)


@functools.lru_cache(maxsize=8192)
def bare_header(title: str) -> str:
    """A header without brackets, note marks, spaces and colons, folded: how headers compare."""
    return _BRACKETS.sub("", fold(title))


@functools.lru_cache(maxsize=8192)
def _whole_header(title: str) -> str:
    """A header folded, without note marks, spaces and the signs of brackets."""
    return _SIGNS.sub("", fold(title))
