"""The facts of all phases as of a day, and a deck to put them on."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.deck.briefing import Briefing
from renkei.deck.slides import Deck
from renkei.settings.content.facts import known
from renkei.settings.content.national import National, read_national


@pytest.fixture(scope="module")
def deck(view: Callable[..., Briefing]) -> Deck:
    """The sample's deck of the nation."""
    return Deck(view())


@pytest.fixture
def facts(project: Path) -> Callable[[str], National]:
    """All facts as far as they are known on a day."""
    every = read_national(project / "params" / "sample.yaml", "national-omicron-2022")
    return lambda day: known(every, dt.date.fromisoformat(day))
