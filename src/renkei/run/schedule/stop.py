"""Waiting that SIGTERM and SIGINT end at once, without an exception in the middle of a write."""

import os
import select
import signal
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Self

_ENDING = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Whether this process was asked to end; a context that holds the two signals meanwhile."""

    def __init__(self) -> None:
        self.asked = False
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._ask) for number in _ENDING}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        with suppress(BlockingIOError):  # enough signals lie in the pipe already
            os.write(self._write, b"x")

    def wait(self, seconds: float) -> bool:
        """Wait so long or until asked to end; whether it was asked."""
        if not self.asked:
            select.select([self._read], [], [], max(seconds, 0))
        return self.asked
