"""`renkei verify`, `trace` and `release`: exit codes, JSON lines, and a page on a terminal."""

import json
from pathlib import Path

import pytest

from renkei import cli
from renkei.cli import console, release, trace, verify


@pytest.fixture
def folder(copied, monkeypatch) -> Path:
    """The folder of a copied run; the run itself is made once a session."""
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    return copied


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def terminal(monkeypatch):
    for room in (verify, trace, release):
        monkeypatch.setattr(room, "out", console.Console(force_terminal=True, width=120))


def test_a_sound_run_exits_0_and_is_told_as_json_lines(folder, capsys):
    assert cli.main(["verify", str(folder)]) == 0
    (told,) = lines(capsys)
    assert (told["run"], told["holds"]) == ("sample/2021-06-02", True)


def test_a_changed_run_exits_65_and_names_the_file(folder, capsys):
    (folder / "16" / "deck.html").write_text("", encoding="utf-8")
    assert cli.main(["verify", str(folder)]) == 65
    finding, told = lines(capsys)
    assert (finding["name"], finding["problem"]) == ("16/deck.html", "differs")
    assert told["holds"] is False


def test_no_run_exits_66(folder, capsys):
    assert cli.main(["verify", str(folder.parent)]) == 66
    assert "no run is kept here" in capsys.readouterr().err


def test_the_export_is_no_extra_file_afterwards(folder, capsys):
    assert cli.main(["verify", str(folder), "--export"]) == 0
    assert "entity" in json.loads((folder / "prov.json").read_text(encoding="utf-8"))
    assert cli.main(["verify", str(folder)]) == 0


def test_on_a_terminal_a_table_says_what_was_compared(folder, terminal, capsys):
    (folder / "16" / "new\x1b[2J.txt").write_text("", encoding="utf-8")
    assert cli.main(["verify", str(folder)]) == 65
    told = capsys.readouterr().out
    assert "1 extra" in told
    assert "is NOT what its manifest says" in told
    assert "\x1b[2J" not in told


def test_a_number_is_led_back_as_json_lines(folder, capsys):
    assert cli.main(["trace", str(folder), "--number", "17,550", "--area", "16"]) == 0
    first = lines(capsys)[0]
    assert (first["row"], first["column"], first["words_agree"]) == ("4月19日", "累計", True)
    assert first["matches"][0]["first"][0]["cells"] == "I143"


def test_a_number_is_led_back_on_a_terminal(folder, terminal, capsys):
    assert cli.main(["trace", str(folder), "--number", "17,550", "--most", "1"]) == 0
    told = capsys.readouterr().out
    assert "回答!I143" in told
    assert "1 more places" in told


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 64, "either --number or --figure"),
        (["--number", "1", "--figure", "x"], 64, "either --number or --figure"),
        (["--number", "many"], 64, "is no number"),
        (["--figure", "no such figure"], 66, "no table or figure"),
    ],
)
def test_what_cannot_be_traced_is_told(folder, capsys, arguments, code, said):
    assert cli.main(["trace", str(folder), *arguments]) == code
    assert said in capsys.readouterr().err


def test_a_release_is_told_and_logged(folder, capsys):
    assert cli.main(["release", str(folder.parent)]) == 64
    assert "nothing is released there" in capsys.readouterr().err
    assert cli.main(["release", str(folder), "--by", "見本 花子"]) == 0
    assert lines(capsys)[0]["by"] == "見本 花子"
    assert cli.main(["release", str(folder.parent)]) == 0
    assert lines(capsys)[0]["run"] == "2021-06-02"
    assert cli.main(["release", str(folder), "--by", "見本 花子"]) == 64
    assert "was released by" in capsys.readouterr().err


def test_a_release_and_the_log_on_a_terminal(folder, terminal, capsys):
    assert cli.main(["release", str(folder), "--by", "見本 花子"]) == 0
    assert "（初版） by 見本 花子" in capsys.readouterr().out.replace("(", "（").replace(")", "）")
    assert cli.main(["release", str(folder.parent)]) == 0
    assert "the chain of the log is whole" in capsys.readouterr().out
