"""`renkei check`: what is told, what is written, and which exit code says it."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import renkei.cli.check
from renkei.cli import console
from renkei.intake.forms import FORMS
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.issue import Issue, build, save, write_issue
from renkei.intake.forms.returns import RETURNS

Lines = Callable[..., str]
CALL_LIST = "内部_連絡先一覧.xlsx"
TOYAMA = "16_富山県_訂正依頼_第3回.xlsx"


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(home))
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)


@pytest.fixture
def first_day(sample_raw: Path) -> Path:
    """The first files of the third round, twelve things wrong with them."""
    return sample_raw / "sample/returns/round-3/2021-05-31"


def one_file(folder: Path, name: str = "16_富山県.xlsx", **cells: Any) -> Path:
    """A return of 富山県 for the third round; blank but for the cells given by address."""
    rows = [{"code": "162019", "prefecture": "富山県", "name": "富山市", "answer": "7月末"}]
    book = build(Issue(RETURNS, "sample", "題", dt.date(2021, 6, 1), rows, True, 3, "16", "富山県"))
    for address, value in cells.items():
        book[SHEET][address] = value
    save(folder / name, book)
    return folder / name


def test_a_right_file_is_0_and_a_wrong_one_65(tmp_path: Path, capsys: Any) -> None:
    assert console.main(["check", str(one_file(tmp_path / "a"))]) == 0
    said = capsys.readouterr().out
    assert "as of 2021-06-01 (as the workbook says), sheet 回答" in said
    assert "1 file, 10 rows: 1 accepted, 0 rejected, 0 superseded;" in said
    assert console.main(["check", str(one_file(tmp_path / "b", E6="R3.2.30"))]) == 65
    said = capsys.readouterr().out
    assert '16_富山県.xlsx, 回答!E6: 終了見込み is "R3.2.30" (February has no 30th day)' in said
    assert "1 refusal open" in said and "--out DIR" in said


def test_what_a_later_file_made_good_is_told_and_is_0(tmp_path: Path, capsys: Any) -> None:
    wrong = one_file(tmp_path, E6="13月")
    right = one_file(tmp_path, "16_富山県_再提出.xlsx")
    assert console.main(["check", str(wrong), str(right)]) == 0
    said = capsys.readouterr().out
    assert "made good by a later file (1):" in said
    assert "→ 16_富山県_再提出.xlsx" in said
    assert console.main(["check", str(right), str(wrong)]) == 65


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check"], 64, "nothing to check; expected PATH…, or --params"),
        (["check", "nowhere.xlsx"], 66, "nowhere.xlsx: no such file or folder"),
        (["check", "{tmp}"], 66, "no file in there"),
        (["check", "{file}", "--round", "3"], 64, "--round: a round is of a campaign"),
        (["check", "{file}", "--as-of", "R3.6.1"], 64, "--as-of: 'R3.6.1' is no date"),
        (["check", "{file}", "--params", "sampel"], 78, "nearest: sample"),
        (["check", "{file}", "--params", "sample", "--round", "9"], 78, "no round 9"),
        (["check", "--params", "sample", "--round", "4", "--as-of", "2021-06-02"], 64,
         "round 4 is not sent out by 2021-06-02; expected a day from 2021-06-11"),
        (["check", "--params", "sample", "--raw", "{tmp}"], 66, "no such folder"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_one_sentence(
    arguments: list[str], code: int, said: str, tmp_path: Path, sample_raw: Path, capsys: Any
) -> None:
    (tmp_path / "empty").mkdir()
    places = {"tmp": str(tmp_path / "empty"), "file": str(one_file(tmp_path / "in"))}
    given = [one.format(**places) for one in arguments]
    if "--params" in given and "--raw" not in given:
        given += ["--raw", str(sample_raw)]
    assert console.main(given) == code
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err and "fault of Renkei" not in told.err


def test_a_file_without_a_day_is_read_as_of_today_and_the_page_says_so(
    tmp_path: Path, capsys: Any
) -> None:
    book = openpyxl.Workbook()
    for line in (["市区町村名", "終了見込み"], ["富山市", "7月末"]):
        book.active.append(line)
    book.save(tmp_path / "16_富山県.xlsx")
    assert console.main(["check", str(tmp_path / "16_富山県.xlsx")]) == 0
    told = capsys.readouterr()
    today = dt.datetime.now().astimezone().date()
    assert f"read as of today, {today}; --as-of DATE says it" in told.err
    console.main(["check", str(tmp_path / "16_富山県.xlsx"), "--as-of", "2021-06-01"])
    told = capsys.readouterr()
    assert "as of 2021-06-01 (--as-of)" in told.out and not told.err


def test_a_round_is_enforced(tmp_path: Path, sample_raw: Path, capsys: Any) -> None:
    file = str(one_file(tmp_path))
    wanted = ["--params", "sample", "--raw", str(sample_raw), "--round"]
    assert console.main(["check", file, *wanted, "3"]) == 0
    assert "as of 2021-06-01 (the round's)" in capsys.readouterr().out
    assert console.main(["check", file, *wanted, "2"]) == 65
    assert "renkei_round is '3'; expected '2'" in capsys.readouterr().out


def test_a_page_of_a_whole_round_is_no_wider_than_100(first_day: Path, capsys: Any) -> None:
    assert console.main(["check", str(first_day)]) == 65
    said = capsys.readouterr().out
    table = said.split("refused (")[0].splitlines()[1:]
    assert max(sum(1 + (ord(sign) > 0x2E7F) for sign in line) for line in table) <= 100
    assert re.search(r"16_富山県\.xlsx +24 +15 +0 +0 +1 +7 +1 +164 +1\b", said)
    assert "refused (12):" in said and "12 refusals open" in said


def test_a_folder_of_a_round_is_checked_as_received_by_a_day(
    sample_raw: Path, tmp_path: Path, capsys: Any
) -> None:
    target = tmp_path / "out"
    wanted = ["check", "--params", "sample", "--round", "1", "--raw", str(sample_raw)]
    wanted += ["--out", str(target), "--as-of"]
    assert console.main([*wanted, "2021-05-11"]) == 65
    told = capsys.readouterr()
    assert (
        "not answered by 2021-05-11: 132 of 1,741 municipalities: 81 in 3 prefectures of which "
        "nothing arrived, 6 left blank, 45 refused" in told.out
    )
    names = sorted(one.name for one in target.iterdir())
    assert len(names) == 13 and names[-2:] == [CALL_LIST, "未回答一覧.xlsx"]
    persons_stand_only_in_the_call_list(target, told.out + told.err)
    assert console.main([*wanted, "2021-05-12"]) == 0
    said = capsys.readouterr().out
    assert "made good by a later file (12):" in said
    assert "all 1,741 municipalities answered by 2021-05-12" in said
    assert {one.name for one in target.iterdir()} == {
        ".renkei-check.json", "未回答一覧.xlsx", CALL_LIST,
    }  # fmt: skip


def persons_stand_only_in_the_call_list(target: Path, said: str) -> None:
    """The sample's persons and their numbers are found in one file and nowhere else."""
    for file in target.iterdir():
        content = file.read_bytes().decode("utf-8", "replace")
        for person in ("000-0000-", "見本 "):
            assert (person in content) == (file.name == CALL_LIST), (file.name, person)
    assert "000-0000" not in said and "見本 " not in said


