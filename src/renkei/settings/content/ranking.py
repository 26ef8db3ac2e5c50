"""Figures of countries beside one another, as published on a few days (params/content)."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from renkei.settings.campaign import Campaign
from renkei.settings.content.reading import read_content
from renkei.settings.fields import Checked, Date, Text

Value = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class RankTable(Checked):
    """One comparison on one day: what, in which unit, of whom, and each country's figure."""

    as_of: Date
    title: Text
    unit: Literal["%", "回"]
    of: Text
    values: dict[str, Value] = Field(min_length=2, max_length=30)


class Ranking(Checked):
    """Comparisons of countries with their source; `own` is the country that is marked."""

    source: Text
    own: Text
    tables: list[RankTable] = Field(min_length=1)

    @model_validator(mode="after")
    def _knows_its_own(self) -> Self:
        for one in self.tables:
            if self.own not in one.values:
                raise ValueError(f"tables: {self.own!r} has no figure on {one.as_of}")
        return self

    def newest(self, day: dt.date) -> RankTable | None:
        """The newest comparison as of a day or before it."""
        known = [one for one in self.tables if one.as_of <= day]
        return max(known, key=lambda one: one.as_of) if known else None


def read_ranking(campaign: Campaign) -> Ranking | None:
    """The comparison a campaign names (`ranking`); None where it names none.

    Raises SettingsError naming file and key.
    """
    name = campaign.ranking
    return read_content(campaign.content_file(name), Ranking) if name else None
