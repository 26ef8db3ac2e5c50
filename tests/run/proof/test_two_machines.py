"""The same inputs elsewhere, at another hour: the same decks, annex, frames and manifest."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

OF_THE_MACHINE = ("machine", "times", "executed")
"""What a manifest tells of where and when; executed notebooks hold paths and moments."""


def manifest_of(reports: Path) -> dict[str, Any]:
    told = json.loads((reports / "manifest.json").read_text(encoding="utf-8"))
    assert all(told[name] for name in OF_THE_MACHINE)
    return {name: one for name, one in told.items() if name not in OF_THE_MACHINE}


def test_two_runs_of_the_same_inputs_have_the_same_bytes(copied, sample_run, tmp_path):
    other = tmp_path / "elsewhere" / "連携"
    for name in ("notebooks", "params"):
        shutil.copytree(sample_run / name, other / name)
    shutil.copytree(sample_run / "data" / "raw", other / "data" / "raw")
    shutil.copy(sample_run / "requirements.lock", other)
    there = {"RENKEI_HOME": str(other), "TZ": "America/St_Johns", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "renkei", "run", "sample", "--areas", "16"]
    subprocess.run(command, env=os.environ | there, check=True, capture_output=True, cwd=tmp_path)
    reports = other / "reports" / "sample" / "2021-06-02"
    assert manifest_of(reports) == manifest_of(copied)
    for name in ("deck.html", "deck.pdf", "annex.xlsx"):
        assert (reports / "16" / name).read_bytes() == (copied / "16" / name).read_bytes()
