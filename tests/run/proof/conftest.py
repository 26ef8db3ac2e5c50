"""One run of the sample for all tests of its proof."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("made_run", Path(__file__).with_name("made_run.py"))
made_run = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made_run)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """The project the run was made in."""
    return made_run.make_run(tmp_path_factory.getbasetemp(), project)


@pytest.fixture(scope="session")
def sound(made: Path) -> Path:
    """The folder of the run's reports; no test changes it."""
    return made / "reports" / "sample" / "2021-06-02"


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    """The folder of a copy of the run, to be damaged."""
    return made_run.copy_run(made, tmp_path)
