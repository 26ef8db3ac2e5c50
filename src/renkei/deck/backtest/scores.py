"""Errors beside those of both paces, as a figure and as a table."""

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from renkei.deck import labels, theme
from renkei.deck.figures.data import behind
from renkei.deck.theme import Data, Drawing, Shown
from renkei.projection.backtest import CALIBRATED, ENGINE, METHODS, REPORTED
from renkei.projection.scoring import STATES, summary

METHOD_NAMES = {
    ENGINE: "見込み",
    REPORTED: "報告値の7日ペース",
    CALIBRATED: "7日ペース（過去の誤差で較正）",
}
TARGET_NAMES = {"coverage": "接種率", "date": "到達日"}
LOOKS: dict[str, dict[str, Any]] = {
    ENGINE: {"color": theme.INK, "lw": 2.4},
    REPORTED: {"color": theme.GREY, "lw": 1.8, "ls": (0, (5, 2))},
    CALIBRATED: {"color": theme.ORANGE, "lw": 1.8, "ls": (0, (2, 1))},
}
_STATE_NAMES = {
    "scored": "採点した",
    "open": "確定した範囲では未到達",
    "passed": "時点までに到達済み",
    "not_final": "未確定",
    "no_truth": "実績がない",
}
_INSIDE = {"inside50": "50%", "inside80": "80%", "inside95": "95%"}


def errors(scored: pd.DataFrame, target: str, width: float = 1.0) -> Shown:
    """Mean absolute error beside both paces, one panel a dose.

    By days ahead for the target `coverage` (percentage points), by threshold for `date` (days).
    """
    is_coverage = target == "coverage"
    by, unit = ("horizon", "ポイント") if is_coverage else ("threshold", "日")
    caption = f"{TARGET_NAMES[target]}の平均絶対誤差（{unit}）"
    known = summary(scored) if len(scored) else pd.DataFrame(columns=["target", by, "scored"])
    known = known[(known["target"] == target) & known[by].notna() & (known["scored"] > 0)]
    if known.empty:
        return labels.nothing(caption, "確定した実績と比べられる見込みはない。")
    known = known.assign(
        at=known[by].astype(float) * (1 if is_coverage else 100),
        shown=known["mae"] * (100 if is_coverage else 1),
    )
    panels = list(known.groupby("dose"))
    with theme.style():
        figure = theme.new_figure(theme.FULL, 3.5)
        drawn = figure.subplots(1, len(panels), squeeze=False)[0]
        for axes, (dose, rows) in zip(drawn, panels, strict=True):
            _panel(axes, rows, "日後" if is_coverage else "%")
            axes.set_title(f"{dose}回目", loc="left")
        figure.legend(
            *drawn[0].get_legend_handles_labels(),
            loc="outside upper left",
            ncols=len(METHODS),
            fontsize=theme.SMALL,
            frameon=False,
        )
    alt = f"{caption}の折れ線。{_words(panels, unit)}。"
    data = _data(panels, "日後" if is_coverage else "到達率（%）", unit)
    return Drawing(figure, caption, alt, width, data)


def _panel(axes: Axes, rows: pd.DataFrame, unit: str) -> None:
    for method in METHODS:
        one = rows[rows["method"] == method]
        axes.plot(
            one["at"], one["shown"], marker="o", ms=4, label=METHOD_NAMES[method], **LOOKS[method]
        )
    places = sorted(rows["at"].unique())
    axes.set_xticks(places, [f"{place:g}{unit}" for place in places])
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=theme.PALE_GREY, lw=0.8)
    axes.set_axisbelow(True)
    sns.despine(ax=axes)


def _data(panels: list[tuple[Any, pd.DataFrame]], level: str, unit: str) -> Data:
    """A row a dose, method and horizon or threshold."""
    rows = [
        [f"{dose}回目", METHOD_NAMES[row["method"]], f"{row['at']:g}", f"{row['shown']:.1f}"]
        for dose, one in panels
        for row in one.sort_values(["method", "at"]).to_dict("records")
    ]
    return behind(["接種", "方法", level, f"平均絶対誤差（{unit}）"], rows, words=2)


def _words(panels: list[tuple[Any, pd.DataFrame]], unit: str) -> str:
    said = []
    for dose, rows in panels:
        means = rows.groupby("method")["shown"].mean()
        told = "、".join(f"{METHOD_NAMES[one]}{means[one]:.1f}{unit}" for one in METHODS)
        said.append(f"{dose}回目の平均は{told}")
    return "。".join(said)


def table(scored: pd.DataFrame) -> pd.DataFrame:
    """What was scored against both paces: a row a target, dose and horizon or threshold.

    Coverage in percentage points, dates in days; the shares inside the intervals are the engine's.
    """
    known = summary(scored)
    known = known[known["target"].isin(list(TARGET_NAMES)) & (known["scored"] > 0)]
    known = known[known["horizon"].notna() | known["threshold"].notna()]
    if known.empty:
        return pd.DataFrame()
    scale = known["target"].map({"coverage": 100.0, "date": 1.0})
    known = known.assign(
        対象=known["target"].map(TARGET_NAMES),
        回=known["dose"],
        水準=[_level(one) for one in known[["horizon", "threshold"]].to_dict("records")],
        mae=known["mae"] * scale,
        wis=known["wis"] * scale,
    )
    wide = known.pivot(
        index=["対象", "回", "水準"], columns="method", values=["mae", "wis", "scored", *_INSIDE]
    )
    columns = {("", "件数"): wide["scored", ENGINE].astype(int)}
    for score, name in (("mae", "平均絶対誤差"), ("wis", "WIS")):
        columns |= {(name, METHOD_NAMES[one]): wide[score, one].round(1) for one in METHODS}
    inside = {("区間の中", name): wide[one, ENGINE].round(2) for one, name in _INSIDE.items()}
    whole = pd.DataFrame(columns | inside)
    return pd.concat(
        [whole[whole.index.get_level_values(0) == one] for one in TARGET_NAMES.values()]
    )


def _level(row: dict[Any, Any]) -> str:
    if pd.notna(row["horizon"]):
        return f"{row['horizon']:>2.0f}日後"
    return f"{row['threshold']:.0%}"


def counts(scored: pd.DataFrame) -> pd.DataFrame:
    """How many forecasts of each target and dose were scored, and why the others were not."""
    engine = scored[(scored["method"] == ENGINE) & scored["target"].isin(list(TARGET_NAMES))]
    told = engine.groupby(["target", "dose", "state"]).size().unstack("state", fill_value=0)
    told = told.reindex(columns=list(STATES), fill_value=0).rename(index=TARGET_NAMES)
    return told.rename(columns=_STATE_NAMES).rename_axis(index=["対象", "回"], columns=None)
