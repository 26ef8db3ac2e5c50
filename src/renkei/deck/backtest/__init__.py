"""Figures and the table of a backtest: what was forecast, over what happened."""

from renkei.deck.backtest.calibration import calibration
from renkei.deck.backtest.fans import fans
from renkei.deck.backtest.scores import counts, errors, table

__all__ = ["calibration", "counts", "errors", "fans", "table"]
