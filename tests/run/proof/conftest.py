"""One run of the sample for all tests of its proof."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sound(sample_run: Path) -> Path:
    """The folder of the run's reports; no test changes it."""
    return sample_run / "reports" / "sample" / "2021-06-02"
