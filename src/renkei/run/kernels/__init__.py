"""Kernels forked from one process that has already imported what the notebooks import."""

from renkei.run.kernels.environment import (
    SETTING,
    chosen,
    kernel_config,
    kernel_environment,
)
from renkei.run.kernels.forking import available, stop

__all__ = ["SETTING", "available", "chosen", "kernel_config", "kernel_environment", "stop"]
