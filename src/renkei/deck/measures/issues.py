"""Issues heard: who names them, what became of them, and which go with delay."""

import datetime as dt
import math
from dataclasses import dataclass
from statistics import NormalDist

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.deck.measures.calls import heard
from renkei.deck.measures.issue_words import ISSUES, OTHER, named, of_liaison
from renkei.deck.measures.progress import day

FEWEST = 10
"""Of fewer municipalities no share is shown: it would speak of single ones."""

_CONFIDENCE = 0.99  # of an interval of a difference: some ten issues are compared at once
STAGES = ("heard", "forwarded", "replied", "returned", "closed")
"""How far an entry of the liaison log is: the last step that was taken."""


@dataclass(frozen=True)
class Delay:
    """Of the municipalities that name an issue and of those that do not: how many are behind.

    `clear` says whether the difference of the shares is more than chance: its 99 % interval
    (Newcombe, from two Wilson intervals) leaves out 0. Never a cause.
    """

    naming: int
    behind: int
    others: int
    others_behind: int

    @property
    def shown(self) -> bool:
        """Whether both groups are large enough to show a share of."""
        return self.naming >= FEWEST and self.others >= FEWEST

    @property
    def difference(self) -> float:
        """Share behind among those naming it, less that among the others."""
        return self.behind / self.naming - self.others_behind / self.others

    @property
    def clear(self) -> bool:
        """Whether the difference is more than chance would make."""
        if not self.shown:
            return False
        low, high = newcombe((self.behind, self.naming), (self.others_behind, self.others))
        return low > 0 or high < 0


def newcombe(
    first: tuple[int, int], second: tuple[int, int], confidence: float = _CONFIDENCE
) -> tuple[float, float]:
    """The interval of the difference of two shares, each given as (count, of).

    Newcombe (1998), method 10: from the Wilson intervals of both.
    """
    (p, low_p, high_p), (q, low_q, high_q) = (_wilson(*one, confidence) for one in (first, second))
    return (
        p - q - math.hypot(p - low_p, high_q - q),
        p - q + math.hypot(high_p - p, q - low_q),
    )


def _wilson(count: int, of: int, confidence: float) -> tuple[float, float, float]:
    """A share with its Wilson interval."""
    p, z = count / of, NormalDist().inv_cdf((1 + confidence) / 2)
    middle, spread = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + (z / (2 * of)) ** 2)
    scale = 1 + z * z / of
    return p, (middle - spread) / scale, (middle + spread) / scale


@dataclass(frozen=True)
class Heard:
    """One issue: how many municipalities name it in the round, and how it goes with delay.

    `delay` is None where nobody's delay is known.
    """

    name: str
    areas: tuple[str, ...]
    delay: Delay | None


@dataclass(frozen=True)
class Logged:
    """One category of the liaison log: entries by stage, and the oldest that is not closed."""

    name: str
    stages: dict[str, int]
    oldest: dt.date | None
    oldest_area: str

    @property
    def entries(self) -> int:
        """How many were heard."""
        return sum(self.stages.values())

    @property
    def open(self) -> int:
        """How many are not closed."""
        return self.entries - self.stages["closed"]


