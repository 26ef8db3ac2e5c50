"""What importing the rooms of a run costs a process that only waits for its hour."""

import importlib
import subprocess
import sys

import pytest

from renkei import publish, run
from renkei.run import proof


def loaded_after(statement: str) -> set[str]:
    script = f"import sys; {statement}; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import renkei.cli", "import renkei.run.schedule"])
def test_the_command_line_and_the_waiting_service_load_no_kernels_or_charts(statement):
    loaded = loaded_after(statement)
    assert "renkei" in loaded
    assert not loaded & {"papermill", "nbconvert", "matplotlib", "jupyter_client", "typst"}


def test_the_service_holds_no_frames_in_memory():
    assert "pandas" not in loaded_after("import renkei.run.schedule")


def test_who_makes_decks_holds_no_frames_in_memory():
    loaded = loaded_after(
        "import renkei.run.crew, renkei.publish.exporting, renkei.run.proof.correction"
    )
    assert "typst" in loaded
    assert not loaded & {"pandas", "matplotlib"}


def test_who_leads_workers_has_imported_nothing_that_makes_decks_or_reads_frames():
    loaded = loaded_after("import renkei.run.making, renkei.run.crew")
    assert "jupyter_client" in loaded
    assert not loaded & {"papermill", "nbconvert", "pandas", "openpyxl", "jinja2", "matplotlib"}


def test_who_closes_a_run_exports_no_deck_and_checks_no_frame():
    loaded = loaded_after("import renkei.run.closing")
    assert "pandas" in loaded
    assert not loaded & {"nbconvert", "pandera", "matplotlib"}


def test_where_a_run_goes_is_known_without_reading_slides_or_frames():
    loaded = loaded_after("import renkei.run.proof.destination, renkei.run.proof.correction")
    assert not loaded & {"pandas", "nbformat", "openpyxl", "pypdf", "typst"}


def test_every_name_of_the_proof_is_there_whatever_was_imported_before():
    rooms = [importlib.import_module(f"renkei.run.proof.{room}") for room in proof._ROOMS]
    found = {name: getattr(proof, name) for name in proof.__all__}
    assert not [name for name, one in found.items() if one in rooms]
    assert set(proof._HOMES) == set(proof.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        proof.nothing  # noqa: B018


def test_a_name_the_room_does_not_have_is_an_error():
    assert callable(run.run) and run.plan.__module__ == "renkei.run.plan"
    with pytest.raises(AttributeError, match="no attribute 'rnu'"):
        run.rnu  # noqa: B018
    assert callable(publish.export) and publish.Published.__module__ == "renkei.publish.exporting"
    with pytest.raises(AttributeError, match="no attribute 'exprot'"):
        publish.exprot  # noqa: B018
