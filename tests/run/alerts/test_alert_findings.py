"""What an alert says: which area failed where and why, how late data are, what moved by how much."""

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from renkei import processed, settings
from renkei.run.alerts import failed, kept_notebooks, late, moved, new_failures
from renkei.run.alerts.failures import Failure, last_lines
from renkei.run.alerts.moved import Figures, figures, moves
from renkei.run.alerts.plain import plain
from renkei.settings.alerts import Moved

DAY = dt.date(2021, 6, 2)


@pytest.fixture
def campaign(home, tmp_path, monkeypatch):
    """The sample campaign without a single file, in a project of its own."""
    (tmp_path / "raw").mkdir()
    monkeypatch.setenv("RENKEI_HOME", str(home))
    return settings.open_campaign(
        "sample", raw=str(tmp_path / "raw"), processed=str(tmp_path / "p")
    )


def keep_failed(root: Path, name: str, evalue: str, count: int | None = 5) -> Path:
    folder = root / "reports" / "sample" / "failed" / "2021-06-02"
    folder.mkdir(parents=True, exist_ok=True)
    error = {"output_type": "error", "ename": "DataError", "evalue": evalue, "traceback": []}
    cells = [
        {"cell_type": "markdown", "source": "# a"},
        {"cell_type": "code", "execution_count": 1, "outputs": [{"output_type": "stream"}]},
        {"cell_type": "code", "execution_count": count, "outputs": [error]},
    ]
    (folder / name).write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder / name


def test_a_failure_names_area_notebook_cell_and_cause(campaign, an_about, tmp_path):
    keep_failed(tmp_path, "13_4_prefecture_briefing.ipynb", "old")
    before = kept_notebooks(tmp_path / "reports", campaign)
    keep_failed(tmp_path, "162019_4_prefecture_briefing.ipynb", "回答!D14: 完了見込み")
    keep_failed(tmp_path, "16_4_prefecture_briefing.ipynb", "x\r\nBcc: y\x1b[31m")
    keep_failed(tmp_path, "1_clean_returns.ipynb", "no rows", count=None)
    found = new_failures(tmp_path / "reports", campaign, before)
    alert = failed(an_about, "run", "", found, tmp_path / "log")
    lines = alert.text.splitlines()
    assert (
        "結果：終了コード65　入力の内容に誤りがあります。名前の挙がったファイルを直してください。"
        in lines
    )
    at = lines.index("失敗した資料：3件")
    assert lines[at + 1 : at + 7] == [
        "・ 全資料に共通の処理　1_clean_returns",
        "　　原因：DataError: no rows",
        "・16 富山県　4_prefecture_briefing　セル[5]",
        "　　原因：DataError: x Bcc: y [31m",
        "・162019 富山市　4_prefecture_briefing　セル[5]",
        "　　原因：DataError: 回答!D14: 完了見込み",
    ]
    assert "前回までに完成した資料は、そのまま残っています。" in lines
    assert alert.data()["findings"][1]["cell"] == 5


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', '{"cells": [1]}'])
def test_a_notebook_that_cannot_be_read_is_still_a_failure(campaign, tmp_path, text):
    keep_failed(tmp_path, "16_4_prefecture_briefing.ipynb", "").write_text(text, encoding="utf-8")
    (one,) = new_failures(tmp_path / "reports", campaign, {})
    assert (one.area, one.cell) == ("16", None) and "読み取れません" in one.cause


def test_without_a_notebook_the_last_lines_are_told(an_about, tmp_path):
    log = tmp_path / "log"
    log.write_bytes(b"a\nb\n\xff\n\nsources.records.path: no such file; see http://x\n")
    assert last_lines(log) == ["b", "\ufffd", "sources.records.path: no such file; see http：//x"]
    text = failed(an_about, "run", "", [], log).text
    assert "最後の出力：" in text and "no such file" in text
    assert last_lines(tmp_path / "absent") == []


def test_many_failures_are_counted_and_all_are_in_the_data(an_about, tmp_path):
    many = [Failure(f"{n:02d}", "4_prefecture_briefing", 3, "x") for n in range(1, 48)]
    alert = failed(an_about, "run", "", many, tmp_path)
    assert "　ほか27件" in alert.text.splitlines() and len(alert.findings) == 47


@pytest.mark.parametrize(
    ("names", "limit", "told"),
    [
        (["2021-06-01.csv", "2021-06-09.csv"], 2, None),  # a later one is not read by the run
        (["2021-05-30.csv"], 3, "令和3年5月30日公表分で、4日前です。"),
        (["2021-05-31.ndjson.gz"], 3, None),
        (["notes.txt"], 3, "1件もありません。"),
        ([], 0, "1件もありません。"),
    ],
)
def test_late_data_are_counted_to_the_release_date(names, limit, told, campaign, an_about):
    folder = campaign.raw / "sample" / "records"
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text("x", encoding="ascii")
    alert = late(an_about, campaign, limit)
    assert (alert is None) == (told is None)
    if alert:
        assert told in alert.text and alert.data()["findings"][0]["released"] == "2021-06-03"


