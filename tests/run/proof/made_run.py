"""A small run of the sample, made once a session: the deck of one prefecture."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from renkei.run import plan, run
from renkei.sample import write_sample
from renkei.settings import open_campaign


def make_run(base: Path, project: Path) -> Path:
    """The project in which campaign `sample` was run for 富山県; made by whoever asks first.

    Where tests run in several processes, they share it.
    """
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "proof-run"
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "made").is_file():
            _make(home, project)
    return home


def _make(home: Path, project: Path) -> None:
    for name in ("notebooks", "params"):
        shutil.copytree(project / name, home / name)
    shutil.copy(project / "requirements.lock", home)
    write_sample(home / "data" / "raw" / "sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(home))
        run(plan(open_campaign("sample"), "16"))
    (home / "made").touch()


def copy_run(made: Path, target: Path) -> Path:
    """A copy that a test may damage: reports, frames and params; the inputs are linked."""
    for name in ("reports", "params", "notebooks", "data/processed"):
        shutil.copytree(made / name, target / name)
    shutil.copy(made / "requirements.lock", target)
    (target / "data" / "raw").symlink_to(made / "data" / "raw")
    return target / "reports" / "sample" / "2021-06-02"
