"""The invented campaign that ships with Renkei: four rounds of returns, records, residents."""

from renkei.sample.write import README, Summary, write_sample

__all__ = ["README", "Summary", "write_sample"]
