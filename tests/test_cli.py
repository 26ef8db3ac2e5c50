"""The command: a user's mistake is one clear sentence and its own exit code, never a traceback."""

from pathlib import Path

import pytest

from renkei import cli


@pytest.fixture(autouse=True)
def at_home(home: Path, sample_raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(home))
    monkeypatch.setattr(cli.signal, "signal", lambda number, handler: None)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["bogus"], 64, "No such command 'bogus'"),
        (["run"], 64, "Missing argument"),
        (["run", "sample", "--aeras", "16"], 64, "No such option"),
        (["run", "sample", "--areas", ","], 64, 'expected "all" or codes'),
        (["run", "sample", "--areas", "162018"], 64, "162019"),
        (["run", "sample", "--areas", "99"], 64, "--areas"),
        (["run", "sampel"], 78, "nearest: sample"),
        (["run", "sample", "--as-of", "2021-13-01"], 78, "expected a day like"),
        (["run", "sample", "--raw", "nowhere"], 66, "no such folder"),
        (["sample", "--seed", "-1"], 64, "seed"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(arguments, code, said, sample_raw, capsys):
    if arguments[:2] == ["run", "sample"] and "--raw" not in arguments:
        arguments = [*arguments, "--raw", str(sample_raw)]
    assert cli.main(arguments) == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_dry_run_writes_nothing(home, sample_raw, capsys):
    before = sorted(home.rglob("*"))
    code = cli.main(["run", "sample", "--raw", str(sample_raw), "--dry-run", "--areas", "00,16"])
    assert code == 0
    out = capsys.readouterr().out
    assert "2021-06-02 / 2021-06-03" in out
    assert "nothing was written" in out
    assert sorted(home.rglob("*")) == before


def test_the_version_is_told(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == "0.1.0"


def test_a_missing_input_names_file_key_and_what_to_do(tmp_path, capsys):
    assert cli.main(["run", "sample", "--raw", str(tmp_path)]) == 66
    error = capsys.readouterr().err
    assert "sources.records.path" in error
    assert "renkei sample" in error


def test_a_file_where_the_reports_should_go_is_a_clear_refusal(
    home, sample_raw, tmp_path, monkeypatch, capsys
):
    for name in ("notebooks", "params", "requirements.lock"):
        (tmp_path / name).symlink_to(home / name)
    (tmp_path / "reports").write_text("a file in the way", encoding="ascii")
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    assert cli.main(["run", "sample", "--raw", str(sample_raw), "--areas", "16"]) == 73
    assert str(tmp_path / "reports") in capsys.readouterr().err
