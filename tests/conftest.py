"""Fixtures every room shares."""

import fcntl
import os
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


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in which campaign `sample` was run for 富山県; no test changes it.

    Where tests run in several processes, whoever asks first makes it for all.
    """
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample-run"
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "made").is_file():
            _run_sample(home)
    return home


def _run_sample(home: Path) -> None:
    from renkei.run import plan, run
    from renkei.sample import write_sample
    from renkei.settings import open_campaign

    for name in ("notebooks", "params"):
        shutil.copytree(PROJECT / name, home / name)
    shutil.copy(PROJECT / "requirements.lock", home)
    write_sample(home / "data" / "raw" / "sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(home))
        run(plan(open_campaign("sample"), "16"))
    (home / "made").touch()


@pytest.fixture
def copied(sample_run: Path, tmp_path: Path) -> Path:
    """The folder of the reports of a copy of that run, to be damaged; its inputs are linked."""
    for name in ("reports", "params", "notebooks", "data/processed"):
        shutil.copytree(sample_run / name, tmp_path / name)
    shutil.copy(sample_run / "requirements.lock", tmp_path)
    (tmp_path / "data" / "raw").symlink_to(sample_run / "data" / "raw")
    return tmp_path / "reports" / "sample" / "2021-06-02"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own: this one's notebooks, params and lock, with nothing run yet."""
    root = tmp_path_factory.mktemp("home")
    for name in ("notebooks", "params"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "requirements.lock", root)
    return root
