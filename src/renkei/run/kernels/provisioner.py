"""The provisioner that Jupyter asks for kernels: forked where possible, else started as ever."""

import asyncio
import os
from pathlib import Path
from typing import Any, cast

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from renkei.run.kernels.forked import NotForked
from renkei.run.kernels.forking import fork_kernel

_KNOWN = {"env", "cwd", "extra_arguments", "kernel_id"}
_STEPS, _STEP = 100, 0.005


class ForkingProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, whose process may be a fork instead of a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork the kernel that `cmd` would start, or start it; the connection is as prepared."""
        given = {name: value for name, value in kwargs.items() if value is not None}
        cwd = str(given.get("cwd") or Path.cwd())
        try:
            if not given.keys() <= _KNOWN:
                raise NotForked(f"it wants {', '.join(sorted(given.keys() - _KNOWN))}")
            kernel = fork_kernel(cmd, given.get("env", os.environ), cwd)
        except NotForked as error:
            self.log.debug("an ordinary kernel: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = cast(Any, kernel)  # declared to be a Popen, of which it has what is used
        self.pid = self.pgid = kernel.pid
        self.cwd = cwd
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and its processes; back as soon as it has ended, which is soon."""
        await super().kill(restart=restart)
        for _ in range(_STEPS):
            if await self.poll() is not None:
                return
            await asyncio.sleep(_STEP)