def test_what_goes_back_may_be_filled_in_and_checked_again(
    first_day: Path, tmp_path: Path, capsys: Any
) -> None:
    target = tmp_path / "out"
    assert console.main(["check", str(first_day / "16_富山県.xlsx"), "--out", str(target)]) == 65
    assert f"wrote 1 workbook in {target}: 1 to send back" in capsys.readouterr().out.replace(
        "\n", ""
    )
    book = openpyxl.load_workbook(target / TOYAMA)
    assert book[SHEET]["E14"].style == "renkei wrong"
    book[SHEET]["E14"] = "7月末"
    book.save(target / TOYAMA)
    assert console.main(["check", str(first_day / "16_富山県.xlsx"), str(target / TOYAMA)]) == 0
    assert "made good by a later file (1)" in capsys.readouterr().out
    assert console.main(["check", str(first_day), "--out", str(target)]) == 73
    assert "was changed since an earlier check wrote it" in capsys.readouterr().err
    assert openpyxl.load_workbook(target / TOYAMA)[SHEET]["E14"].value == "7月末"


def test_a_folder_with_other_files_is_left_as_it_is(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "memo.txt").write_text("mine", encoding="ascii")
    file = str(one_file(tmp_path, E6="13月"))
    assert console.main(["check", file, "--out", str(tmp_path / "out")]) == 73
    assert "memo.txt: is not of a check" in capsys.readouterr().err
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["memo.txt"]


