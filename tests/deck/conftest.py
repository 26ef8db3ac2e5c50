"""Small processed frames of an invented campaign, so that pages can be tested without a run."""

import ast
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

from renkei import areas, processed
from renkei.deck.briefing import Briefing
from renkei.deck.pages import Pages
from renkei.deck.slides import Slide
from renkei.intake.changes import last_changes
from renkei.schema import COLUMNS
from renkei.settings import Campaign, open_campaign

AS_OF = pd.Timestamp("2021-06-02")
START = pd.Timestamp("2021-04-12")
SNAPSHOT = pd.Timestamp("2021-06-03")
MIDDLE = {1: [1490, 185, 66], 2: [1616, 93, 32], 3: [1718, 21, 2]}
LATEST = {"by_target": "2021-07-31", "next_month": "2021-08-31", "later": "2021-09-30"}


@pytest.fixture(scope="session")
def frames(campaign: Campaign) -> dict[str, pd.DataFrame]:
    """Every frame of the deck, of all 1,741 municipalities, made by rule and not by chance."""
    population = _population()
    made = {name: processed.empty(name) for name in COLUMNS}
    projections, answers, returns = _projections(population), _answers(), _returns()
    return made | {
        "population": population,
        "answers": answers,
        "returns": returns,
        "changes": last_changes(campaign, returns, answers),
        "projections": projections,
        "paths": _paths(projections),
        "reconciliation": _reconciliation(),
        "rejections": _rejections(),
        "ledger": processed.empty("ledger"),
        "records": _records(),
    }


@pytest.fixture(scope="session")
def campaign(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """The sample's params, its folders empty."""
    folder = tmp_path_factory.mktemp("campaign")
    params = str(project / "params" / "sample.yaml")
    return open_campaign(params, raw=str(folder), processed=str(folder))


@pytest.fixture(scope="session")
def view(campaign: Campaign, frames: dict[str, pd.DataFrame]) -> Callable[..., Briefing]:
    """A briefing of an area, with some frames replaced: view("16", answers=...)."""

    plain = {name: processed.check(name, frame) for name, frame in frames.items()}
    del plain["changes"]
    written: dict[Path, pd.DataFrame] = {}

    def made(area: str = "00", campaign: Campaign = campaign, **changed: pd.DataFrame) -> Briefing:
        checked = {name: processed.check(name, frame) for name, frame in changed.items()}
        # Records are the one frame a briefing reads when it needs it.
        records = changed.get("records", frames["records"])
        if written.get(campaign.folder) is not records:
            processed.write(campaign.folder, "records", records)
            written[campaign.folder] = records
        return Briefing(campaign, area, _Frames(campaign, plain | checked))

    return made


class _Frames(dict[str, pd.DataFrame]):
    """Frames of a campaign; what changed is compared when it is asked for."""

    def __init__(self, campaign: Campaign, frames: dict[str, pd.DataFrame]) -> None:
        super().__init__(frames)
        self._campaign = campaign

    def __missing__(self, name: str) -> pd.DataFrame:
        if name != "changes":
            raise KeyError(name)
        self[name] = last_changes(self._campaign, self["returns"], self["answers"])
        return self[name]


@pytest.fixture(scope="session")
def kept() -> Callable[..., pd.DataFrame]:
    """Rows of a processed frame that say only what matters: kept("liaison", {"area": "16", …})."""

    def made(name: str, *rows: dict[str, object]) -> pd.DataFrame:
        blank = processed.empty(name)
        frame = pd.DataFrame(list(rows), columns=blank.columns)
        for column, kind in blank.dtypes.items():
            if isinstance(kind, np.dtype) and kind.kind in "ib":
                blanks = frame[column].isna()
                frame[column] = frame[column].astype(object).where(~blanks, column == "current")
        return processed.check(name, frame)

    return made


@pytest.fixture(scope="session")
def show_notebook(project: Path) -> Callable[[str, Campaign], list[Slide]]:
    """Run a deck's notebook on the frames written for a campaign: the slides it shows."""

    def shown(area: str, one: Campaign) -> list[Slide]:
        given = {"params": str(one.file), "raw": str(one.raw), "processed": str(one.processed)}
        name = "3_national_briefing" if area == "00" else "4_prefecture_briefing"
        given |= {} if area == "00" else {"area": area}
        return _displayed(project / "notebooks" / f"{name}.ipynb", given)

    return shown


def _displayed(notebook: Path, given: dict[str, str]) -> list[Slide]:
    names: dict[str, object] = {}
    shown = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *body, last = ast.parse(cell.source).body
        if not isinstance(last, ast.Expr):
            body = [*body, last]
        exec(compile(ast.Module(body, []), notebook.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= given
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), notebook.name, "eval"), names))
    every = [page for one in shown for page in (one.slides if isinstance(one, Pages) else [one])]
    return [one for one in every if isinstance(one, Slide)]


