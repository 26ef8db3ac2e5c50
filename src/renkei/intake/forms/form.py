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


@dataclass(frozen=True)
class Form:
    """One kind of workbook that goes out and comes back.

    `rows` says what a row is: "areas" has one row for every municipality, filled in when it goes
    out; "open" has as many as are needed. `key` names the questions of which two rows may not say
    the same; `by_area` whether a row belongs to an area, and `levels` to which. `core` are the
    questions a header must have, one of each group. `total` is the label of a row of totals.
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

    @functools.cached_property
    def by_name(self) -> dict[str, Question]:
        """The questions by the name of their column in frames."""
        return {one.name: one for one in self.questions}

    @property
    def headers(self) -> tuple[str, ...]:
        """The printed headers, in order."""
        return tuple(one.title for one in self.questions)

    @property
    def by_area(self) -> bool:
        """Whether every row belongs to an area."""
        return any(one.kind in ("code", "name") for one in self.questions)

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions whose cells are read back."""
        return tuple(one.name for one in self.questions if one.kind != "given")

    @property
    def answers(self) -> tuple[str, ...]:
        """The questions a municipality answers: neither key nor filled in before."""
        return tuple(one.name for one in self.questions if not one.is_locked)

    @property
    def contacts(self) -> tuple[str, ...]:
        """The questions about persons, which never leave the internal call list."""
        return tuple(one.name for one in self.questions if one.kind == "contact")

    @property
    def keys(self) -> tuple[str, ...]:
        """The questions that together say whose row it is."""
        return tuple(one.name for one in self.questions if one.kind in KEYS)

    def question_of(self, title: str) -> str:
        """The question a header asks: 希望者見込み（%） is "wish_share"; "" for none."""
        return self._by_header.get(bare_header(title), "")

    @functools.cached_property
    def _by_header(self) -> dict[str, str]:
        return {
            bare_header(header): one.name
            for one in self.questions
            for header in (one.title, *one.known_as)
        }

    @property
    def expected_headers(self) -> str:
        """The headers a sheet must have, as a phrase for messages."""
        groups = [" or ".join(self.by_name[name].title for name in group) for group in self.core]
        return ", and ".join(groups)


@functools.lru_cache(maxsize=8192)
def bare_header(title: str) -> str:
    """A header without brackets, note marks, spaces and colons, folded: how headers compare."""
    return _BRACKETS.sub("", fold(title))
