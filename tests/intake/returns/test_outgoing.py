"""The forms that go out: one a prefecture, with what was answered last."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from renkei import areas, cli
from renkei.errors import SettingsError
from renkei.intake.forms.returns import RETURNS, ReturnRow
from renkei.intake.returns.outgoing import outgoing
from renkei.settings import Campaign

Rows = Callable[..., list[ReturnRow]]
Send = Callable[..., Path]
ALL = tuple(area.short for area in areas.prefectures())


def previous(campaign: Campaign, number: int) -> dict[str, object]:
    """What the form of a round shows beside the new answer in 富山県."""
    issue = outgoing(campaign, RETURNS, number, ["16"])["16_富山県.xlsx"]
    return {str(row["name"]): row["previous"] for row in issue.rows}


def test_every_prefecture_has_a_workbook_and_every_municipality_a_row(campaign: Campaign) -> None:
    issues = outgoing(campaign, RETURNS, 1, ALL)
    assert len(issues) == 47
    codes = [row["code"] for issue in issues.values() for row in issue.rows]
    assert codes == [area.code for area in areas.municipalities()]
    assert all(row["previous"] is None for issue in issues.values() for row in issue.rows)


def test_the_last_answer_stands_beside_the_new_one(
    opened: Callable[..., Campaign], send: Send, rows: Rows
) -> None:
    send(rows(富山市="7月末（医療従事者の確保が前提）", 高岡市="未定", 魚津市="13月"))
    send(rows(富山市="変更なし", 高岡市="8月以降", 氷見市=None), number=2, received="2021-05-20")
    shown = previous(opened("2021-06-02"), 3)
    assert shown["富山市"] == "7月末（医療従事者の確保が前提）"
    assert shown["高岡市"] == "8月以降"
    assert shown["氷見市"] == "R3.7.31"
    assert previous(opened("2021-06-02"), 2)["魚津市"] is None


def test_a_condition_in_its_own_column_stands_in_brackets(
    opened: Callable[..., Campaign], send: Send, rows: Rows, change: Callable[..., object]
) -> None:
    send(edit=change(F6="供給が前提"))
    assert previous(opened("2021-06-02"), 2)["富山市"] == "R3.7.31（供給が前提）"


def test_answers_received_after_the_round_was_opened_are_not_shown(
    opened: Callable[..., Campaign], send: Send, rows: Rows
) -> None:
    send(rows(富山市="7月末"))
    send(rows(富山市="9月末"), received="2021-05-18")
    assert previous(opened("2021-06-02"), 2)["富山市"] == "7月末"


def test_a_round_that_is_none_names_those_there_are(campaign: Campaign) -> None:
    with pytest.raises(SettingsError, match="no round 9; expected one of 1, 2, 3, 4"):
        outgoing(campaign, RETURNS, 9, ["16"])


def test_the_command_writes_the_workbooks_and_says_where(
    campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["form", "sample", "--round", "1", "--raw", str(campaign.raw), "--areas", "16,13"]
    assert cli.main([*arguments, "--out", str(tmp_path / "out")]) == 0
    assert "wrote 2 workbooks with 77 municipalities" in capsys.readouterr().out
    names = sorted(path.name for path in (tmp_path / "out").glob("*.xlsx"))
    assert names == ["13_東京都.xlsx", "16_富山県.xlsx"]
    sheet = load_workbook(tmp_path / "out" / "16_富山県.xlsx")["回答"]
    assert sheet.protection.sheet
    locked = [sheet.cell(6, column).protection.locked for column in range(1, 13)]
    assert locked == [True] * 4 + [False] * 8
    kinds = {str(one.sqref): one.type for one in sheet.data_validations.dataValidation}
    assert kinds["G6:G20"] == "decimal"
    assert kinds["E6:E20"] == "list"


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--areas", "99"], 64, "'99' is no prefecture"),
        (["--form", "retuns"], 64, "no form 'retuns'"),
        (["--round", "7"], 78, "no round 7"),
    ],
)
def test_a_wrong_option_says_what_was_expected(
    campaign: Campaign,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    code: int,
    said: str,
) -> None:
    given = ["form", "sample", "--raw", str(campaign.raw), "--out", str(tmp_path / "out")]
    given += [] if "--round" in more else ["--round", "1"]
    assert cli.main([*given, *more]) == code
    assert said in capsys.readouterr().err


def test_a_folder_with_files_is_left_alone(
    campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="ascii")
    given = ["form", "sample", "--raw", str(campaign.raw), "--round", "1"]
    assert cli.main([*given, "--out", str(tmp_path / "out")]) == 73
    assert "holds files already" in capsys.readouterr().err
