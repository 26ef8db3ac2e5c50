"""The sample, drawn and written once for every test here."""

from pathlib import Path

import pytest

from renkei.sample import LATER, write_later_sample
from renkei.sample.answers import Meant, draw_answers
from renkei.sample.municipalities import Municipalities, draw_municipalities
from renkei.sample.records import Doses, give_doses
from renkei.sample.write import SEED
from renkei.settings import read_params


@pytest.fixture(scope="session")
def raw(sample_raw: Path) -> Path:
    """The raw folder in which the sample was written as `sample`."""
    return sample_raw


@pytest.fixture(scope="session")
def folder(raw: Path) -> Path:
    """The written sample."""
    return raw / "sample"


@pytest.fixture(scope="session")
def places() -> Municipalities:
    """The invented municipalities."""
    return draw_municipalities(SEED)


@pytest.fixture(scope="session")
def answers(places: Municipalities) -> dict[int, list[Meant]]:
    """What each means to answer, by round."""
    return draw_answers(places, SEED)


@pytest.fixture(scope="session")
def doses(places: Municipalities) -> Doses:
    """What is truly given up to the end of September."""
    return give_doses(places, SEED, days=172)


@pytest.fixture(scope="session")
def later_raw(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A raw folder that holds every campaign of a later dose."""
    raw = tmp_path_factory.mktemp("later")
    for name in LATER:
        write_later_sample(raw / name, read_params(project / "params" / f"{name}.yaml"))
    return raw
