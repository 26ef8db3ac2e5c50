"""Renkei: the reporting pipeline of a joint campaign. Returns in, briefing out."""

import os

# openpyxl writes other bytes where lxml happens to be installed; a workbook must not hang on that.
os.environ.setdefault("OPENPYXL_LXML", "False")


__version__ = "0.1.0"
