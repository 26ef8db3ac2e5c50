"""Nominal against observed: how often the truth lay below each quantile."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from renkei.deck import labels, theme
from renkei.deck.backtest.scores import LOOKS, METHOD_NAMES, TARGET_NAMES
from renkei.deck.figures.data import behind, percent
from renkei.deck.theme import Data, Drawing, Shown
from renkei.projection.backtest import CALIBRATED, ENGINE
from renkei.projection.intervals import LEVELS
from renkei.wording import numbers

_DRAWN = (ENGINE, CALIBRATED)


def calibration(scored: pd.DataFrame, width: float = 1.0) -> Shown:
    """One panel a target and dose: the share of truths at or below each quantile, by its level.

    On the diagonal a quantile is what it says; a curve flatter than it has intervals too narrow.
    The reported pace has no quantiles and is left out.
    """
    caption = "分位点の当たり方：名目と実際"
    known = observed(scored)
    if known.empty:
        return labels.nothing(caption, "確定した実績と比べられる見込みはない。")
    panels = [
        (f"{TARGET_NAMES[target]} {dose}回目", known.query("target == @target and dose == @dose"))
        for target, dose in known[["target", "dose"]].drop_duplicates().itertuples(index=False)
    ]
    with theme.style():
        figure = theme.new_figure(theme.FULL, 3.7)
        drawn = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axes, (name, rows) in zip(drawn, panels, strict=True):
            _panel(axes, rows)
            axes.set_title(name, loc="left")
        drawn[0].set_ylabel("実際の割合")
        figure.legend(
            *drawn[0].get_legend_handles_labels(),
            loc="outside upper left",
            ncols=len(_DRAWN),
            fontsize=theme.SMALL,
            frameon=False,
        )
    return Drawing(figure, caption, f"{caption}の図。{_words(panels)}。", width, _data(panels))


def observed(scored: pd.DataFrame) -> pd.DataFrame:
    """Columns target, dose, method, nominal, observed, n; of the forecasts that were scored."""
    known = scored[(scored["state"] == "scored") & scored["level"].notna()]
    known = known[known["target"].isin(list(TARGET_NAMES)) & known["method"].isin(_DRAWN)]
    frames = []
    for nominal in LEVELS:
        below = known.assign(observed=known["level"] <= nominal)
        groups = below.groupby(["target", "dose", "method"], as_index=False)
        frames.append(groups.agg(observed=("observed", "mean"), n=("observed", "size")))
    return pd.concat(
        [one.assign(nominal=nominal) for one, nominal in zip(frames, LEVELS, strict=True)],
        ignore_index=True,
    )


def _panel(axes: Axes, rows: pd.DataFrame) -> None:
    axes.plot([0, 1], [0, 1], color=theme.GREY, lw=1, ls=(0, (2, 2)))
    for method in _DRAWN:
        one = rows[rows["method"] == method]
        look = LOOKS[method]
        axes.plot(
            one["nominal"], one["observed"], marker="o", ms=4, label=METHOD_NAMES[method], **look
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal")
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axes.set_xticks(ticks, ["0", "25", "50", "75", "100%"])
    axes.set_yticks(ticks, ["0", "25", "50", "75", "100%"])
    axes.set_xlabel("名目の水準")
    sns.despine(ax=axes)


def _data(panels: list[tuple[str, pd.DataFrame]]) -> Data:
    """A row a target, method and nominal level."""
    rows = []
    for name, one in panels:
        for row in one.sort_values(["method", "nominal"]).to_dict("records"):
            shares = [percent(row["nominal"]), percent(row["observed"])]
            rows.append([name, METHOD_NAMES[row["method"]], *shares, numbers.count(row["n"])])
    head = ["対象", "方法", "名目の水準（%）", "実際の割合（%）", "件数"]
    return behind(head, rows, words=2)


def _words(panels: list[tuple[str, pd.DataFrame]]) -> str:
    """The share inside the 80 % interval, target by target."""
    said = []
    for name, rows in panels:
        engine = rows[rows["method"] == ENGINE].set_index("nominal")
        if len(engine):
            share = float(engine["observed"].loc[0.9]) - float(engine["observed"].loc[0.1])
            count = int(engine["n"].iloc[0])
            said.append(f"{name}は{count:,}件のうち{share:.0%}が10%点と90%点の間")
    return "、".join(said)
