"""A client of kernels that goes on as soon as a kernel is ready, without a fixed wait."""

import time
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient

_SOON = 0.2
_ANEW = 5  # milliseconds; ZeroMQ itself waits 100 until it looks again for a socket to connect to


class PromptClient(AsyncKernelClient):
    """Jupyter's client; ready is where the answer to its first question has come whole."""

    def start_channels(self, *arguments: Any, **more: Any) -> None:
        """Connect to the kernel's sockets as soon as they are there."""
        self.context.setsockopt(zmq.RECONNECT_IVL, _ANEW)
        super().start_channels(*arguments, **more)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers and its output reaches this client.

        Jupyter's own waits until nothing has come for 0.2 s; here the last message of the answer,
        that the kernel is idle again, says so. RuntimeError where the kernel ends or after
        `timeout` seconds, as ever.
        """
        until = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            while (reply := await self.get_shell_msg(timeout=1))["parent_header"].get(
                "msg_id"
            ) != asked:
                pass
            while not _is_idle_after(await self.get_iopub_msg(timeout=_SOON), asked):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _is_idle_after(message: dict[str, Any], asked: str) -> bool:
    own: bool = message["parent_header"].get("msg_id") == asked
    return own and bool(message["content"].get("execution_state") == "idle")
