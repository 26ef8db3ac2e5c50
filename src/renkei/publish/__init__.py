"""Executed notebooks in, files an official opens out."""

from renkei.publish.export import Published, export

__all__ = ["Published", "export"]
