"""Invented campaigns that ship with Renkei: elderly two doses with returns, and later doses."""

from renkei.sample.later_plan import LATER
from renkei.sample.later_write import write_later_sample
from renkei.sample.write import README, Summary, write_sample

__all__ = ["LATER", "README", "Summary", "write_later_sample", "write_sample"]
