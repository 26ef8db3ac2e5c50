"""The process kernels are forked from. Run as a script, by path: `zygote.py SOCKET_FD PARENT_PID`.

It imports what the notebooks import, then forks one kernel for each request on its socket. It is
in the standard library's hands alone until then, and has one thread whenever it forks. A kernel
ends with the connection it was asked for on, with this process, and this process with its parent.
"""

import builtins
import ctypes
import gc
import importlib
import importlib.util
import io
import json
import os
import selectors
import signal
import socket
import sys
import time
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

KERNEL = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.debugger"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.extensions.storemagic"),
    *("tornado.platform.asyncio", "sqlite3"),
)
IMPORTED = (
    *("pyarrow.parquet", "seaborn", "matplotlib.backends.backend_svg"),
    *("matplotlib.backends.backend_agg", "matplotlib_inline.config"),
    *("renkei.intake", "renkei.projection", "renkei.projection.backtest"),
    *("renkei.deck.slides", "renkei.deck.story", "renkei.deck.figures", "renkei.deck.backtest"),
    *("renkei.deck.meeting", "renkei.deck.work", "renkei.deck.pages", "renkei.deck.headlines"),
    # What these import at their first use in a cell:
    *("pandera.backends.pandas.builtin_checks", "pandera.backends.pandas.register"),
    *("pyarrow.dataset", "pandas.core.arrays.arrow.extension_types", "pandas.io.formats.html"),
    "renkei.deck.first_page",
)
REQUEST_SECONDS = 10.0
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass
class Asked:
    """A request: the kernel's arguments, environment and folder; its connection and streams."""

    arguments: list[str]
    env: dict[str, str]
    cwd: str
    link: socket.socket
    streams: list[int]


@dataclass
class Kernel:
    """A kernel this process has forked, a zombie from its end until its connection is closed."""

    pid: int
    handle: int
    link: socket.socket
    linked: bool = True
    ended: bool = False


class Nursery:
    """The socket, the parent and the kernels, watched by one thread."""

    def __init__(self, listener: socket.socket, parent: int) -> None:
        self.listener, self.parent = listener, os.pidfd_open(parent)
        self.kernels: list[Kernel] = []
        self.watch = selectors.DefaultSelector()
        self.watch.register(listener, selectors.EVENT_READ)
        self.watch.register(self.parent, selectors.EVENT_READ)

    def serve(self) -> Asked:
        """Fork kernels until the parent ends; returns in a forked kernel only."""
        while True:
            for key, _ in self.watch.select():
                if key.fileobj is self.listener:
                    asked = self._accept()
                    if asked is not None:
                        return asked
                elif key.fileobj == self.parent:
                    self._end()
                elif key.fileobj is key.data.link:
                    self._let_go(key.data)
                else:
                    self._ended(key.data)

    def _accept(self) -> Asked | None:
        link, _ = self.listener.accept()
        asked = _receive(link)
        if asked is None:
            link.close()
            return None
        refused = None if threads() == 1 else f"{threads()} threads before a fork"
        if refused is None and (pid := os.fork()) == 0:
            self._forget()
            return asked
        for stream in asked.streams:
            os.close(stream)
        if refused is None:
            self._keep(Kernel(pid, os.pidfd_open(pid), link))
        else:
            _tell(link, {"refused": refused})
            link.close()
        return None

    def _keep(self, kernel: Kernel) -> None:
        self.kernels.append(kernel)
        self.watch.register(kernel.link, selectors.EVENT_READ, kernel)
        self.watch.register(kernel.handle, selectors.EVENT_READ, kernel)

    def _ended(self, kernel: Kernel) -> None:
        """Tell how a kernel ended; its number stays taken until nobody can signal it any more."""
        self.watch.unregister(kernel.handle)
        told = os.waitid(os.P_PIDFD, kernel.handle, os.WEXITED | os.WNOWAIT)
        kernel.ended = True
        if told is not None and kernel.linked:
            exited = told.si_code == os.CLD_EXITED
            _tell(kernel.link, {"exit": told.si_status if exited else -told.si_status})
        self._reap(kernel)

    def _let_go(self, kernel: Kernel) -> None:
        """Nobody holds this kernel any more: it ends, with the processes it started."""
        self.watch.unregister(kernel.link)
        kernel.link.close()
        kernel.linked = False
        if not kernel.ended:
            _kill(kernel.pid)
        self._reap(kernel)

    def _reap(self, kernel: Kernel) -> None:
        if kernel.ended and not kernel.linked:
            os.waitpid(kernel.pid, 0)
            os.close(kernel.handle)
            self.kernels.remove(kernel)

    def _forget(self) -> None:
        """In a forked kernel: close what belongs to the process it came from."""
        self.watch.close()
        self.listener.close()
        os.close(self.parent)
        for kernel in self.kernels:
            kernel.link.close()
            os.close(kernel.handle)
        self.kernels.clear()

    def _end(self) -> None:
        for kernel in self.kernels:
            if not kernel.ended:
                _kill(kernel.pid)
        clear(Path(self.listener.getsockname()).parent)
        os._exit(0)


