"""One question of a form: the column it stands in, and what its cells may hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "code",
    "prefecture",
    "name",
    "given",
    "completion",
    "period",
    "day",
    "share",
    "count",
    "choice",
    "text",
    "contact",
]
KEYS: tuple[Kind, ...] = ("code", "prefecture", "name")


@dataclass(frozen=True)
class Question:
    """A column: its name in frames, its printed header, how its cells are read and shown.

    `kind` is one of
    - code, prefecture, name: together they say whose row it is;
    - given: filled in before the form goes out, and not read back;
    - completion: when an area expects to finish (cleaning-rules.md, "Completion dates");
    - period: a day, a part of a month, a month or a year, bounded on both sides or open at its end;
    - day: one day of the calendar; share: a percentage; count: a number in `unit`;
    - choice: one of `choices`; text: free text; contact: a person or number, kept apart.

    `known_as` are other headers it is found by, `width` is in characters, `prompt` is shown in
    Excel when a cell is selected, `example` stands in the guide. `offered` are proposed in a
    drop-down without closing the answer. `needed` are the questions without which a row has no
    key. `total` adds the column up in the row of totals.
    """

    name: str
    title: str
    kind: Kind
    known_as: tuple[str, ...] = ()
    width: int = 14
    prompt: str = ""
    example: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    needed: bool = False
    total: bool = False

    @property
    def is_locked(self) -> bool:
        """Whether the cell comes filled in and is not the municipality's to change."""
        return self.kind in (*KEYS, "given")
