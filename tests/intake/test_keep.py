"""Keeping the frames: nothing is kept where a file's account does not balance."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from renkei import processed
from renkei.errors import DataError
from renkei.intake import Records, keep, read_returns
from renkei.intake.returns.rounds import Returns
from renkei.settings import Campaign

Send = Callable[..., Path]


def kept(campaign: Campaign, returns: Returns) -> list[str]:
    """Keep returns beside empty records; the names of the frames kept."""
    records = Records(
        accepted=processed.empty("records"),
        rejected=processed.empty("rejections"),
        reconciliation=processed.empty("reconciliation"),
        ledger=processed.empty("ledger"),
    )
    empty = {name: processed.empty(name) for name in ("population", "published", "answers")}
    shown = keep(campaign, returns, records, population_notes=[], **empty)
    return [str(name) for name in shown.index]


def test_frames_whose_files_balance_are_kept(campaign: Campaign, send: Send) -> None:
    send()
    assert "reconciliation" in kept(campaign, read_returns(campaign))
    assert len(processed.read(campaign.folder, "returns")) == 15


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("rows", 25),
        ("accepted", 14),
        ("blank", 0),
        ("cells_expected", 166),
        ("cells_read", 164),
        ("balanced", False),
    ],
)
def test_a_falsified_account_keeps_nothing_and_says_which_file(
    campaign: Campaign, send: Send, column: str, value: int
) -> None:
    send()
    returns = read_returns(campaign)
    table = returns.reconciliation.copy()
    table.loc[0, column] = value
    with pytest.raises(DataError) as caught:
        kept(campaign, replace(returns, reconciliation=table))
    assert str(caught.value).startswith("2021-05-11/16_富山県.xlsx: ")
    assert "accepted + rejected + superseded + subtotals + notes + blank == rows" in str(
        caught.value
    )
    assert not campaign.folder.exists()
