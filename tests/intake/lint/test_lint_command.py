"""`renkei lint`: what is printed, as text and as JSON, and the exit code."""

import json

import openpyxl
import pytest

import renkei.cli.lint  # noqa: F401  (registers the command)
from renkei.cli import console


@pytest.fixture(autouse=True)
def no_signals(monkeypatch):
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)


def test_nothing_found_is_0(book, capsys):
    assert console.main(["lint", str(book())]) == 0
    assert "問題は見つかりませんでした（1ファイル）" in capsys.readouterr().out


def test_something_found_is_65_with_rule_place_value_and_fix(book, capsys):
    assert console.main(["lint", str(book(D3="200人", B4="〃"))]) == 65
    out = capsys.readouterr().out
    assert "シート「表」" in out
    assert "1-3   違反  D3" in out
    assert "「200人」" in out
    assert "→ 省略せず、上のセルと同じ内容を入れてください" in out
    assert "（1ファイル）" in out


def test_a_notice_alone_is_65_too(book, capsys):
    assert console.main(["lint", str(book(E3="7月末"))]) == 65
    assert "1-11  参考  E3" in capsys.readouterr().out


def test_a_missing_path_is_66(tmp_path, capsys):
    assert console.main(["lint", str(tmp_path / "nowhere.xlsx")]) == 66
    assert "nowhere.xlsx: no such file or folder" in capsys.readouterr().err


def test_an_unknown_format_is_64(book, capsys):
    assert console.main(["lint", "--format", "xml", str(book())]) == 64
    assert "--format" in capsys.readouterr().err


def test_1741_equal_rows_are_one_line_and_nothing_is_lost_in_json(book, capsys):
    rows = [["市区町村名", "接種者数（人）"], *([f"第{n}町", f"{n:,}人"] for n in range(1741))]
    file = book(rows)
    assert console.main(["lint", str(file)]) == 65
    lines = [line for line in capsys.readouterr().out.splitlines() if " 1-3 " in line]
    assert len([line for line in lines if "B2:B1742（1,741か所）" in line]) == 1
    console.main(["lint", "--format", "json", str(file)])
    (entry,) = [e for e in json.loads(capsys.readouterr().out) if e["rule"] == "1-3"]
    assert entry["count"] == len(entry["places"]) == 1741
    assert entry["places"][-1] == {"cell": "B1742", "value": "1,740人"}


def test_json_has_stable_keys_and_nothing_else_is_printed(book, capsys):
    file = book(D3="200人")
    assert console.main(["lint", "--format", "json", str(file)]) == 65
    printed = capsys.readouterr()
    assert json.loads(printed.out) == [
        {
            "rule": "1-3",
            "slug": "numbers-without-text",
            "rule_name": "数値データに文字を含めない",
            "severity": "violation",
            "file": str(file),
            "sheet": "表",
            "range": "D3",
            "count": 1,
            "what": "数値に、単位・コンマ・全角の数字・約・▲・注記などが混ざっています",
            "fix": "半角の数字だけにし、単位は項目名へ、注記は別の列へ"
            "（桁区切りや▲は表示形式で付ける）",
            "places": [{"cell": "D3", "value": "200人"}],
        }
    ]
    assert printed.err == ""


def test_json_of_nothing_is_an_empty_list(book, capsys):
    assert console.main(["lint", "--format", "json", str(book())]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_nothing_in_a_file_speaks_to_the_terminal(book, tmp_path, capsys):
    file = book(F3="\u009b31m[red]:bomb:\u202e\u00a0")
    written = openpyxl.load_workbook(file)
    written.active.title = "{b}\u0085①"
    written.save(file)
    console.main(["lint", str(file)])
    text = capsys.readouterr().out
    console.main(["lint", "--format", "json", str(file)])
    as_json = capsys.readouterr().out
    for sign in "\u009b\u202e\u0085":
        assert sign not in text
        assert sign not in as_json
    assert "[red]:bomb:" in text
    assert json.loads(as_json)[-1]["places"][0]["value"].startswith("{b}")


def test_help_tells_the_exit_codes(capsys):
    assert console.main(["lint", "--help"]) == 0
    out = capsys.readouterr().out
    for told in ("0: nothing found", "65: something found", "66: no such path"):
        assert told in " ".join(out.split())


def test_the_page_names_every_rule_and_slug(project):
    from renkei.intake.lint import RULES

    page = (project / "docs" / "lint.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        assert f"| {rule.number} |" in page
        assert f"`{rule.slug}`" in page