def clear(folder: Path) -> None:
    """Remove the private folder of a socket and nothing else."""
    for name in ("socket", "said"):
        (folder / name).unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()


def threads() -> int:
    """The threads of this process, those of libraries included."""
    return len(list(Path("/proc/self/task").iterdir()))


def _receive(link: socket.socket) -> Asked | None:
    """One line of JSON, with two open files; None where it does not come whole."""
    link.settimeout(REQUEST_SECONDS)
    streams: list[int] = []
    try:
        line, streams, _, _ = socket.recv_fds(link, 65536, 2)
        while line and not line.endswith(b"\n"):
            more = link.recv(65536)
            line = line + more if more else b""
        told = json.loads(line)
        return Asked(told["arguments"], told["env"], told["cwd"], link, streams)
    except (OSError, ValueError, KeyError):
        for stream in streams:
            os.close(stream)
        return None


def _tell(link: socket.socket, told: dict[str, Any]) -> None:
    # Where the other side has gone, its end of the connection tells this in its turn.
    with suppress(OSError):
        link.sendall(json.dumps(told).encode() + b"\n")


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # not yet the head of its own group
        os.kill(pid, signal.SIGKILL)


def prepare() -> dict[str, str]:
    """Import, and give the variables that imports have set; afterwards there is one thread.

    The collector would walk through all that is imported again and again.
    """
    before = dict(os.environ)
    gc.disable()
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for name in KERNEL:  # first, as in a kernel: warning filters are kept in order of import
        importlib.import_module(name)
    _import_pandas()
    for name in IMPORTED:
        importlib.import_module(name)
    # It makes itself known to the shell where it is imported, and here there is none yet.
    sys.modules.pop("matplotlib_inline.backend_inline", None)
    _stop_library_threads()
    gc.freeze()
    gc.enable()
    del os.environ["MPLBACKEND"]
    return {name: value for name, value in os.environ.items() if name not in before}


def _import_pandas() -> None:
    """As in a kernel: pandas looks at import, once for all, and else takes a terminal's options."""
    encoding = importlib.import_module("ipykernel.iostream").OutStream.encoding
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=True)
    try:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding=encoding)):
            importlib.import_module("pandas")
    finally:
        del vars(builtins)["get_ipython"]


def _stop_library_threads() -> None:
    """OpenBLAS ends its threads where a process forks, and starts as many again in the kernel.

    Fewer of them (OPENBLAS_NUM_THREADS=1) would change the last digits of its results.
    """
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def become(asked: Asked, added: dict[str, str], origin: int) -> None:
    """Turn this forked process into what a newly started kernel's process would be."""
    os.setsid()
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != origin:
        os._exit(1)
    for target, stream in enumerate(asked.streams, start=1):
        os.dup2(stream, target)
        os.close(stream)
    os.environ.clear()
    os.environ.update({**added, **asked.env})
    time.tzset()
    try:
        os.chdir(asked.cwd)
    except OSError as error:
        _tell(asked.link, {"refused": str(error)})
        os._exit(1)
    importlib.import_module("numpy").random.seed()  # the others are seeded by their own libraries
    launcher = importlib.util.find_spec("ipykernel_launcher")
    sys.argv[:] = [str(launcher.origin if launcher else ""), *asked.arguments]
    _tell(asked.link, {"pid": os.getpid()})
    asked.link.close()


def main() -> None:
    """Prepare and serve; what comes back from serving is a forked process, and runs a kernel."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    parent, origin = int(sys.argv[2]), os.getpid()
    nursery = Nursery(listener, parent)
    if os.getppid() != parent:
        return
    added = prepare()
    become(nursery.serve(), added, origin)
    app = importlib.import_module("ipykernel.kernelapp")
    app.IPKernelApp.launch_instance(parent_handle=origin)


if __name__ == "__main__":
    if sys.path and Path(sys.path[0]) == Path(__file__).parent:
        del sys.path[0]
    main()
