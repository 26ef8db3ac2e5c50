"""What each municipality means to answer in each round, before any office writes it down."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from renkei.sample.chance import Chance, Floats
from renkei.sample.municipalities import Municipalities
from renkei.sample.plan import DEADLINE, ROUNDS, SampleRound

STAFF = "医療従事者の確保が前提"
VACCINE = "ワクチンの供給が前提"
_AUGUST_ENDS = dt.date(2021, 8, 31)


@dataclass(frozen=True)
class Meant:
    """One answer: `latest` is the last possible day, None where the end is open or all is done.

    `carried` means the office only writes that nothing changed since the previous round.
    """

    latest: dt.date | None
    open_from: dt.date | None = None
    complete: bool = False
    condition: str = ""
    carried: bool = False

    @property
    def bucket(self) -> str:
        """by_target, next_month or later; an open end is later, complete is by the target."""
        if self.complete:
            return "by_target"
        if self.latest is None or self.latest > _AUGUST_ENDS:
            return "later"
        return "by_target" if self.latest <= DEADLINE else "next_month"


# By the share of a bucket's municipalities, earliest first: the day they mean to finish.
_BY_TARGET = (
    (0.010, dt.date(2021, 6, 20)),
    (0.025, dt.date(2021, 6, 30)),
    (0.065, dt.date(2021, 7, 10)),
    (0.130, dt.date(2021, 7, 20)),
    (0.150, dt.date(2021, 7, 25)),
    (0.165, dt.date(2021, 7, 28)),
    (1.000, dt.date(2021, 7, 31)),
)
_NEXT_MONTH = (
    (0.12, dt.date(2021, 8, 10)),
    (0.30, dt.date(2021, 8, 20)),
    (1.00, dt.date(2021, 8, 31)),
)
_LATER = (
    (0.60, dt.date(2021, 9, 30)),
    (0.72, dt.date(2021, 10, 31)),
    (0.80, dt.date(2021, 12, 31)),
    (1.00, None),
)


def draw_answers(places: Municipalities, seed: int) -> dict[int, list[Meant]]:
    """Every round's answers in the order of `places`, with exactly the totals of ROUNDS.

    Places are ranked by their lateness and a little of the day's mood, so that most keep or
    improve their answer from round to round and a few slip back.
    """
    answers: dict[int, list[Meant]] = {}
    before: list[Meant] | None = None
    for one in ROUNDS:
        before = _one_round(one, places, before, Chance(seed, f"answers {one.number}"))
        answers[one.number] = before
    return answers


def _one_round(
    one: SampleRound, places: Municipalities, before: list[Meant] | None, chance: Chance
) -> list[Meant]:
    count = len(places.areas)
    score = places.lateness + 0.3 * chance.bell(count)
    score[places.early] = -100.0
    drawn = _days(score, one.totals)
    keeps = chance.uniform(count) < 0.85
    if before is not None:
        drawn = [
            old if kept and _may_keep(old, new) else new
            for old, new, kept in zip(before, drawn, keeps.tolist(), strict=True)
        ]
        drawn = [replace(answer, condition="", carried=False) for answer in drawn]
    drawn[places.early] = (
        Meant(None, complete=True) if one.number >= 3 else Meant(dt.date(2021, 5, 31))
    )
    drawn = _with_conditions(drawn, one.conditional, score, chance)
    return _with_carried(drawn, before, chance.uniform(count))


def _days(score: Floats, totals: tuple[int, int, int]) -> list[Meant]:
    """Rank by score and cut the ranks at the totals."""
    drawn: list[Meant] = [Meant(None)] * len(score)
    ranked = [int(index) for index in np.argsort(score, kind="stable")]
    start = 0
    for total, table in zip(totals, (_BY_TARGET, _NEXT_MONTH, _LATER), strict=True):
        for place, index in enumerate(ranked[start : start + total]):
            day = next(day for share, day in table if place < share * total)
            drawn[index] = Meant(day, _open_from(place) if day is None else None)
        start += total
    return drawn


def _open_from(place: int) -> dt.date:
    return dt.date(2021, 8 + place % 2, 1)


def _may_keep(old: Meant, new: Meant) -> bool:
    """Offices like to keep their answer while it means the same month."""
    return not old.complete and old.bucket == new.bucket


def _plain(answer: Meant) -> bool:
    return not answer.condition and not answer.complete


def _with_conditions(drawn: list[Meant], wanted: int, score: Floats, chance: Chance) -> list[Meant]:
    """Exactly `wanted` dated answers by the target say what they rest on, late ones rather."""
    worry = 0.6 * score + chance.bell(len(drawn))
    causes = chance.pick({STAFF: 0.6, VACCINE: 0.4}, len(drawn))
    ranked = [int(index) for index in np.argsort(-worry, kind="stable")]
    may = [i for i in ranked if drawn[i].bucket == "by_target" and not drawn[i].complete]
    chosen = set(may[:wanted])
    return [
        replace(answer, condition=causes[index]) if index in chosen else answer
        for index, answer in enumerate(drawn)
    ]


def _with_carried(drawn: list[Meant], before: list[Meant] | None, mood: Floats) -> list[Meant]:
    """Some whose answer is unchanged and unconditional only write that nothing changed."""
    if before is None:
        return drawn
    return [
        replace(new, carried=True)
        if share < 0.14 and replace(old, carried=False) == new and _plain(new)
        else new
        for old, new, share in zip(before, drawn, mood.tolist(), strict=True)
    ]