def keep_run(campaign, root: Path, day: str, open_ones: int = 10, **numbers: object) -> None:
    """A run's manifest and projections of the nation and 富山県."""
    folder = root / "reports" / "sample" / day
    folder.mkdir(parents=True, exist_ok=True)
    counts = {"counts": {"accepted": 100, "rejections_open": open_ones}}
    (folder / "manifest.json").write_text(json.dumps(counts), encoding="utf-8")
    frame = pd.DataFrame(
        {"area": ["00", "16"], "cohort": ["programme"] * 2, "p_deadline": [0.5, 0.8]}
        | {"d50": pd.to_datetime(["2021-07-25", "2021-07-28"]), "pace": [1000.0, 10.0]}
        | {name: value for name, value in numbers.items()}
    )
    target = campaign.folder.parent / day
    target.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(target / "projections.parquet")


WATCHED = [
    Moved(number="p_deadline", by=20, areas="00,16"),
    Moved(number="d50", by=3, areas="all"),
    Moved(number="pace", by=20),
    Moved(number="rejections_open", by=50),
]


def test_numbers_that_moved_beyond_their_setting_are_told(campaign, an_about, tmp_path):
    keep_run(campaign, tmp_path, "2021-06-01")
    before = figures(tmp_path / "reports", campaign, WATCHED)
    later = {"p_deadline": [0.51, 0.52], "d50": pd.to_datetime(["2021-07-29", None])}
    keep_run(campaign, tmp_path, "2021-06-02", open_ones=61, pace=[700.0, 1.0], **later)
    after = figures(tmp_path / "reports", campaign, WATCHED)
    alert = moved(an_about, before, after, WATCHED)
    lines = alert.text.splitlines()
    at = lines.index("令和3年6月1日時点から、設定した幅を超えて動いた数値：5件")
    assert lines[at + 1 : at + 6] == [
        "・富山県　期限までに完了する確率：80.0%→52.0%（28.0ポイント減）",
        "・富山県　完了日の見込み（中央値）：R3.7.28→算出なし",
        "・全国　完了日の見込み（中央値）：R3.7.25→R3.7.29（4日遅く）",
        "・全国　現在のペース（1日当たり）：1,000→700（30%減）",
        "・全国　未訂正の不備：10→61（51件増）",
    ]
    assert alert.data()["findings"][2] == {
        "area": "00",
        "name": "全国",
        "number": "d50",
        "before": "2021-07-25",
        "after": "2021-07-29",
    }


def test_a_run_of_the_same_date_is_compared_with_what_stood_there(campaign, an_about, tmp_path):
    keep_run(campaign, tmp_path, "2021-06-02")
    before = figures(tmp_path / "reports", campaign, WATCHED)
    keep_run(campaign, tmp_path, "2021-06-02", open_ones=100)
    alert = moved(an_about, before, figures(tmp_path / "reports", campaign, WATCHED), WATCHED)
    assert "同じ時点の前回の処理から、設定した幅を超えて動いた数値：1件" in alert.text


def test_a_correction_is_the_newest_run_of_its_date(campaign, an_about, tmp_path):
    keep_run(campaign, tmp_path, "2021-06-02")
    before = figures(tmp_path / "reports", campaign, WATCHED)
    for number, open_ones in ((1, 100), (2, 200), (10, 300)):
        keep_run(campaign, tmp_path, f"2021-06-02-correction-{number}", open_ones=open_ones)
    alert = moved(an_about, before, figures(tmp_path / "reports", campaign, WATCHED), WATCHED)
    assert "未訂正の不備：10→300（290件増）" in alert.text


def test_exactly_the_set_amount_is_no_alert(campaign, an_about):
    watched = [Moved(number="p_deadline", by=20)]
    one, other = (Figures(DAY, {("p_deadline", "00"): p}) for p in (0.1, 0.3))
    assert moves(one, other, watched) == [] and moved(an_about, one, other, watched) is None


def test_runs_of_later_dates_and_broken_ones_are_passed_by(campaign, tmp_path):
    assert figures(tmp_path / "reports", campaign, WATCHED) is None
    keep_run(campaign, tmp_path, "2021-05-30")
    keep_run(campaign, tmp_path, "2021-06-09")
    for day in ("2021-06-01", "failed"):
        (tmp_path / "reports" / "sample" / day).mkdir()
        (tmp_path / "reports" / "sample" / day / "manifest.json").write_text("{")
    assert figures(tmp_path / "reports", campaign, WATCHED).as_of == dt.date(2021, 5, 30)


def test_the_watched_numbers_are_columns_of_the_projections():
    from renkei.run.alerts.moved import _COUNTS, _LABELS

    assert set(_LABELS) - set(_COUNTS) <= set(processed.empty("projections").columns)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\r\nb\u2028c\td", "a b c d"),
        ("\u202eabc\u200b", "abc"),
        ("a" * 400, "a" * 299 + "…"),
        ("　　原因", "　　原因"),
        ("https://x", "https：//x"),
    ],
)
def test_text_from_outside_is_one_plain_line(text, told):
    assert plain(text) == told
