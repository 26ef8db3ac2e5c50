"""The one command, `renkei`; each module adds the commands it is named by."""

from renkei.cli import diff, form, run, sample
from renkei.cli.console import app, main

__all__ = ["app", "diff", "form", "main", "run", "sample"]
