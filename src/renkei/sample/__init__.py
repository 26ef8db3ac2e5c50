"""The invented campaign that ships with Renkei: four rounds of returns, records, residents."""

from renkei.sample.write import Summary, write_sample

__all__ = ["Summary", "write_sample"]
