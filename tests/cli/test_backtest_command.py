"""`renkei backtest`: forecasts and scores as files, and mistakes told in a sentence."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from renkei.cli import backtest, console

COLUMNS = [
    "origin",
    "area",
    "cohort",
    "dose",
    "target",
    "horizon",
    "threshold",
    "quantile",
    "value",
]
SNAPSHOTS = ("2021-06-01", "2021-06-08", "2021-06-15")
HEAD = "date,prefecture,gender,age,medical_worker,status,count\n"


@pytest.fixture(autouse=True)
def at_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's params, 100 columns wide, without inputs of its own."""
    (home / "data" / "raw").mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("RENKEI_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    monkeypatch.chdir(tmp_path)


def lines(published: str, doses=(1, 2), areas=("01", "16"), age="65-") -> str:
    """A snapshot of a campaign that rises a little every day; the last days are half reported."""
    days = pd.date_range("2021-04-12", pd.Timestamp(published) - pd.Timedelta(days=1))
    rows = []
    for number, day in enumerate(days):
        seen = 1.0 if number < len(days) - 3 else 0.5
        for area in areas:
            for dose in doses:
                count = int((40 + number) * seen * (1 if dose == 1 else 0.6))
                rows.append(f"{day:%Y-%m-%d},{area},F,{age},false,{dose},{count}")
    return HEAD + "\n".join(rows) + "\n"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with snapshots of three days, a truth and a population of two prefectures."""
    folder = tmp_path / "vrs"
    folder.mkdir()
    for day in SNAPSHOTS:
        (folder / f"{day}.csv").write_text(lines(day), encoding="ascii")
    with gzip.open(tmp_path / "2021-08-01.csv.gz", "wt") as opened:
        opened.write(lines("2021-08-01"))
    (tmp_path / "people.csv").write_text("area,eligible\n01,30000\n16,9000.0\n", encoding="ascii")
    return tmp_path


def run(inputs: Path, *more: str, origins: str = "2021-06-08,2021-06-15", **other: str) -> int:
    given = {"snapshots": "vrs", "population": "people.csv", "out": "out.parquet"} | other
    options = [part for name, one in given.items() for part in (f"--{name}", one)]
    arguments = ["backtest", "elderly-2021-open-data", "--origins", origins, *options, *more]
    return console.main(arguments)


def test_the_module_is_a_command():
    assert backtest.backtest in [one.callback for one in console.app.registered_commands]


def test_the_forecasts_have_the_agreed_columns_and_rows(inputs, capsys):
    assert run(inputs) == 0
    table = pd.read_parquet(inputs / "out.parquet")
    assert list(table.columns) == COLUMNS
    assert len(table) == 2 * 2 * 2 * (4 + 8) * 7
    assert table["area"].unique().tolist() == ["01", "16"]
    assert table["cohort"].unique().tolist() == ["65-"]
    assert sorted(table["horizon"].dropna().unique()) == [7, 14, 28, 42]
    assert sorted(table["threshold"].dropna().unique()) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    assert table["origin"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2021-06-08", "2021-06-15"]
    assert (table["value"] >= 0).all() and table["value"].notna().all()
    captured = capsys.readouterr()
    assert "wrote 672 forecasts of 2 areas from 2 origins" in captured.out
    assert captured.err == ""


def test_an_earlier_origin_does_not_change_when_a_later_snapshot_is_there(inputs):
    assert run(inputs) == 0
    whole = pd.read_parquet(inputs / "out.parquet")
    (inputs / "vrs" / "2021-06-15.csv").unlink()
    assert run(inputs, origins="2021-06-08", out="early.parquet") == 0
    early = pd.read_parquet(inputs / "early.parquet")
    first = whole[whole["origin"] == "2021-06-08"].reset_index(drop=True)
    pd.testing.assert_frame_equal(first, early)


def test_the_same_command_writes_the_same_bytes(inputs):
    assert run(inputs, truth="2021-08-01.csv.gz") == 0
    once = [(inputs / name).read_bytes() for name in ("out.parquet", "out.scores.csv")]
    assert run(inputs, truth="2021-08-01.csv.gz") == 0
    assert once == [(inputs / name).read_bytes() for name in ("out.parquet", "out.scores.csv")]


def test_scores_stand_beside_both_paces_on_the_page_and_in_a_file(inputs, capsys):
    assert run(inputs, truth="2021-08-01.csv.gz", deadline="2021-07-01", scores="s.csv") == 0
    page = capsys.readouterr().out
    assert "truth: counts up to 2021-07-11 are final" in page
    assert "scored: 20; 12 counts not final yet" in page
    assert "Brier" in page and "2021-07-01" in page
    assert max(map(len, page.splitlines())) <= 100
    table = pd.read_csv(inputs / "s.csv")
    assert set(table["method"]) == {"engine", "reported_pace", "calibrated_pace"}
    assert {"mae", "bias", "wis", "inside50", "inside80", "inside95", "brier"} <= set(table.columns)
    at_7 = table[(table["target"] == "coverage") & (table["horizon"] == 7) & (table["dose"] == 1)]
    assert at_7["scored"].tolist() == [4, 4, 4]
    reported = at_7.set_index("method").loc["reported_pace"]
    assert reported["wis"] == pytest.approx(reported["mae"], rel=1e-4)


def test_a_truth_not_named_by_its_day_is_dated_by_its_last_record(inputs, capsys):
    (inputs / "2021-08-01.csv.gz").rename(inputs / "truth.csv.gz")
    assert run(inputs, truth="truth.csv.gz") == 0
    captured = capsys.readouterr()
    assert "truth.csv.gz names no day; taken as published on 2021-08-01" in captured.err
    assert "counts up to 2021-07-11 are final" in captured.out


def test_the_newest_snapshot_of_a_folder_is_the_truth(inputs, capsys):
    assert run(inputs, "--final-after", "2", origins="2021-06-01", truth="vrs") == 0
    assert "counts up to 2021-06-13 are final" in capsys.readouterr().out


def test_further_doses_and_gaps_between_snapshots_are_no_obstacle(inputs, capsys):
    (inputs / "vrs" / "2021-06-15.csv").write_text(lines("2021-06-15", (1, 2, 3)), encoding="ascii")
    assert run(inputs, origins="2021-06-12,2021-06-17") == 0
    table = pd.read_parquet(inputs / "out.parquet")
    doses = table.groupby(table["origin"].dt.day)["dose"].unique()
    assert doses[12].tolist() == [1, 2]
    assert doses[17].tolist() == [1, 2, 3]
    told = capsys.readouterr().err
    assert "origin 2021-06-12: the newest snapshot is of 2021-06-08" in told


def test_a_single_snapshot_and_other_years_are_enough(inputs):
    old = lines("2021-06-15").replace("2021-", "2019-")
    (inputs / "one").mkdir()
    (inputs / "one" / "2019-06-15.ndjson").write_text(
        "\n".join(
            json.dumps(dict(zip(HEAD.strip().split(","), row.split(","), strict=True)))
            for row in old.splitlines()[1:]
        ),
        encoding="ascii",
    )
    assert run(inputs, origins="2019-06-15", snapshots="one") == 0
    table = pd.read_parquet(inputs / "out.parquet")
    now = table.query("target == 'coverage' and horizon == 7 and quantile == 0.5 and dose == 1")
    assert (now["value"] > 0.05).all()


def test_links_to_snapshots_are_followed(inputs):
    (inputs / "links").mkdir()
    for day in SNAPSHOTS:
        (inputs / "links" / f"{day}.csv").symlink_to(inputs / "vrs" / f"{day}.csv")
    assert run(inputs, snapshots="links") == 0
    assert (inputs / "out.parquet").is_file()


def test_what_the_two_inputs_do_not_share_is_told(inputs, capsys):
    (inputs / "people.csv").write_text("area,eligible\n16,9000\n40,7\n41,8\n", encoding="ascii")
    (inputs / "vrs" / "notes.txt").write_text("not a snapshot", encoding="ascii")
    assert run(inputs) == 0
    told = capsys.readouterr().err
    assert "in the population and not on record: 2 (40, 41)" in told
    assert "on record and without a population: 1 (01)" in told
    assert "no snapshot by name: 1 (notes.txt)" in told
    assert pd.read_parquet(inputs / "out.parquet")["area"].unique().tolist() == ["16"]


def test_lines_that_cannot_be_read_are_counted(inputs, capsys):
    with (inputs / "vrs" / "2021-06-08.csv").open("a", encoding="ascii") as opened:
        opened.write("2021-06-01,99,F,65-,false,1,5\n")
    assert run(inputs) == 0
    assert 'snapshots: 1 lines or files refused; the first: 2021-06-08.csv: area is "99"' in (
        capsys.readouterr().err
    )


def test_records_without_ages_count_everyone_and_say_so(inputs, capsys):
    for day in SNAPSHOTS:
        (inputs / "vrs" / f"{day}.csv").write_text(lines(day, age="UNK"), encoding="ascii")
    assert run(inputs) == 0
    assert "every age is counted (programme)" in capsys.readouterr().err
    assert set(pd.read_parquet(inputs / "out.parquet")["cohort"]) == {"programme"}


def test_a_part_switched_off_changes_the_forecast(inputs):
    values = []
    for ablate in ("", "nowcast", "nowcast,pipeline,pooled,plan"):
        assert run(inputs, ablate=ablate) == 0
        values.append(pd.read_parquet(inputs / "out.parquet")["value"].to_numpy())
    assert not np.array_equal(values[0], values[1])
    assert not np.array_equal(values[1], values[2])


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ({"origins": "2021-06-31"}, 64, "--origins: '2021-06-31' is no date"),
        ({"origins": "2021-06-08,"}, 64, "--origins: '' is no date"),
        ({"origins": "2021-05-01"}, 66, "no snapshot was published by 2021-05-01"),
        ({"origins": "2021-05-01,2021-06-08"}, 66, "by 2021-05-01; the first is of 2021-06-01"),
        ({"ablate": "nowcats"}, 64, "(nearest: nowcast)"),
        ({"out": "out.csv"}, 64, "--out: 'out.csv' is no parquet file"),
        ({"out": "nowhere/out.parquet"}, 73, "nowhere: no such folder"),
        ({"out": "vrs.parquet"}, 73, "vrs.parquet: a folder is in the way"),
        ({"snapshots": "nowhere"}, 66, "nowhere: no such folder"),
        ({"snapshots": "empty"}, 66, "empty: no snapshot"),
        ({"population": "nowhere.csv"}, 66, "nowhere.csv: no such file"),
        ({"population": "other.csv"}, 65, "no area on record has a population"),
        ({"population": "short.csv"}, 65, "short.csv, line 2: unknown area '1'"),
        ({"population": "words.csv"}, 65, "words.csv, line 2: eligible is 'many'"),
        ({"truth": "nowhere.csv"}, 66, "nowhere.csv: no such file or folder"),
        ({"truth": "people.csv"}, 65, "people.csv"),
        ({"scores": "s.csv"}, 64, "--scores: nothing to score against"),
        ({"deadline": "soon", "truth": "vrs"}, 64, "--deadline: 'soon' is no date"),
        ({"cohort": "medical"}, 65, "expected 65- or programme"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(options, code, said, inputs, capsys):
    (inputs / "vrs.parquet").mkdir()
    (inputs / "empty").mkdir()
    (inputs / "other.csv").write_text("area,eligible\n40,7\n", encoding="ascii")
    (inputs / "short.csv").write_text("area,eligible\n1,7\n", encoding="ascii")
    (inputs / "words.csv").write_text("area,eligible\n01,many\n", encoding="ascii")
    assert run(inputs, **options) == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert not (inputs / "out.parquet").exists()


def test_a_campaign_without_dose_records_cannot_be_replayed(inputs, capsys):
    arguments = ["backtest", "mynumber-2021", "--origins", "2021-06-08", "--out", "out.parquet"]
    assert console.main(arguments) == 78
    assert "only dated snapshots of dose records" in capsys.readouterr().err


def test_a_failure_leaves_the_earlier_file_and_nothing_else(inputs, monkeypatch):
    from renkei.projection import engine

    (inputs / "out.parquet").write_bytes(b"earlier")
    before = sorted(inputs.iterdir())
    monkeypatch.setattr(engine, "forecast_doses", lambda *_: 1 / 0)
    assert run(inputs) == 70
    assert (inputs / "out.parquet").read_bytes() == b"earlier"
    assert sorted(inputs.iterdir()) == before


def test_the_sample_is_replayed_from_its_own_sources(sample_raw, tmp_path, capsys):
    arguments = ["backtest", "sample", "--raw", str(sample_raw), "--origins", "2021-06-01"]
    assert console.main([*arguments, "--out", "out.parquet"]) == 0
    assert "areas from 1 origins" in capsys.readouterr().out
    table = pd.read_parquet(tmp_path / "out.parquet")
    assert table["area"].str.fullmatch(r"\d{6}").all() and table["area"].nunique() > 1700


def test_real_snapshots_and_the_register(shared, tmp_path, capsys):
    given = {
        "raw": shared,
        "snapshots": shared / "vrs",
        "population": shared / "population" / "juki-2020-000701583.xls",
        "truth": shared / "vrs",
    }
    options = [part for name, one in given.items() for part in (f"--{name}", str(one))]
    arguments = ["backtest", "elderly-2021-open-data", "--origins", "2021-06-08", *options]
    assert console.main([*arguments, "--out", "out.parquet"]) == 0
    captured = capsys.readouterr()
    assert "in the population and not on record: 10" in captured.err
    assert "counts up to 2021-06-18 are final" in captured.out
    scores = pd.read_csv(tmp_path / "out.scores.csv").set_index(["method", "target", "dose"])
    mae = scores.loc[scores["horizon"] == 7, "mae"]
    assert mae["engine", "coverage", 2] < mae["reported_pace", "coverage", 2] / 2
