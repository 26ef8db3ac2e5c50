"""One execution: inputs to frames to decks, built aside and moved into place whole."""

from renkei.run.plan import Plan, plan
from renkei.run.whole import REFUSED, Finished, run

__all__ = ["REFUSED", "Finished", "Plan", "plan", "run"]
