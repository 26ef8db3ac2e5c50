"""Returns: what is accepted, what is refused and why, and that every row goes somewhere."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from renkei import areas, processed
from renkei.intake import answers, read_returns, sentences
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.page import Shown
from renkei.intake.forms.returns import RETURNS, ReturnRow
from renkei.intake.returns.latest import settle
from renkei.intake.returns.rounds import Returns
from renkei.settings import Campaign

Rows = Callable[..., list[ReturnRow]]
Send = Callable[..., Path]
Change = Callable[..., Callable[[Any], None]]
TOYAMA, TAKAOKA = "162019", "162027"


def current(returns: Returns, area: str = TOYAMA, number: int = 1) -> Any:
    """The one row that holds for an area."""
    found = returns.accepted
    found = found[(found["area"] == area) & (found["round"] == number) & found["current"]]
    assert len(found) == 1
    return found.iloc[0]


def only(returns: Returns) -> str:
    """The one rejection, as a sentence."""
    said = sentences(returns.rejected)
    assert len(said) == 1, said
    return said[0]


def account(returns: Returns, place: int = 0) -> dict[str, int]:
    """Where the rows of a file went."""
    row = returns.reconciliation.iloc[place]
    assert row["balanced"]
    piles = ("rows", "accepted", "rejected", "superseded", "subtotals", "notes", "blank")
    return {name: int(row[name]) for name in piles}


def test_a_right_return_is_read_whole(campaign: Campaign, send: Send) -> None:
    send()
    returns = read_returns(campaign)
    row = current(returns)
    assert (row["status"], row["latest"]) == ("dated", pd.Timestamp("2021-07-31"))
    assert (row["wish_share"], row["capacity"], row["row"]) == (0.875, 100.0, 6)
    assert row["file"] == "2021-05-11/16_富山県.xlsx"
    assert row["received"] == pd.Timestamp("2021-05-11")
    assert returns.rejected.empty
    assert account(returns) == {
        "rows": 24, "accepted": 15, "rejected": 0, "superseded": 0, "subtotals": 1, "notes": 7,
        "blank": 1,
    }  # fmt: skip
    assert returns.reconciliation["cells_read"].tolist() == [15 * 11]
    assert returns.contacts["person"].unique().tolist() == ["見本 一郎"]
    for name in ("ledger", "contacts", "reconciliation"):
        processed.check(name, getattr(returns, name))


def test_every_header_of_the_form_is_a_question_and_synonyms_are_known() -> None:
    assert [RETURNS.question_of(one) for one in RETURNS.headers] == list(RETURNS.by_name)
    assert RETURNS.question_of("市町村名") == "name"
    assert RETURNS.question_of("完了見込み") == RETURNS.question_of("終了時期\n") == "answer"
    assert RETURNS.question_of("コード") == "code"
    assert RETURNS.question_of("希望者見込み (%) ※2") == "wish_share"
    assert RETURNS.question_of("備考") == ""


def test_an_unreadable_cell_is_rejected_and_its_row_stays(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(富山市="R3.2.30"))
    returns = read_returns(campaign)
    assert only(returns) == (
        '2021-05-11/16_富山県.xlsx, 回答!E6: 終了見込み is "R3.2.30" (February has no 30th day); '
        "expected a date, a 旬 or 未定"
    )
    row = current(returns)
    assert (row["status"], row["raw"], row["wish_share"]) == ("unreadable", "R3.2.30", 0.875)
    assert returns.reconciliation[["cells_expected", "cells_read", "cells_rejected"]].to_numpy(
    ).tolist() == [[165, 164, 1]]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"G6": "120"}, '希望者見込み（%） is "120" (out of range); expected a percentage'),
        ({"G6": 1}, '"1" (1 may be 1 % or 100 %)'),
        ({"G6": "多数"}, "expected a percentage from 0 to 100"),
        ({"H6": "#panic()"}, '1日の接種可能回数 is "#panic()"'),
        ({"H6": -5}, '"-5" (below 0); expected a number of doses a day'),
    ],
)
def test_a_bad_number_is_refused_alone(
    campaign: Campaign, send: Send, change: Change, cells: dict[str, Any], said: str
) -> None:
    send(edit=change(**cells, H21=None))
    returns = read_returns(campaign)
    assert said in only(returns)
    assert current(returns)["status"] == "dated"


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("８７．５％", 0.875),
        ("87.5", 0.875),
        (0.875, 0.875),
        ("約9割", 0.9),
        (0, 0.0),
        ("－", None),
    ],
)
def test_the_wish_share_is_a_fraction_however_written(
    campaign: Campaign, send: Send, change: Change, value: Any, share: float | None
) -> None:
    send(edit=change(G6=value))
    returns = read_returns(campaign)
    found = current(returns)["wish_share"]
    assert pd.isna(found) if share is None else found == share
    assert returns.rejected.empty


def test_a_code_that_fails_its_check_digit_rejects_the_row(
    campaign: Campaign, send: Send, change: Change
) -> None:
    send(edit=change(A6="162018"))
    returns = read_returns(campaign)
    assert "回答!A6: code 162018 fails its check digit" in only(returns)
    assert "expected 162019 (富山県富山市)" in only(returns)
    assert returns.rejected["kind"].tolist() == ["row"]
    assert len(returns.accepted) == 14
    assert account(returns)["rejected"] == 1


def test_a_code_and_a_name_that_disagree_reject_the_row_and_show_both(
    campaign: Campaign, send: Send, change: Change
) -> None:
    send(edit=change(C6="高岡市"))
    said = only(read_returns(campaign))
    assert "162019" in said and "162027" in said and "高岡市" in said


def test_a_municipality_of_another_prefecture_is_rejected(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    stranger = ReturnRow(code="172014", prefecture="石川県", name="金沢市", answer="7月末")
    send([*rows(), stranger])
    assert "石川県金沢市 (172014) stands in the return of 富山県" in only(read_returns(campaign))


def test_a_municipality_twice_with_different_answers_rejects_both(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    given = rows()
    send([*given, replace(given[0], answer="8月末")])
    returns = read_returns(campaign)
    assert [said.split(": ")[1] for said in sentences(returns.rejected)] == [
        "富山県富山市 stands more than once with different answers (rows 6, 21); "
        "expected one row a municipality"
    ] * 2
    assert TOYAMA not in set(returns.accepted["area"])
    assert account(returns)["rejected"] == 2


def test_a_municipality_twice_with_the_same_answers_counts_once(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    given = rows()
    send([*given, given[0]])
    returns = read_returns(campaign)
    assert current(returns)["row"] == 6
    assert account(returns)["superseded"] == 1
    assert "identical row" in set(returns.ledger["rule"])


def test_five_digit_and_numeric_codes_are_read_within_their_prefecture(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send([replace(row, code=str(row.code)[:5]) for row in rows()])
    hokkaido = [replace(row, code=int(str(row.code))) for row in rows("01")]
    send(hokkaido, name="01_北海道.xlsx", prefecture_code="01", prefecture="北海道")
    returns = read_returns(campaign)
    assert returns.rejected.empty
    assert set(returns.accepted["area"].str[:2].value_counts().items()) == {("16", 15), ("01", 179)}
    assert current(returns, "163228")["current"]


def test_columns_are_found_by_their_headers_below_any_titles(
    campaign: Campaign, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.title = "とりまとめ"
    for line in (
        ["富山県"],
        [],
        ["市町村名", "備考", "コード", "完了見込み"],
        ["富山市", "x", "16201", "７月末"],
        ["高岡市", None, "16202", "未定"],
    ):
        book.active.append(line)
    file = tmp_path / "raw/sample/returns/round-1/富山県.xlsx"
    file.parent.mkdir(parents=True)
    book.save(file)
    returns = read_returns(campaign)
    assert current(returns)["latest"] == pd.Timestamp("2021-07-31")
    assert current(returns, TAKAOKA)["status"] == "undecided"
    assert returns.accepted["received"].isna().all()
    assert returns.accepted["file"].unique().tolist() == ["富山県.xlsx"]
    unread = returns.ledger[returns.ledger["rule"] == "column not asked for"]
    assert unread[["cell", "raw"]].to_numpy().tolist() == [["B3", "備考"]]


def test_a_return_with_a_wrong_sheet_names_the_sheets_found(campaign: Campaign, send: Send) -> None:
    def rename(book: Any) -> None:
        book[SHEET].delete_rows(5)
        book[SHEET].title = "Sheet1"

    send(edit=rename)
    returns = read_returns(campaign)
    assert only(returns) == (
        "2021-05-11/16_富山県.xlsx: there is no sheet 回答, and none of its sheets has the headers: "
        "Sheet1, 記入要領, 選択肢; expected a sheet 回答 with the headers 団体コード or 市区町村名, and 終了見込み"
    )
    assert returns.accepted.empty


def test_a_column_that_stands_twice_rejects_the_file(
    campaign: Campaign, send: Send, change: Change
) -> None:
    send(edit=change(I5="完了見込み"))
    returns = read_returns(campaign)
    assert "two columns ask for 終了見込み: E5 and I5" in only(returns)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"round": 2}, "the workbook's property renkei_round is '2'; expected '1'"),
        ({"campaign": "booster"}, "property renkei_campaign is 'booster'; expected 'sample'"),
        ({"prefecture_code": "17"}, "property renkei_prefecture is '17'; expected '16'"),
    ],
)
def test_a_workbook_that_says_another_round_campaign_or_prefecture_is_rejected(
    campaign: Campaign, send: Send, other: dict[str, Any], said: str
) -> None:
    send(**other)
    returns = read_returns(campaign)
    assert said in only(returns)
    assert returns.accepted.empty
    assert account(returns)["rejected"] == account(returns)["rows"] == 24


@pytest.mark.parametrize("content", [b"", b"<html><table>", b"PK\x03\x04", b"\x00\x01\x02"])
def test_an_unreadable_file_is_one_rejection_and_the_others_are_read(
    campaign: Campaign, send: Send, content: bytes
) -> None:
    send()
    (campaign.raw / "sample/returns/round-1/2021-05-11/17_石川県.xlsx").write_bytes(content)
    returns = read_returns(campaign)
    assert returns.rejected["kind"].tolist() == ["file"]
    assert only(returns).startswith("2021-05-11/17_石川県.xlsx: the ")
    assert len(returns.accepted) == 15
    assert returns.reconciliation["balanced"].all()


def test_an_empty_folder_gives_empty_frames(campaign: Campaign) -> None:
    (campaign.raw / "sample/returns/round-1").mkdir(parents=True)
    returns = read_returns(campaign)
    assert returns.accepted.empty and returns.rejected.empty and returns.reconciliation.empty
    assert list(returns.accepted) == list(processed.empty("returns"))


def test_what_arrives_after_the_as_of_date_is_not_read(campaign: Campaign, send: Send) -> None:
    send(received="2021-05-16")
    send(received="2021-05-17", name="17_石川県.xlsx")
    returns = read_returns(campaign)
    assert returns.reconciliation["file"].tolist() == ["2021-05-16/16_富山県.xlsx"]


def test_a_resubmission_wins_and_the_history_is_kept(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(富山市="8月末"))
    send(rows(富山市="7月末"), received="2021-05-12")
    returns = read_returns(campaign)
    assert current(returns)["raw"] == "7月末"
    history = returns.accepted[returns.accepted["area"] == TOYAMA]
    assert history[["raw", "current"]].to_numpy().tolist() == [["8月末", False], ["7月末", True]]
    assert account(returns, 0)["superseded"] == 15
    assert account(returns, 1)["accepted"] == 15


def test_files_of_one_day_follow_in_natural_order(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(answer="6月末"), name="16_富山県_10.xlsx")
    send(rows(answer="7月末"), name="16_富山県_9.xlsx")
    assert current(read_returns(campaign))["raw"] == "6月末"


def test_a_blank_never_overwrites_a_value(campaign: Campaign, send: Send, rows: Rows) -> None:
    send(rows(富山市="7月末"))
    blank = [replace(row, answer=None, wish_share=None, capacity=250) for row in rows()]
    send(blank, received="2021-05-12")
    returns = read_returns(campaign)
    row = current(returns)
    assert (row["raw"], row["wish_share"], row["capacity"]) == ("7月末", 0.875, 250.0)
    kept = returns.ledger[returns.ledger["rule"] == "kept beside the standing answer"]
    assert set(kept["file"]) == {"2021-05-12/16_富山県.xlsx"}
    assert set(kept["reading"]) == {"250.0"}
    assert account(returns, 1)["superseded"] == 15


def test_an_unreadable_correction_leaves_the_valid_answer_standing(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(富山市="7月末"))
    send(rows(富山市="13月"), received="2021-05-12")
    returns = read_returns(campaign)
    assert current(returns)["raw"] == "7月末"
    assert not returns.rejected["corrected"].any()


@pytest.mark.parametrize(
    "spoil",
    [{"E6": "R3.2.30"}, {"A6": "162018"}, {"C6": "高岡市"}, {"E21": 3}, {"A5": None, "E5": None}],
)
def test_a_rejection_is_corrected_when_a_later_file_makes_it_good(
    campaign: Campaign, send: Send, change: Change, spoil: dict[str, Any]
) -> None:
    send(edit=change(**spoil))
    before = read_returns(campaign).rejected
    assert len(before) == 1
    assert not before["corrected"].any()
    send(received="2021-05-13", name="16_富山県_再提出.xlsx")
    assert read_returns(campaign).rejected["corrected"].tolist() == [True]


def test_a_prefilled_row_left_unanswered_is_accepted_as_no_answer(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    given = [ReturnRow(row.code, row.prefecture, row.name, previous="7月末") for row in rows()]
    send(given)
    returns = read_returns(campaign)
    assert set(returns.accepted["status"]) == {"no_answer"}
    assert returns.accepted["current"].all()
    assert returns.rejected.empty


def test_the_condition_column_is_merged_into_the_answer(
    campaign: Campaign, send: Send, change: Change
) -> None:
    send(
        edit=change(
            E6="7月末（医療従事者の確保が前提）", F6="ワクチンの供給", F7="なし", F8="会場の確保"
        )
    )
    returns = read_returns(campaign)
    assert current(returns)["conditional"]
    assert "医療従事者の確保" in current(returns)["condition"]
    assert current(returns)["condition"].endswith("；ワクチンの供給")
    assert not current(returns, TAKAOKA)["conditional"]
    assert current(returns, "162043")["condition"] == "会場の確保"


def test_every_change_from_the_raw_text_is_on_the_ledger(
    campaign: Campaign, send: Send, change: Change
) -> None:
    send(edit=change(E6="令和３年７月中旬", E7="7月末", E8="未定", E9="2021-07-31", H6="５００"))
    ledger = read_returns(campaign).ledger.set_index("cell")
    assert ledger.loc["E6", ["raw", "reading"]].tolist() == [
        "令和３年７月中旬", "2021-07-11/2021-07-20",
    ]  # fmt: skip
    assert ledger.loc["E6", "rule"] == "full width; wareki; month part"
    assert ledger.loc["E7", "rule"] == "month end; year inferred"
    assert ledger.loc["E8", "reading"] == "undecided"
    assert ledger.loc["H6", "rule"] == "full width"
    assert "E9" not in ledger.index


def test_date_cells_are_read_as_finely_as_they_are_shown(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    given = rows()
    given[0] = replace(given[0], answer=Shown(dt.date(2021, 8, 1), 'm"月"'))
    given[1] = replace(given[1], answer=dt.date(2021, 7, 20))
    send(given)
    returns = read_returns(campaign)
    assert current(returns)["latest"] == pd.Timestamp("2021-08-31")
    assert current(returns, TAKAOKA)["latest"] == pd.Timestamp("2021-07-20")


def test_a_subtotal_that_its_rows_do_not_make_is_reported(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(sums={"answer": 14, "capacity": 12345.0})
    returns = read_returns(campaign)
    said = sentences(returns.rejected)
    assert '回答!E21: 県計 of 終了見込み is "14" but the rows make 15' in said[0]
    assert '回答!H21: 県計 of 1日の接種可能回数 is "12345" but the rows make 1500' in said[1]
    assert len(returns.accepted) == 15
    assert account(returns)["subtotals"] == 1


def test_carrying_forward_needs_a_previous_answer(
    opened: Callable[..., Campaign], send: Send, rows: Rows
) -> None:
    campaign = opened("2021-05-26")
    send(rows(富山市=None, 高岡市="8月末"))
    send(rows(富山市="変更なし", 高岡市="変更なし"), number=2, received="2021-05-20")
    returns = read_returns(campaign)
    assert "the previous round has no answer to carry forward" in only(returns)
    assert current(returns, TOYAMA, 2)["status"] == "unreadable"
    assert current(returns, TAKAOKA, 2)["status"] == "carry_forward"
    assert returns.reconciliation["balanced"].all()
    population = pd.DataFrame({"area": [TOYAMA, TAKAOKA], "cohort": "65-", "eligible": [2, 1]})
    found = answers(returns.accepted, population, campaign).set_index(["round", "area"])
    assert found.loc[(2, TAKAOKA), "latest"] == pd.Timestamp("2021-08-31")
    assert found.loc[(2, TAKAOKA), "bucket"] == "next_month"
    assert found.loc[(2, TOYAMA), "bucket"] == "unreadable"


@pytest.mark.parametrize("hostile", ['=HYPERLINK("x")', '#read("params")', "<script>", "'; DROP"])
def test_hostile_text_stays_text(campaign: Campaign, send: Send, rows: Rows, hostile: str) -> None:
    given = rows()
    given[0] = replace(given[0], issues=hostile, condition=hostile)
    send(given)
    row = current(read_returns(campaign))
    assert (row["issues"], row["condition"]) == (hostile, hostile)


def test_control_characters_are_taken_out_and_said(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    given = rows()
    given[0] = replace(given[0], issues="会場\u202e確保\nと人員")
    send(given)
    returns = read_returns(campaign)
    assert current(returns)["issues"] == "会場確保\nと人員"
    assert "control characters" in set(returns.ledger["rule"])


def test_persons_never_reach_ledger_or_rejections(
    campaign: Campaign, send: Send, change: Change
) -> None:
    send(edit=change(A6="162018", K6="個人 花子", C7="個人市"))
    returns = read_returns(campaign)
    shown = returns.rejected.to_csv() + returns.ledger.to_csv() + returns.accepted.to_csv()
    assert "個人 花子" not in shown
    assert "000-0000-0000" not in shown


@pytest.mark.parametrize("answer", ["2003-07-31", "平成15年7月末", "R30.7.31", 37833])
def test_a_date_years_from_the_as_of_date_is_a_slip_and_never_counts_as_by_the_target(
    campaign: Campaign, send: Send, rows: Rows, answer: Any
) -> None:
    send(rows(富山市=answer))
    returns = read_returns(campaign)
    assert "years from the as-of date); expected a date, a 旬 or 未定" in only(returns)
    row = current(returns)
    assert (row["status"], row["raw"]) == ("unreadable", str(answer))
    assert pd.isna(row["earliest"]) and pd.isna(row["latest"])
    assert "far_from_as_of" in row["flags"]
    assert returns.reconciliation["cells_rejected"].tolist() == [1]
    population = pd.DataFrame({"area": [TOYAMA], "cohort": "65-", "eligible": [1]})
    found = answers(returns.accepted, population, campaign)
    assert found["bucket"].tolist() == ["unreadable"]


def test_the_message_of_a_date_far_off_says_how_many_years(
    campaign: Campaign, send: Send, rows: Rows
) -> None:
    send(rows(富山市="2003-07-31"))
    assert only(read_returns(campaign)) == (
        '2021-05-11/16_富山県.xlsx, 回答!E6: 終了見込み is "2003-07-31" '
        "(2003-07-31 lies 18 years from the as-of date); expected a date, a 旬 or 未定"
    )


def test_settling_nothing_answers_nothing() -> None:
    assert settle([], {}) == {}


ANSWERS = st.sampled_from(
    ["R3.7.31", "７月末", "未定", None, "－", "13月", "変更なし", 44409, "", "R3.7.311", "8月以降"]
)
CODES = st.sampled_from(["162019", "16202", "162018", "172014", "", "県計", "※注", "ABC", "163228"])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_typed_every_row_and_cell_goes_somewhere(
    campaign: Campaign, send: Send, rows: Rows, data: st.DataObject
) -> None:
    def edit(book: Any) -> None:
        sheet = book[SHEET]
        for row in data.draw(st.lists(st.integers(6, 30), max_size=6)):
            sheet.cell(row, 1, data.draw(CODES))
            sheet.cell(row, 5, data.draw(ANSWERS))
            sheet.cell(row, 7, data.draw(st.sampled_from([87, "x", None, 1, "９割"])))
        if data.draw(st.booleans()):
            sheet.insert_rows(data.draw(st.integers(1, 25)))

    send(edit=edit)
    send(received="2021-05-12", edit=edit if data.draw(st.booleans()) else None)
    returns = read_returns(campaign)
    table = returns.reconciliation
    piles = ["accepted", "rejected", "superseded", "subtotals", "notes", "blank"]
    assert table["balanced"].all()
    assert (table[piles].sum(axis=1) == table["rows"]).all()
    assert (table["cells_read"] + table["cells_rejected"] == table["cells_expected"]).all()
    holding = returns.accepted[returns.accepted["current"]]
    assert not holding.duplicated(["round", "area"]).any()
    assert int(table["accepted"].sum()) == len(holding)
    rejected_rows = returns.rejected[returns.rejected["kind"] == "row"]
    assert len(rejected_rows) == int(table["rejected"].sum())
    assert set(returns.accepted["area"]) <= {area.code for area in areas.municipalities("16")}
