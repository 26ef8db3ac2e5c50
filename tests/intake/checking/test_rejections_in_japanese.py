"""Each rule of refusal has its Japanese sentence, and no English reaches an office."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renkei.intake import ledger
from renkei.intake.checking import in_japanese
from renkei.intake.checking.cell_problems import problem_in_japanese
from renkei.intake.checking.checked import Checked
from renkei.intake.checking.file_problems import file_problem_in_japanese
from renkei.intake.checking.japanese import HOW, REASON, how_to_write
from renkei.intake.forms import FORMS
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.returns import ReturnRow
from renkei.intake.opening.kinds import REFUSED
from renkei.intake.sheets import cells
from renkei.wording.dates import read_answer
from renkei.wording.numbers import read_number

Rows = Callable[..., list[ReturnRow]]
Send = Callable[..., Path]
Change = Callable[..., Callable[[Any], None]]
Check = Callable[..., Checked]
_QUOTED = re.compile(r"「[^」]*」")
_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_KNOWN = ("Excel", "xlsx", "xlsb", "ods", "HTML", "XML", "Web", "OpenDocument")


def told(checked: Checked) -> list[tuple[str, str]]:
    """Why and how, of every rejection."""
    rows = [one for submission in checked.submissions for one in submission.rejections]
    frame = in_japanese(ledger.frame("rejections", rows), checked.form)
    return list(zip(frame[REASON], frame[HOW], strict=True))


def english(text: str) -> list[str]:
    """English words outside of what is quoted."""
    return [one for one in _ENGLISH.findall(_QUOTED.sub("", text)) if one not in _KNOWN]


def test_an_unreadable_date_is_told_as_an_office_would(
    send: Send, rows: Rows, checked: Check
) -> None:
    send(rows(富山市="R3.2.30"))
    reason, how = told(checked())[0]
    assert reason + how == (
        "「終了見込み」に「R3.2.30」とあります（2月30日はありません）。"
        "R3.7.31、7月中旬、7月末、未定 などで記入してください。"
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"G6": "120"}, "「希望者見込み（%）」に「120」とあります（0から100までの外です）。0から100までの数値（％）で"),
        ({"G6": 1}, "「1」とあります（1％とも100％とも読めます）。"),
        ({"H6": "多数"}, "「1日の接種可能回数」に「多数」とあります（一つの数として読めません）。0以上の数値（単位：回/日）を"),
        ({"H6": -5}, "「-5」とあります（0より小さい数です）。"),
        ({"H6": "3箱"}, "「3箱」とあります（単位が「箱」です）。"),
        ({"E6": "13月"}, "「13月」とあります（13月という月はありません）。"),
        ({"E6": "変更なし"}, "「変更なし」とありますが、前回の回答がありません。R3.7.31、"),
        ({"A6": "162018"}, "団体コード「162018」は、末尾の検査数字が合いません。「162019」（富山県富山市）ではありませんか。"),
        ({"A6": "999999"}, "団体コード「999999」"),
        ({"A6": None, "C6": "富山死"}, "富山県に「富山死」という市区町村はありません。"),
        ({"C6": "高岡市"}, "団体コード「162019」は富山県富山市（162019）ですが、市区町村名「高岡市」は富山県高岡市（162027）です。"),
        ({"B6": "石川県"}, "団体コード「162019」は富山県富山市（162019）ですが、都道府県は石川県です。"),
        ({"B6": "富山件"}, "「富山件」という都道府県はありません。"),
        ({"A6": None, "C6": None}, "団体コードも市区町村名もありません。"),
        ({"H21": 12345}, "県計の「1日の接種可能回数」に「12345」とありますが、各行の合計は1500です。"),
        ({"E21": 3}, "県計の「終了見込み」に「3」とありますが、記入のある行の数は15です。"),
    ],
)  # fmt: skip
def test_each_cell_and_key_has_its_sentence(
    send: Send, change: Change, checked: Check, cells: dict[str, Any], said: str
) -> None:
    totals = {} if {"H21", "E21"} & set(cells) else {"E21": None, "H21": None}
    send(edit=change(**cells, **totals))
    every = told(checked())
    assert len(every) == 1
    assert said in "".join(every[0])
    assert not english("".join(every[0]))


def test_rows_that_do_not_belong_have_their_sentences(
    send: Send, rows: Rows, checked: Check
) -> None:
    given_rows = rows()
    stranger = ReturnRow(code="172014", prefecture="石川県", name="金沢市", answer="7月末")
    send([*given_rows, replace(given_rows[0], answer="8月末"), stranger])
    every = told(checked())
    assert every[0] == every[1]
    assert every[0][0].startswith(
        "富山県富山市の行が二つ以上あり、記入の内容が異なります（受け取った"
    )
    assert "6・21行目" in every[0][0]
    assert every[2] == (
        "石川県金沢市（172014）は、富山県の市区町村ではありません。",
        "この行の記入を全て消してください。",
    )


def test_a_name_that_many_have_is_told_with_all_of_them(send: Send, checked: Check) -> None:
    def edit(book: Any) -> None:
        for column in "AB":
            for row in range(6, 22):
                book[SHEET][f"{column}{row}"] = None
        book[SHEET]["C6"] = "府中市"

    send(edit=edit, name="回答.xlsx", prefecture_code="")
    said = [reason for reason, _ in told(checked()) if "府中市" in reason]
    assert said == [
        "「府中市」だけでは、東京都府中市（132063）又は広島県府中市（342084）のどれか決まりません。"
    ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"round": 2}, "第2回照会の調査票です。今回の照会でお送りした、貴都道府県の調査票に"),
        ({"campaign": "booster"}, "別の施策の調査票です。"),
        ({"prefecture_code": "17"}, "ファイル名の都道府県と、調査票を送った都道府県が違います。"),
    ],
)
def test_a_workbook_of_something_else_has_its_sentence(
    send: Send, checked: Check, other: dict[str, Any], said: str
) -> None:
    send(**other)
    assert said in "".join(told(checked())[0])


def test_a_file_without_the_headers_or_with_two_has_its_sentence(
    send: Send, change: Change, checked: Check
) -> None:
    send(edit=change(I5="完了見込み"))
    send(name="17_石川県.xlsx", edit=lambda book: book[SHEET].delete_rows(5))
    twice, none = (reason + how for reason, how in told(checked()))
    assert "「終了見込み」の列が二つあります（E5とI5）。" in twice
    assert "シート「回答」に調査票の見出しの行がありません。" in none
    assert "（「団体コード」又は「市区町村名」、「終了見込み」）" in none


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_every_kind_of_wrong_file_has_its_own_sentence(kind: str) -> None:
    said = file_problem_in_japanese("unopened", REFUSED[kind][0])
    assert said != "ファイルを開けません", REFUSED[kind][0]
    assert not english(said)


@pytest.mark.parametrize(
    "answer",
    [
        "R3.2.30", "R3.7.311", "13月", "令和0年", "R3.2.29", "7", "7月～", "8月～7月", "R3.7-8",
        "7月末、8月末", "完了、未定", "x", "７月３１日と", "2月第5週", "9999年1月", "R3.7.31 2022",
        "7～8", "R300.1.1", "٣月", "7月末" * 200, "7～8月31日", "令和3年2022年7月", "44409.5",
    ],
)  # fmt: skip
def test_what_a_date_reader_says_has_a_translation(answer: str) -> None:
    read = read_answer(answer, pd.Timestamp("2021-06-01").date())
    if read.status == "unreadable":
        assert problem_in_japanese(read.reason), read.reason


@pytest.mark.parametrize(
    "number", ["a", "1 2", "１２a", "3万9億", "±5", "二三人", "٣", "9" * 99, True]
)
def test_what_a_number_reader_says_has_a_translation(number: Any) -> None:
    read = read_number(number)
    assert read.status == "unreadable"
    assert problem_in_japanese(read.reason), read.reason


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40) | st.from_regex(r"[RH]?[0-9]{1,3}[.年月日/~～末旬 -]{1,3}[0-9]{0,3}"))
def test_no_english_is_said_of_any_text(raw: str) -> None:
    day = pd.Timestamp("2021-06-01").date()
    for read in (cells.read_day(raw, day, None, 1900), cells.read_count(raw, "回/日")):
        if read.problem:
            said = " ".join(raw.split())
            row = {
                "kind": "cell", "rule": "unreadable cell", "question": "answer", "raw": raw,
                "reason": f'終了見込み is "{said}" ({read.problem})', "expected": read.expected,
            }  # fmt: skip
            frame = in_japanese(ledger.frame("rejections", [row]))
            assert frame[REASON][0].startswith("「終了見込み」に")
            left = frame[REASON][0].replace(said, "")
            assert "\n" not in left


def test_an_empty_frame_gives_an_empty_one_and_the_index_is_kept() -> None:
    empty = in_japanese(ledger.frame("rejections", []))
    assert list(empty) == [REASON, HOW] and empty.empty
    frame = ledger.frame("rejections", [{"kind": "file", "reason": "x", "raw": ""}] * 2)
    assert in_japanese(frame.iloc[[1]]).index.tolist() == [1]
    assert in_japanese(frame)[REASON].tolist() == ["ファイルを読み取れません。"] * 2


def test_a_frame_of_several_forms_names_each_question_by_its_own() -> None:
    row = {"kind": "cell", "rule": "unreadable cell", "question": "capacity", "raw": "x"}
    rows = [
        row | {"round": 1, "file": "readiness/16_富山県.xlsx"},
        row | {"file": "readiness/2021-06-01/16_富山県.xlsx"},
    ]
    said = in_japanese(ledger.frame("rejections", rows))[REASON].tolist()
    assert said == [
        "「1日の接種可能回数」に「x」とあります。",
        "「1日当たり最大接種可能数」に「x」とあります。",
    ]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_how_to_write_every_answer_is_said_in_japanese(form: Any) -> None:
    for name in form.answers:
        said = how_to_write(form.by_name[name])
        assert said.endswith("。")
        assert not english(said.replace("URL", "")), said
