"""Executed notebooks in, files an official opens out."""

from renkei.publish.export import Published, export
from renkei.publish.refused import refused_csv
from renkei.publish.site import index_html, write_front

__all__ = ["Published", "export", "index_html", "refused_csv", "write_front"]
