"""Which kernels this process starts: forked ones where possible, ordinary ones by a setting."""

import difflib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets.config import Config

from renkei.errors import SettingsError
from renkei.run.kernels import forking
from renkei.run.kernels.forked import NotForked

SETTING = "RENKEI_KERNELS"
KINDS = ("forked", "ordinary")
KERNEL = "python3"
NAME, ORDINARY = "renkei-fork", "local-provisioner"
_ENTRY = EntryPoint(
    name=NAME,
    value="renkei.run.kernels.provisioner:ForkingProvisioner",
    group=KernelProvisionerFactory.GROUP_NAME,
)
# A kernel of the user's own home must not take the place of the environment's.
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")

_lock = threading.Lock()
_inside = 0


def chosen(kind: str = "") -> str:
    """The kind of kernels: `kind`, else what RENKEI_KERNELS says, else `forked`.

    `forked` is a wish: an ordinary kernel is started wherever none can be forked. Raises
    SettingsError for any other word.
    """
    word = kind or os.environ.get(SETTING, "") or KINDS[0]
    if word not in KINDS:
        raise SettingsError(
            f"unknown kind of kernels {word!r}",
            where="kernels" if kind else SETTING,
            expected=" or ".join(KINDS),
            nearest=difflib.get_close_matches(word, KINDS, n=1),
        )
    return word


@contextmanager
def kernel_environment(kind: str = "") -> Iterator[None]:
    """Within it, kernels of this process are of the kind `chosen`, unless they ask for their own.

    A provisioner that the user has set up for all of Jupyter stays. May be entered by several
    threads, of the same kind. The process kernels are forked from is kept for the next time.
    """
    if chosen(kind) == "ordinary":
        yield
        return
    _enter()
    try:
        yield
    finally:
        _leave()


def lend() -> forking.Lent | None:
    """The process that kernels of this process are forked from, begun where there is none.

    It imports while this process goes on. None where kernels are ordinary ones.
    """
    default = KernelProvisionerFactory.instance().default_provisioner_name
    if chosen() == "ordinary" or default not in (NAME, ORDINARY):
        return None
    try:
        manager = KernelManager(kernel_name=KERNEL)
        env = {**os.environ, **(manager.kernel_spec.env if manager.kernel_spec else {})}
        env.pop("PYTHONEXECUTABLE", None)  # as Jupyter does
        return forking.lend(manager.format_kernel_cmd(), env, str(Path.cwd()))
    except (NoSuchKernel, NotForked):
        return None  # told with the first notebook, where it is anything to be told


def kernel_config() -> Config:
    """The configuration for papermill: no fixed waits, and sockets of this user's own files.

    Ports instead would be within reach of everybody else on the machine.
    """
    client = "renkei.run.kernels.prompt.PromptClient"
    return Config({"KernelManager": {"transport": "ipc", "client_class": client}})


def _enter() -> None:
    global _inside
    with _lock:
        _inside += 1
        factory = KernelProvisionerFactory.instance()
        # An installation made before this provisioner was added does not list it.
        factory.provisioners.setdefault(NAME, _ENTRY)
        if factory.default_provisioner_name == ORDINARY:
            factory.default_provisioner_name = NAME


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        factory = KernelProvisionerFactory.instance()
        if not _inside and factory.default_provisioner_name == NAME:
            factory.default_provisioner_name = ORDINARY
