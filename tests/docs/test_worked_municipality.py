"""The municipality worked out in docs/projection.ja.md, and the parameters of docs/projection.md.

Where the projection moves a figure, the failing test prints the table as it must stand: paste it.
"""

import datetime as dt
import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei import intake, settings
from renkei.deck import labels, verdicts
from renkei.projection import project as projected
from renkei.projection.calibration import shipped
from renkei.wording import dates, numbers

AREA, NAME = "162116", "射水市"
PAGE, REFERENCE = "docs/projection.ja.md", "docs/projection.md"
SECTION = f"## 一つの市で見る：{NAME}"
BINDING = {
    "supply": "供給",
    "first_doses": "1回目接種",
    "eligibility": "対象者の時期（接種間隔）",
    "pace": "接種ペース",
    "none": "なし",
}
RULES = {*"12345678", "2割", "10", "21", "31", "50", "59", "65", "80", "90", "95", "120", "2021"}
"""Figures of the rules and the dates, which stand in the sentences beside the table."""

Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / PAGE).read_text(encoding="utf-8").split(SECTION)[1].split("\n## ")[0]


@pytest.fixture(scope="module")
def worked(project: Path, sample_raw: Path) -> dict[str, str]:
    """The figures of the municipality, by the name of their row in the page's table."""
    campaign = settings.open_campaign(
        str(project / "params" / "sample.yaml"), as_of="2021-06-02", raw=str(sample_raw)
    )
    returns = intake.read_returns(campaign)
    population, _ = intake.read_population(campaign)
    answers = intake.answers(returns.accepted, population, campaign, returns.rejected)
    found = projected(
        intake.read_records(campaign).accepted,
        population,
        answers,
        campaign,  # deliveries are left out: the sample knows those of prefectures alone
    )
    row = found.areas.set_index("area").loc[AREA].to_dict()
    mine = answers[answers["area"] == AREA].sort_values("round").iloc[-1]
    parts = found.components[found.components["area"] == AREA].set_index(["dose", "part"])
    second, used = parts["doses"][2], parts["used"][2]
    foreseen = _foreseen(row, mine, second) | {"混ぜた割合（①・②・回答）": _weights(used / second)}
    return {**_recorded(row, second), **foreseen, **_outcome(row)}


def _recorded(row: Row, second: pd.Series) -> dict[str, str]:
    persons, ceiling = row["eligible"], row["ceiling"]
    wishing = f"{numbers.rounded(ceiling, '人')}（対象者の{numbers.share(ceiling / persons)}）"
    target = second["target"]
    level = f"{numbers.rounded(target, '人')}（対象者の{numbers.share(target / persons)}）"
    told = {"対象者": f"{numbers.count(persons)}人", "希望者": wishing, "完了の水準": level}
    for dose, name in (("first", "1回目接種"), ("second", "2回目接種")):
        told[f"{name}　報告分"] = labels.dose(row[dose], persons)
        share = numbers.share(row[f"{dose}_share_adjusted"])
        told[f"{name}　補正後（推計）"] = f"{_about(row[f'{dose}_adjusted'])}（{share}）"
    return told


def _foreseen(row: Row, answer: pd.Series, second: pd.Series) -> dict[str, str]:
    shares = second / row["eligible"]
    doses = {
        name: f"{_about(second[name])}（{numbers.percent(shares[name])}）" for name in second.index
    }
    condition = "（条件付き）" if answer["conditional"] else ""
    return {
        "照会への回答（計画）": dates.month_part(row["plan"].date()) + condition,
        "見込みの材料①　1回目から続く分": doses["pipeline"],
        "見込みの材料②　過去の施策の動き": doses["pooled"],
        "期限の2回目接種の見込み（中央値）": doses["median"],
        "同　80%の幅": labels.share_span((shares["low"], shares["median"], shares["high"])),
        "参考　今のペースが続くだけの場合": doses["pace"],
    }


def _weights(shares: pd.Series) -> str:
    return "・".join(numbers.percent(shares[name]) for name in ("pipeline", "pooled", "plan"))


def _outcome(row: Row) -> dict[str, str]:
    low, middle, high = (_day(row[name]) for name in ("d10", "d50", "d90"))
    now, reported = labels.pace(row["pace"]), labels.pace(row["pace_reported"])
    return {
        "完了する日の見込み（中央値）": labels.completion(middle),
        "同　80%の幅（日）": labels.span(low, high),
        "期限までに完了する確率": labels.chance(row["p_deadline"]),
        "必要なペース": f"1日{labels.pace(row['required'])}",
        "現在のペース": f"1日{now}（報告分では{reported}）",
        "見通し": verdicts.OUTLOOKS[row["outlook"]],
        "何が制約か": BINDING[row["binding"]],
    }


def _about(doses: float) -> str:
    """An estimate of doses: 約5,800回, 約460回."""
    tens = round(doses, -1) if doses < 1000 else doses
    return f"約{numbers.rounded(round(tens)).removeprefix('約')}回"


def _day(day: pd.Timestamp) -> dt.date | None:
    return None if pd.isna(day) else day.date()


def _table(text: str) -> list[list[str]]:
    """The cells of the rows of a table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_figure_of_the_worked_municipality_is_that_of_the_sample(page, worked):
    told = {name: reason for name, _, reason in _table(page)}
    stands = {name: value for name, value, _ in _table(page)}
    anew = [f"| {name} | {value} | {told.get(name, '')} |" for name, value in worked.items()]
    assert stands == worked, f"the table of {PAGE} must be:\n" + "\n".join(anew)


def test_what_is_said_of_the_figures_names_no_figure_that_the_table_does_not_hold(page, worked):
    said = re.sub(r"^\|[^|]*\|[^|]*\|", "", page, flags=re.M)
    held = {one for value in worked.values() for one in re.findall(r"\d[\d,.]*", value)}
    loose = set(re.findall(r"\d[\d,.]*割?", said)) - held - RULES
    assert not loose


def test_the_parameters_of_the_reference_are_those_of_the_source(project):
    text = (project / REFERENCE).read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)\.([A-Z_]+)` = (-?[\d.]+)", text)
    assert len(named) > 30
    for module, name, value in named:
        source = importlib.import_module(f"renkei.projection.{module}")
        assert getattr(source, name) == float(value), f"{module}.{name}"
    assert f"s = {shipped().shared:.2f}\n" in text
