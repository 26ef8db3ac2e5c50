"""Which kernels this process starts: forked ones where possible, ordinary ones by a setting."""

import difflib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets.config import Config

from renkei.errors import SettingsError

SETTING = "RENKEI_KERNELS"
KINDS = ("forked", "ordinary")
NAME, ORDINARY = "renkei-fork", "local-provisioner"
_ENTRY = EntryPoint(
    name=NAME,
    value="renkei.run.kernels.provisioner:ForkingProvisioner",
    group=KernelProvisionerFactory.GROUP_NAME,
)
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
