"""Kernels forked from one process that has already imported what the notebooks import."""

from renkei.run.kernels.environment import (
    SETTING,
    chosen,
    kernel_config,
    kernel_environment,
    lend,
)
from renkei.run.kernels.forking import Lent, available, borrow, stop

__all__ = [
    "SETTING",
    "Lent",
    "available",
    "borrow",
    "chosen",
    "kernel_config",
    "kernel_environment",
    "lend",
    "stop",
]
