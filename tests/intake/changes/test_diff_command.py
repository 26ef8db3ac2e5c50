"""`renkei diff`: the page an analyst reads, the CSV beside it, and mistakes told in a sentence."""

import csv
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from renkei import processed
from renkei.cli import console, diff

TOYAMA, TAKAOKA = "162019", "162027"


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the test's own, 100 columns wide."""
    root = tmp_path / "home"
    for name in ("notebooks", "params"):
        shutil.copytree(project / name, root / name)
    (root / "data" / "raw").mkdir(parents=True)
    monkeypatch.setenv("RENKEI_HOME", str(root))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    return root


@pytest.fixture
def keep(at_home, frames):
    """Keep the returns and answers of a run of the sample campaign."""

    def keeping(as_of, *rounds, first=1):
        folder = at_home / "data" / "processed" / "sample" / as_of
        for name, frame in zip(("returns", "answers"), frames(*rounds, first=first), strict=True):
            filled = frame.reindex(columns=processed.empty(name).columns)
            processed.write(folder, name, filled)

    return keeping


def test_the_module_is_a_command():
    assert diff.diff in [one.callback for one in console.app.registered_commands]


def test_two_rounds_of_the_sample(sample_raw, tmp_path, capsys):
    file = tmp_path / "changes.csv"
    arguments = ["diff", "sample", "--rounds", "2,3", "--raw", str(sample_raw), "--out", str(file)]
    assert console.main(arguments) == 0
    page = capsys.readouterr().out
    assert "round 2 (as of 2021-05-21) → round 3 (as of 2021-06-01)" in page
    asked = next(line for line in page.splitlines() if line.startswith(" asked"))
    assert asked.split()[1] == "1,741"
    assert " prefecture " in page and "slipped: " in page and "→R3." in page
    assert max(cell_len(line) for line in page.splitlines() if str(file) not in line) <= 100
    assert "all 1,741 areas, with the cells they answered in:" in page
    with file.open(encoding="utf-8-sig", newline="") as opened:
        listed = list(csv.DictReader(opened))
    assert len(listed) == 1741
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    shown = [line for line in page.splitlines() if line.startswith((" improved ", " slipped  "))]
    counts = [int(line.split()[1]) for line in shown]
    classes = [row["change"] for row in listed]
    assert counts == [classes.count("improved"), classes.count("slipped")]


def test_two_runs_say_what_came_between(keep, day, capsys):
    july, august = day("2021-07-31", file="a.xlsx"), day("2021-08-31", file="b.xlsx")
    keep("2021-05-31", {TOYAMA: july, TAKAOKA: july}, first=3)
    keep("2021-06-01", {TOYAMA: [july, august], TAKAOKA: july}, first=3)
    assert console.main(["diff", "sample", "--runs", "2021-05-31,2021-06-01"]) == 0
    page = capsys.readouterr().out
    assert "run of 2021-05-31 (round 3) → run of 2021-06-01 (round 3)" in page
    assert "arrived between: round 3: 1 row in 1 file" in page
    assert "no longer there" not in page
    assert "is open until" not in page
    assert "富山県 富山市   2021-07-31   2021-08-31   R3.7.31→R3.8.31    +31" in page


def test_chosen_areas_show_all_that_moved_and_an_open_round_says_so(keep, day, capsys):
    keep("2021-05-30", {TOYAMA: day("2021-08-31"), "172014": day("2021-07-31")}, first=3)
    keep("2021-05-31", {TOYAMA: day("2021-07-31")}, first=3)
    arguments = ["diff", "sample", "--runs", "2021-05-30,2021-05-31", "--areas"]
    assert console.main([*arguments, "16"]) == 0
    page = capsys.readouterr().out
    assert "improved: 1" in page and "金沢市" not in page and "石川県" not in page
    assert "round 3 is open until 2021-06-01: what has not come yet" in page
    assert "no longer there: round 3: 2 rows in 1 file" in page
    assert console.main([*arguments, "172014"]) == 0
    assert "lost: 1" in capsys.readouterr().out
    assert console.main([*arguments, "162027"]) == 0
    assert "prefecture" not in capsys.readouterr().out


def test_a_long_list_says_how_many_it_leaves_out(keep, day, capsys):
    from renkei import areas

    towns = [area.code for area in areas.municipalities("01")]
    keep("2021-05-31", {town: day("2021-07-31") for town in towns})
    keep("2021-06-01", {town: day("2021-08-31") for town in towns})
    arguments = ["diff", "sample", "--runs", "2021-05-31,2021-06-01"]
    assert console.main(arguments) == 0
    assert (
        f"… and {len(towns) - 40} more: --areas and --out show them all" in capsys.readouterr().out
    )
    assert console.main([*arguments, "--areas", "01"]) == 0
    assert "more: --areas" not in capsys.readouterr().out


def test_hostile_text_is_neither_markup_nor_control_on_the_page(keep, day, capsys):
    keep("2021-05-31", {TOYAMA: day("2021-07-31")})
    keep("2021-06-01", {TOYAMA: {"status": "undecided", "raw": "[red]\x1b]8;;x\x07未定"}})
    assert console.main(["diff", "sample", "--runs", "2021-05-31,2021-06-01"]) == 0
    page = capsys.readouterr().out
    assert "[red]" in page and "\x1b" not in page and "\x07" not in page


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--rounds", "2,9"], 64, "'2,9' is not two of the rounds asked by 2021-06-02; "
         "expected two of 1, 2, 3, the earlier first, such as 2,3"),
        (["--rounds", "3,2"], 64, "the earlier first"),
        (["--rounds", "2"], 64, "expected two of 1, 2, 3"),
        (["--rounds", "1,2,3"], 64, "expected two of 1, 2, 3"),
        (["--rounds", "２,x"], 64, "expected two of 1, 2, 3"),
        (["--as-of", "2021-05-10"], 64, "whose returns are collected: 1"),
        (["--as-of", "2021-13-01"], 64, "--as-of: '2021-13-01' is no date"),
        (["--runs", "2021-06-01"], 64, "two, the earlier first"),
        (["--runs", "2021-06-02,2021-06-01"], 64, "two, the earlier first"),
        (["--runs", "2021-06-02,x"], 64, "--runs: 'x' is no date"),
        (["--runs", "2021-06-01,2021-06-02", "--rounds", "2,3"], 64, "no --rounds"),
        (["--runs", "2021-06-01,2021-06-02"], 66, "--as-of 2021-06-01` to have run"),
        (["--areas", "99"], 64, "--areas: '99' is no area"),
        (["--areas", ","], 64, "--areas: no area given"),
        (["--out", "x.xlsx"], 64, "a name ending in .csv"),
        (["--out", "nowhere/x.csv"], 73, "nowhere: no such folder"),
        ([], 66, "sources.records.path"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_code(arguments, code, said, capsys):
    assert console.main(["diff", "sample", *arguments]) == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_campaign_without_returns_says_so(capsys):
    assert console.main(["diff", "elderly-2021-open-data"]) == 64
    assert "whose returns are collected: none" in capsys.readouterr().err


def test_a_folder_where_the_csv_should_go_is_refused_before_reading(tmp_path, capsys):
    (tmp_path / "x.csv").mkdir()
    assert console.main(["diff", "sample", "--out", str(tmp_path / "x.csv")]) == 73
    assert "a folder is in the way" in capsys.readouterr().err
