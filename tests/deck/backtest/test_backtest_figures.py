"""Figures of a backtest: what they draw, what they say in words, and when there is nothing."""

import matplotlib.colors as colors
import numpy as np
import pandas as pd
import pytest

from renkei.deck import backtest as figures
from renkei.deck import theme
from renkei.deck.backtest.calibration import observed
from renkei.deck.theme import Drawing
from renkei.projection.backtest import METHODS
from renkei.projection.scoring import COLUMNS, Outcome, score

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
ORIGINS = pd.to_datetime(["2021-06-01", "2021-06-08"])


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Toyama with 1,000 persons: 2 % a day of both doses, final up to 20 June."""
    days = pd.date_range("2021-05-25", periods=40)
    given = np.minimum(20.0 * np.arange(1, 41), 900)[None, :]
    persons = np.array([1000.0])
    final = pd.Timestamp("2021-06-20")
    return Outcome(pd.Index(["16"]), days, persons, {1: given, 2: given}, final)


@pytest.fixture(scope="module")
def scored(outcome) -> pd.DataFrame:
    """Three methods at two origins; the engine is the nearest, +28 days are not final."""
    frames = []
    for method, off in zip(METHODS, (0.01, 0.1, 0.05), strict=True):
        for origin in ORIGINS:
            for dose in (1, 2):
                for horizon in (7, 28):
                    day = (origin - pd.Timestamp("2021-05-25")).days + horizon + 1
                    values = 0.02 * day - off + np.linspace(-0.03, 0.03, 7)
                    told = {"target": "coverage", "horizon": horizon, "threshold": np.nan}
                    frames.append(rows(origin, dose, values, **told).assign(method=method))
                told = {"target": "date", "horizon": None, "threshold": 0.4}
                days = np.arange(10, 17) + off * 100
                frames.append(rows(origin, dose, days, **told).assign(method=method))
    every = pd.concat(frames, ignore_index=True)
    return pd.concat(
        [score(one, outcome).assign(method=name) for name, one in every.groupby("method")],
        ignore_index=True,
    )


def rows(origin, dose, values, target, horizon, threshold) -> pd.DataFrame:
    frame = pd.DataFrame({"quantile": LEVELS, "value": values})
    told = {"origin": origin, "area": "16", "cohort": "65-", "dose": dose, "target": target}
    frame = frame.assign(**told, threshold=threshold)
    return frame.assign(horizon=pd.array([horizon] * 7, dtype="Int64"))[list(COLUMNS)]


@pytest.fixture(scope="module")
def curves() -> pd.DataFrame:
    """Fans of both origins: 10 days seen, then 60 to come around the truth."""
    frames = []
    for origin in ORIGINS:
        days = pd.date_range(origin - pd.Timedelta(days=10), periods=70)
        kind = np.repeat(["reported", "projected"], [10, 60])
        share = 0.02 * ((days - pd.Timestamp("2021-05-25")).days.to_numpy() + 1)
        told = {"origin": origin, "area": "16", "dose": 2, "kind": kind, "date": days}
        bands = {level: share + (level - 0.5) * 0.1 for level in LEVELS}
        frames.append(pd.DataFrame(told | bands))
    return pd.concat(frames, ignore_index=True)


def test_every_origin_has_its_panel_over_what_happened(curves, outcome):
    drawn = figures.fans(curves, outcome, "16", 2)
    assert isinstance(drawn, Drawing)
    panels = [axes for axes in drawn.figure.axes if axes.axison]
    assert [axes.get_title(loc="left") for axes in panels] == [
        "富山県 2回目　6月1日時点",
        "富山県 2回目　6月8日時点",
    ]
    happened = [
        line for line in panels[0].lines if colors.to_hex(line.get_color()) == theme.ORANGE.lower()
    ]
    assert len(happened) == 2
    assert drawn.caption == "富山県 2回目：各時点の見込みとその後の実績"


def test_the_fans_say_in_words_how_often_they_held(curves, outcome):
    alt = figures.fans(curves, outcome, "16", 2).alt
    assert "6月1日時点：確定した20日のうち80%区間の中に20日" in alt
    assert "6月8日時点：確定した13日のうち80%区間の中に13日" in alt


def test_an_area_or_dose_without_forecast_says_so(curves, outcome):
    for area, dose in (("13", 2), ("16", 1)):
        block = figures.fans(curves, outcome, area, dose)
        assert block["type"] == "text"
    assert figures.fans(pd.DataFrame(), outcome, "16", 2)["type"] == "text"


def test_the_observed_share_is_that_of_truths_at_or_below_the_quantile(scored):
    known = observed(scored).query("target == 'coverage' and dose == 1 and method == 'engine'")
    share = known.set_index("nominal")["observed"]
    # The truth lies 1 point above a median from whose sides 3 points reach to 97.5 %.
    assert share[0.5] == 0
    assert share[0.75] == 1
    assert set(known["n"]) == {2}


def test_calibration_leaves_the_pace_without_quantiles_out(scored):
    drawn = figures.calibration(scored)
    titles = [axes.get_title(loc="left") for axes in drawn.figure.axes]
    assert titles == ["接種率 1回目", "接種率 2回目", "到達日 1回目", "到達日 2回目"]
    assert all(len(axes.lines) == 3 for axes in drawn.figure.axes)
    assert "接種率 1回目は2件のうち100%が10%点と90%点の間" in drawn.alt


@pytest.mark.parametrize(("target", "said"), [("coverage", "見込み1.0ポイント"), ("date", "日")])
def test_errors_stand_beside_both_paces(scored, target, said):
    drawn = figures.errors(scored, target)
    assert [len(axes.lines) for axes in drawn.figure.axes] == [3, 3]
    assert said in drawn.alt


def test_the_table_has_a_row_a_target_dose_and_level(scored):
    table = figures.table(scored)
    assert table.index.tolist() == [
        ("接種率", 1, " 7日後"),
        ("接種率", 2, " 7日後"),
        ("到達日", 1, "40%"),
        ("到達日", 2, "40%"),
    ]
    row = table.loc[("接種率", 1, " 7日後")]
    assert row["", "件数"] == 2
    assert row["平均絶対誤差", "見込み"] == 1.0
    assert row["平均絶対誤差", "報告値の7日ペース"] == 10.0
    assert row["区間の中", "80%"] == 1.0


def test_what_is_not_scored_is_counted(scored):
    counted = figures.counts(scored)
    assert counted.loc[("接種率", 1), "採点した"] == 2
    assert counted.loc[("接種率", 1), "未確定"] == 2


def test_without_anything_scored_the_figures_say_so(scored):
    nothing = scored.assign(state="not_final", level=np.nan, absolute=np.nan)
    assert figures.calibration(nothing)["type"] == "text"
    assert figures.errors(nothing, "coverage")["type"] == "text"
    assert figures.table(nothing).empty


def test_the_same_figure_gives_the_same_bytes(curves, outcome):
    once, again = (theme.svg(figures.fans(curves, outcome, "16", 2).figure) for _ in range(2))
    assert once == again
