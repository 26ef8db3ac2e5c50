"""Fixtures every room shares."""

import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data beside the project; its tests skip where it is absent."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("real data is not here: ../shared/data is absent")
    return folder


@pytest.fixture(scope="session")
def sample_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A raw folder that holds the sample campaign, as `renkei sample` writes it."""
    from renkei.sample import write_sample

    raw = tmp_path_factory.mktemp("raw")
    write_sample(raw / "sample")
    return raw


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own: this one's notebooks, params and lock, with nothing run yet."""
    root = tmp_path_factory.mktemp("home")
    for name in ("notebooks", "params"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "requirements.lock", root)
    return root
