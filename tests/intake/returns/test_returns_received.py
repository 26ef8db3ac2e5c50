"""Which of several returns is the later one: by the day received, then by the file's name."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei.intake import read_returns, sentences
from renkei.intake.forms.returns import ReturnRow
from renkei.settings import Campaign

Rows = Callable[..., list[ReturnRow]]
Send = Callable[..., Path]


def standing(campaign: Campaign) -> list[str]:
    """What stands as the answers of the round, each once."""
    accepted = read_returns(campaign).accepted
    return sorted(set(accepted.loc[accepted["current"], "raw"]))


def test_a_resubmission_in_a_folder_named_so_is_the_later_one(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(answer="8月末"), received="2021-05-11")
    send(rows(answer="7月末"), received="2021-05-12_再提出")
    assert standing(campaign) == ["7月末"]
    received = read_returns(campaign).reconciliation["received"]
    assert received.tolist() == [pd.Timestamp("2021-05-11"), pd.Timestamp("2021-05-12")]


@pytest.mark.parametrize(
    "name",
    [
        "16_富山県 (1).xlsx", "16_富山県(1).xlsx", "16_富山県_2.xlsx", "16_富山県_再提出.xlsx",
        "16_富山県（訂正）.xlsx", "16_富山県-2.xlsx", "16_富山県.2.xlsx",
    ],
)  # fmt: skip
def test_on_one_day_the_longer_name_corrects_the_plain_one(
    campaign: Campaign, send: Send, rows: Rows, name: str
) -> None:
    send(rows(answer="8月末"), name="16_富山県.xlsx")
    send(rows(answer="7月末"), name=name)
    assert standing(campaign) == ["7月末"]


def test_on_one_day_files_follow_in_natural_order_and_a_named_folder_is_later(
    campaign: Campaign, send: Send
) -> None:
    names = ["16_富山県", "16_富山県 (1)", "16_富山県_9", "16_富山県_10", "16_富山県_再提出"]
    for name in reversed(names):
        send(name=f"{name}.xlsx")
    send(received="2021-05-11_再提出")
    send(received="", name="16_富山県_9.xlsx")
    files = read_returns(campaign).reconciliation["file"].tolist()
    dated = [f"2021-05-11/{name}.xlsx" for name in names]
    assert files == ["16_富山県_9.xlsx", *dated, "2021-05-11_再提出/16_富山県.xlsx"]


def test_a_file_without_a_day_loses_to_every_file_that_has_one(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(answer="8月末"), received="", name="16_富山県_再提出.xlsx")
    send(rows(answer="7月末"), received="2021-05-11")
    assert standing(campaign) == ["7月末"]


def test_a_folder_that_names_no_day_is_rejected_unread_and_never_looked_ahead_into(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(answer="8月末"))
    send(rows(answer="7月末"), received="R3.5.20")
    returns = read_returns(campaign)
    assert standing(campaign) == ["8月末"]
    assert sentences(returns.rejected) == [
        'R3.5.20/16_富山県.xlsx: the folder "R3.5.20" names no day received; expected YYYY-MM-DD'
    ]
    row = returns.rejected.iloc[0]
    assert (row["kind"], row["corrected"], pd.isna(row["received"])) == ("file", False, True)
    assert returns.reconciliation["rows"].tolist() == [24, 0]
    assert returns.reconciliation["balanced"].all()


def test_what_a_suffixed_folder_of_a_later_day_holds_is_not_read(
    campaign: Campaign, send: Send
) -> None:
    send(received="2021-05-17_再提出")
    assert read_returns(campaign).reconciliation.empty


def test_a_link_that_leads_out_is_a_rejection_and_the_others_are_read(
    campaign: Campaign, send: Send, tmp_path: Path
) -> None:
    sent = send()
    outside = tmp_path / "elsewhere.xlsx"
    outside.write_bytes(sent.read_bytes())
    (sent.parent / "17_石川県.xlsx").symlink_to(outside)
    returns = read_returns(campaign)
    assert len(returns.accepted) == 15
    assert sentences(returns.rejected) == [
        "2021-05-11/17_石川県.xlsx: the link leads out of the raw folder, and is not followed; "
        "expected the file itself, copied here"
    ]
