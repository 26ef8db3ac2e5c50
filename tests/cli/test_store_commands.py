"""`renkei verify`, `trace` and `release` on a run whose folders are addresses."""

import json
from pathlib import Path

import pytest

from renkei import cli
from renkei.cli import console
from renkei.run.stores import places


@pytest.fixture
def address(sample_run, tmp_path, project, monkeypatch) -> str:
    """The address of a folder of reports with one run, sent from another machine."""
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    there = f"file://{tmp_path}/store"
    monkeypatch.setenv("RENKEI_HOME", str(made_home(tmp_path / "one", project)))
    sender = places(processed=f"{there}/processed", reports=f"{there}/reports")
    for source, target in (("reports", sender.reports), ("data/processed", sender.processed)):
        (Path(target) / "sample").symlink_to(sample_run / source / "sample")
    sender.send("sample", "2021-06-02")
    for target in (sender.reports, sender.processed):
        (Path(target) / "sample").unlink()
    for state in (sample_run / "reports" / "sample").glob(".sent-*"):
        state.unlink()
    monkeypatch.setenv("RENKEI_HOME", str(made_home(tmp_path / "two", project)))
    return there


def made_home(home: Path, project: Path) -> Path:
    (home / "data" / "raw").mkdir(parents=True)
    for name in ("params", "notebooks"):
        (home / name).symlink_to(project / name)
    return home


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_run_at_an_address_is_verified_traced_and_released(address, capsys, tmp_path):
    run = f"{address}/reports/sample/2021-06-02"
    frames = ["--processed", f"{address}/processed"]
    assert cli.main(["verify", run, *frames]) == 0
    told = lines(capsys)[-1]
    assert told["holds"] is True and told["checked"]["pdf"] == 1
    assert cli.main(["trace", run, *frames, "--number", "17,550"]) == 0
    assert lines(capsys)[0]["text"] == "17,550"
    assert cli.main(["release", run, *frames, "--by", "見本 花子"]) == 0
    log = tmp_path / "store" / "reports" / "sample" / "releases.jsonl"
    assert json.loads(log.read_text(encoding="utf-8"))["by"] == "見本 花子"
    capsys.readouterr()
    for place in (run, f"{address}/reports/sample"):
        assert cli.main(["release", place]) == 0
        assert [one["run"] for one in lines(capsys)] == ["2021-06-02"]
    assert cli.main(["release", run, *frames, "--by", "見本 太郎"]) == 64
    (file,) = (tmp_path / "store" / "reports" / "sample").glob("2021-06-02@*/16/deck.html")
    file.write_text("changed", encoding="utf-8")
    capsys.readouterr()
    for machine in (tmp_path / "two" / "data" / ".stores").iterdir():
        machine.rename(machine.with_name(f"old-{machine.name}"))
    assert cli.main(["verify", run, *frames]) == 65
    assert {one["name"] for one in lines(capsys)[:-1] if one["problem"] == "differs"} == {
        "16/deck.html"
    }


@pytest.mark.parametrize(
    ("run", "code", "said"),
    [
        ("memory://nothing", 64, "names no run"),
        ("memory://reports/sample/latest", 64, "names no run"),
        ("memory://reports/sample/2021-06-02", 66, "no run is kept here"),
        ("ftpx://reports/sample/2021-06-02", 78, "expected file, memory"),
    ],
)
def test_an_address_without_a_run_is_told(run, code, said, tmp_path, project, monkeypatch, capsys):
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    monkeypatch.setenv("RENKEI_HOME", str(made_home(tmp_path / "home", project)))
    assert cli.main(["verify", run]) == code
    assert said in capsys.readouterr().err
