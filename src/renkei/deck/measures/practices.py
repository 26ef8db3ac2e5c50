"""Good practices, each with the areas whose issue it answers."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.deck.measures.calls import heard
from renkei.deck.measures.issue_words import of_liaison, of_practice
from renkei.deck.measures.issues import naming
from renkei.deck.measures.progress import day


@dataclass(frozen=True)
class Practice:
    """One practice, and who could use it: municipalities naming an issue it answers.

    `users` are keys of areas, those with most eligible first; `issues` the issues they name.
    """

    area: str
    title: str
    category: str
    summary: str
    source: str
    date: dt.date | None
    issues: tuple[str, ...]
    users: tuple[str, ...]


def practices(briefing: Briefing) -> list[Practice]:
    """The practices known by the as-of date, those most areas could use first.

    Those of the deck's own area are among them. In a prefecture's deck `users` are its own
    municipalities, and a practice of elsewhere is only there where one of them could use it.
    """
    frame = briefing.frames["practices"]
    as_of = pd.Timestamp(briefing.campaign.as_of)
    frame = frame[frame["current"] & (frame["date"].isna() | (frame["date"] <= as_of))]
    named = _by_issue(briefing)
    found = [_practice(briefing, row, named) for _, row in frame.iterrows()]
    inside = "" if briefing.level == "nation" else briefing.area
    kept = [one for one in found if one.users or one.area.startswith(inside)]
    return sorted(kept, key=lambda one: (-len(one.users), one.area, one.title))


def _practice(briefing: Briefing, row: pd.Series, named: dict[str, set[str]]) -> Practice:
    category = str(row["category"] or "")
    issues = tuple(one for one in of_practice(category) if named.get(one))
    users = set().union(*(named[one] for one in issues)) - {row["area"]}
    size = briefing.eligible
    return Practice(
        str(row["area"]),
        str(row["title"]),
        category,
        str(row["summary"] or ""),
        str(row["source"] or ""),
        day(row["date"]),
        issues,
        tuple(sorted(users, key=lambda area: (-float(size.get(area, 0)), area))),
    )


def _by_issue(briefing: Briefing) -> dict[str, set[str]]:
    """Municipalities by the issues they name: in the round's return, or open in the log."""
    found: dict[str, set[str]] = {}
    for area, issues in naming(briefing).items():
        for one in issues:
            found.setdefault(one, set()).add(area)
    entries = heard(briefing)
    waiting = entries[entries["closed"].isna() & (entries["area"].str.len() == 6)]
    for area, category in zip(waiting["area"], waiting["category"].fillna(""), strict=True):
        found.setdefault(of_liaison(category), set()).add(str(area))
    return found
