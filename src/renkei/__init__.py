"""Renkei: the reporting pipeline of a joint campaign. Returns in, briefing out."""

__version__ = "0.1.0"
