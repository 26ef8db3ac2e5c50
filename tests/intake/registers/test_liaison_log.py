"""The liaison log: whose entry, which step on which day, and persons kept apart."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei.intake import Registers

Arrive = Callable[..., Path]
Read = Callable[[], Registers]
Said = Callable[[Registers], list[str]]


def entry(number: object = 1, **more: Any) -> dict[str, Any]:
    """One entry of 富山市, as far as it has come."""
    return {
        "name": "富山市", "prefecture": "富山県", "number": number, "contacted": "R3.5.20",
        "officer": "見本リエゾン16", "category": "ワクチン供給", "text": "配分見通しを示してほしい。",
        "ministry": "厚生労働省", "forwarded": "R3.5.21", "reply": "5月28日に示す。",
        "replied": "R3.5.26", "returned": "R3.5.27", "closed": "R3.5.31",
    } | more  # fmt: skip


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_an_entry_is_read_with_all_its_steps(arrive: Arrive, read: Read) -> None:
    arrive("liaison", [entry()])
    registers = read()
    assert registers.rejected.empty
    row = registers.liaison.iloc[0]
    assert (row["area"], row["number"], row["category"]) == ("162019", "1", "ワクチン供給")
    assert (row["text"], row["reply"]) == ("配分見通しを示してほしい。", "5月28日に示す。")
    steps = ["contacted", "forwarded", "replied", "returned", "closed"]
    assert row[steps].tolist() == [
        day(one) for one in ("2021-05-20", "2021-05-21", "2021-05-26", "2021-05-27", "2021-05-31")
    ]
    assert (row["file"], row["sheet"], row["row"]) == (
        "liaison/2021-06-01/16_富山県.xlsx",
        "回答",
        6,
    )


def test_a_row_without_a_municipality_is_the_prefectures_own(arrive: Arrive, read: Read) -> None:
    arrive("liaison", [entry(name=None), entry(2, name=None, prefecture=None)])
    assert read().liaison["area"].tolist() == ["16", "16"]


def test_without_any_area_and_prefecture_an_entry_has_no_key(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("liaison", [entry(name=None, prefecture=None)], file="聞き取り記録.xlsx")
    assert said(read()) == [
        "回答!D6: neither a code nor a name; expected a code of six digits or a name"
    ]


@pytest.mark.parametrize(
    ("step", "value", "what"),
    [
        ("forwarded", "R3.5.19", '照会日 is "R3.5.19" (2021-05-19) but 聞き取り日 is 2021-05-20'),
        ("replied", "R3.5.20", '回答日 is "R3.5.20" (2021-05-20) but 照会日 is 2021-05-21'),
        (
            "returned",
            "R3.5.1",
            '自治体への回答日 is "R3.5.1" (2021-05-01) but 回答日 is 2021-05-26',
        ),
        (
            "closed",
            "R2.5.31",
            '完了日 is "R2.5.31" (2020-05-31) but 自治体への回答日 is 2021-05-27',
        ),
    ],
)
def test_a_step_before_the_one_that_precedes_it_is_a_refused_cell(
    arrive: Arrive, read: Read, said: Said, step: str, value: str, what: str
) -> None:
    arrive("liaison", [entry(**{step: value})])
    registers = read()
    assert len(said(registers)) == 1
    assert what in said(registers)[0]
    assert registers.rejected.loc[0, ["rule", "question"]].tolist() == ["days out of order", step]
    row = registers.liaison.iloc[0]
    assert pd.isna(row[step])
    assert row["text"] == "配分見通しを示してほしい。"


def test_steps_may_lie_on_one_day_and_some_may_be_missing(arrive: Arrive, read: Read) -> None:
    same = dict.fromkeys(("forwarded", "replied", "returned", "closed"), "R3.5.20")
    blank = dict.fromkeys(("forwarded", "replied", "returned"))
    arrive("liaison", [entry(**same), entry(2, **blank)])
    registers = read()
    assert registers.rejected.empty
    assert registers.liaison["closed"].tolist() == [day("2021-05-20"), day("2021-05-31")]


def test_a_closing_day_is_held_against_the_last_step_there_is(
    arrive: Arrive, read: Read, said: Said
) -> None:
    blank = dict.fromkeys(("forwarded", "replied", "returned"))
    arrive("liaison", [entry(**blank, closed="R3.5.19")])
    assert "but 聞き取り日 is 2021-05-20" in said(read())[0]


def test_a_category_not_on_the_list_is_refused_with_the_nearest(arrive: Arrive, read: Read) -> None:
    arrive("liaison", [entry(category="ワクチンの供給")])
    registers = read()
    refused = registers.rejected.iloc[0]
    assert (refused["question"], refused["suggestion"]) == ("category", "ワクチン供給")
    assert registers.liaison["category"].tolist() == [""]


def test_a_later_version_adds_steps_and_a_blank_takes_none_away(arrive: Arrive, read: Read) -> None:
    begun = entry(**dict.fromkeys(("reply", "replied", "returned", "closed")))
    arrive("liaison", [begun, entry(2)], received="2021-05-25")
    further = {"name": "富山市", "number": "１", "reply": "示した。", "replied": "R3.5.26"}
    arrive("liaison", [further], received="2021-06-01")
    registers = read()
    assert registers.rejected.empty
    liaison = registers.liaison
    assert liaison["current"].tolist() == [False, True, True]
    row = liaison.iloc[2]
    assert (row["reply"], row["text"]) == ("示した。", "配分見通しを示してほしい。")
    assert row["forwarded"] == day("2021-05-21")
    kept = registers.ledger[registers.ledger["rule"] == "kept beside the standing answer"]
    assert set(kept["file"]) == {"liaison/2021-05-25/16_富山県.xlsx"}
    assert registers.reconciliation["superseded"].tolist() == [1, 0]


def test_a_later_step_is_held_against_the_days_kept_from_before(
    arrive: Arrive, read: Read, said: Said
) -> None:
    blank = dict.fromkeys(("forwarded", "replied", "returned", "closed"))
    arrive("liaison", [entry(**blank)], received="2021-05-25")
    arrive("liaison", [{"name": "富山市", "number": 1, "forwarded": "R3.5.1"}])
    registers = read()
    assert '照会日 is "R3.5.1" (2021-05-01) but 聞き取り日 is 2021-05-20' in said(registers)[0]
    assert registers.rejected["file"].tolist() == ["liaison/2021-06-01/16_富山県.xlsx"]
    assert registers.reconciliation["balanced"].all()
    assert registers.reconciliation["cells_rejected"].tolist() == [0, 1]


def test_a_kept_day_that_a_later_one_contradicts_is_refused_where_it_stands(
    arrive: Arrive, read: Read
) -> None:
    arrive("liaison", [entry(returned=None, closed=None)], received="2021-05-26")
    later = {"name": "富山市", "number": 1, "contacted": "R3.5.20", "forwarded": "R3.5.28"}
    arrive("liaison", [later])
    registers = read()
    refused = registers.rejected.iloc[0]
    assert (refused["file"], refused["cell"], refused["raw"]) == (
        "liaison/2021-05-26/16_富山県.xlsx", "L6", "R3.5.26",
    )  # fmt: skip
    assert not refused["corrected"]
    assert registers.liaison["replied"].isna().all()


@pytest.mark.parametrize("number", [None, "〃", "－", "同上"])
def test_an_entry_without_a_number_of_its_own_has_no_key(
    arrive: Arrive, read: Read, number: str | None
) -> None:
    arrive("liaison", [entry(number)])
    registers = read()
    assert registers.liaison.empty
    refused = registers.rejected.iloc[0]
    assert (refused["kind"], refused["rule"], refused["question"], refused["cell"]) == (
        "row", "no key", "number", "D6",
    )  # fmt: skip


def test_one_number_twice_in_a_file_is_refused_both_times_unless_all_is_the_same(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("liaison", [entry(), entry("1", text="別の内容"), entry(2), entry("２")])
    registers = read()
    assert registers.liaison["number"].tolist() == ["2"]
    assert all("富山県富山市 1 stands more than once" in one for one in said(registers))
    assert registers.reconciliation.loc[0, ["accepted", "rejected", "superseded"]].tolist() == [
        1, 2, 1,
    ]  # fmt: skip


def test_one_number_in_two_areas_are_two_entries(arrive: Arrive, read: Read) -> None:
    arrive("liaison", [entry(), entry(name="高岡市")])
    assert read().liaison["area"].tolist() == ["162019", "162027"]


def test_an_area_with_nothing_beside_it_is_no_entry(arrive: Arrive, read: Read) -> None:
    arrive("liaison", [entry(), {"code": "162027", "prefecture": "富山県", "name": "高岡市"}])
    registers = read()
    assert (len(registers.liaison), len(registers.rejected)) == (1, 0)
    assert "area without an entry" in set(registers.ledger["rule"])


def test_a_day_without_a_year_is_of_the_year_the_file_was_received(
    arrive: Arrive, read: Read
) -> None:
    arrive("liaison", [entry(contacted="12月20日", **_no_steps())], received="2021-01-08")
    assert read().liaison["contacted"].tolist() == [day("2020-12-20")]


def _no_steps() -> dict[str, None]:
    return dict.fromkeys(("forwarded", "replied", "returned", "closed"))


def test_persons_are_only_ever_among_the_contacts(arrive: Arrive, read: Read) -> None:
    person = {"section": "健康課", "person": "見本 太郎", "phone": "000-0000-0001"}
    arrive("liaison", [entry(category="誤り", closed="R3.1.1", **person), entry(None, **person)])
    registers = read()
    assert registers.contacts.to_dict("records")[0] | {"round": 0} == {
        "round": 0, "area": "162019", **person,
    }  # fmt: skip
    for frame in (registers.liaison, registers.rejected, registers.ledger):
        told = frame.astype(object).map(str).to_numpy().ravel().tolist()
        assert not [
            one for one in told if "見本 太郎" in one or "000-0000" in one or "健康課" in one
        ]


def test_columns_may_move_and_have_other_names(arrive: Arrive, read: Read) -> None:
    def edit(book: Any) -> None:
        sheet = book["回答"]
        for title, other in {
            "整理番号": "No.",
            "聞き取り日": "聴取日",
            "内容": "聞き取り内容",
        }.items():
            cell = next(cell for cell in sheet[5] if cell.value == title)
            cell.value = other
        sheet.move_range("A5:Q6", cols=2, rows=1)

    arrive("liaison", [entry()], edit=edit)
    row = read().liaison.iloc[0]
    assert (row["number"], row["contacted"], row["row"]) == ("1", day("2021-05-20"), 7)


def test_a_day_cell_is_no_change_for_the_ledger(arrive: Arrive, read: Read) -> None:
    arrive("liaison", [entry(**_no_steps(), contacted=dt.date(2021, 5, 20))])
    ledger = read().ledger
    assert set(ledger["rule"]) == set()