@pytest.fixture(scope="session")
def one_snapshot(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Frames made from a single snapshot: nothing is adjusted, and every row says so."""
    shown = frames["projections"].assign(
        flags="lag_unadjusted",
        first_adjusted=frames["projections"]["first"],
        second_adjusted=frames["projections"]["second"],
        pace=frames["projections"]["pace_reported"],
    )
    return {"projections": shown}


@pytest.fixture(scope="session")
def open_data(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """The campaign whose returns are not public."""
    folder = tmp_path_factory.mktemp("open-data")
    params = str(project / "params" / "elderly-2021-open-data.yaml")
    return open_campaign(params, raw=str(folder), processed=str(folder))


@pytest.fixture(scope="session")
def open_frames(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Frames of the open-data campaign: published totals, records of 37 prefectures only."""
    kept = [one.short for one in areas.prefectures()][:37]
    shown = frames["projections"].copy()
    absent = ~shown["area"].isin(["00", *kept])
    shown.loc[absent, ["snapshot", "p_deadline", "d10", "d50", "d90", "pace", "required"]] = None
    shown.loc[absent, ["first", "second", "first_adjusted", "second_adjusted"]] = 0
    shown.loc[absent, "outlook"] = "no_data"
    paths = frames["paths"]
    empty = {name: processed.empty(name) for name in ("answers", "returns", "reconciliation")}
    return empty | {
        "projections": shown,
        "paths": paths[paths["area"].isin(["00", *kept])],
        "published": _published(),
        "rejections": processed.empty("rejections"),
        "ledger": _ledger(),
    }


def _ledger() -> pd.DataFrame:
    """What the resident register does not reconcile by itself."""
    note = "65歳以上人口：出典の全国計と都道府県の合計に474人の差がある。"
    row = {"rule": "source does not add up", "file": "juki.xls", "raw": note}
    return processed.check(
        "ledger", pd.DataFrame([row]).reindex(columns=processed.empty("ledger").columns)
    )


def _records() -> pd.DataFrame:
    """Toyama as a prefecture and Kanazawa as a city, in two snapshots of two days."""
    rows = [
        {"area": area, "snapshot": snapshot, "date": date, "cohort": cohort, "dose": dose}
        for area in ("16", "172014")
        for snapshot in (SNAPSHOT - pd.Timedelta(days=7), SNAPSHOT)
        for date in (AS_OF - pd.Timedelta(days=1), AS_OF)
        for cohort in ("programme", "65-")
        for dose in (1, 2)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(count=100 * frame["dose"] + (frame["cohort"] == "programme"))


def _population() -> pd.DataFrame:
    own = [one.short for one in areas.municipalities()]
    size = [2000 + 37 * (number % 900) for number in range(len(own))]
    municipal = pd.DataFrame({"area": own, "eligible": size})
    by_prefecture = municipal.groupby(municipal["area"].str[:2])["eligible"].sum()
    prefectures = by_prefecture.rename_axis("area").reset_index()
    nation = pd.DataFrame({"area": ["00"], "eligible": [municipal["eligible"].sum()]})
    frame = pd.concat([nation, prefectures, municipal], ignore_index=True)
    return frame.assign(cohort="65-", source="invented")


def _answers() -> pd.DataFrame:
    own = [one.short for one in areas.municipalities()]
    # Spread over the code order, so that every prefecture has some of each.
    order = np.argsort([int(code) * 7919 % 10007 for code in own], kind="stable")
    rounds = []
    for number, (target, following, later) in MIDDLE.items():
        bucket = np.empty(len(own), dtype=object)
        bucket[order] = ["by_target"] * target + ["next_month"] * following + ["later"] * later
        frame = pd.DataFrame({"round": number, "area": own, "bucket": bucket})
        conditional = np.zeros(len(own), dtype=bool)
        conditional[order[: 100 + 20 * number]] = True
        rounds.append(frame.assign(conditional=conditional))
    frame = pd.concat(rounds, ignore_index=True)
    frame["latest"] = pd.to_datetime(frame["bucket"].map(LATEST))
    frame["previous_bucket"] = frame.groupby("area")["bucket"].shift()
    frame["previous_latest"] = frame.groupby("area")["latest"].shift()
    return frame.assign(status="dated", earliest=frame["latest"], raw="7月末", wish_share=0.87)


def _returns() -> pd.DataFrame:
    answers = _answers()
    number = answers["area"].str[:2]
    return answers.assign(
        received=pd.Timestamp("2021-06-01"),
        file=[f"{one}_{areas.label(one)}.xlsx" for one in number],
        sheet="回答",
        row=6,
        precision="day",
        condition=np.where(answers["conditional"], "医療従事者の確保が前提", ""),
        flags="",
        capacity=100.0,
        issues="",
        current=True,
    )


def _projections(population: pd.DataFrame) -> pd.DataFrame:
    frame = population[["area", "eligible"]].copy()
    rank = np.array([int(code) * 31 % 101 / 100 for code in frame["area"]])
    first, second = 0.12 + 0.1 * rank, 0.008 + 0.015 * rank
    p = np.clip(rank**2 * 1.1 - 0.05, 0, 1)
    days = np.round(45 + 70 * (1 - rank))
    frame = frame.assign(
        cohort="programme",
        ceiling=frame["eligible"] * 0.87,
        first=(frame["eligible"] * first).astype(int),
        second=(frame["eligible"] * second).astype(int),
        first_adjusted=(frame["eligible"] * first * 1.2).astype(int),
        second_adjusted=(frame["eligible"] * second * 1.4).astype(int),
        snapshot=SNAPSHOT,
        pace=frame["eligible"] * 0.011,
        pace_reported=frame["eligible"] * 0.008,
        required=frame["eligible"] * 0.0258,
        p_deadline=p,
        plan=pd.Timestamp("2021-07-31"),
        binding=np.where(p >= 0.5, "none", "first_doses"),
        bound_since=START + pd.Timedelta(days=7),
        flags=np.where(rank < 0.05, "lag_outlier", ""),
        outlook=np.select([p >= 0.9, p >= 0.5], ["ahead", "on_plan"], "behind"),
    )
    for dose in ("first", "second"):
        frame[f"{dose}_share"] = frame[dose] / frame["eligible"]
        frame[f"{dose}_share_adjusted"] = frame[f"{dose}_adjusted"] / frame["eligible"]
    frame["gap"] = frame["pace"] - frame["required"]
    for name, shift in zip(
        ("d025", "d10", "d25", "d50", "d75", "d90", "d975"), range(-15, 20, 5), strict=True
    ):
        ahead = days + shift * 1.5
        date = AS_OF + pd.to_timedelta(ahead, unit="D")
        frame[name] = date.where(ahead <= 120)
    return frame


def _paths(projections: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for row in projections[projections["area"].str.len() == 2].to_dict("records"):
        for dose, share in ((1, row["first_share"]), (2, row["second_share"])):
            rows.append(_reported(row["area"], dose, share))
            rows.append(_adjusted(row["area"], dose, share))
            rows.append(_projected(row["area"], dose, share, row["p_deadline"]))
    return pd.concat(rows, ignore_index=True)


def _reported(area: str, dose: int, share: float) -> pd.DataFrame:
    days = pd.date_range(START, AS_OF)
    curve = share * np.linspace(0, 1, len(days)) ** (2.5 + dose)
    return pd.DataFrame(
        {"area": area, "date": days, "dose": dose, "kind": "reported", "q50": curve}
    )


def _adjusted(area: str, dose: int, share: float) -> pd.DataFrame:
    """The last 21 days, more and more above what is reported."""
    late = _reported(area, dose, share).tail(21)
    return late.assign(kind="adjusted", q50=late["q50"] * np.linspace(1, 1.2, 21))


def _projected(area: str, dose: int, share: float, p: float) -> pd.DataFrame:
    days = pd.date_range(AS_OF + dt.timedelta(days=1), periods=120)
    grown = share + (0.35 + 0.4 * p) * np.arange(1, 121) / 60
    frame = pd.DataFrame({"area": area, "date": days, "dose": dose, "kind": "projected"})
    for name, factor in (("q10", 0.8), ("q25", 0.9), ("q50", 1), ("q75", 1.1), ("q90", 1.2)):
        frame[name] = np.minimum(share + (grown - share) * factor, 0.87)
    return frame


def _reconciliation() -> pd.DataFrame:
    rows = []
    for number in (1, 2, 3):
        for one in areas.prefectures():
            accepted = len(areas.municipalities(one.short))
            rows.append(
                {
                    "round": number,
                    "file": f"{one.short}_{one.name}.xlsx",
                    "received": pd.Timestamp("2021-06-01"),
                    "sheet": "回答",
                    "rows": accepted + 8,
                    "accepted": accepted,
                    "rejected": 0,
                    "superseded": 0,
                    "subtotals": 1,
                    "notes": 6,
                    "blank": 1,
                    "balanced": True,
                    "cells_expected": accepted * 9,
                    "cells_read": accepted * 9,
                    "cells_rejected": 0,
                }
            )
    return pd.DataFrame(rows)


def _rejections() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "round": [3, 3, 2],
            "file": ["16_富山県.xlsx", "16_富山県.xlsx", "17_石川県.xlsx"],
            "cell": ["D14", "", "A9"],
            "row": [14, 20, 9],
            "kind": ["cell", "row", "row"],
            "rule": "",
            "question": "",
            "area": ["162019", "", ""],
            "raw": ["R3.2.30", "富山", "172010"],
            "reason": ["no such day", "no such area", "check digit"],
            "corrected": [True, False, True],
        }
    )
    return frame.assign(
        received=pd.Timestamp("2021-06-01"), sheet="回答", expected="a date", suggestion=""
    )


def _published() -> pd.DataFrame:
    rows = []
    names = ("by_target", "next_month", "later")
    for number, counts in MIDDLE.items():
        for name, count in zip(names, counts, strict=True):
            rows.append({"round": number, "bucket": name, "count": count})
        rows.append({"round": number, "bucket": "not_by_target", "count": sum(counts[1:])})
    frame = pd.DataFrame(rows)
    weighted = (frame["round"] == 1) & (frame["bucket"] == "by_target")
    return frame.assign(
        as_of=pd.NaT,
        published=pd.Timestamp("2021-06-02"),
        share=frame["count"] / 1741,
        pop_share=np.where(weighted, 0.845, np.nan),
        source="https://example.org/",
    )
