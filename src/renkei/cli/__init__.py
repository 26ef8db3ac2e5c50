"""The one command, `renkei`; each module adds the commands it is named by."""

from renkei.cli import (
    backtest,
    check,
    diff,
    form,
    lint,
    release,
    run,
    sample,
    schedule,
    trace,
    verify,
)
from renkei.cli.console import app, main

__all__ = [
    "app",
    "backtest",
    "check",
    "diff",
    "form",
    "lint",
    "main",
    "release",
    "run",
    "sample",
    "schedule",
    "trace",
    "verify",
]
