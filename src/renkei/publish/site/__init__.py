"""What an official opens: the front page of all reports, and the index page of each run."""

from renkei.publish.site.front import front_html, write_front
from renkei.publish.site.index import index_html

__all__ = ["front_html", "index_html", "write_front"]
