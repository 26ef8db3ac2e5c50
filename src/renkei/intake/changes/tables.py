"""The frame "changes" counted: by class, by prefecture, by repetition."""

import pandas as pd

from renkei.intake.changes.compare import CHANGES


def change_table(frame: pd.DataFrame) -> pd.DataFrame:
    """How many areas each class holds: change, areas, bucket_moved and conditions on both sides.

    All of `CHANGES` in their order; `areas` sums to the areas asked. bucket_moved: how many of
    them are in another bucket than before; conditional_before, conditional_after: how many set a
    condition.
    """
    counted = frame.assign(bucket_moved=frame["bucket_before"] != frame["bucket_after"])
    flags = ["bucket_moved", "conditional_before", "conditional_after"]
    by_class = counted.groupby("change")
    table = by_class[flags].sum().assign(areas=by_class.size())[["areas", *flags]]
    return table.reindex(CHANGES, fill_value=0).astype("int64").rename_axis("change").reset_index()


def by_prefecture(frame: pd.DataFrame) -> pd.DataFrame:
    """How many areas of each prefecture are in each class: area (two digits), asked, `CHANGES`."""
    table = pd.crosstab(frame["area"].str[:2], frame["change"])
    table = table.reindex(columns=CHANGES, fill_value=0).astype("int64")
    table.insert(0, "asked", table.sum(axis=1))
    return table.rename_axis(index="area", columns=None).reset_index()


def repeated_answers(frame: pd.DataFrame) -> pd.DataFrame:
    """How many areas not yet complete said the same for how many rounds: rounds, areas."""
    waiting = frame[(frame["status_after"] != "complete") & (frame["streak"] > 0)]
    counted = waiting.groupby("streak").size().rename("areas")
    return counted.rename_axis("rounds").reset_index()
