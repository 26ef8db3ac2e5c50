"""The command: a user's mistake is one clear sentence and its own exit code, never a traceback."""

from pathlib import Path

import pytest

from renkei import cli
from renkei.cli import console


@pytest.fixture(autouse=True)
def at_home(home: Path, sample_raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(home))
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["bogus"], 64, "No such command 'bogus'"),
        (["run"], 64, "Missing argument"),
        (["run", "sample", "--aeras", "16"], 64, "No such option"),
        (["run", "sample", "--areas", ","], 64, 'expected "all" or codes'),
        (["run", "sample", "--areas", "162018"], 64, "162019"),
        (["run", "sample", "--areas", "99"], 64, "--areas: '99' is no area"),
        (["run", "sample", "--areas", "富山県"], 64, "two digits of a prefecture"),
        (["run", "sampel"], 78, "nearest: sample"),
        (["run", "sample", "--as-of", "2021-13-01"], 64, "--as-of: '2021-13-01' is no date"),
        (["run", "sample", "--as-of", "2021-W22-3"], 64, "--as-of: '2021-W22-3' is no date"),
        (["run", "sample", "--as-of", "2020-01-01"], 78, "with as_of 2020-01-01"),
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


def test_the_sample_never_replaces_files_that_are_not_its_own(tmp_path, capsys):
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "2021-06-01.csv").write_text("real", encoding="ascii")
    assert cli.main(["sample", "--out", str(tmp_path)]) == 73
    assert "holds files that are not the sample's" in capsys.readouterr().err
    assert (tmp_path / "records" / "2021-06-01.csv").read_text(encoding="ascii") == "real"


def test_an_interrupted_sample_leaves_the_earlier_one(tmp_path, monkeypatch):
    def interrupted(folder: Path, seed: int) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "records").mkdir()
        raise console._Ended(2)

    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "README.txt").write_text("earlier", encoding="ascii")
    monkeypatch.setattr("renkei.sample.write_sample", interrupted)
    assert cli.main(["sample", "--out", str(tmp_path / "sample")]) == 130
    assert [path.name for path in (tmp_path / "sample").iterdir()] == ["README.txt"]


def test_a_home_that_is_no_project_is_refused(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path / "typo"))
    assert cli.main(["run", "sample", "--dry-run"]) == 66
    assert "RENKEI_HOME=" in capsys.readouterr().err


def test_markup_in_a_title_is_told_as_it_stands(home, sample_raw, capsys):
    text = (home / "params" / "sample.yaml").read_text(encoding="utf-8")
    file = home / "params" / "odd.yaml"
    title = "title: 高齢者向けワクチン接種の見通し"
    assert title in text
    file.write_text(text.replace(title, "title: '[/b][red]高齢者'"), encoding="utf-8")
    assert cli.main(["run", str(file), "--raw", str(sample_raw), "--dry-run"]) == 0
    assert "[/b][red]高齢者" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("notebook", "said", "code"),
    [("{", "not a notebook", 65), (None, "no such notebook", 66)],
)
def test_a_notebook_that_cannot_be_read_is_told(
    notebook, said, code, home, sample_raw, tmp_path, monkeypatch, capsys
):
    (tmp_path / "params").symlink_to(home / "params")
    (tmp_path / "notebooks").mkdir()
    if notebook is not None:
        (tmp_path / "notebooks" / "1_clean_returns.ipynb").write_text(notebook, encoding="ascii")
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    assert cli.main(["run", "sample", "--raw", str(sample_raw), "--areas", "16"]) == code
    assert said in capsys.readouterr().err


def test_a_broken_manifest_of_an_earlier_run_is_told_before_the_work(
    home, sample_raw, tmp_path, monkeypatch, capsys
):
    for name in ("notebooks", "params"):
        (tmp_path / name).symlink_to(home / name)
    reports = tmp_path / "reports" / "sample" / "2021-06-02"
    reports.mkdir(parents=True)
    (reports / "manifest.json").write_text("{", encoding="ascii")
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    assert cli.main(["run", "sample", "--raw", str(sample_raw), "--areas", "16"]) == 65
    assert "manifest.json: not a manifest of an earlier run" in capsys.readouterr().err
