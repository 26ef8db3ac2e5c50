"""The other forms go back as they were sent, with the cells that contradict each other coloured."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renkei.intake.checking.checked import Checked, check_files
from renkei.intake.checking.corrections import Correction, corrections
from renkei.intake.checking.japanese import rejection_in_japanese
from renkei.intake.checking.sent import sent
from renkei.intake.forms import FORMS
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.registers import settle_register
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.settings.model import SupplySource

DAY = dt.date(2021, 6, 1)
TOYAMA = {"code": "162019", "prefecture": "富山県", "name": "富山市"}
TAKAOKA = {"code": "162027", "prefecture": "富山県", "name": "高岡市"}
FILLED: dict[str, list[dict[str, Any]]] = {
    "supply": [
        {**TOYAMA, "day": "R3.4.5", "class": "高齢者向け", "boxes": 1, "doses": 975, "cumulative": 975},
        {**TOYAMA, "day": "R3.4.12", "class": "高齢者向け", "boxes": 1, "doses": 975, "cumulative": 9},
        {**TAKAOKA, "day": "R3.4.19", "class": "高齢者", "boxes": 1, "doses": 975},
    ],
    "liaison": [
        {**TOYAMA, "number": "1", "contacted": "R3.5.20", "text": "配分の見通し", "forwarded": "R3.5.1"},
        {**TOYAMA, "number": "2", "contacted": "5月中", "text": "会場", "category": "会場のこと"},
    ],
    "work_plan": [
        {"prefecture": "富山県", "item": "電子入札", "bar": "業者選定", "start": "R3.7", "end": "R3.5"},
        {"prefecture": "富山県", "item": "電子入札", "bar": "準備", "start": "R3.7", "proposers": "富山死"},
    ],
    "readiness": [{**TOYAMA, "doctors": "半分", "clinics": "多数"}],
    "practices": [{**TOYAMA, "title": "夜間の会場", "summary": "駅前", "date": "秋頃"}],
}  # fmt: skip
WRONG = {
    "supply": {
        "I7": "「累計回分」に「9」とありますが、R3.4.12までの回分の合計は1,950回分です。",
        "E8": "「区分」に「高齢者」とあります（選択肢にない答えです）。",
    },
    "liaison": {
        "J6": "「照会日」に「R3.5.1」とありますが、「聞き取り日」（R3.5.20）より前です。",
        "E7": "「聞き取り日」に「5月中」とあります",
        "G7": "「課題分類」に「会場のこと」とあります（選択肢にない答えです）。",
    },
    "work_plan": {
        "I6": "「終了」に「R3.5」とありますが、「開始」（R3.7.1～R3.7.31）より前です。",
        "C7": "「提案市町村」に「富山死」とあります（富山県に「富山死」という市区町村はありません）。",
    },
    "readiness": {
        "D6": "「医師の確保」に「半分」とあります（選択肢にない答えです）。済、一部、未、対象外のどれか",
        "M6": "「個別接種医療機関数」に「多数」とあります",
    },
    "practices": {
        "H6": "「実施日・公表日」に「秋頃」とあります（「未定」では、一日に決まりません）。"
    },
}


def filled(name: str, folder: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    """A form of a register as an office sent it."""
    file = folder / "16_富山県.xlsx"
    given = rows or FILLED[name]
    write_issue(file, Issue(FORMS[name], "sample", "題", DAY, given, True, None, "16", "富山県"))
    return file


@pytest.fixture
def check(tmp_path: Path) -> Callable[[str], Checked]:
    def checking(name: str) -> Checked:
        found = check_files(sent([str(filled(name, tmp_path))]), None, dt.date(2030, 1, 1))
        assert len(found) == 1
        return found[0]

    return checking


@pytest.mark.parametrize("name", FILLED)
def test_the_cells_that_are_wrong_are_coloured(
    name: str, check: Callable[[str], Checked], written: Callable[[Correction], Any],
    coloured: Callable[..., dict[str, str]],
) -> None:  # fmt: skip
    checked = check(name)
    assert (checked.form, checked.as_of, checked.title) == (FORMS[name], DAY, "題")
    found = coloured(written(corrections(checked)[0]))
    assert set(found) == set(WRONG[name])
    for address, said in WRONG[name].items():
        assert found[address].startswith(said), found[address]


@pytest.mark.parametrize("name", FILLED)
def test_mended_it_is_read_without_a_refusal(
    name: str, check: Callable[[str], Checked], written: Callable[[Correction], Any], tmp_path: Path
) -> None:
    right = {
        "I7": 1950, "E8": "高齢者以降", "J6": "R3.5.21", "E7": "R3.5.20", "G7": "その他",
        "I6": "R3.9", "C7": "富山市", "D6": "一部", "M6": 3, "H6": "R3.9.1",
    }  # fmt: skip
    correction = corrections(check(name))[0]
    written(correction)
    file = tmp_path / "back" / correction.file_name
    assert file.name == f"16_富山県_訂正依頼_{FORMS[name].title}.xlsx"
    book = openpyxl.load_workbook(file)
    for address in WRONG[name]:
        book[SHEET][address] = right[address]
    book.save(file)
    read = read_file(file, file.name, None, 0, Inquiry(FORMS[name], DAY))
    assert read.rejections == []
    again = check_files(sent([str(file)]), None, DAY)[0]
    assert not list(again.open())


@pytest.mark.parametrize(
    ("doses", "per_box", "day", "said"),
    [
        ("900", None, "R3.4.5", "「回分」に「900」とありますが、2箱（1箱975回分）では1,950回分です。"),
        ("1950", "1000", "R3.4.5", "「1箱当たり回分」に「1000」とありますが、R3.4.5の1箱は975回分です。"),
        ("1950", None, "R2.4.5", "「回分」に「1950」とありますが、R2.4.5の1箱当たり回分が定められていません。"),
    ],
)  # fmt: skip
def test_doses_are_told_against_the_boxes_of_their_day(
    doses: str, per_box: str | None, day: str, said: str, tmp_path: Path
) -> None:
    given = {
        "day": day,
        "class": "高齢者向け",
        "boxes": 2,
        "doses": doses,
        "doses_per_box": per_box,
    }
    file = filled("supply", tmp_path, rows=[TOYAMA | given])
    read = read_file(file, file.name, None, 0, Inquiry(FORMS["supply"], DAY))
    held = [{"from": dt.date(2021, 3, 29), "doses": 975}]
    source = SupplySource.model_validate({"path": "supply", "doses_per_box": held})
    settle_register(FORMS["supply"], [read], source)
    assert [rejection_in_japanese(one, FORMS["supply"])[0] for one in read.rejections] == [said]


def test_an_unreadable_file_beside_others_of_one_form_is_taken_for_that_form(
    tmp_path: Path,
) -> None:
    (tmp_path / "17_石川県.xlsx").write_bytes(b"PK")
    filled("readiness", tmp_path)
    found = check_files(sent([str(tmp_path)]), None, DAY)
    assert [(one.form.name, len(one.arrivals)) for one in found] == [("readiness", 2)]
    names = [one.file_name for one in corrections(found[0])]
    assert names == [
        f"{one}_訂正依頼_接種体制の整備状況調査.xlsx" for one in ("16_富山県", "17_石川県")
    ]
