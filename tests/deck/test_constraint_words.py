"""Every word of the column that tells since when something stands in the way is explained."""

import pandas as pd
import pytest

from renkei.deck import labels, measures, notes, tables


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"bound_since": pd.Timestamp("2021-05-20")}, "5月20日から"),
        ({"binding": "pace", "pace": 9e9}, "鈍る見込み"),
        ({"bound_since": pd.NaT}, labels.NO_VALUE),
    ],
)
def test_the_note_explains_what_the_column_says(view, frames, changed, told):
    shown = view("16", projections=frames["projections"].assign(p_deadline=0.1, **changed))
    listed = measures.municipal_list(shown).assign(binding=changed.get("binding", "first_doses"))
    block = tables.constraints(shown, listed)
    place = next(n for n, one in enumerate(block["head"][0]) if one["text"].startswith("いつから"))
    place += len(block["head"][1]) - 1  # the paces stand under one head
    assert {row[place]["text"] for row in block["rows"]} == {told}
    explained = notes.by_key(shown)["binding"]()
    assert f"「{'…から' if told.endswith('から') else told}」" in explained