def naming(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    """The issues each municipality names in its return of the round in force, by area.

    A municipality without an answer that could be read is not there, so that shares are of those
    the pages count as answered; one that names none has an empty tuple.
    """
    number = briefing.round.number if briefing.round else -1
    frame = briefing.of_area(briefing.frames["returns"])
    mine = frame[(frame["round"] == number) & frame["current"]]
    mine = mine[mine["area"].isin(_answered(briefing, number))]
    texts = mine["issues"].fillna("")
    return {str(area): named(text) for area, text in zip(mine["area"], texts, strict=True)}


def _answered(briefing: Briefing, number: int) -> set[str]:
    """The municipalities whose answer of a round is there and could be read."""
    now = briefing.answers[briefing.answers["round"] == number]
    return set(now.loc[~now["bucket"].isin(["not_answered", "unreadable"]), "area"])


def issues(briefing: Briefing) -> list[Heard]:
    """The issues named in the round's returns, the most often named first.

    A municipality may name several. Empty where nobody names one.
    """
    said = naming(briefing)
    behind = _behind(briefing)
    found = []
    for name in [*(one.name for one in ISSUES), OTHER]:
        mine = tuple(area for area, given in said.items() if name in given)
        if mine:
            found.append(Heard(name, mine, _delay(set(mine), set(said), behind)))
    last = [one for one in found if one.name == OTHER]
    rest = [one for one in found if one.name != OTHER]
    return sorted(rest, key=lambda one: -len(one.areas)) + last


def _behind(briefing: Briefing) -> dict[str, bool]:
    """Whether each municipality with a projection is behind: P(complete by the deadline) < 50 %."""
    frame = briefing.municipal
    if briefing.beyond:
        return {}
    known = frame[frame["p_deadline"].notna()]
    return dict(zip(known["area"], known["p_deadline"] < 0.5, strict=True))


def _delay(mine: set[str], asked: set[str], behind: dict[str, bool]) -> Delay | None:
    known = asked & set(behind)
    if not known:
        return None
    naming, others = mine & known, known - mine
    return Delay(
        len(naming),
        sum(behind[one] for one in naming),
        len(others),
        sum(behind[one] for one in others),
    )


def stage(frame: pd.DataFrame) -> pd.Series:
    """How far each entry of the liaison log is, as one of `STAGES`."""
    reached = pd.Series("heard", frame.index, dtype="str")
    for step in STAGES[1:]:
        reached = reached.mask(frame[step].notna(), step)
    return reached


def logged(briefing: Briefing) -> list[Logged]:
    """The liaison log by issue: those with most entries that are not closed first."""
    frame = heard(briefing)
    frame = frame.assign(
        stage=stage(frame), issue=[of_liaison(one) for one in frame["category"].fillna("")]
    )
    found = [_logged(str(name), part) for name, part in frame.groupby("issue", sort=False)]
    return sorted(found, key=lambda one: (one.name == OTHER, -one.open, -one.entries, one.name))


def _logged(name: str, part: pd.DataFrame) -> Logged:
    counts = part["stage"].value_counts()
    waiting = part[part["closed"].isna() & part["contacted"].notna()]
    first = waiting.sort_values(["contacted", "area"]).head(1)
    return Logged(
        name,
        {one: int(counts.get(one, 0)) for one in STAGES},
        None if first.empty else day(first["contacted"].iloc[0]),
        "" if first.empty else str(first["area"].iloc[0]),
    )


@dataclass(frozen=True)
class Response:
    """What is heard most often of an issue, how often, and the newest reply to it.

    `ministry`, `reply` and `replied` are empty where no ministry has replied yet; `unanswered`
    counts the entries saying it without a reply, `open` those that are not closed.
    """

    issue: str
    text: str
    entries: int
    open: int
    unanswered: int
    ministry: str
    reply: str
    replied: dt.date | None


def responses(briefing: Briefing) -> list[Response]:
    """Issue ⇒ response: every text of the liaison log with the newest reply to the same text.

    Those heard most often first.
    """
    frame = heard(briefing)
    frame = frame[frame["text"].fillna("") != ""]
    frame = frame.assign(issue=[of_liaison(one) for one in frame["category"].fillna("")])
    found = []
    for (issue, text), part in frame.groupby(["issue", "text"], sort=False):
        answered = part[part["reply"].fillna("") != ""].sort_values("replied")
        last = answered.tail(1)
        found.append(
            Response(
                str(issue),
                str(text),
                len(part),
                int(part["closed"].isna().sum()),
                len(part) - len(answered),
                "" if last.empty else str(last["ministry"].iloc[0] or ""),
                "" if last.empty else str(last["reply"].iloc[0]),
                None if last.empty else day(last["replied"].iloc[0]),
            )
        )
    return sorted(found, key=lambda one: (-one.entries, one.issue, one.text))
