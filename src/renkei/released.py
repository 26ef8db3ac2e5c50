"""A folder of frames that a released run stands on: marked, and not written to again."""

from pathlib import Path

from renkei.errors import OutputError

RELEASED = ".released"
"""The file in a folder of frames that says of which release they are."""


def refuse_released(frames: Path) -> None:
    """Raise OutputError where a folder holds the frames of a released run."""
    if (frames / RELEASED).exists():
        raise OutputError(
            "the frames of a released run, which stay as they are",
            where=str(frames),
            expected="another folder of processed frames (--processed; `processed` in a notebook)",
        )
