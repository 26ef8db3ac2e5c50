"""How a plan is carried out: where, with how much patience, and what is made anew."""

import re
from dataclasses import dataclass, field

from renkei.errors import UsageError

HERE, LOCAL = "none", "local"
ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx|inproc)://\S+")
FILES = (".yaml", ".yml", ".json")

FEW = 4
"""Fewer decks than this are made here: processes take longer to start than they save."""

_LEAST = (
    ("cell", "--cell-seconds", 0.1),
    ("deck", "--deck-seconds", 0.1),
    ("tries", "--tries", 1),
    ("pause", "pause", 0),
)


@dataclass(frozen=True)
class Limits:
    """How long a cell and a deck may take, in seconds, and how often a deck is tried.

    Only what may succeed on another try is tried again: a kernel or a worker that ended, and
    what took too long. The pause before the second try is `pause` seconds, and doubles each time.
    """

    cell: float = 600.0
    deck: float = 1800.0
    tries: int = 3
    pause: float = 2.0

    def __post_init__(self) -> None:
        for name, option, least in _LEAST:
            value = getattr(self, name)
            if not value >= least:
                raise UsageError(f"{value}", where=option, expected=f"{least} or more")

    def pause_after(self, tried: int) -> float:
        """Seconds to wait after so many tries, at least one."""
        return float(self.pause * 2 ** (tried - 1))


@dataclass(frozen=True)
class How:
    """The ways of a run that decide nothing of its pages.

    `cluster`: empty for what suits the machine, "none" for this process alone, "local" for
    processes of this machine, an address such as tcp://host:8786, or a file that says which (see
    `renkei.run.cluster`). `workers`: 0 for as many as the machine has room for. `force`: make
    what is unchanged too. `only_failed`: only the decks that earlier runs were to make and did not.
    """

    cluster: str = ""
    workers: int = 0
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    only_failed: bool = False

    def __post_init__(self) -> None:
        if self.workers < 0:
            raise UsageError(f"{self.workers}", where="--workers", expected="1 or more")
        known = self.cluster in ("", HERE, LOCAL) or self.cluster.endswith(FILES)
        if not known and not ADDRESS.fullmatch(self.cluster):
            raise UsageError(
                f"{self.cluster!r} names no cluster",
                where="--cluster",
                expected=f"{HERE}, {LOCAL}, an address such as tcp://host:8786, or a YAML file",
            )
