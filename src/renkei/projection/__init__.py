"""When will each area complete: dates, chances, the pace there is and the pace it takes.

The plain method of this depth: first doses go on at the reported pace of the last 7 record days
until everyone who wishes has had one; second doses follow a fixed interval later; the spread
comes from how much the campaign's own pace has changed from week to week.
"""

from renkei.projection.table import Projection, project

__all__ = ["Projection", "project"]
