"""What the tests of runs share."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def gone() -> Callable[[int], bool]:
    """Tells whether a process ends."""
    return _gone


def _gone(pid: int) -> bool:
    """Whether a process is gone, or a zombie nobody runs any more, within some seconds."""
    for _ in range(200):
        try:
            told = Path(f"/proc/{pid}/stat").read_text()
            if told.rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False