@pytest.mark.parametrize(
    "name",
    [b"\xff\xfe.xlsx", b"16_\x1b[31mred.xlsx", b"a..%2f..%2fetc.xlsx", b"=cmd|x.xlsx",
     "16_\u202exslx.[bold]:smile:.xlsx".encode(), b"new\nline.xlsx", b"-rf.xlsx"],
)  # fmt: skip
def test_a_hostile_file_name_is_only_ever_text(
    name: bytes, tmp_path: Path, home: Path, sample_raw: Path, capsys: Any
) -> None:
    folder = tmp_path / "raw/sample/returns/round-3/2021-06-01"
    shutil.copytree(sample_raw / "sample/records", tmp_path / "raw/sample/records")
    shutil.copy(sample_raw / "sample/population.csv", tmp_path / "raw/sample/population.csv")
    file = one_file(folder, E6="13月")
    try:
        file.rename(os.fsdecode(os.fsencode(folder) + b"/" + name))
    except OSError:
        pytest.skip("this file system does not hold such a name")
    params = ["--params", "sample", "--round", "3", "--raw", str(tmp_path / "raw")]
    for number, given in enumerate(([str(folder)], params)):
        target = tmp_path / f"out-{number}"
        assert console.main(["check", *given, "--out", str(target)]) == 65
        told = capsys.readouterr()
        assert TOYAMA in {one.name for one in target.iterdir()}
        assert not set("\x1b\u202e") & set(told.out + told.err)
        assert "[bold]:smile:" in told.out or b"smile" not in name
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith(".")) == [
        "out-0", "out-1", "raw",
    ]  # fmt: skip


def test_real_files_of_other_kinds_are_refused_one_by_one(shared: Path, capsys: Any) -> None:
    assert console.main(["check", str(shared / "messy")]) == 65
    told = capsys.readouterr()
    assert "refused (9):" in told.out
    assert "no prefecture can be told, ask whoever sent it:" in told.out
    assert "Traceback" not in told.err


def test_the_command_is_one_of_the_package() -> None:
    assert renkei.cli.check.check.__doc__


def test_other_forms_alone_say_nothing_of_a_round(
    tmp_path: Path, sample_raw: Path, capsys: Any
) -> None:
    rows = [{"code": "162019", "prefecture": "富山県", "name": "富山市", "doctors": "半分"}]
    day = dt.date(2021, 6, 1)
    form = Issue(FORMS["readiness"], "sample", "題", day, rows, True, None, "16", "富山県")
    write_issue(tmp_path / "in/16_富山県.xlsx", form)
    wanted = ["--params", "sample", "--round", "1", "--raw", str(sample_raw)]
    target = tmp_path / "out"
    assert console.main(["check", str(tmp_path / "in"), *wanted, "--out", str(target)]) == 65
    said = capsys.readouterr().out
    assert "接種体制の整備状況調査 (form readiness), campaign sample, as of 2021-06-02" in said
    assert "not answered" not in said
    assert "16_富山県_訂正依頼_接種体制の整備状況調査.xlsx" in {
        one.name for one in target.iterdir()
    }
    assert CALL_LIST not in {one.name for one in target.iterdir()}
