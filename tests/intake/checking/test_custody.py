"""Who has not answered, in whose hands it is, and the lists that say so."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from renkei import intake, processed
from renkei.intake.checking import custody
from renkei.intake.checking.custody import waiting
from renkei.intake.checking.lists import Desk, write_call_list, write_unanswered
from renkei.intake.forms.returns import ReturnRow
from renkei.settings import Campaign

Rows = Callable[..., list[ReturnRow]]
Send = Callable[..., Path]


@pytest.fixture
def everywhere(campaign: Campaign, rows: Rows, send: Send) -> tuple[pd.DataFrame, Any]:
    """富山県 with one blank, one refused and one missing row; 石川県 refused whole; no other came."""
    given = rows(富山市=None, 高岡市="13月")
    given[0] = replace(given[0], wish_share=None, capacity=None)
    send(given[:-1], received="2021-05-11")
    send(given[2:3], received="2021-05-12", name="16_富山県_再提出.xlsx")
    broken = send(rows("17"), name="17_石川県.xlsx", prefecture_code="17", prefecture="石川県")
    broken.write_bytes(b"PK")
    returns = intake.read_returns(campaign)
    population = processed.empty("population")
    return intake.answers(returns.accepted, population, campaign, returns.rejected), returns


def test_each_municipality_is_in_one_hand(everywhere: tuple[pd.DataFrame, Any]) -> None:
    answers, returns = everywhere
    table = custody(answers, returns, 1).set_index("area")
    assert len(table) == 47
    assert table["asked"].sum() == 1741
    parts = table[["answered", "not_arrived", "blank", "refused"]].sum(axis=1)
    assert (parts == table["asked"]).all()
    toyama = table.loc["16", ["asked", "answered", "not_arrived", "blank", "refused", "files"]]
    assert toyama.tolist() == [15, 12, 0, 2, 1, 2]
    assert table.loc["16", "first"] == pd.Timestamp("2021-05-11")
    assert table.loc["16", "last"] == pd.Timestamp("2021-05-12")
    assert table.loc["17", ["refused", "files"]].tolist() == [19, 1]
    assert table.loc["01", ["not_arrived", "files"]].tolist() == [179, 0]
    assert pd.isna(table.loc["01", "first"])


def test_the_list_says_of_each_where_it_is_stuck(everywhere: tuple[pd.DataFrame, Any]) -> None:
    answers, returns = everywhere
    stuck = waiting(answers, returns, 1).set_index("area")["custody"]
    assert stuck[stuck.index.str.startswith("16")].to_dict() == {
        "162019": "blank",
        "162027": "refused",
        "163431": "blank",
    }
    assert stuck["172014"] == "refused" and stuck["011002"] == "not_arrived"
    assert list(stuck.index) == sorted(stuck.index)


def test_a_municipality_s_own_file_counts_for_its_prefecture(
    campaign: Campaign, rows: Rows, send: Send
) -> None:
    send(rows()[:1], name="富山市.xlsx", prefecture_code="")
    returns = intake.read_returns(campaign)
    answers = intake.answers(returns.accepted, processed.empty("population"), campaign)
    table = custody(answers, returns, 1).set_index("area")
    assert table.loc["16", ["answered", "blank", "not_arrived", "files"]].tolist() == [1, 14, 0, 1]


def test_before_anything_came_all_wait_for_their_prefecture(campaign: Campaign) -> None:
    returns = intake.read_returns(campaign)
    answers = intake.answers(returns.accepted, processed.empty("population"), campaign)
    table = custody(answers, returns, 1)
    assert table["not_arrived"].sum() == len(waiting(answers, returns, 1)) == 1741


def listed(file: Path, sheet: str) -> list[list[Any]]:
    """The rows of a list below its header."""
    values = [list(row) for row in openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True)]
    return values[4:]


def test_the_lists_are_written_for_the_desk(
    campaign: Campaign, everywhere: tuple[pd.DataFrame, Any], tmp_path: Path
) -> None:
    answers, returns = everywhere
    desk = Desk(
        campaign, campaign.rounds[0], custody(answers, returns, 1), waiting(answers, returns, 1)
    )
    earlier = returns.contacts[returns.contacts["area"] == "162027"].assign(round=0, person="旧")
    contacts = pd.concat([earlier, returns.contacts, earlier.assign(round=2, person="後")])
    write_unanswered(tmp_path / "a.xlsx", desk)
    write_call_list(tmp_path / "b.xlsx", desk, contacts)
    counts = listed(tmp_path / "a.xlsx", "都道府県別")
    day = dt.datetime(2021, 5, 11)  # noqa: DTZ001 - a cell has no zone
    assert counts[16][:10] == ["16", "富山県", 15, 12, 3, 0, 2, 1, 2, day]
    assert counts[-1][:8] == [None, "全国", 1741, 12, 1729, 1707, 2, 20]
    waits = listed(tmp_path / "a.xlsx", "市区町村別")
    refused = ["162027", "富山県", "高岡市", "差し戻し", "訂正用の調査票を都道府県へ送付"]
    assert refused in [row[:5] for row in waits]
    assert len(waits) == 1 + 1729
    calls = {row[0]: row[3:] for row in listed(tmp_path / "b.xlsx", "連絡先")}
    assert calls["162027"] == ["差し戻し", "健康課", "見本 一郎", "000-0000-0000", "第1回照会"]
    assert calls["172014"] == ["差し戻し", None, None, None, "連絡先なし"]
    assert "見本 一郎" not in (tmp_path / "a.xlsx").read_bytes().decode("utf-8", "replace")


def test_every_page_of_the_call_list_says_that_it_stays_inside(
    campaign: Campaign, everywhere: tuple[pd.DataFrame, Any], tmp_path: Path
) -> None:
    answers, returns = everywhere
    table, stuck = custody(answers, returns, 1), waiting(answers, returns, 1)
    for name in ("a.xlsx", "b.xlsx"):
        write_call_list(
            tmp_path / name, Desk(campaign, campaign.rounds[0], table, stuck), returns.contacts
        )
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx"):
        assert sheet.oddHeader.center.text == "内部限り\u3000見本（架空のデータ）"
        assert sheet.print_title_rows == "$1:$5"
        assert sheet["A1"].value.startswith("【内部限り】連絡先一覧")
