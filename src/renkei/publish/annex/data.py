"""A column of data: what a sheet of the annex is made of."""

from dataclasses import dataclass, field
from datetime import date

Value = int | float | str | date
COUNT = "数"  # of things whose name stands nowhere else


@dataclass
class Data:
    """A column of values under a name that carries their unit; `decimals` as they were printed."""

    name: str
    values: list[Value]
    decimals: int = field(default=0)

    @property
    def is_numeric(self) -> bool:
        """Whether most of what stands there are numbers."""
        told = [one for one in self.values if one != ""]
        return sum(isinstance(one, int | float) for one in told) * 2 > len(told)
