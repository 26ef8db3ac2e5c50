"""Figures: each takes a frame and returns one finished Drawing that says itself in words."""

from renkei.deck.figures.bars import paces, prefectures, rounds
from renkei.deck.figures.curves import fan, rates

__all__ = ["fan", "paces", "prefectures", "rates", "rounds"]
